//! Who answers for what, worked out once for all rules that ask.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Id, Model, System, Team};
use crate::source::slug::slug;

/// What several rules ask of the whole model.
#[derive(Default)]
pub struct Index<'m> {
    owned: BTreeMap<&'m Id, Vec<&'m System>>,
    owning: Vec<(&'m Team, Vec<&'m System>)>,
    carrying: Vec<(&'m Team, Vec<&'m System>)>,
    /// Teams by id, by name, and by the name as an id, in lower case.
    names: HashMap<String, &'m Id>,
}

/// What people write between two teams where a list was meant; words stand between spaces.
const BETWEEN: [&str; 12] = [",", ";", "/", "&", "+", "|", "\n", " and ", " und ", " et ", " or ", " with "];

impl<'m> Index<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let owned = model.systems_by_owner();
        let live =
            |systems: &[&'m System]| systems.iter().copied().filter(|system| system.is_live()).collect::<Vec<_>>();
        let carrying = owned.iter().filter_map(|(id, systems)| Some((model.teams.get(*id)?, live(systems))));
        let carrying = carrying.filter(|(team, live)| team.lists_members && !live.is_empty()).collect();
        let names = model.teams.values().flat_map(|team| {
            let words = [team.id.to_string(), team.title().to_lowercase(), slug(team.title())];
            words.map(|word| (word, &team.id))
        });
        Self { names: names.collect(), carrying, owning: model.owning_teams(), owned }
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
        let lower = written.to_lowercase();
        if !BETWEEN.iter().any(|between| lower.contains(between)) || self.names.contains_key(lower.trim()) {
            return Vec::new();
        }
        let mut parts = vec![lower.as_str()];
        for between in BETWEEN {
            parts = parts.iter().flat_map(|part| part.split(between)).collect();
        }
        let named = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
        let teams: Option<Vec<&Id>> = named.map(|part| self.names.get(part).copied()).collect();
        teams.filter(|teams| teams.len() > 1).unwrap_or_default()
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
