//! `no-runbook`: a system is in production, and nothing says what to do when it breaks.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::System;

/// A system in production without a runbook.
pub static RULE: Rule = Rule {
    id: "no-runbook",
    title: "There is no runbook",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Production,
    shows: &[Shows::F(Failure::F1), Shows::F(Failure::F3)],
    doc: include_str!("no-runbook.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    model.operated_systems().filter(|system| system.runbook.is_none()).map(finding).collect()
}

fn finding(system: &System) -> Finding {
    let message = format!("{} is in production and has no runbook", system.title());
    let help = Help::write(
        "link what to do when it breaks: an address, or a page of this handbook",
        format!("runbook: runbooks/{}.md", system.id),
    );
    Finding::on_system(system, &system.place, message).field("runbook").lacks("runbook").help(help)
}
