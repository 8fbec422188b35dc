//! The home page: who owns it, how healthy ownership is, what to mend first.

use super::list;
use crate::diagnostic::Severity;
use crate::model::{Id, System};
use crate::routes::Route;
use crate::site::gap::counts;
use crate::site::here::{Here, coverage};
use crate::site::parts::{DomainRow, Link};
use crate::site::view::{Data, HomeView, Listed};

/// How many gaps the page proposes to close first.
const FIX_FIRST: usize = 8;
/// How many systems it offers as often asked for.
const OFTEN_ASKED: usize = 4;
/// How many domains it shows.
const MOST_DOMAINS: usize = 24;

pub fn show(here: &Here<'_>) -> Data {
    let model = here.model();
    let judgement = &here.handbook.judgement;
    let production: Vec<&System> = model.systems.values().filter(|system| system.is_production()).collect();
    let urgent = judgement.gaps.iter().filter(|gap| gap.severity > Severity::Info).take(FIX_FIRST);
    Data::Home(HomeView {
        systems: model.live_systems().count(),
        teams: model.teams.values().filter(|team| !team.is_dissolved()).count(),
        coverage: coverage(model.live_systems().map(|system| model.coverage(system))),
        gaps: counts(&judgement.gaps),
        production: production.len(),
        on_call: production.iter().filter(|system| model.is_on_call_known(system)).count(),
        runbooks: production.iter().filter(|system| system.runbook.is_some()).count(),
        coverage_href: here.must(&Route::Matrix),
        gaps_href: here.must(&Route::Gaps),
        on_call_href: here.must(&Route::Rule(Id::new("no-on-call"))),
        runbooks_href: here.must(&Route::Rule(Id::new("no-runbook"))),
        domains: domains(here),
        domains_href: here.must(&Route::Domains),
        fix_first: here.gap_views(urgent),
        often_asked: often_asked(here).into_iter().map(|system| here.system(system)).collect(),
        is_empty: model.systems.is_empty() && model.teams.is_empty(),
        sections: sections(here),
    })
}

/// The domains; where they are many, those with the most serious gaps.
fn domains(here: &Here<'_>) -> Listed<DomainRow> {
    let mut rows = super::domains::rows(here);
    if rows.len() > MOST_DOMAINS {
        rows.sort_by_key(|row| std::cmp::Reverse((row.gaps.error, row.gaps.warning, row.gaps.info)));
    }
    list::beginning(rows, MOST_DOMAINS, |row| row)
}

/// Tier 1 with the most dependants.
fn often_asked<'h>(here: &Here<'h>) -> Vec<&'h System> {
    let model = here.model();
    let mut systems: Vec<&System> = model.live_systems().filter(|system| system.tier() == Some(1)).collect();
    let dependants = |system: &System| here.handbook.relations.used_by.get(&system.id).map_or(0, Vec::len);
    systems.sort_by_key(|system| (std::cmp::Reverse(dependants(system)), &system.id));
    systems.truncate(OFTEN_ASKED);
    systems
}

/// All of the handbook's own sections; the navigation may not have room for each.
fn sections(here: &Here<'_>) -> Vec<Link> {
    let base = crate::routes::relative(here.file, "");
    crate::site::navigation::own_pages(here.handbook)
        .into_iter()
        .map(|item| Link { text: item.text, href: format!("{}{}", base.trim_start_matches("./"), item.href) })
        .collect()
}
