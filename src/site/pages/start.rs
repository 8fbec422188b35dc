//! A page for people who are new in a team: what it owns, who decides, whom to ask, what to read.

use std::collections::BTreeMap;

use super::{list, stubs, team};
use crate::model::{Id, System};
use crate::routes::List;
use crate::site::here::{Here, plain};
use crate::site::parts::{Fact, Link};
use crate::site::view::{Data, StartView};

/// How many gaps the page names, the most serious first.
const MOST_GAPS: usize = 5;

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let model = here.model();
    let Some(of) = model.teams.get(id) else { return stubs::not_found(here) };
    let owned: Vec<&System> = here.owned(id).filter(|system| system.is_live()).collect();
    let runbook = |system: &&System| {
        let runbook = system.runbook.as_ref()?;
        Some(Link { text: system.title().to_owned(), href: here.address(&runbook.target)? })
    };
    let gaps = here.handbook.relations.of_team(&here.handbook.judgement, id);
    let checklists =
        model.checklists.values().filter(|list| owned.iter().any(|system| list.applies_to.includes(system)));
    let checklist = |list: &crate::model::Checklist| Link {
        text: list.title().to_owned(),
        href: super::checklists::href(here, list),
    };
    Data::Start(Box::new(StartView {
        team: here.team(of),
        summary: of.summary.as_ref().map(|summary| summary.value.clone()),
        answer: team::answer(here, of),
        lead: of.lead.as_ref().map(|lead| here.person(&lead.id)),
        members: of.members.iter().map(|member| here.person(&member.id)).collect(),
        decides: of.decides.iter().map(|decision| decision.value.clone()).collect(),
        domains: domains(here, &owned),
        systems: list::beginning(owned.iter().copied(), List::Systems.beginning(), |system| here.row(system)),
        runbooks: list::beginning(owned.iter().filter_map(runbook), List::Systems.beginning(), |link| link),
        checklists: checklists.map(checklist).collect(),
        gaps: list::beginning(gaps, MOST_GAPS, |gap| here.gap(gap)),
        links: team::links(here, &of.links),
    }))
}

/// Who decides in the domains of these systems.
fn domains(here: &Here<'_>, systems: &[&System]) -> Vec<Fact> {
    let named = systems.iter().filter_map(|system| here.model().domain(system.domain.as_ref()?));
    let domains: BTreeMap<&Id, _> = named.map(|domain| (&domain.id, domain)).collect();
    let fact = |domain: &crate::model::Domain| {
        let lead = domain.lead.as_ref().map(|lead| here.lead(lead));
        Fact { name: domain.title().to_owned(), values: vec![lead.unwrap_or_else(|| plain("–"))], more: 0 }
    };
    domains.into_values().map(fact).collect()
}
