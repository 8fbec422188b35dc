//! How a system stands on a checklist: each item met, expired, waived, open or not applicable.

use std::collections::HashSet;

use super::{Checklist, Date, Item, Model, System, Team};
use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::source::{Place, Spanned};

/// How a system stands on one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Met by the data itself: the field of this name is there.
    Shown(String),
    /// Attested on a day, and still good.
    Attested(Date),
    /// Attested too long ago.
    Expired(Date),
    /// Waived until a day, with the reason.
    Waived(String, Option<Date>),
    /// Not done, or waived no longer.
    Open,
    /// The item does not apply to this system.
    NotApplicable,
}

impl ItemState {
    /// The word for it where it matters how an item is met: `met-by-data`, `attested`, and otherwise the word of
    /// [`ItemState::name`].
    #[must_use]
    pub fn detail(&self) -> &'static str {
        match self {
            Self::Shown(_) => "met-by-data",
            Self::Attested(_) => "attested",
            other => other.name(),
        }
    }

    /// The word for it: `met`, `expired`, `waived`, `open`, `not-applicable`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Shown(_) | Self::Attested(_) => "met",
            Self::Expired(_) => "expired",
            Self::Waived(..) => "waived",
            Self::Open => "open",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// One item of a checklist, for one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemStanding<'m> {
    /// The item.
    pub item: &'m Item,
    /// How the system stands on it.
    pub state: ItemState,
    /// Who attested or waived it, by id.
    pub by: Option<&'m super::Ref>,
    /// What shows it, as an address.
    pub evidence: Option<&'m Spanned<String>>,
    /// Where it is attested; the system's id where it is not.
    pub place: Place,
}

/// Whether a field is there.
type IsThere = fn(&Model, &System) -> bool;

/// The fields of a system that can meet an item by being there. An owner must exist, and a team's rota counts for its
/// systems.
pub const EVIDENCE: [(&str, IsThere); 26] = [
    ("owner", |model, system| model.owner_of(system).is_some()),
    ("on_call", Model::is_on_call_known),
    ("name", |_, system| system.name.is_some()),
    ("summary", |_, system| system.summary.is_some()),
    ("domain", |model, system| system.domain.as_ref().is_some_and(|domain| model.domain(domain).is_some())),
    ("tier", |_, system| system.tier.is_some()),
    ("status", |_, system| system.status.is_some()),
    ("repositories", |_, system| !system.repositories.is_empty()),
    ("runbook", |_, system| system.runbook.is_some()),
    ("dashboard", |_, system| system.dashboard.is_some()),
    ("deployment", |_, system| system.deployment.is_some()),
    ("deployment.independent", |_, system| {
        deployment(system, |d| d.independent.as_ref().is_some_and(|flag| flag.value))
    }),
    ("deployment.pipeline", |_, system| deployment(system, |d| d.pipeline.is_some())),
    ("metrics", |model, system| system.metrics.iter().any(|metric| model.metric(metric).is_some())),
    ("data", |_, system| system.data.is_some()),
    ("data.classification", |_, system| data(system, |d| d.classification.is_some())),
    ("data.quality_owner", |_, system| data(system, |d| d.quality_owner.is_some())),
    ("data.retention", |_, system| data(system, |d| d.retention.is_some())),
    ("depends_on", |_, system| !system.depends_on.is_empty()),
    ("debt_reviewed", |_, system| system.debt_reviewed.is_some()),
    ("reviewed", |_, system| system.reviewed.is_some()),
    ("contributors", |_, system| !system.contributors.is_empty()),
    ("links", |_, system| !system.links.is_empty()),
    ("lifecycle", |_, system| !system.lifecycle.is_empty()),
    ("sunset", |_, system| system.sunset.is_some()),
    ("replaced_by", |_, system| system.replaced_by.is_some()),
];

fn deployment(system: &System, is_there: impl Fn(&super::Deployment) -> bool) -> bool {
    system.deployment.as_ref().is_some_and(is_there)
}

fn data(system: &System, is_there: impl Fn(&super::DataFacts) -> bool) -> bool {
    system.data.as_ref().is_some_and(is_there)
}

