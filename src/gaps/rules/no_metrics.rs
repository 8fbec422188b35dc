//! `no-metrics`: a system is in production, and nothing tells how well it serves.

use crate::diagnostic::{Help, Severity};
use crate::gaps::names::Names;
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::System;

/// A system in production without any metric that is described.
pub static RULE: Rule = Rule {
    id: "no-metrics",
    title: "Nothing is measured",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Metrics,
    shows: &[Shows::M(Mistake::M3), Shows::F(Failure::F3)],
    doc: include_str!("no-metrics.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut names = Names::of_metrics(model);
    model
        .operated_systems()
        .filter(|system| model.metrics_of(system).next().is_none())
        .map(|system| finding(system, &mut names))
        .collect()
}

fn finding(system: &System, names: &mut Names<'_>) -> Finding {
    let Some(unknown) = system.metrics.first() else {
        let message = format!("{} is in production and has no metric", system.title());
        let help = Help::write("name what tells whether it works", format!("metrics: [{}-availability]", system.id));
        return Finding::on_system(system, &system.place, message).field("metrics").lacks("metrics").help(help);
    };
    let message = format!("{} is in production, and its metric `{}` is described nowhere", system.title(), unknown.id);
    let finding = Finding::on_system(system, &unknown.place, message).field("metrics");
    match names.nearest(&unknown.written) {
        Some(near) => finding.instead(unknown, near.as_str()),
        None => finding.help(Help::write("describe it", wording::new_metric(unknown.id.as_str()))),
    }
}
