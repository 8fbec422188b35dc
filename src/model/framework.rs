//! The framework: the five steps to ownership, and how far this organisation is on each.

use super::{EntityRef, Kind, Missing, Model, StageState, Standing};

/// How far one step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What is counted, in words.
    pub counts: &'static str,
    /// How many are done.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// What is left: each entity, with what it lacks where several things are asked of it.
    pub left: Vec<Missing>,
}

impl Model {
    /// The five steps, in order: map, assign, align, practise, measure.
    #[must_use]
    pub fn framework(&self) -> [Progress; 5] {
        let step = |id, title, counts, judged: Vec<(EntityRef, Option<Vec<String>>)>| {
            let total = judged.len();
            let left = judged.into_iter().filter_map(|(entity, lacks)| Some(Missing { entity, lacks: lacks? }));
            let left: Vec<Missing> = left.collect();
            Progress { id, title, counts, done: total - left.len(), total, left }
        };
        [
            step(
                "map",
                "Map systems and domains",
                "live systems that are in a domain",
                self.per_system(|model, s| {
                    unless(s.domain.as_ref().is_some_and(|domain| model.domain(domain).is_some()))
                }),
            ),
            step(
                "assign",
                "Assign ownership",
                "live systems with exactly one owning team",
                self.per_system(|model, s| unless(model.owner_of(s).is_some())),
            ),
            step(
                "align",
                "Align teams with the lifecycle",
                "live systems whose every stage is covered",
                self.per_system(|model, s| {
                    let is_open = |at: &&Standing| matches!(at.state, StageState::Unowned | StageState::Split);
                    let open = model.coverage(s).stages.iter().filter(is_open);
                    lacking(open.map(|standing| standing.stage.to_string()).collect())
                }),
            ),
            step(
                "practices",
                "Implement DevOps practices",
                "live systems that deploy alone, are monitored and have somebody on call",
                self.per_system(|model, s| {
                    let signs = [
                        (model.shows(s, "deployment.independent"), "cannot deploy alone"),
                        (s.dashboard.is_some(), "no dashboard"),
                        (model.is_on_call_known(s), "no on-call"),
                    ];
                    lacking(signs.iter().filter(|(is_so, _)| !is_so).map(|(_, lacks)| (*lacks).to_owned()).collect())
                }),
            ),
            step(
                "measure",
                "Measure outcomes",
                "live systems with an outcome metric that has a target",
                self.per_system(|model, s| {
                    let metrics = s.metrics.iter().filter_map(|metric| model.metric(metric));
                    unless(metrics.into_iter().any(|metric| metric.is_outcome() && metric.target.is_some()))
                }),
            ),
        ]
    }

    /// Every live system, with what it lacks; nothing where it is done.
    fn per_system(
        &self,
        lacks: impl Fn(&Self, &super::System) -> Option<Vec<String>>,
    ) -> Vec<(EntityRef, Option<Vec<String>>)> {
        let judge = |system: &super::System| (EntityRef::new(Kind::System, &system.id), lacks(self, system));
        self.live_systems().map(judge).collect()
    }
}

/// Where one thing is asked, the step itself says what is left.
fn unless(is_done: bool) -> Option<Vec<String>> {
    if is_done { None } else { Some(Vec::new()) }
}

fn lacking(lacks: Vec<String>) -> Option<Vec<String>> {
    if lacks.is_empty() { None } else { Some(lacks) }
}
