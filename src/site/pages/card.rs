//! The card of a system or a team: what a wiki or a portal shows of it in a frame.

use super::{stubs, system, team};
use crate::model::Kind;
use crate::routes::Route;
use crate::site::gap::counts;
use crate::site::here::{Here, coverage};
use crate::site::view::{CardView, Data};

pub fn show(here: &Here<'_>, of: &Route) -> Data {
    view(here, of).map_or_else(|| stubs::not_found(here), |card| Data::Card(Box::new(card)))
}

fn view(here: &Here<'_>, of: &Route) -> Option<CardView> {
    let model = here.model();
    match of {
        Route::System(id) => {
            let system = model.systems.get(id)?;
            Some(CardView {
                of: here.system(system),
                is_team: false,
                summary: system.summary.as_ref().map(|summary| summary.value.clone()),
                answer: system::answer(here, system),
                coverage: coverage([model.coverage(system)]),
                gaps: counts(here.gaps_on(Kind::System, id)),
            })
        }
        Route::Team(id) => {
            let team = model.teams.get(id)?;
            let live = here.owned(id).filter(|system| system.is_live());
            Some(CardView {
                of: here.team(team),
                is_team: true,
                summary: team.summary.as_ref().map(|summary| summary.value.clone()),
                answer: team::answer(here, team),
                coverage: coverage(live.map(|system| model.coverage(system))),
                gaps: counts(here.handbook.relations.of_team(&here.handbook.judgement, id)),
            })
        }
        _ => None,
    }
}
