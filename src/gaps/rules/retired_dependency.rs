//! `retired-dependency`: a live system needs one that is gone.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Model, Ref, Status, System};

/// A live system that depends on a retired one.
pub static RULE: Rule = Rule {
    id: "retired-dependency",
    title: "It depends on what is retired",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M4), Shows::F(Failure::F1)],
    doc: include_str!("retired-dependency.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for system in scene.model.live_systems() {
        findings.extend(system.depends_on.iter().filter_map(|needed| judge(scene.model, system, needed)));
    }
    findings
}

fn judge(model: &Model, system: &System, reference: &Ref) -> Option<Finding> {
    let inside = Some(reference).filter(|reference| !reference.is_external)?;
    let needed = model.system(inside).filter(|needed| needed.status() == Status::Retired)?;
    let message = format!("{} depends on {}, which is retired", system.title(), needed.title());
    let retired = needed.status.as_ref().map_or(&needed.place, |status| &status.place);
    let finding = Finding::on_system(system, &reference.place, message)
        .field(format!("depends_on/{}", needed.id))
        .related(retired, "retired here");
    let next = needed.replaced_by.as_ref().and_then(|next| model.system(next)).filter(|next| next.id != system.id);
    Some(match next {
        Some(next) => finding.help(Help::words(format!("move to `{}`, which replaces it, and name that", next.id))),
        None => finding.help(Help::words("do without it, or take back that it is retired")),
    })
}
