//! `no-monitoring`: a system is in production, and nothing shows how it does.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::System;

/// A system in production without a dashboard.
pub static RULE: Rule = Rule {
    id: "no-monitoring",
    title: "Nobody can see how it does",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Production,
    shows: &[Shows::F(Failure::F1), Shows::F(Failure::F3)],
    doc: include_str!("no-monitoring.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    model.operated_systems().filter(|system| system.dashboard.is_none()).map(finding).collect()
}

fn finding(system: &System) -> Finding {
    let message = format!("{} is in production and has no dashboard", system.title());
    let help = Help::write("link where one sees whether it serves its users", "dashboard: https://…");
    Finding::on_system(system, &system.place, message).field("dashboard").lacks("dashboard").help(help)
}
