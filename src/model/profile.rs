//! The ownership profile: six factors, each a share with what is missing from it.
//!
//! The factors are those by which an execution-focused organisation differs from an ownership-driven one.

use super::{Date, EntityRef, Id, Kind, Model, StageState, System};

/// Whose profile it is.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// The whole organisation's.
    Organisation,
    /// One domain's.
    Domain(&'a Id),
    /// One team's.
    Team(&'a Id),
}

/// One factor of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What is counted, in words.
    pub counts: &'static str,
    /// How many.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// The entities that are missing from the count, in order, each once.
    pub missing: Vec<Missing>,
}

/// An entity that is missing from a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which.
    pub entity: EntityRef,
    /// What it lacks, in words, where the factor counts several things of it: "no runbook".
    pub lacks: Vec<String>,
}

impl Factor {
    fn new(id: &'static str, name: &'static str, counts: &'static str) -> Self {
        Self { id, name, counts, done: 0, total: 0, missing: Vec::new() }
    }

    fn count(&mut self, is_done: bool, entity: EntityRef) {
        self.count_all(entity, &[(is_done, "")]);
    }

    /// Counts several things of one entity, each with what is said where it is not so.
    fn count_all(&mut self, entity: EntityRef, signs: &[(bool, &str)]) {
        let open: Vec<String> =
            signs.iter().filter(|(is_done, _)| !is_done).map(|(_, lacks)| (*lacks).to_owned()).collect();
        self.total += signs.len();
        self.done += signs.len() - open.len();
        if !open.is_empty() {
            self.missing.push(Missing { entity, lacks: open.into_iter().filter(|lacks| !lacks.is_empty()).collect() });
        }
    }

    /// The share in whole per cent, rounded down; nothing where there is nothing to count.
    #[must_use]
    pub fn percent(&self) -> Option<usize> {
        (self.done * 100).checked_div(self.total)
    }
}

impl Model {
    /// The six factors of `scope` on the day `as_of`, always in the same order.
    #[must_use]
    pub fn profile(&self, scope: Scope<'_>, as_of: Date) -> [Factor; 6] {
        let systems: Vec<&System> = self.live_systems().filter(|system| self.is_in(system, scope)).collect();
        [
            self.responsibility(&systems),
            self.focus(&systems),
            self.accountability(&systems),
            self.decisions(scope, &systems),
            self.health(&systems, as_of),
            self.long_term(&systems, as_of),
        ]
    }

    fn is_in(&self, system: &System, scope: Scope<'_>) -> bool {
        match scope {
            Scope::Organisation => true,
            Scope::Domain(id) => system.domain.as_ref().is_some_and(|domain| domain.id == *id),
            Scope::Team(id) => self.owner_of(system).is_some_and(|team| team.id == *id),
        }
    }

    fn responsibility(&self, systems: &[&System]) -> Factor {
        let mut factor = Factor::new("responsibility", "Responsibility", "systems judged by an outcome metric");
        for system in systems {
            let has_outcome = system.metrics.iter().filter_map(|id| self.metric(id)).any(super::Metric::is_outcome);
            factor.count(has_outcome, EntityRef::new(Kind::System, &system.id));
        }
        factor
    }

    fn focus(&self, systems: &[&System]) -> Factor {
        let mut factor = Factor::new("focus", "Focus", "metrics that measure outcomes");
        let mut ids: Vec<&Id> = systems.iter().flat_map(|system| &system.metrics).map(|metric| &metric.id).collect();
        ids.sort();
        ids.dedup();
        for metric in ids.into_iter().filter_map(|id| self.metrics.get(id)) {
            factor.count(metric.is_outcome(), EntityRef::new(Kind::Metric, &metric.id));
        }
        factor
    }

    fn accountability(&self, systems: &[&System]) -> Factor {
        let mut factor =
            Factor::new("accountability", "Accountability", "lifecycle stages with exactly one existing team");
        for system in systems {
            let stages = self.coverage(system).stages.iter().filter(|at| at.state != StageState::NotApplicable);
            let signs: Vec<(bool, &str)> =
                stages.map(|standing| (standing.state == StageState::Covered, standing.stage.as_str())).collect();
            factor.count_all(EntityRef::new(Kind::System, &system.id), &signs);
        }
        factor
    }

