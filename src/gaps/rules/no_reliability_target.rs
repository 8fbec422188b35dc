//! `no-reliability-target`: a system matters, and nothing says how reliable it must be.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::{Measures, Metric, Model, System};

/// A system in production, of tier 1 to 3, without a reliability metric that has a target.
pub static RULE: Rule = Rule {
    id: "no-reliability-target",
    title: "Nobody has said how reliable it must be",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Production,
    shows: &[Shows::F(Failure::F3), Shows::M(Mistake::M3)],
    doc: include_str!("no-reliability-target.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let matters = |system: &&System| system.tier().is_some_and(|tier| tier <= 3);
    model.operated_systems().filter(matters).filter_map(|system| judge(model, system)).collect()
}

fn judge(model: &Model, system: &System) -> Option<Finding> {
    let tells = |metric: &&Metric| metric.measures.as_ref().is_some_and(|what| what.value == Measures::Reliability);
    if model.metrics_of(system).filter(tells).any(|metric| metric.target.is_some()) {
        return None;
    }
    let finding =
        model.metrics_of(system).find(tells).map_or_else(|| unmeasured(system), |metric| aimless(system, metric));
    Some(finding.field("metrics"))
}

fn aimless(system: &System, metric: &Metric) -> Finding {
    let message = format!("{} of {} has no target, so nobody knows when it is bad", metric.title(), system.title());
    Finding::on_system(system, &metric.place, message)
        .related(&system.place, "the system")
        .help(Help::write("add what it should be", "target: \">= 99.9\""))
}

fn unmeasured(system: &System) -> Finding {
    let place = system.metrics.first().map_or(&system.place, |metric| &metric.place);
    let message = format!("{} is in production, and nothing says how reliable it must be", system.title());
    let lines = wording::new_metric(&format!("{}-availability", system.id));
    let words = "add a metric with a target, and name it under the system's `metrics`";
    Finding::on_system(system, place, message).help(Help::write(words, lines))
}
