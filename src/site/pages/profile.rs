//! The ownership profile: six factors, for the organisation, each domain and each team.

use super::list;
use crate::model::{Factor, Missing, Scope};
use crate::site::here::Here;
use crate::site::parts::Name;
use crate::site::view::{Data, FactorView, ProfileRow, ProfileView};

/// How many entities a factor names as missing.
const MOST_MISSING: usize = 12;
/// How many domains and teams stand in a table; each has its profile on its own page.
const MOST_ROWS: usize = 30;

pub fn show(here: &Here<'_>) -> Data {
    let model = here.model();
    let owning = model.teams.values().filter(|team| here.owned(&team.id).next().is_some());
    Data::Profile(ProfileView {
        factors: factors(here, Scope::Organisation),
        domains: list::beginning(model.domains.values(), MOST_ROWS, |domain| ProfileRow {
            name: here.domain(domain),
            factors: shares(here, Scope::Domain(&domain.id)),
        }),
        teams: list::beginning(owning, MOST_ROWS, |team| ProfileRow {
            name: here.team(team),
            factors: shares(here, Scope::Team(&team.id)),
        }),
    })
}

/// The factors with what is missing from each.
pub fn factors(here: &Here<'_>, scope: Scope<'_>) -> Vec<FactorView> {
    here.model().profile(scope, here.handbook.as_of).iter().map(|factor| view(here, factor, MOST_MISSING)).collect()
}

/// The shares alone, for a table.
fn shares(here: &Here<'_>, scope: Scope<'_>) -> Vec<FactorView> {
    here.model().profile(scope, here.handbook.as_of).iter().map(|factor| view(here, factor, 0)).collect()
}

/// An entity with what it lacks: the evidence behind a figure.
pub fn lacking(here: &Here<'_>, missing: &Missing) -> Name {
    let name = here.entity(&missing.entity);
    let problem = (!missing.lacks.is_empty()).then(|| missing.lacks.join(", ")).or_else(|| name.problem.clone());
    Name { problem, ..name }
}

fn view(here: &Here<'_>, factor: &Factor, most: usize) -> FactorView {
    FactorView {
        id: factor.id,
        name: factor.name,
        counts: factor.counts,
        done: factor.done,
        total: factor.total,
        percent: factor.percent(),
        missing: factor.missing.iter().take(most).map(|missing| lacking(here, missing)).collect(),
        more: factor.missing.len().saturating_sub(most),
    }
}