    fn decisions(&self, scope: Scope<'_>, systems: &[&System]) -> Factor {
        let mut factor =
            Factor::new("decisions", "Decision-making", "domains with a lead, and owning teams that may decide");
        let mut domains: Vec<&Id> = systems.iter().filter_map(|s| s.domain.as_ref()).map(|domain| &domain.id).collect();
        domains.sort();
        domains.dedup();
        if !matches!(scope, Scope::Team(_)) {
            for domain in domains.into_iter().filter_map(|id| self.domains.get(id)) {
                factor.count(domain.lead.is_some(), EntityRef::new(Kind::Domain, &domain.id));
            }
        }
        let mut teams: Vec<&Id> = systems.iter().filter_map(|s| self.owner_of(s)).map(|team| &team.id).collect();
        teams.sort();
        teams.dedup();
        for team in teams.into_iter().filter_map(|id| self.teams.get(id)) {
            factor.count(!team.decides.is_empty(), EntityRef::new(Kind::Team, &team.id));
        }
        factor
    }

    fn health(&self, systems: &[&System], as_of: Date) -> Factor {
        let mut factor = Factor::new(
            "health",
            "System health",
            "runbook, dashboard, on-call, checklists done and review fresh, per system in production",
        );
        for system in systems.iter().filter(|system| system.is_production()) {
            let review = self.settings.review.of_tier(system.tier());
            let is_fresh = system.reviewed.as_ref().is_some_and(|date| !review.has_passed(date.value, as_of));
            let signs = [
                (system.runbook.is_some(), "no runbook"),
                (system.dashboard.is_some(), "no dashboard"),
                (self.is_on_call_known(system), "no on-call"),
                (self.is_ready(system, as_of), "checklists open"),
                (is_fresh, "review due"),
            ];
            factor.count_all(EntityRef::new(Kind::System, &system.id), &signs);
        }
        factor
    }

    /// Whether no required item of a stage's checklist is open or expired.
    fn is_ready(&self, system: &System, as_of: Date) -> bool {
        let lists = self.checklists.values().filter(|list| list.stage.is_some());
        lists.flat_map(|list| self.standing(system, list, as_of)).all(|standing| {
            !standing.item.is_required
                || !matches!(standing.state, super::ItemState::Open | super::ItemState::Expired(_))
        })
    }

    fn long_term(&self, systems: &[&System], as_of: Date) -> Factor {
        let mut factor = Factor::new(
            "long-term",
            "Long-term thinking",
            "maintenance owned, debt reviewed, no sunset passed, more than one person in the owning team, per system",
        );
        let last = self.settings.lifecycle.stages.last().map_or("maintain", |stage| stage.id.as_str());
        for system in systems {
            let maintain = self.coverage(system).stage("maintain").or_else(|| self.coverage(system).stage(last));
            let present = self.owner_of(system).map_or(0, |team| self.present_members(team, as_of).count());
            let signs = [
                (
                    maintain.is_none_or(|s| matches!(s.state, StageState::Covered | StageState::NotApplicable)),
                    "maintenance not owned",
                ),
                (system.debt_reviewed.is_some(), "debt never reviewed"),
                (system.sunset.as_ref().is_none_or(|sunset| sunset.value >= as_of), "sunset passed"),
                (present > 1, "not two people"),
            ];
            factor.count_all(EntityRef::new(Kind::System, &system.id), &signs);
        }
        factor
    }

    /// The members of a team who are still there on the day `as_of`.
    pub fn present_members<'m>(&'m self, team: &'m super::Team, as_of: Date) -> impl Iterator<Item = &'m Id> {
        let is_present = move |id: &&Id| !self.people.get(*id).is_some_and(|person| person.has_left(as_of));
        team.members.iter().map(|member| &member.id).filter(is_present)
    }
}
