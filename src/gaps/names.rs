//! Known names, and which of them was meant where an unknown one is written.

use crate::diagnostic::did_you_mean;
use crate::model::{Id, Model};
use crate::source::slug::slug;

/// Names by which entities of one kind are known, with their ids.
pub(super) struct Names<'m> {
    known: Vec<Name<'m>>,
}

struct Name<'m> {
    word: String,
    id: &'m Id,
    letters: u64,
}

impl<'m> Names<'m> {
    /// Ids, and names as people say them.
    pub fn of(entities: impl Iterator<Item = (&'m Id, Option<&'m str>)>) -> Self {
        let mut known = Vec::new();
        for (id, name) in entities {
            let words = [Some(id.as_str().to_owned()), name.map(str::to_lowercase), name.map(slug)];
            let mut words: Vec<String> = words.into_iter().flatten().collect();
            words.dedup();
            known.extend(words.into_iter().map(|word| Name { letters: letters(&word), id, word }));
        }
        Self { known }
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
    pub fn nearest(&self, written: &str) -> Option<&'m Id> {
        let written = written.to_lowercase();
        let of_written = letters(&written);
        // A changed letter adds one kind of letter and takes one away. Most names are far from that, and are passed over
        // before the distance, which is slow, is counted.
        let most = 2 * written.chars().count().div_ceil(3).min(4);
        let is_near = |name: &&Name<'_>| (name.letters ^ of_written).count_ones() as usize <= most;
        let near = self.known.iter().filter(is_near).map(|name| name.word.as_str());
        let word = did_you_mean(&written, near)?;
        self.known.iter().find(|name| name.word == word).map(|name| name.id)
    }
}

/// Which letters a word has, one bit each; letters beyond ASCII share bits.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_id_by_title_and_by_slug() {
        let (pay, ops) = (Id::new("pay"), Id::new("night-ops"));
        let names = Names::of([(&pay, Some("Payments Team")), (&ops, None)].into_iter());
        let nearest = |word| names.nearest(word).map(Id::as_str);
        assert_eq!(nearest("payments team"), Some("pay"));
        assert_eq!(nearest("paymnets-team"), Some("pay"));
        assert_eq!(nearest("nihgt-ops"), Some("night-ops"));
        assert_eq!(nearest("legacy"), None);
    }
}
