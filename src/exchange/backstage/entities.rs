//! What each kind of a catalog's entities becomes.

use std::collections::BTreeMap;

use super::catalog::{Catalog, Entity};
use crate::diagnostic::Diagnostic;
use crate::exchange::intake::add;
use crate::exchange::words::{status, tier};
use crate::exchange::{Intake, Leaf};
use crate::model::{Domain, Id, Kind, Link, Owner, Person, Ref, Repository, Runbook, System, SystemKind, Team};
use crate::source::Spanned;

/// Types of resources and components that hold data.
const DATA: [&str; 11] =
    ["database", "data", "dataset", "datastore", "storage", "bucket", "s3-bucket", "topic", "queue", "table", "cache"];

pub(super) fn take_user(intake: &mut Intake<'_>, entity: &Entity<'_>) {
    let name = entity.metadata("name");
    let mut person = Person::new(entity.id.clone(), name.place());
    person.name = entity.spec("profile").at("displayName").text().or_else(|| entity.metadata("title").text());
    person.handle = name.text();
    intake.found.people.push(person);
}

pub(super) fn take_group(intake: &mut Intake<'_>, catalog: &Catalog<'_>, entity: &Entity<'_>) {
    let mut team = Team::new(entity.id.clone(), entity.metadata("name").place());
    let profile = entity.spec("profile");
    team.name = profile.at("displayName").text().or_else(|| title(entity));
    team.summary = entity.metadata("description").text();
    team.contact.email = profile.at("email").text();
    team.parent = catalog.reference(entity.spec("parent"), "group", entity);
    team.lists_members = true;
    for member in entity.spec("members").items() {
        note_dangling(intake, catalog, entity, (member, "user"));
        team.members.extend(catalog.reference(member, "user", entity));
    }
    for child in entity.spec("children").items() {
        note_dangling(intake, catalog, entity, (child, "group"));
    }
    team.links = links(entity);
    intake.found.teams.push(team);
}

pub(super) fn take_domain(intake: &mut Intake<'_>, catalog: &Catalog<'_>, entity: &Entity<'_>) {
    let mut domain = Domain::new(entity.id.clone(), entity.metadata("name").place());
    domain.name = title(entity);
    domain.summary = entity.metadata("description").text();
    let above = if entity.key.0 == "system" { "domain" } else { "subdomainOf" };
    domain.parent = catalog.reference(entity.spec(above), "domain", entity);
    domain.lead = catalog.reference(entity.spec("owner"), "group", entity);
    note_unknown_user(intake, catalog, entity);
    intake.found.domains.push(domain);
}

pub(super) fn take_system(intake: &mut Intake<'_>, catalog: &Catalog<'_>, entity: &Entity<'_>) {
    let name = entity.metadata("name");
    let mut system = System::new(entity.id.clone(), name.place());
    system.name = title(entity);
    system.summary = entity.metadata("description").text();
    system.kind = kind(entity);
    system.status = status(entity.spec("lifecycle"));
    system.domain = catalog.reference(entity.spec("system"), "system", entity);
    let owner = entity.spec("owner");
    let named: Vec<Ref> = owner.items().into_iter().filter_map(|one| catalog.reference(one, "group", entity)).collect();
    let place = if owner.is_there() { owner.place() } else { name.place() };
    system.owner = Some(Owner { named, place });
    note_unknown_user(intake, catalog, entity);
    for (key, kind) in [("dependsOn", "component"), ("consumesApis", "api"), ("subcomponentOf", "component")] {
        for needed in entity.spec(key).items() {
            system.depends_on.extend(catalog.reference(needed, kind, entity));
        }
    }
    system.tier = tier(entity.metadata("labels").at("tier"));
    system.repositories = repositories(entity);
    for link in links(entity) {
        let word = link.name.to_lowercase();
        if word.contains("runbook") && system.runbook.is_none() {
            system.runbook = Some(Runbook { target: link.url.clone(), reviewed: None });
        } else if word.contains("dashboard") && system.dashboard.is_none() {
            system.dashboard = Some(link.url.clone());
        } else {
            system.links.push(link);
        }
    }
    intake.found.systems.push(system);
}

fn title(entity: &Entity<'_>) -> Option<Spanned<String>> {
    entity.metadata("title").text().or_else(|| entity.metadata("name").text())
}

fn kind(entity: &Entity<'_>) -> Option<Spanned<SystemKind>> {
    let leaf = entity.spec("type");
    let holds_data = leaf.str().is_some_and(|word| DATA.contains(&word.to_lowercase().as_str()));
    let kind = match (holds_data, entity.key.0.as_str()) {
        (true, "component" | "resource") => SystemKind::Data,
        (_, "resource") => SystemKind::Infrastructure,
        _ => return None,
    };
    Some(Spanned::new(kind, if leaf.is_there() { leaf.place() } else { entity.metadata("name").place() }))
}

fn links(entity: &Entity<'_>) -> Vec<Link> {
    let links = entity.metadata("links").items();
    let named = links.into_iter().filter_map(|link| {
        let name = [link.at("title"), link.at("type"), link.at("url")].into_iter().find_map(Leaf::str)?;
        link.at("url").link(name)
    });
    named.chain(entity.metadata("annotations").at("backstage.io/view-url").link("View")).collect()
}

