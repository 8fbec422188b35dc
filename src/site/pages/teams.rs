//! All teams, each below the team above it.

use std::collections::BTreeSet;

use super::list;
use crate::model::{Id, Team};
use crate::routes::{List, Route};
use crate::site::here::Here;
use crate::site::parts::TeamRow;
use crate::site::view::{Data, TeamsView};

pub fn show(here: &Here<'_>) -> Data {
    let all = in_order(here);
    if !list::parts(here, &Route::Teams, List::Teams).is_empty() {
        let teams = list::listed(here, (&Route::Teams, List::Teams), &all, |at| row(here, at));
        return Data::Teams(TeamsView { teams, dissolved: Vec::new() });
    }
    let (dissolved, teams): (Vec<_>, Vec<_>) = all.into_iter().partition(|(team, _)| team.is_dissolved());
    Data::Teams(TeamsView {
        teams: list::listed(here, (&Route::Teams, List::Teams), &teams, |at| row(here, at)),
        dissolved: dissolved.into_iter().map(|at| row(here, at)).collect(),
    })
}

/// A team at its depth below the topmost.
pub fn row(here: &Here<'_>, (team, depth): (&Team, usize)) -> TeamRow {
    TeamRow { depth, ..here.team_row(team) }
}

/// All teams, each below the team above it, with how deep it stands.
pub fn in_order<'h>(here: &Here<'h>) -> Vec<(&'h Team, usize)> {
    let mut listed = InOrder { here: *here, seen: BTreeSet::new(), teams: Vec::new() };
    let teams = &here.model().teams;
    for team in teams.values().filter(|team| here.model().ancestors(team).is_empty()) {
        listed.add(team);
    }
    // Teams in a ring of parents hang below nobody; none is lost.
    for team in teams.values() {
        listed.add(team);
    }
    listed.teams
}

struct InOrder<'h> {
    here: Here<'h>,
    seen: BTreeSet<&'h Id>,
    teams: Vec<(&'h Team, usize)>,
}

impl<'h> InOrder<'h> {
    /// Adds a team and those below it, depth first; each team once.
    fn add(&mut self, team: &'h Team) {
        let mut open = vec![(team, 0)];
        while let Some((team, depth)) = open.pop() {
            if !self.seen.insert(&team.id) {
                continue;
            }
            self.teams.push((team, depth));
            let below = self.here.handbook.relations.below.get(&team.id).into_iter().flatten();
            let below = below.filter_map(|id| self.here.model().teams.get(id)).rev();
            open.extend(below.map(|team| (team, depth + 1)));
        }
    }
}
