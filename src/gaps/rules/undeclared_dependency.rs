//! `undeclared-dependency`: what a system depends on, writes or is replaced by is no system of the handbook.

use crate::diagnostic::{Help, Severity};
use crate::gaps::names::Names;
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Model, Ref, Status, System};

/// The rule.
pub static RULE: Rule = Rule {
    id: "undeclared-dependency",
    title: "A dependency is not described",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("undeclared-dependency.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let systems = model.systems.values().filter(|system| system.status() != Status::Retired);
    let unknown: Vec<(&System, &str, &Ref)> = systems
        .flat_map(|system| references(system).map(move |(field, reference)| (system, field, reference)))
        .filter(|(_, _, reference)| is_unknown(model, reference))
        .collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let mut names = Names::of_systems(model);
    unknown.into_iter().map(|(system, field, reference)| finding(system, (field, reference), &mut names)).collect()
}

fn references(system: &System) -> impl Iterator<Item = (&'static str, &Ref)> {
    let depends_on = system.depends_on.iter().map(|reference| ("depends_on", reference));
    let writes = system.writes.iter().map(|reference| ("writes", reference));
    depends_on.chain(writes).chain(system.replaced_by.iter().map(|reference| ("replaced_by", reference)))
}

fn is_unknown(model: &Model, reference: &Ref) -> bool {
    !reference.is_external && reference.is_legible() && model.system(reference).is_none()
}

fn finding(system: &System, (field, reference): (&str, &Ref), names: &mut Names<'_>) -> Finding {
    let does = match field {
        "writes" => "writes",
        "replaced_by" => "is replaced by",
        _ => "depends on",
    };
    let message = format!("{} {does} `{}`, which is not a system of this handbook", system.title(), reference.written);
    let found = Finding::on_system(system, &reference.place, message).field(format!("{field}/{}", reference.id));
    match names.nearest(reference.id.as_str()) {
        Some(near) => found.instead(reference, near.as_str()),
        None => found.help(Help::write(
            "describe it as a system with an owner; if it is another company's, say so",
            format!("external:{}", reference.id),
        )),
    }
}
