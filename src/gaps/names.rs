//! Known names, and which of them was meant where an unknown one is written.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Sketch, did_you_mean};
use crate::model::{Id, Model};
use crate::source::slug::slug;

/// How many pairs of names are held against each other, at most, by one rule. In a handbook with ten thousand unknown
/// names among a thousand known ones, nobody mends them one by one, and the later ones go without a proposal.
const MOST_COMPARED: usize = 50_000;

/// Names by which entities of one kind are known, with their ids.
pub(super) struct Names<'m> {
    known: Vec<Name<'m>>,
    /// What was meant by each name asked for: an unknown name is often written more than once.
    asked: HashMap<String, Option<&'m Id>>,
    compared: usize,
}

struct Name<'m> {
    word: String,
    id: &'m Id,
    sketch: Sketch,
}

impl<'m> Names<'m> {
    /// Ids, and names as people say them.
    pub fn of(entities: impl Iterator<Item = (&'m Id, Option<&'m str>)>) -> Self {
        let mut known = Vec::new();
        for (id, name) in entities {
            let words = [Some(id.as_str().to_owned()), name.map(str::to_lowercase), name.map(slug)];
            let words: BTreeSet<String> = words.into_iter().flatten().collect();
            known.extend(words.into_iter().map(|word| Name { sketch: Sketch::of(&word), id, word }));
        }
        Self { known, asked: HashMap::new(), compared: 0 }
    }

    /// The teams that are there.
    pub fn of_teams(model: &'m Model) -> Self {
        Self::of(model.teams.values().map(|team| (&team.id, team.name.as_ref().map(|name| name.value.as_str()))))
    }

    /// The systems.
    pub fn of_systems(model: &'m Model) -> Self {
        Self::of(
            model.systems.values().map(|system| (&system.id, system.name.as_ref().map(|name| name.value.as_str()))),
        )
    }

    /// The domains.
    pub fn of_domains(model: &'m Model) -> Self {
        Self::of(
            model.domains.values().map(|domain| (&domain.id, domain.name.as_ref().map(|name| name.value.as_str()))),
        )
    }

    /// The people who are described.
    pub fn of_people(model: &'m Model) -> Self {
        Self::of(model.people.values().map(|person| (&person.id, person.name.as_ref().map(|name| name.value.as_str()))))
    }

    /// The metrics.
    pub fn of_metrics(model: &'m Model) -> Self {
        Self::of(
            model.metrics.values().map(|metric| (&metric.id, metric.name.as_ref().map(|name| name.value.as_str()))),
        )
    }

    /// The id that was meant, if one is near enough.
    pub fn nearest(&mut self, written: &str) -> Option<&'m Id> {
        let written = written.to_lowercase();
        if let Some(&meant) = self.asked.get(&written) {
            return meant;
        }
        let meant = self.search(&written);
        self.asked.insert(written, meant);
        meant
    }

    fn search(&mut self, written: &str) -> Option<&'m Id> {
        let sketch = Sketch::of(written);
        let is_near = |name: &&Name<'_>| sketch.may_be_near(name.sketch);
        if self.compared > MOST_COMPARED {
            return None;
        }
        let near: Vec<&Name<'m>> = self.known.iter().filter(is_near).collect();
        self.compared += near.len();
        let word = did_you_mean(written, near.iter().map(|name| name.word.as_str()))?;
        near.iter().find(|name| name.word == word).map(|name| name.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_id_by_title_and_by_slug() {
        let (pay, ops) = (Id::new("pay"), Id::new("night-ops"));
        let mut names = Names::of([(&pay, Some("Payments Team")), (&ops, None)].into_iter());
        let mut nearest = |word| names.nearest(word).map(Id::as_str);
        assert_eq!(nearest("payments team"), Some("pay"));
        assert_eq!(nearest("paymnets-team"), Some("pay"));
        assert_eq!(nearest("nihgt-ops"), Some("night-ops"));
        assert_eq!(nearest("legacy"), None);
    }
}
