//! Datadog's service definitions, versions 2 to 2.2, and entity definitions, version 3.

use super::descriptor::{owner, take_link, take_repository, team};
use super::words::{status, tier};
use super::{Format, Intake, Leaf};
use crate::model::{Domain, Id, Kind, Link, OnCall, Ref, Repository, System, SystemKind, Team};
use crate::source::Spanned;

/// The format.
pub static FORMAT: Format = Format {
    id: "datadog",
    title: "Datadog service definitions",
    files: &["**/service.datadog.yaml", "**/service.datadog.yml", "**/entity.datadog.yaml", "**/entity.datadog.yml"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "languages, tags, application, additional contacts of one kind, log and pipeline settings",
    read,
};

fn read(intake: &mut Intake<'_>) {
    for file in intake.files.clone() {
        intake.note_problems(file);
        for root in Leaf::roots(file).filter(|root| root.is_there()) {
            let version = root.at("apiVersion").str().or(root.at("schema-version").str()).unwrap_or_default();
            match version {
                "v3" => take_entity(intake, root),
                v2 if v2.starts_with("v2") => take_service(intake, root),
                _ => intake
                    .note_unknown(root, "it says neither `schema-version: v2`, `v2.1`, `v2.2` nor `apiVersion: v3`"),
            }
        }
    }
}

fn take_service(intake: &mut Intake<'_>, root: Leaf<'_>) {
    let key = root.at("dd-service");
    let Some(id) = key.id() else {
        intake.note_unknown(root, "a service without `dd-service`");
        return;
    };
    let mut system = System::new(intake.free_system(&id, "service"), key.place());
    system.name = key.text();
    system.summary = root.at("description").text();
    system.tier = tier(root.at("tier"));
    system.status = status(root.at("lifecycle"));
    let team = Some(root.at("team")).filter(|team| team.is_there()).unwrap_or(root.at("dd-team"));
    system.owner = Some(owner(intake, team, key));
    take_contacts(intake, root.at("contacts"), system.owner.as_ref().and_then(|owner| owner.named.first()));
    for link in root.at("links").items() {
        take_link(&mut system, link.at("type").str().unwrap_or_default(), link.at("name"), link.at("url"));
    }
    for repo in root.at("repos").items() {
        if let Some(url) = repo.at("url").address() {
            take_repository(&mut system, &url);
        }
    }
    for doc in root.at("docs").items() {
        take_link(&mut system, "doc", doc.at("name"), doc.at("url"));
    }
    system.on_call = on_call(root.at("integrations"));
    intake.found.systems.push(system);
}

/// `pagerduty: URL` of version 2, `pagerduty: {service-url: URL}` of the later ones, and `serviceURL` of version 3.
fn on_call(integrations: Leaf<'_>) -> Option<OnCall> {
    let tools = ["pagerduty", "opsgenie"].into_iter().map(|tool| integrations.at(tool));
    let schedule =
        tools.flat_map(|tool| [tool, tool.at("service-url"), tool.at("serviceURL")]).find_map(Leaf::address)?;
    let place = schedule.place.clone();
    Some(OnCall { schedule: Some(schedule), team: None, escalation: Vec::new(), place })
}

/// A service's contacts are its team's, who is reached by them.
fn take_contacts(intake: &mut Intake<'_>, contacts: Leaf<'_>, owner: Option<&Ref>) {
    let Some(owner) = owner.filter(|_| intake.names_teams()) else { return };
    let mut named = Team::new(owner.id.clone(), owner.place.clone());
    for contact in contacts.items() {
        let value = contact.at("contact");
        match contact.at("type").str().unwrap_or_default() {
            "email" => named.contact.email = named.contact.email.take().or(value.text()),
            _ if value.address().is_some() => {
                let name = contact.at("name").str().or(contact.at("type").str()).unwrap_or("Contact");
                named.links.extend(value.address().map(|url| Link { name: name.to_owned(), url }));
            }
            _ => named.contact.chat = named.contact.chat.take().or(value.text()),
        }
    }
    intake.found.teams.push(named);
}

fn take_entity(intake: &mut Intake<'_>, root: Leaf<'_>) {
    let (metadata, spec) = (root.at("metadata"), root.at("spec"));
    let key = metadata.at("name");
    let kind = root.at("kind").str().unwrap_or("service");
    let Some(id) = key.id() else {
        intake.note_unknown(root, "an entity without `metadata.name`");
        return;
    };
    if kind == "system" {
        take_system(intake, root, id);
        return;
    }
    let mut system = System::new(intake.free_system(&id, kind), key.place());
    system.name = metadata.at("displayName").text().or_else(|| key.text());
    system.summary = metadata.at("description").text();
    system.tier = tier(spec.at("tier"));
    system.status = status(spec.at("lifecycle"));
    let data = ["datastore", "queue"].contains(&kind);
    system.kind = data.then(|| Spanned::new(SystemKind::Data, root.at("kind").place()));
    system.owner = Some(owner(intake, metadata.at("owner"), key));
    for further in metadata.at("additionalOwners").items() {
        system.contributors.extend(team(intake, further.at("name")));
    }
    take_contacts(intake, metadata.at("contacts"), system.owner.as_ref().and_then(|owner| owner.named.first()));
    system.domain = spec.at("componentOf").items().into_iter().find_map(|whole| reference(whole, Kind::Domain));
    system.depends_on =
        spec.at("dependsOn").items().into_iter().filter_map(|need| reference(need, Kind::System)).collect();
    for link in metadata.at("links").items() {
        take_link(&mut system, link.at("type").str().unwrap_or_default(), link.at("name"), link.at("url"));
    }
    for code in root.at("datadog").at("codeLocations").items() {
        let Some(url) = code.at("repositoryURL").address() else { continue };
        let paths = code.at("paths").items().into_iter().filter_map(Leaf::text).collect();
        match system.repositories.iter_mut().find(|known| known.url.value == url.value) {
            Some(known) => known.paths = paths,
            None => system.repositories.push(Repository { url, paths }),
        }
    }
    system.on_call = on_call(root.at("integrations"));
    intake.found.systems.push(system);
}

/// A system there is a group of services, led by the team that owns it.
fn take_system(intake: &mut Intake<'_>, root: Leaf<'_>, id: Id) {
    let metadata = root.at("metadata");
    let mut domain = Domain::new(id, metadata.at("name").place());
    domain.name = metadata.at("displayName").text().or_else(|| metadata.at("name").text());
    domain.summary = metadata.at("description").text();
    domain.lead = team(intake, metadata.at("owner"));
    intake.found.domains.push(domain);
}

/// `service:web`, or a bare name.
fn reference(leaf: Leaf<'_>, kind: Kind) -> Option<Ref> {
    let written = leaf.str()?;
    let name = written.split_once(':').map_or(written, |(_, name)| name);
    Some(leaf.reference_to(kind, super::intake::id_of(name)))
}