impl Model {
    /// Notes attestations of items that no checklist has: they count for nothing.
    pub(super) fn note_unknown_items(&mut self) {
        let items = || self.checklists.values().flat_map(|list| &list.items).map(|item| item.id.as_str());
        let known: HashSet<&str> = items().collect();
        let checks = self.systems.values().flat_map(|system| &system.checks);
        let unknown = checks.filter(|check| !known.contains(check.item.as_str()));
        let noted: Vec<Diagnostic> = unknown
            .map(|check| {
                let place = check.item.place.clone();
                let message = format!("no checklist has an item `{}`", check.item.value);
                let help = match did_you_mean(&check.item, items()) {
                    Some(near) => Help::replace(format!("did you mean `{near}`?"), place.clone(), near),
                    None => Help::words("name an item of a checklist, or take this out: it counts for nothing"),
                };
                Diagnostic::warning("unknown-item", place, message).help(help)
            })
            .collect();
        self.diagnostics.extend(noted);
    }

    /// How `system` stands on every item of `checklist` on the day `as_of`.
    #[must_use]
    pub fn standing<'m>(&'m self, system: &'m System, checklist: &'m Checklist, as_of: Date) -> Vec<ItemStanding<'m>> {
        let applies = checklist.applies_to.includes(system);
        checklist.items.iter().map(|item| self.stand_on(system, item, (applies, as_of))).collect()
    }

    fn stand_on<'m>(&'m self, system: &'m System, item: &'m Item, (applies, as_of): (bool, Date)) -> ItemStanding<'m> {
        let check = system.checks.iter().find(|check| check.item.value == item.id.value);
        let shown = item.evidence.as_ref().filter(|field| self.shows(system, field));
        let state = if !applies || !item.applies_to.includes(system) {
            ItemState::NotApplicable
        } else if let Some(field) = shown {
            ItemState::Shown(field.value.clone())
        } else {
            check.map_or(ItemState::Open, |check| attested(check, item, as_of))
        };
        ItemStanding {
            item,
            state,
            by: check.and_then(|check| check.by.as_ref()),
            evidence: check.and_then(|check| check.evidence.as_ref()),
            place: check.map_or_else(|| system.place.clone(), |check| check.item.place.clone()),
        }
    }

    /// Whether the item applies to `system` and is open on the day `as_of`: not met, not attested, not waived.
    #[must_use]
    pub fn is_open(&self, system: &System, item: &Item, as_of: Date) -> bool {
        let check = || system.checks.iter().find(|check| check.item.value == item.id.value);
        item.applies_to.includes(system)
            && !item.evidence.as_ref().is_some_and(|field| self.shows(system, field))
            && check().is_none_or(|check| attested(check, item, as_of) == ItemState::Open)
    }

    /// Whether the data of `system` has this field, one of [`EVIDENCE`].
    #[must_use]
    pub fn shows(&self, system: &System, field: &str) -> bool {
        EVIDENCE.iter().find(|(name, _)| *name == field).is_some_and(|(_, is_there)| is_there(self, system))
    }

    /// Whether anybody is called for `system`: by its own rota, that of the team it names, or that of the team that
    /// operates it. A team without a rota is a name, and nobody's telephone.
    #[must_use]
    pub fn is_on_call_known(&self, system: &System) -> bool {
        let has_rota = |team: &Team| team.on_call.as_ref().is_some_and(|on_call| on_call.schedule.is_some());
        let Some(own) = &system.on_call else { return self.operator_of(system).is_some_and(has_rota) };
        let called = own.team.as_ref().and_then(|team| self.team(team));
        // Whoever is named in place of the operator is who is called.
        own.schedule.is_some() || called.or_else(|| self.operator_of(system)).is_some_and(has_rota)
    }
}

fn attested(check: &super::Check, item: &Item, as_of: Date) -> ItemState {
    if let Some(reason) = &check.waived {
        let until = check.until.as_ref().map(|until| until.value);
        let holds = until.is_none_or(|until| until >= as_of);
        return if holds { ItemState::Waived(reason.value.clone(), until) } else { ItemState::Open };
    }
    match &check.done {
        Some(done) if item.every.is_some_and(|every| every.has_passed(done.value, as_of)) => {
            ItemState::Expired(done.value)
        }
        Some(done) => ItemState::Attested(done.value),
        None => ItemState::Open,
    }
}
