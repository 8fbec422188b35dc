//! The governance of `OpenStack`: `projects.yaml`, `legacy.yaml`, its special interest groups and its technical committee.
//!
//! A project team or interest group is a team, and each deliverable or repository a system.

use super::intake::{Intake, add, id_of};
use super::{Format, Leaf};
use crate::model::{Id, Kind, Owner, Person, Ref, Repository, Status, System, Team, TeamStatus};
use crate::source::{SourceFile, Spanned};

/// The format.
pub static FORMAT: Format = Format {
    id: "openstack",
    title: "OpenStack governance",
    files: &[
        "projects.yaml",
        "legacy.yaml",
        "members.yaml",
        "*-repos.yaml",
        "*sigs.yaml",
        "sigs/*sigs.yaml",
        "reference/projects.yaml",
        "reference/legacy.yaml",
        "reference/members.yaml",
        "reference/*-repos.yaml",
        "reference/sigs/*sigs.yaml",
    ],
    knows: Some(knows),
    is_known_by_name: true,
    follow: None,
    drops: "e-mail addresses, cycles of appointment, release models, tags, extra core reviewers",
    read,
};

/// The names are of every day: a file says something that only these do.
fn knows(file: &SourceFile) -> bool {
    ["deliverables:", "ptl:", "chairs:", "- repo:", "memberid:"].iter().any(|word| file.text().contains(word))
}

fn read(intake: &mut Intake<'_>) {
    let mut files = intake.files.clone();
    // What is retired comes last: a name that is in use again is what is in use.
    files.sort_by_key(|file| (file.path.name() == "legacy.yaml", file.path.clone()));
    for file in files {
        intake.note_problems(file);
        for root in Leaf::roots(file) {
            let entries = root.entries();
            match file.path.name() {
                "members.yaml" => take_committee(intake, root),
                name if name.ends_with("-repos.yaml") => {
                    let suffix = if name.starts_with("sigs") { " SIG" } else { "" };
                    for (name, repos) in entries {
                        take_repos(intake, name, repos, suffix);
                    }
                }
                name if name.ends_with("sigs.yaml") => {
                    for (name, sig) in entries {
                        take_sig(intake, name, sig);
                    }
                }
                _ => {
                    for (name, project) in entries {
                        take_project(intake, name, project);
                    }
                }
            }
        }
    }
}

fn take_project(intake: &mut Intake<'_>, key: Leaf<'_>, project: Leaf<'_>) {
    let Some(id) = key.id().filter(|_| project.is_map()) else {
        intake.note_unknown(key, "a project team is a map under its name");
        return;
    };
    let id = intake.named(key.str().unwrap_or_default(), id);
    let mut team = Team::new(id.clone(), key.place());
    team.name = key.text();
    team.summary = project.at("mission").text();
    team.lead = take_person(intake, project.at("ptl"));
    team.members.extend(team.lead.clone());
    for (_, liaisons) in project.at("liaisons").entries() {
        for liaison in liaisons.items() {
            add(&mut team.members, take_person(intake, liaison));
        }
    }
    team.contact.chat = project.at("irc-channel").text().map(|name| Spanned::new(format!("#{}", *name), name.place));
    team.links.extend(project.at("url").link("Home"));
    let retired = project.at("retired-on");
    if retired.is_there() {
        team.status = Some(Spanned::new(TeamStatus::Dissolved, retired.place()));
    }
    let owner = key.reference_to(Kind::Team, id);
    for (name, deliverable) in project.at("deliverables").entries() {
        take_deliverable(intake, (name, deliverable), &owner, retired);
    }
    intake.found.teams.push(team);
}

