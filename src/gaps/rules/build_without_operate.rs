//! `build-without-operate`: one team builds a system, another is woken by it.

use crate::diagnostic::Severity;
use crate::gaps::handing::unexplained;
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};

/// The rule.
pub static RULE: Rule = Rule {
    id: "build-without-operate",
    title: "Whoever builds does not operate",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::OneOwner,
    shows: &[Shows::M(Mistake::M2), Shows::F(Failure::F1), Shows::F(Failure::F3)],
    doc: include_str!("build-without-operate.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    unexplained(scene.model, "build", "operate").map(|handing| handing.finding(["builds it", "operates it"])).collect()
}
