//! Several teams named in one text as if they were one: `Payments and Platform`, `payments/platform`.

use std::collections::{BTreeSet, HashMap};

use super::{Id, Model, Ref, System};
use crate::source::Place;
use crate::source::slug::slug;

/// What people write between two teams where a list was meant; words stand between spaces.
const BETWEEN: [&str; 12] = [",", ";", "/", "&", "+", "|", "\n", " and ", " und ", " et ", " or ", " with "];

/// Teams by id, by name, and by the name as an id, in lower case.
#[derive(Default)]
pub struct TeamNames<'m>(HashMap<String, &'m Id>);

impl<'m> TeamNames<'m> {
    /// The names of all teams.
    #[must_use]
    pub fn of(model: &'m Model) -> Self {
        let names = model.teams.values().flat_map(|team| {
            let words = [team.id.to_string(), team.title().to_lowercase(), slug(team.title())];
            words.map(|word| (word, &team.id))
        });
        Self(names.collect())
    }

    /// The teams in a text that names several as if they were one. Nothing where any part of it is no team.
    #[must_use]
    pub fn several(&self, written: &str) -> Vec<&'m Id> {
        let lower = written.to_lowercase();
        if !BETWEEN.iter().any(|between| lower.contains(between)) || self.0.contains_key(lower.trim()) {
            return Vec::new();
        }
        let mut parts = vec![lower.as_str()];
        for between in BETWEEN {
            parts = parts.iter().flat_map(|part| part.split(between)).collect();
        }
        let named = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
        let teams: Option<Vec<&Id>> = named.map(|part| self.0.get(part).copied()).collect();
        teams.filter(|teams| teams.len() > 1).unwrap_or_default()
    }
}

impl Model {
    /// Takes an owner written `payments/platform` for the two teams that it names, where there are such teams, and not
    /// for one in another tool's namespace.
    pub(super) fn tell_teams_from_namespaces(&mut self) {
        let joined = |model: &Self| -> BTreeSet<Place> {
            let mut owners = model.systems.values().flat_map(owners).filter(|named| named.written.contains('/'));
            let Some(first) = owners.next() else { return BTreeSet::new() };
            let names = TeamNames::of(model);
            let several = std::iter::once(first).chain(owners).filter(|one| !names.several(&one.written).is_empty());
            several.map(|one| one.place.clone()).collect()
        };
        let joined = joined(self);
        if joined.is_empty() {
            return;
        }
        let is_joined = |place: &Place| joined.contains(place);
        self.diagnostics
            .retain(|noted| noted.code != "invalid-reference" || !noted.place.as_ref().is_some_and(is_joined));
        for named in self.systems.values_mut().flat_map(owners_mut).filter(|named| is_joined(&named.place)) {
            named.id = Id::new(&named.written);
        }
    }
}

/// Those who own the system or a stage of it, where a field names one alone.
fn owners(system: &System) -> impl Iterator<Item = &Ref> {
    let owner = system.owner.iter().map(|owner| owner.named.as_slice());
    let stages = system.lifecycle.iter().map(|stage| stage.named.as_slice());
    owner.chain(stages).filter(|named| named.len() == 1).flatten()
}

fn owners_mut(system: &mut System) -> impl Iterator<Item = &mut Ref> {
    let owner = system.owner.iter_mut().map(|owner| owner.named.as_mut_slice());
    let stages = system.lifecycle.iter_mut().map(|stage| stage.named.as_mut_slice());
    owner.chain(stages).filter(|named| named.len() == 1).flatten()
}
