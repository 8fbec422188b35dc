//! Cortex's `cortex.yaml`: services, domains, teams and employees in the dress of `OpenAPI`.

use std::collections::HashMap;

use super::descriptor::{owner, take_link, take_repository, team};
use super::intake::id_of;
use super::words::{status, tier, tier_of};
use super::{Format, Intake, Leaf};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Domain, Id, Kind, Owner, Person, Ref, System, Team};
use crate::source::Spanned;

/// The format.
pub static FORMAT: Format = Format {
    id: "cortex",
    title: "Cortex entities",
    files: &["**/cortex.yaml", "**/cortex.yml", "**/.cortex/catalog/*.yaml"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "custom data, versions, environments, scorecards",
    read,
};

/// What is known of people and teams before the first entity is taken.
struct Known<'a> {
    /// Employees by their names in lower case, so that a member who is named is who is described.
    employees: HashMap<String, Id>,
    /// The type of each tag.
    types: HashMap<&'a str, &'a str>,
}

fn read(intake: &mut Intake<'_>) {
    let files = intake.files.clone();
    for file in &files {
        intake.note_problems(file);
    }
    let roots = files.iter().flat_map(|file| Leaf::roots(file)).filter(|root| root.is_there());
    let infos: Vec<Leaf<'_>> = roots.map(|root| root.at("info")).collect();
    let mut known = Known { employees: HashMap::new(), types: HashMap::new() };
    for info in &infos {
        let (Some(tag), Some(title)) = (info.at("x-cortex-tag").str(), info.at("title").str()) else { continue };
        known.types.insert(tag, kind(*info));
        if kind(*info) == "employee" {
            known.employees.insert(title.to_lowercase(), id_of(tag));
        }
    }
    for info in infos {
        if !info.at("x-cortex-tag").is_there() {
            intake.note_unknown(info, "an entity without `info.x-cortex-tag`");
            continue;
        }
        match kind(info) {
            "service" => take_service(intake, info),
            "domain" => take_domain(intake, info),
            "team" => take_team(intake, info, &known),
            "employee" | "user" => take_person(intake, info),
            other => {
                let message = format!("passed over: `{other}` is no type that says who owns what");
                let place = info.at("x-cortex-type").place();
                intake.note(Diagnostic::new("not-imported", Severity::Info, place, message));
            }
        }
    }
}

fn kind(info: Leaf<'_>) -> &str {
    info.at("x-cortex-type").str().unwrap_or("service")
}

fn summary(info: Leaf<'_>) -> Option<Spanned<String>> {
    info.at("description").text().or_else(|| info.at("x-cortex-description").text())
}

fn take_service(intake: &mut Intake<'_>, info: Leaf<'_>) {
    let key = info.at("x-cortex-tag");
    let Some(id) = key.id() else { return };
    let mut system = System::new(intake.free_system(&id, "service"), key.place());
    system.name = info.at("title").text();
    system.summary = summary(info);
    system.status = status(info.at("x-cortex-lifecycle"));
    system.owner = Some(owners(intake, info));
    let groups = info.at("x-cortex-groups").items().into_iter().chain(info.at("x-cortex-service-groups").items());
    let named = groups.filter(|group| group.str().is_some_and(|word| word.starts_with("tier")));
    system.tier = named.into_iter().find_map(|group| Some(Spanned::new(tier_of(group.str()?)?, group.place())));
    system.tier = system.tier.or_else(|| tier(info.at("x-cortex-custom-metadata").at("tier")));
    system.domain = domain_above(info);
    for need in info.at("x-cortex-dependency").at("cortex").items() {
        system.depends_on.extend(need.at("tag").reference(Kind::System));
    }
    let git = info.at("x-cortex-git");
    for (host, address) in [("github", "github.com"), ("gitlab", "gitlab.com"), ("bitbucket", "bitbucket.org")] {
        let repository = git.at(host).at("repository");
        let Some(name) = repository.str() else { continue };
        let base = git.at(host).at("basepath").str().map(|path| format!("/tree/HEAD/{path}")).unwrap_or_default();
        take_repository(&mut system, &repository.say(format!("https://{address}/{name}{base}")));
    }
    for embed in info.at("x-cortex-dashboards").at("embeds").items() {
        take_link(&mut system, "dashboard", embed.at("type"), embed.at("url"));
    }
    for link in info.at("x-cortex-link").items() {
        take_link(&mut system, link.at("type").str().unwrap_or_default(), link.at("name"), link.at("url"));
    }
    intake.found.systems.push(system);
}

