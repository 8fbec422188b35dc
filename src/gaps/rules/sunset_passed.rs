//! `sunset-passed`: a system is still there after the day on which it was to end.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Status, System};

/// A system that is not retired, and whose sunset has passed.
pub static RULE: Rule = Rule {
    id: "sunset-passed",
    title: "It should have ended",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M4), Shows::F(Failure::F5)],
    doc: include_str!("sunset-passed.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let systems = scene.model.systems.values().filter(|system| system.status() != Status::Retired);
    systems.filter_map(|system| judge(scene, system)).collect()
}

fn judge(scene: &Scene<'_>, system: &System) -> Option<Finding> {
    let sunset = system.sunset.as_ref().filter(|sunset| sunset.value < scene.as_of)?;
    let message = format!("{} was to end on {}, and is still there", system.title(), sunset.value);
    let mut finding = Finding::on_system(system, &sunset.place, message)
        .field("sunset")
        .help(Help::write("switch it off, or agree on another day", "status: retired"));
    if let Some(status) = &system.status {
        finding = finding.related(&status.place, "still in this status");
    }
    Some(finding)
}
