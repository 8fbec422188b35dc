//! Prow's OWNERS files: who approves what lies in a folder and below it.
//!
//! A folder's approvers are its own and those of the folders above it, up to one that says `no_parent_owners`.
//! [`Tree`] resolves that. As a source, an alias is a team, a folder with an OWNERS file is a system, and approvers
//! that are no single alias are a team of their own.

use std::collections::BTreeMap;

use super::intake::{Intake, id_of};
use super::{Format, Leaf};
use crate::model::{Id, Kind, Owner, Person, Ref, Repository, System, Team};
use crate::source::{Place, Spanned};

/// The format.
pub static FORMAT: Format = Format {
    id: "owners",
    title: "OWNERS files",
    files: &["OWNERS_ALIASES", "**/OWNERS"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "emeritus approvers, labels, required reviewers, filters other than `.*`, people who only review",
    read,
};

/// A name with its place.
type Named = Spanned<String>;

/// One OWNERS file.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Whom it names as approvers, aliases among them.
    pub approvers: Vec<Named>,
    /// Whom it names as reviewers.
    pub reviewers: Vec<Named>,
    /// Whether what the folders above say does not hold here.
    pub is_closed: bool,
    /// The beginning of the file.
    pub place: Place,
}

/// A repository's OWNERS files, by folder (`""` is the root), and its aliases.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The files by the folder they lie in.
    pub folders: BTreeMap<String, Folder>,
    /// The members of each alias, by its name in lower case.
    pub aliases: BTreeMap<String, (Named, Vec<Named>)>,
}

impl Tree {
    /// Who approves what lies in `folder`: its own approvers first, then those above, as they are written.
    #[must_use]
    pub fn approvers(&self, folder: &str) -> Vec<&Named> {
        let mut found = Vec::new();
        for above in Self::upwards(folder) {
            let Some(own) = self.folders.get(above) else { continue };
            found.extend(&own.approvers);
            if own.is_closed {
                break;
            }
        }
        found
    }

    /// The nearest folder, `folder` itself first, whose file names approvers that hold for it.
    #[must_use]
    pub fn nearest<'t>(&'t self, folder: &'t str) -> Option<(&'t str, &'t Folder)> {
        for above in Self::upwards(folder) {
            let Some(own) = self.folders.get(above) else { continue };
            if !own.approvers.is_empty() {
                return Some((above, own));
            }
            if own.is_closed {
                return None;
            }
        }
        None
    }

    /// The people that names come down to, once the aliases among them are replaced by their members.
    #[must_use]
    pub fn people<'t>(&'t self, named: &'t [Named]) -> Vec<&'t Named> {
        let mut found: Vec<&Named> = Vec::new();
        for name in named {
            let members = self.aliases.get(&name.to_lowercase()).map(|(_, members)| members.as_slice());
            for person in members.unwrap_or(std::slice::from_ref(name)) {
                if !found.iter().any(|seen| seen.eq_ignore_ascii_case(person)) {
                    found.push(person);
                }
            }
        }
        found
    }

    fn upwards(folder: &str) -> impl Iterator<Item = &str> {
        let ends = folder.match_indices('/').map(|(at, _)| at).rev();
        let root = (!folder.is_empty()).then_some("");
        std::iter::once(folder).chain(ends.map(|end| &folder[..end])).chain(root)
    }

    /// Reads the files of a source.
    fn read(intake: &mut Intake<'_>) -> Self {
        let mut tree = Self::default();
        let files = intake.files.clone();
        let base = files.iter().map(|file| file.path.folder()).min_by_key(|folder| folder.len()).unwrap_or_default();
        for file in files {
            intake.note_problems(file);
            let Some(root) = Leaf::roots(file).next() else { continue };
            if file.path.name() == "OWNERS_ALIASES" {
                for (name, members) in root.at("aliases").entries() {
                    let Some(name) = name.text() else { continue };
                    let members = members.items().into_iter().filter_map(Leaf::text).collect();
                    tree.aliases.insert(name.to_lowercase(), (name, members));
                }
                continue;
            }
            if !root.is_map() {
                intake.note_unknown(root, "an OWNERS file is a map");
                continue;
            }
            let folder = file.path.folder();
            let below = if folder == base { "" } else { folder.strip_prefix(base).unwrap_or(folder).trim_matches('/') };
            tree.folders.insert(below.to_owned(), take_folder(intake, root));
        }
        tree
    }
}

