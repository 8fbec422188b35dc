//! What is there by id, former id and spelling: what a reference means beyond doubt.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Id, Kind, Mention, Model, Resolved, is_placeholder};
use crate::source::slug::slug;

/// What a written name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// One thing of a kind.
    One(Kind, Id),
    /// Several, so that an author has to say which.
    Several(Vec<Id>),
    /// Nothing that is known.
    Nobody,
}

/// Everything that can be named.
pub(super) struct Known<'m> {
    model: &'m Model,
    names: BTreeMap<Kind, Names>,
}

/// The names of one kind.
#[derive(Default)]
struct Names {
    ids: BTreeSet<Id>,
    former: BTreeMap<Id, BTreeSet<Id>>,
    spelled: BTreeMap<String, BTreeSet<Id>>,
}

impl Names {
    fn add<'a>(&mut self, id: &Id, former: impl Iterator<Item = &'a str>, others: impl Iterator<Item = &'a str>) {
        self.ids.insert(id.clone());
        self.spell(id.as_str(), id);
        others.for_each(|name| self.spell(name, id));
        for alias in former {
            self.former.entry(Id::new(alias)).or_default().insert(id.clone());
            self.spell(alias, id);
        }
    }

    fn spell(&mut self, name: &str, id: &Id) {
        self.spelled.entry(spelling(name)).or_default().insert(id.clone());
    }

    fn exactly(&self, id: &Id) -> BTreeSet<Id> {
        match self.ids.get(id) {
            Some(id) => BTreeSet::from([id.clone()]),
            None => self.former.get(id).cloned().unwrap_or_default(),
        }
    }

    fn roughly(&self, written: &str) -> BTreeSet<Id> {
        let spelling = spelling(written);
        // What cannot be spelled in ASCII has one spelling for all.
        if spelling == "section" { BTreeSet::new() } else { self.spelled.get(&spelling).cloned().unwrap_or_default() }
    }
}

/// A name without what people write in different ways: case, spaces, hyphens, underscores, accents.
fn spelling(name: &str) -> String {
    slug(&name.replace('_', "-"))
}

impl<'m> Known<'m> {
    /// Everything in `model`.
    pub fn of(model: &'m Model) -> Self {
        let mut names: BTreeMap<Kind, Names> = BTreeMap::new();
        for team in model.teams.values() {
            let aliases = team.aliases.iter().map(|alias| alias.value.as_str());
            let others = team.name.iter().map(|name| name.value.as_str());
            names.entry(Kind::Team).or_default().add(&team.id, aliases, others);
        }
        for system in model.systems.values() {
            let aliases = system.aliases.iter().map(|alias| alias.value.as_str());
            let others = system.name.iter().map(|name| name.value.as_str());
            names.entry(Kind::System).or_default().add(&system.id, aliases, others);
        }
        for domain in model.domains.values() {
            let others = domain.name.iter().map(|name| name.value.as_str());
            names.entry(Kind::Domain).or_default().add(&domain.id, std::iter::empty(), others);
        }
        for metric in model.metrics.values() {
            let others = metric.name.iter().map(|name| name.value.as_str());
            names.entry(Kind::Metric).or_default().add(&metric.id, std::iter::empty(), others);
        }
        // Two people may well have one name; their handles are theirs alone.
        for person in model.people.values() {
            let others = person.handle.iter().map(|handle| handle.value.as_str());
            names.entry(Kind::Person).or_default().add(&person.id, std::iter::empty(), others);
        }
        Self { model, names }
    }

    /// What a reference means.
    pub fn meant(&self, mention: &Mention<'_>) -> Meant {
        let reference = mention.reference;
        if reference.is_external || is_placeholder(&reference.written) {
            return Meant::Nobody;
        }
        let kind = reference.kind.unwrap_or(mention.kind);
        let may_be_both = reference.kind.is_none() && mention.may_be_person && kind == Kind::Team;
        if !may_be_both {
            return self.named(kind, &reference.id);
        }
        let exact = self.exactly(Kind::Team, &reference.id);
        if exact != Meant::Nobody {
            return exact;
        }
        if matches!(self.model.resolve(reference), Resolved::Person(_)) {
            return self.exactly(Kind::Person, &reference.id);
        }
        match (self.roughly(Kind::Team, reference.id.as_str()), self.roughly(Kind::Person, reference.id.as_str())) {
            (meant, Meant::Nobody) | (Meant::Nobody, meant) => meant,
            (team, person) => several([team, person]),
        }
    }

    /// What an id or a former id of `kind` means, else what is spelled like it.
    pub fn named(&self, kind: Kind, id: &Id) -> Meant {
        let exact = self.exactly(kind, id);
        if exact == Meant::Nobody { self.roughly(kind, id.as_str()) } else { exact }
    }

    fn exactly(&self, kind: Kind, id: &Id) -> Meant {
        one(kind, self.names.get(&kind).map(|names| names.exactly(id)))
    }

    fn roughly(&self, kind: Kind, written: &str) -> Meant {
        one(kind, self.names.get(&kind).map(|names| names.roughly(written)))
    }
}

fn one(kind: Kind, ids: Option<BTreeSet<Id>>) -> Meant {
    let mut ids: Vec<Id> = ids.unwrap_or_default().into_iter().collect();
    match ids.len() {
        0 => Meant::Nobody,
        1 => Meant::One(kind, ids.remove(0)),
        _ => Meant::Several(ids),
    }
}

fn several(meant: [Meant; 2]) -> Meant {
    let ids = meant.into_iter().flat_map(|meant| match meant {
        Meant::One(_, id) => vec![id],
        Meant::Several(ids) => ids,
        Meant::Nobody => Vec::new(),
    });
    Meant::Several(ids.collect())
}
