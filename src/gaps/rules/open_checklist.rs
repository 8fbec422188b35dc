//! `open-checklist`: a stage has been reached, and what it asks for has not been done.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Checklist, ItemStanding, ItemState, System};

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
    let mut findings = Vec::new();
    for system in scene.model.systems.values() {
        let lists = scene.model.checklists_reached(system);
        findings.extend(lists.filter_map(|list| judge(scene, system, list)));
    }
    findings
}

fn judge(scene: &Scene<'_>, system: &System, list: &Checklist) -> Option<Finding> {
    let mut open = scene.model.standing(system, list, scene.as_of);
    open.retain(|standing| {
        standing.item.is_required && standing.state == ItemState::Open && !is_judged_elsewhere(system, standing)
    });
    let first = open.first()?.item;
    let message = match open.as_slice() {
        [one] => format!("{} leaves `{}` of {} open", system.title(), one.item.id.value, list.title()),
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
    for standing in &open {
        finding = finding.evidence(line(system, standing));
    }
    Some(finding)
}

/// An item as evidence; where it was waived until a day that has passed, that is said.
fn line(system: &System, standing: &ItemStanding<'_>) -> String {
    let item = standing.item;
    let check = system.checks.iter().find(|check| check.item.value == item.id.value);
    let until = check.filter(|check| check.waived.is_some()).and_then(|check| check.until.as_ref());
    let waived = until.map_or(String::new(), |until| format!(" (waived until {})", until.value));
    format!("{}: {}{waived}", item.id.value, item.text)
}

/// Whether the field that would meet the item has a rule of its own, which then speaks of this system.
fn is_judged_elsewhere(system: &System, standing: &ItemStanding<'_>) -> bool {
    let Some(field) = standing.item.evidence.as_ref() else { return false };
    match field.value.as_str() {
        "owner" | "domain" | "reviewed" => system.is_live(),
        "on_call" | "runbook" | "dashboard" | "deployment.independent" | "metrics" | "debt_reviewed" => {
            system.is_production()
        }
        _ => false,
    }
}
