//! Checklists: as they are, and as systems stand on them.

use super::{list, stubs};
use crate::model::word;
use crate::model::{AppliesTo, Checklist, Id, Item, ItemStanding, ItemState, System};
use crate::routes::{List, Route, Routes};
use crate::site::here::Here;
use crate::site::parts::{ChecklistView, ItemView};
use crate::site::view::{ChecklistsView, Data, Listed, StandingRow};

pub fn show_all(here: &Here<'_>) -> Data {
    let lists = here.model().checklists.values();
    Data::Checklists(ChecklistsView {
        checklists: lists.map(|list| bare(here, list)).collect(),
        systems: list::beginning([], 0, |row| row),
    })
}

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let Some(list) = here.model().checklists.get(id) else { return stubs::not_found(here) };
    let applies = here.model().live_systems().filter(|system| list.applies_to.includes(system));
    Data::Checklists(ChecklistsView {
        checklists: vec![bare(here, list)],
        systems: standings(here, applies, &[list], None),
    })
}

/// A checklist without any system's standing.
pub fn bare(here: &Here<'_>, list: &Checklist) -> ChecklistView {
    ChecklistView {
        id: list.id.to_string(),
        title: list.title().to_owned(),
        href: href(here, list),
        csv: here.must(&Route::Data(Routes::checklist_csv(&list.id))),
        done: 0,
        total: list.items.len(),
        items: list.items.iter().map(item).collect(),
    }
}

/// The page of a checklist: its stage's, or its own.
pub fn href(here: &Here<'_>, list: &Checklist) -> String {
    match &list.stage {
        Some(stage) => here.to(&Route::Stage(stage.value.clone())).unwrap_or_default() + "#checklist",
        None => here.must(&Route::Checklist(list.id.clone())),
    }
}

fn item(item: &Item) -> ItemView {
    ItemView {
        id: item.id.value.clone(),
        text: item.text.clone(),
        why: item.why.clone(),
        every: item.every.map(|every| every.to_string()),
        evidence_field: item.evidence.as_ref().map(|field| field.value.clone()),
        is_required: item.is_required,
        applies_to: in_words(&item.applies_to),
        state: String::new(),
        note: None,
        evidence: None,
        source: None,
    }
}

/// "infrastructure, tier 1 or 2".
fn in_words(applies_to: &AppliesTo) -> Option<String> {
    let mut parts = Vec::new();
    let kinds: Vec<&str> = applies_to.kinds.iter().map(|kind| word(*kind)).collect();
    let tiers: Vec<String> = applies_to.tiers.iter().map(ToString::to_string).collect();
    let statuses: Vec<&str> = applies_to.statuses.iter().map(|status| word(*status)).collect();
    if !kinds.is_empty() {
        parts.push(kinds.join(" or "));
    }
    if !tiers.is_empty() {
        parts.push(format!("tier {}", tiers.join(" or ")));
    }
    if !statuses.is_empty() {
        parts.push(statuses.join(" or "));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How a system stands on every checklist that applies to it: the stages' in their order, then others.
pub fn of_system(here: &Here<'_>, system: &System) -> Vec<ChecklistView> {
    let model = here.model();
    let stages = &model.settings.lifecycle.stages;
    let mut lists: Vec<&Checklist> = model.checklists.values().collect();
    lists.sort_by_key(|list| {
        let stage = list.stage.as_ref().and_then(|of| stages.iter().position(|stage| stage.id == of.value));
        (stage.unwrap_or(usize::MAX), &list.id)
    });
    let stood = lists.into_iter().map(|list| of_list(here, system, list));
    stood.filter(|view| view.total > 0).collect()
}

fn of_list(here: &Here<'_>, system: &System, list: &Checklist) -> ChecklistView {
    let standings = here.model().standing(system, list, here.handbook.as_of);
    let (done, total) = count(&standings);
    let applying = standings.iter().filter(|standing| standing.state != ItemState::NotApplicable);
    ChecklistView {
        id: list.id.to_string(),
        title: list.title().to_owned(),
        href: href(here, list),
        csv: here.must(&Route::Data(Routes::checklist_csv(&list.id))),
        done,
        total,
        items: applying.map(|standing| stood(here, standing)).collect(),
    }
}

fn stood(here: &Here<'_>, standing: &ItemStanding<'_>) -> ItemView {
    let by = standing.by.map(|by| format!(" by {}", here.model().person_title(&by.id))).unwrap_or_default();
    let note = match &standing.state {
        ItemState::Shown(field) => Some(format!("shown by `{field}`")),
        ItemState::Attested(date) => Some(format!("attested {date}{by}")),
        ItemState::Expired(date) => Some(format!("attested {date}{by}, which is too long ago")),
        ItemState::Waived(reason, Some(until)) => Some(format!("waived until {until}{by}: {reason}")),
        ItemState::Waived(reason, None) => Some(format!("waived{by}: {reason}")),
        ItemState::Open | ItemState::NotApplicable => None,
    };
    ItemView {
        state: standing.state.name().to_owned(),
        note,
        evidence: standing.evidence.and_then(|evidence| here.address(evidence)),
        source: Some(here.source(&standing.place)),
        ..item(standing.item)
    }
}

/// Items met or waived, and items that apply.
pub fn count(standings: &[ItemStanding<'_>]) -> (usize, usize) {
    let is_done = |standing: &&ItemStanding<'_>| {
        matches!(standing.state, ItemState::Shown(_) | ItemState::Attested(_) | ItemState::Waived(..))
    };
    let applies = |standing: &&ItemStanding<'_>| standing.state != ItemState::NotApplicable;
    (standings.iter().filter(is_done).count(), standings.iter().filter(applies).count())
}

/// How systems stand on a stage, or on a checklist of its own: all, or those of many that have most left to do.
pub fn standings<'h>(
    here: &Here<'_>,
    systems: impl Iterator<Item = &'h System>,
    lists: &[&Checklist],
    stage: Option<&Id>,
) -> Listed<StandingRow> {
    let mut rows: Vec<StandingRow> = systems.map(|system| standing(here, system, lists, stage)).collect();
    if rows.len() <= List::Systems.most_whole() {
        return list::beginning(rows, usize::MAX, |row| row);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.open.len()));
    list::beginning(rows, List::Systems.beginning(), |row| row)
}

/// One system's row on the page of a stage, or of a checklist of its own.
fn standing(here: &Here<'_>, system: &System, lists: &[&Checklist], stage: Option<&Id>) -> StandingRow {
    let model = here.model();
    let standings: Vec<ItemStanding<'_>> =
        lists.iter().flat_map(|list| model.standing(system, list, here.handbook.as_of)).collect();
    let (done, total) = count(&standings);
    let is_open = |standing: &&ItemStanding<'_>| {
        standing.item.is_required && matches!(standing.state, ItemState::Open | ItemState::Expired(_))
    };
    let domain = system.domain.as_ref().and_then(|domain| model.domain(domain));
    StandingRow {
        system: here.system(system),
        domain_id: domain.map(|domain| domain.id.to_string()).unwrap_or_default(),
        stage: stage.and_then(|id| model.coverage(system).stage(id.as_str())).map(|standing| here.cell(standing)),
        done,
        total,
        open: standings.iter().filter(is_open).map(|standing| standing.item.text.clone()).collect(),
        states: standings.iter().map(|standing| standing.state.detail()).collect(),
    }
}
