//! The entities of a catalog, and what references in it name.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Severity};
use crate::exchange::intake::id_of;
use crate::exchange::{Intake, Leaf};
use crate::model::{Id, Kind, Ref};

/// What becomes a system; the first of two of one name keeps it.
pub(super) const SYSTEMS: [&str; 4] = ["component", "api", "resource", "template"];
/// What becomes a domain.
pub(super) const DOMAINS: [&str; 2] = ["domain", "system"];

/// An entity by kind, namespace and name, all in lower case.
pub(super) type Key = (String, String, String);

/// One entity of a catalog.
#[derive(Clone)]
pub(super) struct Entity<'a> {
    pub key: Key,
    pub root: Leaf<'a>,
    /// What it is called in the handbook.
    pub id: Id,
}

impl<'a> Entity<'a> {
    pub fn spec(&self, key: &str) -> Leaf<'a> {
        self.root.at("spec").at(key)
    }

    pub fn metadata(&self, key: &str) -> Leaf<'a> {
        self.root.at("metadata").at(key)
    }

    pub fn is(&self, kinds: &[&str]) -> bool {
        kinds.contains(&self.key.0.as_str())
    }
}

/// All entities of a source.
pub(super) struct Catalog<'a> {
    pub entities: Vec<Entity<'a>>,
    by_key: HashMap<Key, usize>,
}

impl<'a> Catalog<'a> {
    pub fn read(intake: &mut Intake<'a>) -> Self {
        let mut catalog = Self { entities: Vec::new(), by_key: HashMap::new() };
        for file in intake.files.clone() {
            intake.note_problems(file);
            for root in Leaf::roots(file) {
                catalog.take(intake, root);
            }
        }
        catalog.name(intake);
        catalog
    }

    fn take(&mut self, intake: &mut Intake<'_>, root: Leaf<'a>) {
        if !root.is_there() {
            return;
        }
        let (kind, name) = (root.at("kind"), root.at("metadata").at("name"));
        let (Some(written), Some(named)) = (kind.str(), name.str()) else {
            intake.note_unknown(root, "an entity has a `kind` and a `metadata.name`");
            return;
        };
        let lower = written.to_lowercase();
        let owner = root.at("spec").at("owner").str().unwrap_or_default();
        if [named, owner].iter().any(|text| text.contains("{{") || text.contains("{%")) {
            let message = "passed over: this is a template, whose name or owner is filled in later";
            intake.note(Diagnostic::new("not-imported", Severity::Info, name.place(), message));
            return;
        }
        if lower == "location" {
            return;
        }
        if !is_known(&lower) {
            intake.note_unknown(kind, &format!("`{written}` is no kind that says who owns what"));
            return;
        }
        let namespace = root.at("metadata").at("namespace").str().unwrap_or("default").to_lowercase();
        let key = (lower, namespace, named.to_lowercase());
        if let Some(&first) = self.by_key.get(&key) {
            let place = self.entities[first].metadata("name").place();
            let message = format!("the {written} `{named}` is here twice");
            intake.note(Diagnostic::warning("duplicate-id", name.place(), message).related(place, "first here"));
            return;
        }
        self.by_key.insert(key.clone(), self.entities.len());
        self.entities.push(Entity { key, root, id: Id::new("") });
    }

    /// Gives every entity its id: the name, after the namespace where that is not `default`.
    fn name(&mut self, intake: &mut Intake<'_>) {
        let rank = |kind: &str| SYSTEMS.iter().chain(&DOMAINS).position(|known| *known == kind);
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order.sort_by_key(|&at| (rank(&self.entities[at].key.0), at));
        let mut domains: BTreeSet<Id> = BTreeSet::new();
        for at in order {
            let entity = &self.entities[at];
            let (plain, kind) = (plain_id(&entity.key), entity.key.0.clone());
            let id = if entity.is(&SYSTEMS) {
                intake.free_system(&plain, &kind)
            } else if entity.is(&DOMAINS) {
                let free = if domains.contains(&plain) { id_of(&format!("{kind}-{plain}")) } else { plain };
                domains.insert(free.clone());
                free
            } else {
                intake.named(&entity.key.2, plain)
            };
            self.entities[at].id = id;
        }
    }

    /// The entity that a reference names, and the key it stands for; `kind` where it names none.
    pub fn find(&self, reference: &str, kind: &str, near: &Entity<'_>) -> (Key, Option<&Entity<'a>>) {
        let lower = reference.trim().to_lowercase();
        let (kind, rest) = lower.split_once(':').unwrap_or((kind, &lower));
        let (namespace, name) = rest.split_once('/').unwrap_or((&near.key.1, rest));
        let key = (kind.to_owned(), namespace.to_owned(), name.to_owned());
        let found = self.by_key.get(&key).map(|&at| &self.entities[at]);
        (key, found)
    }

    /// A reference of ours to what a reference there names; to its plain id where nothing bears the name.
    pub fn reference(&self, leaf: Leaf<'_>, kind: &str, near: &Entity<'_>) -> Option<Ref> {
        let (key, found) = self.find(leaf.str()?, kind, near);
        let ours = match key.0.as_str() {
            "user" => Kind::Person,
            "group" => Kind::Team,
            kind if DOMAINS.contains(&kind) => Kind::Domain,
            _ => Kind::System,
        };
        Some(leaf.reference_to(ours, found.map_or_else(|| plain_id(&key), |entity| entity.id.clone())))
    }
}

fn is_known(kind: &str) -> bool {
    SYSTEMS.contains(&kind) || DOMAINS.contains(&kind) || ["group", "user"].contains(&kind)
}

fn plain_id((_, namespace, name): &Key) -> Id {
    if namespace == "default" { id_of(name) } else { id_of(&format!("{namespace}-{name}")) }
}
