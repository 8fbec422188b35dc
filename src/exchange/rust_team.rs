//! The data of rust-lang/team: `teams/`, `people/` and `repos/`, TOML all of them.
//!
//! A repository is a system. Whoever may do most with it owns it; further teams with access contribute.

use super::intake::{Intake, add};
use super::{Format, Leaf};
use crate::model::{Kind, Link, Owner, Person, Ref, Repository, Status, System, Team, TeamStatus};
use crate::source::{SourcePath, Spanned};

/// The format.
pub static FORMAT: Format = Format {
    id: "rust-team",
    title: "rust-lang/team",
    files: &["people/*.toml", "repos/**/*.toml", "teams/**/*.toml"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "alumni, roles, permissions, lists, funding, individuals' access, branch protection",
    read,
};

/// What a team may do with a repository that it owns, most first.
const GRANTS: [&str; 3] = ["admin", "maintain", "write"];

fn read(intake: &mut Intake<'_>) {
    for file in intake.files.clone() {
        intake.note_problems(file);
        let is_archived = file.path.folder().contains("archive");
        for root in Leaf::roots(file) {
            match kind(&file.path) {
                Some("people") => take_person(intake, root),
                Some("teams") => take_team(intake, root, is_archived),
                Some("repos") => take_repository(intake, root, is_archived),
                _ => {}
            }
        }
    }
}

/// Which of the three folders a file lies in.
fn kind(path: &SourcePath) -> Option<&str> {
    path.folder().rsplit('/').find(|part| ["people", "teams", "repos"].contains(part))
}

fn take_person(intake: &mut Intake<'_>, root: Leaf<'_>) {
    let github = root.at("github");
    let Some(id) = github.id() else {
        intake.note_unknown(root, "a person without `github`");
        return;
    };
    let person = Person { name: root.at("name").text(), handle: github.text(), ..Person::new(id, github.place()) };
    intake.found.people.push(person);
}

fn take_team(intake: &mut Intake<'_>, root: Leaf<'_>, is_archived: bool) {
    let key = root.at("name");
    let Some(id) = key.id() else {
        intake.note_unknown(root, "a team without a `name`");
        return;
    };
    let mut team = Team::new(intake.named(key.str().unwrap_or_default(), id), key.place());
    let (website, people) = (root.at("website"), root.at("people"));
    team.name = website.at("name").text().or_else(|| key.text());
    team.summary = website.at("description").text();
    team.parent = root.at("subteam-of").reference(Kind::Team);
    let leads: Vec<Ref> = people.at("leads").items().into_iter().filter_map(member).collect();
    team.lead = leads.first().cloned();
    // Whom a team takes over from others is not listed, so nobody's want can be told.
    team.lists_members = people.is_there() && !people.entries().iter().any(|(key, _)| is_inclusion(*key));
    let members = people.at("members").items().into_iter().filter_map(member);
    add(&mut team.members, members.chain(leads));
    team.contact.chat = website.at("zulip-stream").channel();
    team.contact.email = website.at("email").text();
    team.links.extend(website.at("repo").link("Repository"));
    if is_archived {
        team.status = Some(Spanned::new(TeamStatus::Dissolved, key.place()));
    }
    intake.found.teams.push(team);
}

fn is_inclusion(key: Leaf<'_>) -> bool {
    key.str().is_some_and(|key| key.starts_with("include"))
}

/// A member is a name, or a map with a name and roles.
fn member(item: Leaf<'_>) -> Option<Ref> {
    let named = if item.is_map() { item.at("github") } else { item };
    named.reference(Kind::Person)
}

fn take_repository(intake: &mut Intake<'_>, root: Leaf<'_>, is_archived: bool) {
    let (key, org) = (root.at("name"), root.at("org"));
    let (Some(id), Some(name)) = (key.id(), key.str()) else {
        intake.note_unknown(root, "a repository without a `name`");
        return;
    };
    let org = org.str().unwrap_or("rust-lang");
    let mut system = System::new(intake.free_system(&id, org), key.place());
    system.name = key.text();
    system.summary = root.at("description").text();
    system.links.extend(root.at("homepage").link("Home"));
    let url = key.say(format!("https://github.com/{org}/{name}"));
    system.links.push(Link { name: "Repository".into(), url: url.clone() });
    system.repositories.push(Repository { url, paths: Vec::new() });
    let teams = root.at("access").at("teams");
    let grants = teams.entries();
    let most = GRANTS.iter().find(|grant| grants.iter().any(|(_, own)| own.str() == Some(grant)));
    let place = if teams.is_there() { teams.place() } else { key.place() };
    let mut owner = Owner { named: Vec::new(), place };
    for (team, grant) in &grants {
        let Some(named) = team.reference(Kind::Team) else { continue };
        if most.is_some_and(|most| grant.str() == Some(most)) {
            owner.named.push(named);
        } else {
            system.contributors.push(named);
        }
    }
    system.owner = Some(owner);
    if is_archived {
        system.status = Some(Spanned::new(Status::Retired, key.place()));
    }
    intake.found.systems.push(system);
}
