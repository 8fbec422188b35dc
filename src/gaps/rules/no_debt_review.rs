//! `no-debt-review`: nobody has gone through a system's technical debt for long.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::System;

/// A system in production whose technical debt was never gone through, or not within the limit.
pub static RULE: Rule = Rule {
    id: "no-debt-review",
    title: "Nobody has looked at the debt",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M4), Shows::F(Failure::F5)],
    doc: include_str!("no-debt-review.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let kept = model.systems.values().filter(|system| system.is_production() && model.applies(system, "maintain"));
    kept.filter_map(|system| judge(scene, system)).collect()
}

fn judge(scene: &Scene<'_>, system: &System) -> Option<Finding> {
    let limit = scene.limits.debt_review;
    let (place, message) = match &system.debt_reviewed {
        None => (&system.place, format!("nobody has ever gone through the technical debt of {}", system.title())),
        Some(day) if limit.has_passed(day.value, scene.as_of) => (
            &day.place,
            format!(
                "the technical debt of {} was last gone through on {}, and that holds for {limit}",
                system.title(),
                day.value
            ),
        ),
        Some(_) => return None,
    };
    let help = Help::write(
        "list it, give the worst of it a date or a refusal, and write the day",
        format!("debt_reviewed: {}", scene.as_of),
    );
    Some(Finding::on_system(system, place, message).field("debt_reviewed").lacks("debt_reviewed").help(help))
}
