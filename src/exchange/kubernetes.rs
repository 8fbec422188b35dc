//! The groups of the Kubernetes community: `sigs.yaml`.
//!
//! A special interest group, working group, user group or committee is a team, and each of its subprojects a system.

use std::collections::{BTreeMap, BTreeSet};

use super::intake::{Intake, add, id_of};
use super::{Format, Leaf};
use crate::model::{Id, Interaction, Kind, Link, Owner, Person, Ref, Repository, System, Team};
use crate::source::Spanned;

/// The format.
pub static FORMAT: Format = Format {
    id: "kubernetes",
    title: "Kubernetes community groups",
    files: &["sigs.yaml"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "emeritus leads, which member is a technical lead, liaisons, meeting times, GitHub teams, a subproject's own leads",
    read,
};

/// The lists of groups, with the words around a group's name.
const LISTS: [(&str, &str, &str); 4] =
    [("sigs", "SIG ", ""), ("workinggroups", "WG ", ""), ("usergroups", "UG ", ""), ("committees", "", " Committee")];

fn read(intake: &mut Intake<'_>) {
    for file in intake.files.clone() {
        intake.note_problems(file);
        for root in Leaf::roots(file) {
            if !LISTS.iter().any(|(list, ..)| root.at(list).is_there()) {
                intake.note_unknown(root, "it has none of `sigs`, `workinggroups`, `usergroups`, `committees`");
                continue;
            }
            let groups = LISTS.iter().flat_map(|&(list, before, after)| {
                root.at(list).items().into_iter().map(move |group| (group, before, after))
            });
            let groups: Vec<_> = groups.collect();
            let names = Names::of(&groups);
            for &(group, before, after) in &groups {
                take_group(intake, group, &names, |name| format!("{before}{name}{after}"));
            }
        }
    }
}

/// What can be named: groups by name, and subprojects that several groups have.
struct Names {
    groups: BTreeMap<String, Id>,
    shared: BTreeSet<String>,
}

impl Names {
    fn of(groups: &[(Leaf<'_>, &str, &str)]) -> Self {
        let ids = groups.iter().filter_map(|(group, ..)| Some((group.at("name").str()?.to_lowercase(), id(*group)?)));
        let subprojects = groups.iter().flat_map(|(group, ..)| group.at("subprojects").items());
        let (mut once, mut shared) = (BTreeSet::new(), BTreeSet::new());
        for name in subprojects.filter_map(|subproject| subproject.at("name").id()) {
            if !once.insert(name.clone()) {
                shared.insert(name.to_string());
            }
        }
        Self { groups: ids.collect(), shared }
    }
}

fn id(group: Leaf<'_>) -> Option<Id> {
    group.at("dir").id().or_else(|| group.at("name").id())
}

fn take_group(intake: &mut Intake<'_>, group: Leaf<'_>, names: &Names, titled: impl Fn(&str) -> String) {
    let key = if group.at("dir").is_there() { group.at("dir") } else { group.at("name") };
    let Some(id) = id(group) else {
        intake.note_unknown(group, "a group without a `dir` and a `name`");
        return;
    };
    let id = intake.named(key.str().unwrap_or_default(), id);
    let mut team = Team::new(id, key.place());
    team.name = group.at("name").text().map(|name| Spanned::new(titled(&name), name.place));
    team.summary = group.at("mission_statement").text();
    take_leads(intake, group, &mut team);
    let contact = group.at("contact");
    team.contact.chat = contact.at("slack").channel();
    team.links = links(intake, group);
    for sig in group.at("stakeholder_sigs").items() {
        let Some(sig_id) = sig.str().and_then(|name| names.groups.get(&name.to_lowercase())).cloned() else { continue };
        team.interacts_with
            .push((sig.reference_to(Kind::Team, sig_id), Spanned::new(Interaction::Collaboration, sig.place())));
    }
    for subproject in group.at("subprojects").items() {
        take_subproject(intake, subproject, &key.reference_to(Kind::Team, team.id.clone()), names);
    }
    intake.found.teams.push(team);
}

/// Chairs and technical leads are the members; the first chair leads.
fn take_leads(intake: &mut Intake<'_>, group: Leaf<'_>, team: &mut Team) {
    // Before groups had chairs they had leads.
    let [leadership, leads] = ["leadership", "leads"].map(|key| group.at(key));
    team.lists_members = leadership.is_there() || leads.is_there();
    for (is_chair, role) in [(true, leadership.at("chairs")), (true, leads), (false, leadership.at("tech_leads"))] {
        for person in role.items() {
            let Some(named) = take_person(intake, person) else { continue };
            if is_chair && team.lead.is_none() {
                team.lead = Some(named.clone());
            }
            add(&mut team.members, [named]);
        }
    }
}

fn take_person(intake: &mut Intake<'_>, person: Leaf<'_>) -> Option<Ref> {
    let key = if person.at("github").is_there() { person.at("github") } else { person.at("name") };
    let named = key.reference(Kind::Person)?;
    let described = Person {
        name: person.at("name").text(),
        handle: person.at("github").text(),
        ..Person::new(named.id.clone(), named.place.clone())
    };
    intake.found.people.push(described);
    Some(named)
}

fn links(intake: &Intake<'_>, group: Leaf<'_>) -> Vec<Link> {
    let mut links: Vec<Link> = group.at("contact").at("mailing_list").link("Mailing list").into_iter().collect();
    let charter = group.at("charter_link");
    links.extend(charter.link("Charter").or_else(|| {
        let (repository, dir) = (intake.setting.repository.as_ref()?, group.at("dir").str()?);
        let url = format!("{}/blob/HEAD/{dir}/{}", repository.value.trim_end_matches('/'), charter.str()?);
        Some(Link { name: "Charter".into(), url: charter.say(url) })
    }));
    if let Some(meeting) = group.at("meetings").items().first() {
        links.extend(meeting.at("archive_url").link("Meeting notes"));
        links.extend(meeting.at("recordings_url").link("Recordings"));
    }
    links
}

fn take_subproject(intake: &mut Intake<'_>, subproject: Leaf<'_>, team: &Ref, names: &Names) {
    let key = subproject.at("name");
    let Some(plain) = key.id() else {
        intake.note_unknown(subproject, "a subproject without a `name`");
        return;
    };
    let id = if names.shared.contains(plain.as_str()) { id_of(&format!("{}-{plain}", team.id)) } else { plain };
    let mut system = System::new(id, key.place());
    system.name = key.text();
    system.summary = subproject.at("description").text();
    system.owner = Some(Owner { place: team.place.clone(), named: vec![team.clone()] });
    for owners in subproject.at("owners").items() {
        let Some((url, path)) = owners.str().and_then(repository_of) else { continue };
        let at = system.repositories.iter().position(|repository| repository.url.value == url);
        let at = at.unwrap_or_else(|| {
            system.repositories.push(Repository { url: owners.say(url), paths: Vec::new() });
            system.repositories.len() - 1
        });
        system.repositories[at].paths.push(owners.say(path));
    }
    let contact = subproject.at("contact");
    system.links.extend(contact.at("mailing_list").link("Mailing list"));
    intake.found.systems.push(system);
}

/// The repository and the path in it that an address of an OWNERS file speaks for.
fn repository_of(address: &str) -> Option<(String, String)> {
    let (rest, is_raw) = match address.strip_prefix("https://raw.githubusercontent.com/") {
        Some(rest) => (rest, true),
        None => (address.strip_prefix("https://github.com/")?, false),
    };
    let mut parts = rest.split('/');
    let (owner, name) = (parts.next()?, parts.next()?);
    let rest: Vec<&str> = parts.collect();
    let branch = if rest.starts_with(&["refs", "heads"]) { 3 } else { 1 + usize::from(!is_raw) };
    let folder = rest.get(branch..)?.split_last().map_or(&[][..], |(_, folder)| folder);
    let path = if folder.is_empty() { "/**".to_owned() } else { format!("/{}/**", folder.join("/")) };
    Some((format!("https://github.com/{owner}/{name}"), path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_an_owners_file_is_a_path_of_a_repository() {
        for (address, name, path) in [
            ("https://raw.githubusercontent.com/a/b/main/OWNERS", "a/b", "/**"),
            ("https://raw.githubusercontent.com/a/b/refs/heads/main/x/y/OWNERS", "a/b", "/x/y/**"),
            ("https://github.com/a/b/blob/main/x/OWNERS", "a/b", "/x/**"),
        ] {
            assert_eq!(repository_of(address), Some((format!("https://github.com/{name}"), path.to_owned())));
        }
        assert_eq!(repository_of("https://elsewhere.example/OWNERS"), None);
    }
}