/// Owners are groups by name or people by their addresses.
fn owners(intake: &mut Intake<'_>, info: Leaf<'_>) -> Owner {
    let list = info.at("x-cortex-owners");
    let mut named: Vec<Ref> = Vec::new();
    for one in list.items() {
        if one.at("name").is_there() {
            named.extend(team(intake, one.at("name")));
        } else {
            named.extend(one.at("email").reference(Kind::Person));
        }
    }
    if list.is_there() { Owner { named, place: list.place() } } else { owner(intake, list, info.at("x-cortex-tag")) }
}

fn take_domain(intake: &mut Intake<'_>, info: Leaf<'_>) {
    let key = info.at("x-cortex-tag");
    let Some(id) = key.id() else { return };
    let mut domain = Domain::new(id, key.place());
    domain.name = info.at("title").text();
    domain.summary = summary(info);
    domain.lead = owners(intake, info).named.into_iter().next();
    domain.parent = domain_above(info);
    intake.found.domains.push(domain);
}

/// The domain that an entity says it is in.
fn domain_above(info: Leaf<'_>) -> Option<Ref> {
    let lists = ["x-cortex-domain-parents", "x-cortex-parents"].map(|key| info.at(key).items());
    lists.into_iter().flatten().find_map(|parent| parent.at("tag").reference(Kind::Domain))
}

fn take_team(intake: &mut Intake<'_>, info: Leaf<'_>, known: &Known<'_>) {
    let key = info.at("x-cortex-tag");
    let Some(id) = key.id() else { return };
    let id = intake.named(key.str().unwrap_or_default(), id);
    let mut team = Team::new(id.clone(), key.place());
    team.name = info.at("title").text();
    team.summary = summary(info);
    team.lists_members = true;
    for member in info.at("x-cortex-team").at("members").items() {
        let name = member.at("name");
        let Some(title) = name.str() else { continue };
        let id = known.employees.get(&title.to_lowercase()).cloned().unwrap_or_else(|| id_of(title));
        intake.found.people.push(Person { name: name.text(), ..Person::new(id.clone(), name.place()) });
        team.members.push(name.reference_to(Kind::Person, id));
    }
    let mut channels = info.at("x-cortex-slack").at("channels").items().into_iter();
    team.contact.chat = channels.find_map(|channel| channel.at("name").channel());
    team.parent =
        info.at("x-cortex-parents").items().into_iter().find_map(|parent| parent.at("tag").reference(Kind::Team));
    for destination in destinations(info) {
        let below = destination.at("tag");
        if below.str().is_some_and(|tag| known.types.get(tag) == Some(&"team")) {
            let child = Team::new(below.id().unwrap_or_else(|| id.clone()), below.place());
            intake.found.teams.push(Team { parent: Some(key.reference_to(Kind::Team, id.clone())), ..child });
        }
    }
    intake.found.teams.push(team);
}

/// What relationships of the type `team-member` lead to.
fn destinations(info: Leaf<'_>) -> Vec<Leaf<'_>> {
    let relations = info.at("x-cortex-relationships").items().into_iter();
    let members = relations.filter(|relation| relation.at("type").str() == Some("team-member"));
    members.flat_map(|relation| relation.at("destinations").items()).collect()
}

fn take_person(intake: &mut Intake<'_>, info: Leaf<'_>) {
    let key = info.at("x-cortex-tag");
    let Some(id) = key.id() else { return };
    intake.found.people.push(Person { name: info.at("title").text(), ..Person::new(id, key.place()) });
}
