//! Waivers: which gaps are accepted for now, and what is wrong with how a waiver is written.

use std::collections::BTreeMap;

use super::Rules;
use super::gap::Waived;
use super::level::unknown_rule;
use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::model::{Date, EntityRef, Id, Kind, Model, Waiver};
use crate::source::SourcePath;

/// The waivers that hold on a day, by rule and entity.
pub(super) struct Waivers<'m> {
    holding: BTreeMap<(&'m str, EntityRef), &'m Waiver>,
}

impl<'m> Waivers<'m> {
    /// Of two waivers for one thing, the one that holds longer counts.
    pub fn of(model: &'m Model, as_of: Date) -> Self {
        let mut holding: BTreeMap<_, &Waiver> = BTreeMap::new();
        for waiver in model.waivers.values().filter(|waiver| waiver.holds(as_of)) {
            let (Some(rule), Some(on)) = (&waiver.rule, waived_entity(model, waiver)) else { continue };
            let until = |waiver: &Waiver| waiver.until.as_ref().map(|until| until.value);
            let entry = holding.entry((rule.as_str(), on)).or_insert(waiver);
            if until(entry) < until(waiver) {
                *entry = waiver;
            }
        }
        Self { holding }
    }

    /// Why a gap of this rule on this entity is accepted, if it is.
    pub fn waived(&self, rule: &str, entity: &EntityRef) -> Option<Waived> {
        let waiver = self.holding.get(&(rule, entity.clone()))?;
        Some(Waived {
            waiver: waiver.id.clone(),
            reason: waiver.reason.as_ref().map(|reason| reason.value.clone()).unwrap_or_default(),
            until: waiver.until.as_ref()?.value,
            by: waiver.by.as_ref().map(|by| by.written.clone()),
        })
    }
}

/// The entity that a waiver is on, under its present id; nothing where there is none.
///
/// A page may be named by its path with or without `content/`.
#[must_use]
pub fn waived_entity(model: &Model, waiver: &Waiver) -> Option<EntityRef> {
    let on = &waiver.on.as_ref()?.value;
    let is_there = match on.kind {
        Kind::Team => return model.team_named(&on.id).map(|team| EntityRef::new(Kind::Team, &team.id)),
        Kind::System => return model.system_named(&on.id).map(|system| EntityRef::new(Kind::System, &system.id)),
        Kind::Page => return page(model, &on.id),
        Kind::Domain => model.domains.contains_key(&on.id),
        Kind::Metric => model.metrics.contains_key(&on.id),
        Kind::Checklist => model.checklists.contains_key(&on.id),
        Kind::Waiver => model.waivers.contains_key(&on.id),
        // Nobody needs a record to be named.
        Kind::Person => true,
        Kind::Stage | Kind::Rule | Kind::Mistake | Kind::Handbook => false,
    };
    is_there.then(|| on.clone())
}

fn page(model: &Model, path: &Id) -> Option<EntityRef> {
    let below = SourcePath::new(&format!("content/{path}"));
    let names = [path.clone(), Id::new(below.as_str())];
    let found = model.pages.keys().map(|page| Id::new(page.as_str())).find(|page| names.contains(page))?;
    Some(EntityRef::new(Kind::Page, &found))
}

/// Notes waivers on rules and entities that do not exist.
pub(super) fn check(model: &Model, rules: &Rules) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for waiver in model.waivers.values() {
        found.extend(waiver.rule.as_ref().and_then(|rule| unknown_rule((&model.settings, rules), rule)));
        if waived_entity(model, waiver).is_none() {
            found.extend(unknown_entity(model, waiver));
        }
    }
    found
}

fn unknown_entity(model: &Model, waiver: &Waiver) -> Option<Diagnostic> {
    let on = waiver.on.as_ref()?;
    let EntityRef { kind, id } = &on.value;
    let message = format!("the waiver `{}` is on the {kind} `{id}`, and there is none", waiver.id);
    let help = match did_you_mean(id.as_str(), ids(model, *kind)) {
        Some(near) => {
            Help::replace(format!("did you mean `{kind}:{near}`?"), on.place.clone(), format!("{kind}:{near}"))
        }
        None => Help::words("remove the waiver, or name what it is on: `system:ledger`, `team:payments`"),
    };
    Some(Diagnostic::error("unknown-entity", on.place.clone(), message).help(help))
}

fn ids(model: &Model, kind: Kind) -> Vec<&str> {
    match kind {
        Kind::Team => model.teams.keys().map(Id::as_str).collect(),
        Kind::System => model.systems.keys().map(Id::as_str).collect(),
        Kind::Domain => model.domains.keys().map(Id::as_str).collect(),
        Kind::Metric => model.metrics.keys().map(Id::as_str).collect(),
        Kind::Checklist => model.checklists.keys().map(Id::as_str).collect(),
        Kind::Waiver => model.waivers.keys().map(Id::as_str).collect(),
        Kind::Page => model.pages.keys().filter_map(|path| path.below("content")).collect(),
        _ => Vec::new(),
    }
}
