//! Entities of every kind that one reading gives, before they are brought together.

use super::{Checklist, Domain, Metric, Person, System, Team, Waiver};

/// The entities of a file, or of another format's files. Ids may occur twice: bringing together finds that.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the kinds are the handbook's own words")]
pub struct Entities {
    pub teams: Vec<Team>,
    pub people: Vec<Person>,
    pub domains: Vec<Domain>,
    pub systems: Vec<System>,
    pub metrics: Vec<Metric>,
    pub checklists: Vec<Checklist>,
    pub waivers: Vec<Waiver>,
}

impl Entities {
    /// How many there are, of all kinds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.teams.len()
            + self.people.len()
            + self.domains.len()
            + self.systems.len()
            + self.metrics.len()
            + self.checklists.len()
            + self.waivers.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
