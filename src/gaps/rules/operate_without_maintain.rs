//! `operate-without-maintain`: one team runs a system, another keeps it healthy.

use crate::diagnostic::Severity;
use crate::gaps::handing::unexplained;
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};

/// The rule.
pub static RULE: Rule = Rule {
    id: "operate-without-maintain",
    title: "Whoever operates does not maintain",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::OneOwner,
    shows: &[Shows::M(Mistake::M2), Shows::M(Mistake::M4), Shows::F(Failure::F5)],
    doc: include_str!("operate-without-maintain.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let handings = unexplained(scene.model, "operate", "maintain");
    handings.map(|handing| handing.finding(["operates it", "maintains it"])).collect()
}
