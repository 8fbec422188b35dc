//! All systems, by domain.

use super::{domains, list};
use crate::model::{Domain, System};
use crate::routes::{List, Route};
use crate::site::here::{Here, plain};
use crate::site::parts::Link;
use crate::site::view::{Data, SystemGroup, SystemsView};

pub fn show(here: &Here<'_>) -> Data {
    let parts = list::parts(here, &Route::Systems, List::Systems);
    let is_long = !parts.is_empty();
    Data::Systems(SystemsView {
        total: here.model().systems.len(),
        groups: if is_long { Vec::new() } else { groups(here, |_| true) },
        domains: if is_long { domains::rows(here) } else { Vec::new() },
        parts,
        stages: stages(here),
    })
}

/// The stages' short names, in order.
pub fn stages(here: &Here<'_>) -> Vec<Link> {
    let stages = here.model().settings.lifecycle.stages.iter();
    stages.map(|stage| Link { text: stage.short.clone(), href: here.must(&Route::Stage(stage.id.clone())) }).collect()
}

/// Systems by domain; those in none come last.
pub fn groups(here: &Here<'_>, is_shown: impl Fn(&System) -> bool) -> Vec<SystemGroup> {
    let model = here.model();
    let domain_of = |system: &System| system.domain.as_ref().and_then(|domain| model.domain(domain)).map(|d| &d.id);
    let group = |domain: Option<&Domain>| SystemGroup {
        name: domain.map_or_else(|| plain("In no domain"), |domain| here.domain(domain)),
        id: domain.map(|domain| domain.id.to_string()).unwrap_or_default(),
        systems: if let Some(domain) = domain {
            let ids = here.handbook.relations.in_domain.get(&domain.id).into_iter().flatten();
            let systems = ids.filter_map(|id| model.systems.get(id)).filter(|system| is_shown(system));
            systems.map(|system| here.row(system)).collect()
        } else {
            let systems = model.systems.values().filter(|s| domain_of(s).is_none() && is_shown(s));
            systems.map(|system| here.row(system)).collect()
        },
    };
    let mut groups: Vec<SystemGroup> = model.domains.values().map(|domain| group(Some(domain))).collect();
    groups.push(group(None));
    groups.retain(|group| !group.systems.is_empty());
    groups
}
