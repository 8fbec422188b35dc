//! Domains: all, and one.

use super::profile::factors;
use super::{stubs, systems};
use crate::model::{Id, Scope, System};
use crate::site::here::Here;
use crate::site::view::{Data, DomainView, DomainsView};

pub fn show_all(here: &Here<'_>) -> Data {
    Data::Domains(DomainsView {
        domains: here.model().domains.values().map(|domain| here.domain_row(domain)).collect(),
    })
}

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let model = here.model();
    let Some(domain) = model.domains.get(id) else { return stubs::not_found(here) };
    let handbook = here.handbook;
    let ids = handbook.relations.in_domain.get(id);
    let members: Vec<&System> = ids.into_iter().flatten().filter_map(|id| model.systems.get(id)).collect();
    let mut teams: Vec<&Id> = members.iter().filter_map(|s| model.owner_of(s)).map(|team| &team.id).collect();
    teams.sort();
    teams.dedup();
    Data::Domain(DomainView {
        row: here.domain_row(domain),
        parent: domain.parent.as_ref().and_then(|parent| model.domain(parent)).map(|parent| here.domain(parent)),
        teams: teams.into_iter().filter_map(|id| model.teams.get(id)).map(|team| here.team_row(team)).collect(),
        systems: here.rows(ids),
        gaps: here.gap_views(handbook.relations.in_domain(&handbook.judgement, id)),
        profile: factors(here, Scope::Domain(id)),
        stages: systems::stages(here),
    })
}
