//! `weaker-dependency`: a critical system needs one that nobody keeps up as well.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Model, Ref, StageState, System};

/// A live system of tier 1 or 2 that depends on one that nobody owns, or that is two tiers weaker.
pub static RULE: Rule = Rule {
    id: "weaker-dependency",
    title: "It stands on something weaker",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Production,
    shows: &[Shows::F(Failure::F1), Shows::F(Failure::F3)],
    doc: include_str!("weaker-dependency.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut findings = Vec::new();
    for system in model.live_systems() {
        let Some(tier @ 1..=2) = system.tier() else { continue };
        for reference in system.depends_on.iter().filter(|reference| !reference.is_external) {
            let needed = model.system(reference).filter(|needed| needed.is_live() && needed.id != system.id);
            findings.extend(needed.and_then(|needed| judge(model, (system, tier), (reference, needed))));
        }
    }
    findings
}

/// What is retired is another rule's.
fn judge(model: &Model, (system, tier): (&System, i64), (reference, needed): (&Ref, &System)) -> Option<Finding> {
    let name = needed.title();
    let weakness = match needed.tier() {
        _ if is_unowned(model, needed) => format!("{name}, which nobody owns"),
        Some(other) if other >= tier + 2 => format!("{name}, which is only tier {other}"),
        _ => return None,
    };
    let message = format!("{} is tier {tier} and depends on {weakness}", system.title());
    let finding = Finding::on_system(system, &reference.place, message)
        .field(format!("depends_on/{}", needed.id))
        .related(&needed.place, "what it depends on")
        .help(Help::words(format!(
            "raise {name} to what {} promises, or make do without it when it is down",
            system.title()
        )));
    Some(finding)
}

/// Whether nobody answers for any stage that applies.
fn is_unowned(model: &Model, system: &System) -> bool {
    let stages = &model.coverage(system).stages;
    let mut applicable = stages.iter().filter(|standing| standing.state != StageState::NotApplicable).peekable();
    applicable.peek().is_some() && applicable.all(|standing| standing.state == StageState::Unowned)
}
