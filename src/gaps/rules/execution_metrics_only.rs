//! `execution-metrics-only`: a system is judged by how busy people are.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::{Metric, System};

/// A live system with metrics, every one of which measures execution.
pub static RULE: Rule = Rule {
    id: "execution-metrics-only",
    title: "Only activity is measured",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Metrics,
    shows: &[Shows::M(Mistake::M3), Shows::F(Failure::F1)],
    doc: include_str!("execution-metrics-only.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    scene.model.live_systems().filter_map(|system| judge(scene, system)).collect()
}

fn judge(scene: &Scene<'_>, system: &System) -> Option<Finding> {
    let metrics: Vec<&Metric> = scene.model.metrics_of(system).collect();
    if metrics.is_empty() || metrics.iter().any(|metric| metric.is_outcome()) {
        return None;
    }
    let names: Vec<&str> = metrics.iter().map(|metric| metric.title()).collect();
    let message = format!("{} is judged by activity alone: {}", system.title(), wording::list(&names));
    let lines = wording::new_metric(&format!("{}-availability", system.id));
    let mut finding = Finding::on_system(system, &system.metrics.first()?.place, message)
        .field("metrics")
        .help(Help::write("add a metric that tells whether it works, and name it on the system", lines));
    for metric in metrics.iter().filter(|metric| metric.measures.is_none()) {
        finding = finding.related(&metric.place, "does not say what it measures, so it counts as activity");
    }
    Some(finding)
}
