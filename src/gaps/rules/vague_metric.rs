//! `vague-metric`: a number that nobody can check, or act on.

use crate::diagnostic::{Help, Severity};
use crate::gaps::names::Names;
use crate::gaps::{Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::{Kind, Metric, Ref, System};

/// A metric without target, unit or source, or one that is named and described nowhere.
pub static RULE: Rule = Rule {
    id: "vague-metric",
    title: "A metric lacks target, unit or source",
    severity: Severity::Info,
    is_scaled: false,
    section: Section::Metrics,
    shows: &[Shows::M(Mistake::M3)],
    doc: include_str!("vague-metric.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut findings: Vec<Finding> = model.metrics.values().filter_map(judge).collect();
    let mut names = Names::of_metrics(model);
    for system in model.live_systems() {
        // Where none of a system's metrics is described, that is `no-metrics`.
        if model.metrics_of(system).next().is_some() || !system.is_production() {
            let unknown = system.metrics.iter().filter(|metric| model.metric(metric).is_none());
            findings.extend(unknown.map(|metric| undescribed(system, metric, &mut names)));
        }
    }
    findings
}

fn judge(metric: &Metric) -> Option<Finding> {
    let fields = [
        ("target", metric.target.is_none(), "target: \">= 99.9\""),
        ("unit", metric.unit.is_none(), "unit: \"%\""),
        ("source", metric.source.is_none(), "source: https://…"),
    ];
    let missing: Vec<(&str, &str)> =
        fields.into_iter().filter(|(_, is_missing, _)| *is_missing).map(|(name, _, line)| (name, line)).collect();
    if missing.is_empty() {
        return None;
    }
    let (names, lines): (Vec<&str>, Vec<&str>) = missing.into_iter().unzip();
    let message = format!("{} has no {}", metric.title(), wording::either(&names));
    let help = Help::write("say what it should be, in what, and where it is read", lines.join("\n"));
    Some(Finding::on(Kind::Metric, &metric.id, &metric.place, message).field(names.join(",")).help(help))
}

fn undescribed(system: &System, metric: &Ref, names: &mut Names<'_>) -> Finding {
    let message = format!("{} names the metric `{}`, which is described nowhere", system.title(), metric.id);
    let finding = Finding::on_system(system, &metric.place, message).field(format!("metrics/{}", metric.id));
    match names.nearest(&metric.written) {
        Some(near) => finding.instead(metric, near.as_str()),
        None => finding.help(Help::words("describe it under `metrics`, or take the name away")),
    }
}
