//! The framework: the five steps to ownership, and how far this organisation is on each.

use super::{EntityRef, Kind, Model, StageState};

/// How far one step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What is counted, in words.
    pub counts: &'static str,
    /// What there is to count, and whether it is done.
    pub counted: Vec<(EntityRef, bool)>,
}

impl Progress {
    /// How many are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.counted.iter().filter(|(_, is_done)| *is_done).count()
    }
}

impl Model {
    /// The five steps, in order: map, assign, align, practise, measure.
    #[must_use]
    pub fn framework(&self) -> [Progress; 5] {
        let step = |id, title, counts, counted| Progress { id, title, counts, counted };
        [
            step(
                "map",
                "Map systems and domains",
                "live systems that are in a domain",
                self.per_system(|model, s| s.domain.as_ref().is_some_and(|domain| model.domain(domain).is_some())),
            ),
            step(
                "assign",
                "Assign ownership",
                "live systems with exactly one owning team",
                self.per_system(|model, s| model.owner_of(s).is_some()),
            ),
            step(
                "align",
                "Align teams with the lifecycle",
                "live systems whose every stage is covered",
                self.per_system(|model, s| {
                    model
                        .coverage(s)
                        .stages
                        .iter()
                        .all(|standing| matches!(standing.state, StageState::Covered | StageState::NotApplicable))
                }),
            ),
            step(
                "practices",
                "Implement DevOps practices",
                "live systems that deploy alone, are monitored and have somebody on call",
                self.per_system(|model, s| {
                    model.shows(s, "deployment.independent") && s.dashboard.is_some() && model.is_on_call_known(s)
                }),
            ),
            step(
                "measure",
                "Measure outcomes",
                "live systems with an outcome metric that has a target",
                self.per_system(|model, s| {
                    let metrics = s.metrics.iter().filter_map(|metric| model.metric(metric));
                    metrics.into_iter().any(|metric| metric.is_outcome() && metric.target.is_some())
                }),
            ),
        ]
    }

    fn per_system(&self, is_done: impl Fn(&Self, &super::System) -> bool) -> Vec<(EntityRef, bool)> {
        let judge = |system: &super::System| (EntityRef::new(Kind::System, &system.id), is_done(self, system));
        self.live_systems().map(judge).collect()
    }
}