fn take_deliverable(intake: &mut Intake<'_>, entry: (Leaf<'_>, Leaf<'_>), owner: &Ref, team_retired: Leaf<'_>) {
    let (key, deliverable) = entry;
    let Some(id) = key.id() else { return };
    let retired = Some(deliverable.at("retired-on")).filter(|retired| retired.is_there()).unwrap_or(team_retired);
    let mut system = System::new(intake.free_system(&id, owner.id.as_str()), key.place());
    system.name = key.text();
    system.owner = Some(Owner { named: vec![owner.clone()], place: owner.place.clone() });
    let management = deliverable.at("release-management");
    if retired.is_there() {
        system.status = Some(Spanned::new(Status::Retired, retired.place()));
        system.sunset = retired.date();
    } else if deliverable.at("deprecated").is_there() {
        system.status = Some(Spanned::new(Status::Deprecated, deliverable.at("deprecated").place()));
    } else if management.str() == Some("deprecated") {
        system.status = Some(Spanned::new(Status::Deprecated, management.place()));
    }
    system.repositories = deliverable.at("repos").items().into_iter().filter_map(repository).collect();
    intake.found.systems.push(system);
}

fn repository(repo: Leaf<'_>) -> Option<Repository> {
    let name = repo.str()?;
    let url = if name.contains("://") { name.to_owned() } else { format!("https://opendev.org/{name}") };
    Some(Repository { url: repo.say(url), paths: Vec::new() })
}

/// `ptl`, a liaison or a chair; words such as `APPOINTMENT NEEDED` name nobody.
fn take_person(intake: &mut Intake<'_>, person: Leaf<'_>) -> Option<Ref> {
    let (name, irc) = (person.at("name"), person.at("irc"));
    let written = name.str().or(irc.str())?;
    if written.to_uppercase() == written && written.contains("NEEDED") {
        return None;
    }
    let key = if irc.is_there() { irc } else { name };
    let named = key.reference(Kind::Person)?;
    let described =
        Person { name: name.text(), handle: irc.text(), ..Person::new(named.id.clone(), named.place.clone()) };
    intake.found.people.push(described);
    Some(named)
}

fn take_sig(intake: &mut Intake<'_>, key: Leaf<'_>, sig: Leaf<'_>) {
    let Some(name) = key.str().filter(|_| sig.is_map()) else { return };
    let mut team = Team::new(sig_id(name, " SIG"), key.place());
    team.name = Some(key.say(format!("{} SIG", name.strip_suffix(" SIG").unwrap_or(name))));
    team.summary = sig.at("scope").text();
    team.lists_members = sig.at("chairs").is_there();
    for chair in sig.at("chairs").items() {
        add(&mut team.members, take_person(intake, chair));
    }
    team.lead = team.members.first().cloned();
    team.links.extend(sig.at("url").link("Home"));
    let status = match sig.at("status").str() {
        Some("forming") => TeamStatus::Forming,
        Some("archived" | "completed") => TeamStatus::Dissolved,
        _ => TeamStatus::Active,
    };
    team.status = Some(Spanned::new(status, sig.at("status").place()));
    intake.found.teams.push(team);
}

fn sig_id(name: &str, suffix: &str) -> Id {
    // Some files say it, some leave it out.
    id_of(&format!("{}{suffix}", name.strip_suffix(suffix).unwrap_or(name)))
}

fn take_repos(intake: &mut Intake<'_>, key: Leaf<'_>, repos: Leaf<'_>, suffix: &str) {
    let Some(name) = key.str() else { return };
    let owner = key.reference_to(Kind::Team, sig_id(name, suffix));
    for item in repos.items() {
        let repo = item.at("repo");
        let Some(name) = repo.str() else { continue };
        let short = name.rsplit_once('/').map_or(name, |(_, short)| short);
        let mut system = System::new(intake.free_system(&id_of(short), owner.id.as_str()), repo.place());
        system.name = Some(repo.say(short));
        system.owner = Some(Owner { named: vec![owner.clone()], place: owner.place.clone() });
        system.repositories = repository(repo).into_iter().collect();
        intake.found.systems.push(system);
    }
}

/// The technical committee: a list of people, one of them its chair.
fn take_committee(intake: &mut Intake<'_>, root: Leaf<'_>) {
    let members = root.items();
    let Some(first) = members.first() else { return };
    let mut team = Team::new(Id::new("technical-committee"), first.place());
    team.name = Some(first.say("Technical Committee"));
    team.lists_members = true;
    for member in members {
        let Some(named) = take_person(intake, member) else { continue };
        if member.at("role").str() == Some("chair") {
            team.lead = Some(named.clone());
        }
        add(&mut team.members, [named]);
    }
    intake.found.teams.push(team);
}
