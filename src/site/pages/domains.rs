//! Domains: all, and one.

use std::collections::BTreeMap;

use super::profile::factors;
use super::{list, stubs, systems};
use crate::model::{Id, Scope, System, Team};
use crate::routes::{List, Route};
use crate::site::here::Here;
use crate::site::parts::DomainRow;
use crate::site::view::{Data, DomainView, DomainsView};

pub fn show_all(here: &Here<'_>) -> Data {
    Data::Domains(DomainsView { domains: rows(here) })
}

/// All domains, in order.
pub fn rows(here: &Here<'_>) -> Vec<DomainRow> {
    here.model().domains.values().map(|domain| here.domain_row(domain)).collect()
}

/// The teams that own a domain's systems, in the order of their ids.
pub fn teams_in<'h>(here: &Here<'h>, domain: &Id) -> Vec<&'h Team> {
    let model = here.model();
    let ids = here.handbook.relations.in_domain.get(domain).into_iter().flatten();
    let owners: BTreeMap<&Id, &Team> =
        ids.filter_map(|id| model.owner_of(model.systems.get(id)?)).map(|team| (&team.id, team)).collect();
    owners.into_values().collect()
}

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let model = here.model();
    let Some(domain) = model.domains.get(id) else { return stubs::not_found(here) };
    let ids = here.handbook.relations.in_domain.get(id);
    let members: Vec<&System> = ids.into_iter().flatten().filter_map(|id| model.systems.get(id)).collect();
    let of = Route::Domain(id.clone());
    Data::Domain(DomainView {
        row: here.domain_row(domain),
        parent: domain.parent.as_ref().and_then(|parent| model.domain(parent)).map(|parent| here.domain(parent)),
        teams: list::listed(here, (&of, List::Teams), &teams_in(here, id), |team| here.team_row(team)),
        systems: list::listed(here, (&of, List::Systems), &members, |system| here.row(system)),
        gaps: here.gaps_of(&of),
        profile: factors(here, Scope::Domain(id)),
        stages: systems::stages(here),
    })
}