fn take_folder(intake: &mut Intake<'_>, root: Leaf<'_>) -> Folder {
    let names = |at: Leaf<'_>| -> Vec<Named> { at.items().into_iter().filter_map(Leaf::text).collect() };
    let mut approvers = names(root.at("approvers"));
    let mut reviewers = names(root.at("reviewers"));
    for (pattern, filter) in root.at("filters").entries() {
        if pattern.str() == Some(".*") {
            approvers.extend(names(filter.at("approvers")));
            reviewers.extend(names(filter.at("reviewers")));
        } else if filter.at("approvers").is_there() {
            intake.note_unknown(pattern, "approvers of some files only are not carried over, those of `.*` are");
        }
    }
    let is_closed = root.at("options").at("no_parent_owners").str() == Some("true");
    Folder { approvers, reviewers, is_closed, place: root.place() }
}

fn read(intake: &mut Intake<'_>) {
    let tree = Tree::read(intake);
    for (name, members) in tree.aliases.values() {
        let mut team = Team::new(alias_id(intake, name), name.place.clone());
        team.name = Some(name.clone());
        team.lists_members = true;
        team.members = members.iter().map(|member| person(intake, member)).collect();
        intake.found.teams.push(team);
    }
    if !intake.makes_systems() {
        return;
    }
    for (path, folder) in &tree.folders {
        take_system(intake, &tree, path, folder);
    }
}

fn alias_id(intake: &Intake<'_>, name: &str) -> Id {
    intake.named(name, id_of(name))
}

fn person(intake: &mut Intake<'_>, name: &Named) -> Ref {
    let reference = reference(name, Kind::Person, intake.named(name, id_of(name)));
    let described = Person { handle: Some(name.clone()), ..Person::new(reference.id.clone(), reference.place.clone()) };
    intake.found.people.push(described);
    reference
}

pub(super) fn reference(name: &Named, kind: Kind, id: Id) -> Ref {
    Ref { kind: Some(kind), id, is_external: false, written: name.value.clone(), place: name.place.clone() }
}

fn take_system(intake: &mut Intake<'_>, tree: &Tree, path: &str, folder: &Folder) {
    let name = if path.is_empty() { "everything-else" } else { path };
    let id = intake.free_system(&id_of(name), "folder");
    let mut system = System::new(id, folder.place.clone());
    let title = if path.is_empty() { "Everything else" } else { path };
    system.name = Some(Spanned::new(title.to_owned(), folder.place.clone()));
    if let Some(url) = &intake.setting.repository {
        let glob = if path.is_empty() { "/**".to_owned() } else { format!("/{path}/**") };
        let paths = vec![Spanned::new(glob, folder.place.clone())];
        system.repositories.push(Repository { url: url.clone(), paths });
    }
    let nearest = tree.nearest(path);
    let named = nearest.map(|(above, own)| owner(intake, tree, above, own)).into_iter().collect::<Vec<_>>();
    let place = named.first().map_or_else(|| folder.place.clone(), |named: &Ref| named.place.clone());
    system.owner = Some(Owner { named, place });
    let aliases = folder.reviewers.iter().filter(|name| tree.aliases.contains_key(&name.to_lowercase()));
    system.contributors = aliases.map(|name| reference(name, Kind::Team, alias_id(intake, name))).collect();
    intake.found.systems.push(system);
}

/// One alias, one person, or the team of those that a folder names.
fn owner(intake: &mut Intake<'_>, tree: &Tree, path: &str, folder: &Folder) -> Ref {
    let is_alias = |name: &Named| tree.aliases.contains_key(&name.to_lowercase());
    let first = &folder.approvers[0];
    if folder.approvers.len() == 1 && (is_alias(first) || looks_like_alias(first)) {
        return reference(first, Kind::Team, alias_id(intake, first));
    }
    let people = tree.people(&folder.approvers);
    if let [only] = people[..] {
        return person(intake, only);
    }
    let title = if path.is_empty() { "approvers".to_owned() } else { format!("{path} approvers") };
    let id = id_of(&title);
    let mut team = Team::new(id.clone(), first.place.clone());
    team.name = Some(Spanned::new(title, first.place.clone()));
    team.lists_members = true;
    team.members = people.into_iter().map(|name| person(intake, name)).collect();
    if !intake.found.teams.iter().any(|known| known.id == id) {
        intake.found.teams.push(team);
    }
    reference(first, Kind::Team, id)
}

/// People's names do not end so: an alias that is gone does.
fn looks_like_alias(name: &str) -> bool {
    ["-leads", "-approvers", "-maintainers", "-reviewers", "-owners", "-admins", "-team"]
        .iter()
        .any(|ending| name.ends_with(ending))
}
