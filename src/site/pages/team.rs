//! One team: how to reach it, what it owns, where its ownership has gaps.

use std::collections::BTreeMap;

use super::profile::factors;
use super::{badge, list, stubs};
use crate::model::{Date, Id, Scope, System, Team, word};
use crate::routes::{List, Route};
use crate::site::gap::counts;
use crate::site::here::{Here, coverage, plain};
use crate::site::parts::{Answer, Fact, Link, Name};
use crate::site::view::{Data, HelpRow, Listed, TeamView};

/// How many teams and stages beside its own a team's page names.
const MOST_BESIDE: usize = 40;
/// How many systems connect it with one of them.
const MOST_SYSTEMS: usize = 8;

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let Some(team) = here.model().teams.get(id) else { return stubs::not_found(here) };
    let model = here.model();
    let handbook = here.handbook;
    let owned: Vec<&System> = here.owned(id).collect();
    let of = Route::Team(id.clone());
    let gaps = handbook.relations.of_team(&handbook.judgement, id);
    let mut above: Vec<Name> = model.ancestors(team).into_iter().map(|team| here.team(team)).collect();
    above.reverse();
    Data::Team(Box::new(TeamView {
        id: id.to_string(),
        summary: team.summary.as_ref().map(|summary| summary.value.clone()),
        team_type: team.team_type.as_ref().map(|kind| word(kind.value).to_owned()),
        status: word(team.status.as_ref().map(|status| status.value).unwrap_or_default()).to_owned(),
        successor: team.successor.as_ref().map(|successor| here.named(successor)),
        answer: answer(here, team),
        start: here.to(&Route::Start(id.clone())),
        lead: team.lead.as_ref().map(|lead| here.person(&lead.id)),
        members: team.members.iter().map(|member| here.person(&member.id)).collect(),
        above,
        below: handbook.relations.below.get(id).into_iter().flatten().map(|id| here.team_id(id)).collect(),
        decides: team.decides.iter().map(|decision| decision.value.clone()).collect(),
        interactions: interactions(here, team),
        tasks: team.tasks.iter().map(|task| task.value.clone()).collect(),
        systems: list::listed(here, (&of, List::Systems), &owned, |system| here.row(system)),
        helps: list::beginning(helps(here, id), MOST_BESIDE, |help| help),
        needs: neighbours(here, &owned, id, |system| {
            system.depends_on.iter().filter_map(|reference| model.system(reference)).collect()
        }),
        needed_by: neighbours(here, &owned, id, |system| {
            let users = handbook.relations.used_by.get(&system.id);
            users.into_iter().flatten().filter_map(|id| model.systems.get(id)).collect()
        }),
        coverage: coverage(owned.iter().filter(|s| s.is_live()).map(|s| model.coverage(s))),
        gap_counts: counts(gaps),
        gaps: here.gaps_of(&of),
        waived: here.waived(|gap| gap.team.as_ref() == Some(id)),
        profile: factors(here, Scope::Team(id)),
        facts: facts(team),
        share: badge::view(here, &of),
        links: links(here, &team.links),
    }))
}

/// How to reach the team.
pub fn answer(here: &Here<'_>, team: &Team) -> Answer {
    let review = here.model().settings.review.every;
    Answer {
        owner: Some(here.team(team)),
        contact: here.contact(team),
        reviewed: team.reviewed.as_ref().map(|date| date.value.to_string()),
        is_stale: is_stale(team.reviewed.as_ref().map(|date| date.value), review, here.handbook.as_of),
        ..Answer::default()
    }
}

pub(super) fn is_stale(reviewed: Option<Date>, every: crate::model::Period, as_of: Date) -> bool {
    reviewed.is_none_or(|date| every.has_passed(date, as_of))
}

pub(super) fn links(here: &Here<'_>, links: &[crate::model::Link]) -> Vec<Link> {
    let link = |link: &crate::model::Link| Some(Link { text: link.name.clone(), href: here.address(&link.url)? });
    links.iter().filter_map(link).collect()
}

fn interactions(here: &Here<'_>, team: &Team) -> Vec<Fact> {
    let fact = |(with, mode): &(crate::model::Ref, crate::source::Spanned<crate::model::Interaction>)| Fact {
        name: word(mode.value).to_owned(),
        values: vec![here.named(with)],
        more: 0,
    };
    team.interacts_with.iter().map(fact).collect()
}

/// Stages that the team answers for on systems of others.
fn helps(here: &Here<'_>, team: &Id) -> Vec<HelpRow> {
    let helped = here.handbook.relations.helped.get(team).into_iter().flatten();
    let mut rows = Vec::new();
    for system in helped.filter_map(|id| here.model().systems.get(id)) {
        for standing in here.model().coverage(system).stages.iter().filter(|standing| standing.teams.contains(team)) {
            rows.push(HelpRow {
                system: here.system(system),
                owner: here.owner_of(system),
                stage: here.cell(standing),
            });
        }
    }
    rows
}

/// Other teams by the systems that connect them, each team once.
fn neighbours<'h>(
    here: &Here<'h>,
    owned: &[&'h System],
    team: &Id,
    beside: impl Fn(&'h System) -> Vec<&'h System>,
) -> Listed<Fact> {
    let mut by_team: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for other in owned.iter().flat_map(|system| beside(system)) {
        let Some(owner) = here.model().owner_of(other).filter(|owner| owner.id != *team) else { continue };
        let systems = by_team.entry(&owner.id).or_default();
        if !systems.contains(&&other.id) {
            systems.push(&other.id);
        }
    }
    let fact = |(team, mut systems): (&Id, Vec<&Id>)| {
        systems.sort();
        let more = systems.len().saturating_sub(MOST_SYSTEMS);
        let values = systems.into_iter().take(MOST_SYSTEMS).map(|id| here.system_id(id)).collect();
        Fact { name: here.team_id(team).text, values, more }
    };
    list::beginning(by_team, MOST_BESIDE, fact)
}

fn facts(team: &Team) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |name: &str, values: Vec<Name>| {
        if !values.is_empty() {
            facts.push(Fact { name: name.to_owned(), values, more: 0 });
        }
    };
    add("Formed", team.formed.iter().map(|date| plain(&date.value.to_string())).collect());
    add("Earlier ids", team.aliases.iter().map(|alias| plain(alias)).collect());
    facts
}
