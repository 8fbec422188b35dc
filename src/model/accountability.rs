//! What each team answers for, and who is there to do it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Date, Id, Metric, Model, StageState, Status, System, Team};

impl Model {
    /// The systems that each team owns as a whole, in the order of their ids; retired ones are left out.
    #[must_use]
    pub fn systems_by_owner(&self) -> BTreeMap<&Id, Vec<&System>> {
        let mut owned: BTreeMap<&Id, Vec<&System>> = BTreeMap::new();
        for system in self.systems.values().filter(|system| system.status() != Status::Retired) {
            if let Some(team) = self.owner_of(system) {
                owned.entry(&team.id).or_default().push(system);
            }
        }
        owned
    }

    /// The live systems of each domain, in the order of their ids.
    #[must_use]
    pub fn systems_by_domain(&self) -> BTreeMap<&Id, Vec<&System>> {
        let mut grouped: BTreeMap<&Id, Vec<&System>> = BTreeMap::new();
        for system in self.live_systems() {
            if let Some(domain) = system.domain.as_ref().and_then(|domain| self.domain(domain)) {
                grouped.entry(&domain.id).or_default().push(system);
            }
        }
        grouped
    }

    /// The teams that are named for a system that is not retired, or for a stage of one, alone or beside others; each
    /// with those systems.
    #[must_use]
    pub fn owning_teams(&self) -> Vec<(&Team, Vec<&System>)> {
        let mut owning: BTreeMap<&Id, Vec<&System>> = BTreeMap::new();
        for system in self.systems.values().filter(|system| system.status() != Status::Retired) {
            // All stages that say nothing of their own fall to the owner: one of them speaks for all.
            let stages = &self.coverage(system).stages;
            let own = stages.iter().filter(|standing| standing.is_own);
            let fallen = stages.iter().find(|standing| !standing.is_own);
            let teams = own.chain(fallen).flat_map(|standing| &standing.teams);
            for team in teams.chain(self.owner_of(system).map(|team| &team.id)) {
                let systems = owning.entry(team).or_default();
                if systems.last().is_none_or(|last| last.id != system.id) {
                    systems.push(system);
                }
            }
        }
        owning.into_iter().filter_map(|(id, systems)| Some((self.teams.get(id)?, systems))).collect()
    }

    /// The systems in production that somebody has to operate: not libraries, nor what is bought as a service.
    pub fn operated_systems(&self) -> impl Iterator<Item = &System> {
        self.systems.values().filter(|system| system.is_production() && self.applies(system, "operate"))
    }

    /// The one team that operates `system`: the stage's, or the owner of the whole.
    #[must_use]
    pub fn operator_of(&self, system: &System) -> Option<&Team> {
        let operator = self.coverage(system).accountable("operate").and_then(|id| self.teams.get(id));
        operator.or_else(|| self.owner_of(system))
    }

    /// Whether the stage applies to `system`; a stage that this handbook's lifecycle lacks is not ruled out.
    #[must_use]
    pub fn applies(&self, system: &System, stage: &str) -> bool {
        self.coverage(system).stage(stage).is_none_or(|standing| standing.state != StageState::NotApplicable)
    }

    /// The metrics of `system` that are described.
    pub fn metrics_of<'m>(&'m self, system: &'m System) -> impl Iterator<Item = &'m Metric> {
        system.metrics.iter().filter_map(|reference| self.metric(reference))
    }

    /// Whether this person is known to be gone on the day `as_of`.
    #[must_use]
    pub fn has_left(&self, person: &Id, as_of: Date) -> bool {
        self.people.get(person).is_some_and(|person| person.has_left(as_of))
    }

    /// The members and the lead of `team` who have not left on the day `as_of`, each once.
    #[must_use]
    pub fn present_people<'m>(&'m self, team: &'m Team, as_of: Date) -> BTreeSet<&'m Id> {
        let named = team.members.iter().chain(&team.lead).map(|person| &person.id);
        named.filter(|id| !self.has_left(id, as_of)).collect()
    }
}
