//! `open-checklist`: a stage has been reached, and what it asks for has not been done.

use std::collections::HashSet;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Checklist, Id, Item, System};

/// A checklist that a system is held to, with required items that are open. One finding for all of them.
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
    let mut findings = Vec::new();
    for system in model.systems.values() {
        for list in model.checklists_reached(system) {
            findings.extend(judge(scene, system, (list, in_use.contains(&list.id))));
        }
    }
    findings
}

/// Whether a checklist has been taken up: the handbook's own are, the built-in ones once somebody attested an item.
fn is_in_use(scene: &Scene<'_>, list: &Checklist, attested: &HashSet<&str>) -> bool {
    let is_built_in = scene.sources.get(&list.place.path).is_some_and(|file| file.built_in);
    !is_built_in || list.items.iter().any(|item| attested.contains(item.id.value.as_str()))
}

fn judge(scene: &Scene<'_>, system: &System, (list, is_in_use): (&Checklist, bool)) -> Option<Finding> {
    // What only people can attest is a gap once the checklist is in use; what the data shows is one from the start.
    let counts = |item: &&Item| item.is_required && (is_in_use || item.evidence.is_some());
    let counted = list.items.iter().filter(counts).filter(|item| !is_judged_elsewhere(system, item));
    let open: Vec<&Item> = counted.filter(|item| scene.model.is_open(system, item, scene.as_of)).collect();
    let first = open.first()?;
    let message = match open.as_slice() {
        [one] => format!("{} leaves `{}` of {} open", system.title(), one.id.value, list.title()),
        many => format!("{} leaves {} items of {} open", system.title(), many.len(), list.title()),
    };
    let attest = format!("checks:\n  {}: {{ done: {}, by: <person> }}", first.id.value, scene.as_of);
    let help = match &first.evidence {
        Some(field) => Help::words(format!("add `{}` to the system, which meets `{}`", field.value, first.id.value)),
        None => Help::write("do it, and say who saw it done", attest),
    };
    let mut finding = Finding::on_system(system, &system.place, message)
        .field(format!("checks/{}", list.id))
        .related(&list.place, "the checklist")
        .help(help);
    for item in open {
        finding = finding.evidence(line(system, item)).part(&*item.id.value);
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