/// Where the code lies, as annotations say it.
fn repositories(entity: &Entity<'_>) -> Vec<Repository> {
    let annotations = entity.metadata("annotations");
    let mut found: Vec<Repository> = Vec::new();
    for (key, host) in [("github.com/project-slug", "github.com"), ("gitlab.com/project-slug", "gitlab.com")] {
        let leaf = annotations.at(key);
        if let Some(slug) = leaf.str().filter(|slug| slug.contains('/')) {
            found.push(Repository { url: leaf.say(format!("https://{host}/{slug}")), paths: Vec::new() });
        }
    }
    let location = annotations.at("backstage.io/source-location");
    if let Some((url, path)) =
        location.str().and_then(|text| source_location(text.strip_prefix("url:").unwrap_or(text)))
    {
        let paths: Vec<_> = path.into_iter().map(|path| location.say(path)).collect();
        match found.iter_mut().find(|known| known.url.value.eq_ignore_ascii_case(&url)) {
            Some(known) => known.paths = paths,
            None => found.push(Repository { url: location.say(url), paths }),
        }
    }
    found
}

/// The repository, and the path in it, of an address such as `https://host/org/repo/tree/main/path/`.
fn source_location(address: &str) -> Option<(String, Option<String>)> {
    let rest = address.strip_prefix("https://")?.trim_end_matches('/');
    let (before, after) = ["/-/tree/", "/-/blob/", "/tree/", "/blob/"]
        .iter()
        .find_map(|marker| rest.split_once(marker))
        .unwrap_or((rest, ""));
    if before.matches('/').count() < 2 {
        return None;
    }
    let path = after.split_once('/').map(|(_, path)| format!("/{path}/**"));
    Some((format!("https://{before}"), path))
}

/// Notes a reference that names nothing in this catalog, where no rule of ours will.
fn note_dangling(intake: &mut Intake<'_>, catalog: &Catalog<'_>, near: &Entity<'_>, reference: (Leaf<'_>, &str)) {
    let (leaf, kind) = reference;
    let Some(written) = leaf.str() else { return };
    let (key, found) = catalog.find(written, kind, near);
    if found.is_none() {
        let message = format!("`{written}` names no {} of this catalog", key.0);
        intake.note(Diagnostic::warning("dangling-reference", leaf.place(), message));
    }
}

/// An owner that is a user without an entity: a person needs no record here, but the catalog wants one.
fn note_unknown_user(intake: &mut Intake<'_>, catalog: &Catalog<'_>, entity: &Entity<'_>) {
    for owner in entity.spec("owner").items() {
        if owner.str().is_some_and(|written| catalog.find(written, "group", entity).0.0 == "user") {
            note_dangling(intake, catalog, entity, (owner, "user"));
        }
    }
}

/// Relations that are told from the other side: members by users, parents by children, dependencies by what is needed.
pub(super) fn relate(intake: &mut Intake<'_>, catalog: &Catalog<'_>) {
    let mut teams: BTreeMap<Id, usize> = BTreeMap::new();
    let mut systems: BTreeMap<Id, usize> = BTreeMap::new();
    teams.extend(intake.found.teams.iter().enumerate().map(|(at, team)| (team.id.clone(), at)));
    systems.extend(intake.found.systems.iter().enumerate().map(|(at, system)| (system.id.clone(), at)));
    for entity in &catalog.entities {
        for group in entity.spec("memberOf").items() {
            let team = catalog.reference(group, "group", entity).and_then(|team| teams.get(&team.id));
            let Some(&at) = team else {
                note_dangling(intake, catalog, entity, (group, "group"));
                continue;
            };
            add(&mut intake.found.teams[at].members, [group.reference_to(Kind::Person, entity.id.clone())]);
        }
        for child in entity.spec("children").items() {
            let Some(team) = catalog.reference(child, "group", entity).filter(|_| entity.key.0 == "group") else {
                continue;
            };
            let Some(&at) = teams.get(&team.id) else { continue };
            let parent = child.reference_to(Kind::Team, entity.id.clone());
            intake.found.teams[at].parent.get_or_insert(parent);
        }
        for user in entity.spec("dependencyOf").items() {
            let Some(system) = catalog.reference(user, "component", entity) else { continue };
            let Some(&at) = systems.get(&system.id) else { continue };
            add(&mut intake.found.systems[at].depends_on, [user.reference_to(Kind::System, entity.id.clone())]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::source_location;

    #[test]
    fn a_source_location_is_a_repository_and_a_path_in_it() {
        let read = |text| source_location(text).map(|(url, path)| (url, path.unwrap_or_default()));
        let repository = "https://git.example/a/b".to_owned();
        assert_eq!(read("https://git.example/a/b"), Some((repository.clone(), String::new())));
        assert_eq!(read("https://git.example/a/b/tree/main/"), Some((repository.clone(), String::new())));
        assert_eq!(read("https://git.example/a/b/-/tree/main/c/d/"), Some((repository, "/c/d/**".to_owned())));
        assert_eq!(read("file:./x"), None);
    }
}
