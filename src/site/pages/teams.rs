//! All teams, each below the team above it.

use std::collections::BTreeSet;

use crate::model::{Id, Team};
use crate::site::here::Here;
use crate::site::parts::TeamRow;
use crate::site::view::{Data, TeamsView};

pub fn show(here: &Here<'_>) -> Data {
    let mut listed = Listed { here: *here, seen: BTreeSet::new(), rows: Vec::new() };
    let teams = &here.model().teams;
    for team in teams.values().filter(|team| here.model().ancestors(team).is_empty()) {
        listed.add(team, 0);
    }
    // Teams in a ring of parents hang below nobody; none is lost.
    for team in teams.values() {
        listed.add(team, 0);
    }
    let (dissolved, teams) = listed.rows.into_iter().partition(|row: &TeamRow| row.status == "dissolved");
    Data::Teams(TeamsView { teams, dissolved })
}

struct Listed<'h> {
    here: Here<'h>,
    seen: BTreeSet<&'h Id>,
    rows: Vec<TeamRow>,
}

impl<'h> Listed<'h> {
    /// Adds a team and those below it, depth first; each team once.
    fn add(&mut self, team: &'h Team, depth: usize) {
        let mut open = vec![(team, depth)];
        while let Some((team, depth)) = open.pop() {
            if !self.seen.insert(&team.id) {
                continue;
            }
            self.rows.push(TeamRow { depth, ..self.here.team_row(team) });
            let below = self.here.handbook.relations.below.get(&team.id).into_iter().flatten();
            let below = below.filter_map(|id| self.here.model().teams.get(id)).rev();
            open.extend(below.map(|team| (team, depth + 1)));
        }
    }
}
