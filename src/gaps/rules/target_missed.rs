//! `target-missed`: the newest measurement does not meet the target.

use std::collections::BTreeMap;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows, wording};
use crate::model::{Id, Metric, System};

/// A metric of a live system whose newest measurement misses its target.
pub static RULE: Rule = Rule {
    id: "target-missed",
    title: "A target is missed",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Production,
    shows: &[Shows::F(Failure::F3)],
    doc: include_str!("target-missed.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut judged: BTreeMap<&Id, Vec<&System>> = BTreeMap::new();
    for system in scene.model.live_systems() {
        for metric in scene.model.metrics_of(system) {
            judged.entry(&metric.id).or_default().push(system);
        }
    }
    let metrics = judged.into_iter().filter_map(|(id, systems)| Some((scene.model.metrics.get(id)?, systems)));
    metrics.filter_map(|(metric, systems)| judge(scene, metric, &systems)).collect()
}

/// One finding per metric, on the most critical system that is judged by it.
fn judge(scene: &Scene<'_>, metric: &Metric, systems: &[&System]) -> Option<Finding> {
    let (target, newest) = (metric.target.as_ref()?, metric.newest(scene.as_of)?);
    if target.is_met(newest.value) {
        return None;
    }
    let system = systems.iter().min_by_key(|system| (system.tier().unwrap_or(3), &system.id))?;
    let unit = metric.unit.as_ref().map_or(String::new(), |unit| match unit.value.as_str() {
        "%" => "%".to_owned(),
        word => format!(" {word}"),
    });
    let message = format!(
        "{} {} a target: {} was {}{unit} on {}, and should be {}{unit}",
        wording::systems(systems),
        if systems.len() == 1 { "misses" } else { "miss" },
        metric.title(),
        newest.value,
        newest.date.value,
        target.text
    );
    let others = metric.measurements.iter().rev().filter(|other| other.date.value < newest.date.value).take(3);
    let mut finding = Finding::on_system(system, &newest.date.place, message)
        .field(format!("metrics/{}", metric.id))
        .related(&target.place, "the target")
        .help(Help::words("mend what misses it, and measure again; or agree on a target that can be promised"));
    for other in others {
        finding = finding.evidence(format!("{}: {}{unit}", other.date.value, other.value));
    }
    Some(finding)
}
