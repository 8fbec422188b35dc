//! Who answers for what, worked out once for all rules that ask.

use std::collections::BTreeMap;

use crate::model::{Id, Model, System, Team, TeamNames};

/// What several rules ask of the whole model.
#[derive(Default)]
pub struct Index<'m> {
    owned: BTreeMap<&'m Id, Vec<&'m System>>,
    owning: Vec<(&'m Team, Vec<&'m System>)>,
    carrying: Vec<(&'m Team, Vec<&'m System>)>,
    names: TeamNames<'m>,
}

impl<'m> Index<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let owned = model.systems_by_owner();
        let live =
            |systems: &[&'m System]| systems.iter().copied().filter(|system| system.is_live()).collect::<Vec<_>>();
        let carrying = owned.iter().filter_map(|(id, systems)| Some((model.teams.get(*id)?, live(systems))));
        let carrying = carrying.filter(|(team, live)| team.lists_members && !live.is_empty()).collect();
        Self { names: TeamNames::of(model), carrying, owning: model.owning_teams(), owned }
    }

    /// The systems that a team owns as a whole, in the order of their ids; retired ones are left out.
    #[must_use]
    pub fn systems_of(&self, team: &Id) -> &[&'m System] {
        self.owned.get(team).map_or(&[], Vec::as_slice)
    }

    /// The teams in a text that names several as if they were one: `Payments and Platform`. Nothing where any part of it
    /// is no team.
    #[must_use]
    pub fn several(&self, written: &str) -> Vec<&'m Id> {
        self.names.several(written)
    }

    /// The teams that own something live and say who is in them, each with its live systems.
    #[must_use]
    pub fn carrying_teams(&self) -> &[(&'m Team, Vec<&'m System>)] {
        &self.carrying
    }

    /// The teams that are named for a system that is not retired, or for a stage of one, each with those systems.
    #[must_use]
    pub fn owning_teams(&self) -> &[(&'m Team, Vec<&'m System>)] {
        &self.owning
    }
}
