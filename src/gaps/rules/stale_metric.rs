//! `stale-metric`: nobody has measured for a long time.

use std::collections::BTreeSet;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Id, Kind, Metric};

/// A metric of a live system whose newest measurement is older than the limit.
pub static RULE: Rule = Rule {
    id: "stale-metric",
    title: "A metric is no longer measured",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Metrics,
    shows: &[Shows::M(Mistake::M3), Shows::M(Mistake::M4)],
    doc: include_str!("stale-metric.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let used: BTreeSet<&Id> =
        model.live_systems().flat_map(|system| model.metrics_of(system)).map(|metric| &metric.id).collect();
    used.into_iter().filter_map(|id| judge(scene, model.metrics.get(id)?)).collect()
}

fn judge(scene: &Scene<'_>, metric: &Metric) -> Option<Finding> {
    let newest = metric.newest(scene.as_of)?;
    let limit = scene.limits.measurement;
    if !limit.has_passed(newest.date.value, scene.as_of) {
        return None;
    }
    let message = format!("{} was last measured on {}", metric.title(), newest.date.value);
    let finding = Finding::on(Kind::Metric, &metric.id, &newest.date.place, message)
        .field("measurements")
        .evidence(format!("a measurement counts for {limit}"))
        .help(Help::write("add what it is now", format!("measurements: [{{ date: {}, value: … }}]", scene.as_of)));
    Some(finding)
}
