//! `open-checklist`: a stage has been reached, and what it asks for has not been done.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Checklist, Id, Item, Kind, Model, System};

/// A checklist that a system is held to, with required items that are open. One finding for all that a system leaves open.
pub static RULE: Rule = Rule {
    id: "open-checklist",
    title: "A checklist is open",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::LongTerm,
    shows: &[Shows::F(Failure::F1), Shows::M(Mistake::M4)],
    doc: include_str!("open-checklist.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let attested: HashSet<&str> =
        model.systems.values().flat_map(|system| &system.checks).map(|check| check.item.value.as_str()).collect();
    let in_use: HashSet<&Id> =
        model.checklists.values().filter(|list| is_in_use(scene, list, &attested)).map(|list| &list.id).collect();
    let judged = model.systems.values().flat_map(|system| {
        let reached = model.checklists_reached(system);
        let open = reached.map(|list| (list, open_items(scene, system, (list, in_use.contains(&list.id)))));
        findings(scene, system, open.filter(|(_, items)| !items.is_empty()).collect())
    });
    judged.collect()
}

/// The fields by which a system would meet required items that it is held to.
pub(in crate::gaps) fn fields_asked<'m>(model: &'m Model, system: &'m System) -> impl Iterator<Item = &'m str> {
    let items = model.checklists_reached(system).flat_map(|list| &list.items);
    let asked = items.filter(|item| item.is_required && item.applies_to.includes(system));
    asked.filter(|item| !is_judged_elsewhere(system, item)).filter_map(|item| Some(item.evidence.as_ref()?.as_str()))
}

/// Whether a checklist has been taken up: the handbook's own are, the built-in ones once somebody attested an item.
fn is_in_use(scene: &Scene<'_>, list: &Checklist, attested: &HashSet<&str>) -> bool {
    let is_built_in = scene.sources.get(&list.place.path).is_some_and(|file| file.built_in);
    !is_built_in || list.items.iter().any(|item| attested.contains(item.id.value.as_str()))
}

/// The required items that are open. What only people can attest is a gap once the checklist is in use; what the data
/// shows is one from the start.
fn open_items<'l>(scene: &Scene<'_>, system: &System, (list, is_in_use): (&'l Checklist, bool)) -> Vec<&'l Item> {
    let counts = |item: &&Item| item.is_required && (is_in_use || item.evidence.is_some());
    let counted = list.items.iter().filter(counts).filter(|item| !is_judged_elsewhere(system, item));
    counted.filter(|item| scene.model.is_open(system, item, scene.as_of)).collect()
}

/// A checklist, and some of its items.
type Open<'l> = (&'l Checklist, Vec<&'l Item>);

/// One finding for all of a system's checklists, and one for each field that no system has: of those, the handbook makes
/// one gap for all systems.
fn findings(scene: &Scene<'_>, system: &System, open: Vec<Open<'_>>) -> Vec<Finding> {
    let unrecorded = |item: &Item| scene.unrecorded.field(RULE.id, Kind::System, item.evidence.as_ref()?.as_str());
    let mut by_field: BTreeMap<Option<&'static str>, Vec<Open<'_>>> = BTreeMap::new();
    for (list, items) in open {
        for item in items {
            let lists = by_field.entry(unrecorded(item)).or_default();
            match lists.last_mut().filter(|(last, _)| last.id == list.id) {
                Some((_, items)) => items.push(item),
                None => lists.push((list, vec![item])),
            }
        }
    }
    let found = by_field.into_iter().filter_map(|(field, open)| match field {
        Some(field) => lacking(system, &open, field),
        None => finding(scene, system, &open),
    });
    found.collect()
}

/// One finding for items that ask for a field which no system has. It is brief: nearly always it is only counted.
fn lacking(system: &System, open: &[Open<'_>], field: &'static str) -> Option<Finding> {
    let first = open.first()?.1.first()?;
    let message = format!("{} leaves `{}` open, for which it lacks `{field}`", system.title(), first.id.value);
    let help = Help::words(format!("add `{field}` to the system, which meets `{}`", first.id.value));
    let finding = Finding::on_system(system, &system.place, message).field("checks").lacks(field).help(help);
    Some(open.iter().flat_map(|(_, items)| items).fold(finding, |finding, item| finding.part(&*item.id.value)))
}

/// One finding for these items; which they are is the evidence.
fn finding(scene: &Scene<'_>, system: &System, open: &[Open<'_>]) -> Option<Finding> {
    let first = open.first()?.1.first()?;
    let count = open.iter().map(|(_, items)| items.len()).sum::<usize>();
    let message = match open {
        [(list, items)] if items.len() == 1 => {
            format!("{} leaves `{}` of {} open", system.title(), first.id.value, list.title())
        }
        [(list, _)] => format!("{} leaves {count} items of {} open", system.title(), list.title()),
        several => format!("{} leaves {count} items of {} checklists open", system.title(), several.len()),
    };
    let attest = format!("checks:\n  {}: {{ done: {}, by: <person> }}", first.id.value, scene.as_of);
    let help = match &first.evidence {
        Some(field) => Help::words(format!("add `{}` to the system, which meets `{}`", field.value, first.id.value)),
        None => Help::write("do it, and say who saw it done", attest),
    };
    let mut finding = Finding::on_system(system, &system.place, message).field("checks").help(help);
    for (list, items) in open {
        finding = finding.related(&list.place, "the checklist");
        for item in items {
            finding = finding.evidence(line(system, item)).part(&*item.id.value);
        }
    }
    Some(finding)
}

/// An item as evidence; where it was waived until a day that has passed, that is said.
fn line(system: &System, item: &Item) -> String {
    let check = system.checks.iter().find(|check| check.item.value == item.id.value);
    let until = check.filter(|check| check.waived.is_some()).and_then(|check| check.until.as_ref());
    let waived = until.map_or(String::new(), |until| format!(" (waived until {})", until.value));
    format!("{}: {}{waived}", item.id.value, item.text)
}

/// Whether the field that would meet the item has a rule of its own, which then speaks of this system.
fn is_judged_elsewhere(system: &System, item: &Item) -> bool {
    let Some(field) = &item.evidence else { return false };
    match field.value.as_str() {
        "owner" | "domain" | "reviewed" => system.is_live(),
        "on_call" | "runbook" | "dashboard" | "deployment.independent" | "metrics" | "debt_reviewed" => {
            system.is_production()
        }
        _ => false,
    }
}
