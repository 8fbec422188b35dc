//! `unowned-stage`: a stage of a live system is said to be nobody's.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Model, StageState, Standing, System};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unowned-stage",
    title: "A stage is nobody's",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::OneOwner,
    shows: &[Shows::F(Failure::F3)],
    doc: include_str!("unowned-stage.md"),
    find,
};

/// A stage that falls to an owner who is missing is that owner's gap, and not looked at.
fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut found = Vec::new();
    for system in model.live_systems() {
        let stages = model.coverage(system).stages.iter();
        let unowned = stages.filter(|standing| standing.is_own && standing.state == StageState::Unowned);
        found.extend(unowned.filter(|standing| can_be_read(standing)).map(|standing| finding(model, system, standing)));
    }
    found
}

/// A name with characters that cannot be seen is an error of its own.
fn can_be_read(standing: &Standing) -> bool {
    standing.named.iter().all(crate::model::Ref::is_legible)
}

fn finding(model: &Model, system: &System, standing: &Standing) -> Finding {
    let stage = &standing.stage;
    let name = model.settings.lifecycle.stage(stage.as_str()).map_or(stage.as_str(), |stage| &stage.name);
    let message = format!("{}: nobody owns the stage `{stage}` ({})", system.title(), name.to_lowercase());
    let finding = Finding::on_system(system, &standing.place, message).stage(stage).field("lifecycle");
    match model.owner_of(system) {
        Some(owner) => finding.help(Help::write(
            format!(
                "name the team that does it; without the line it falls to {}, and `not-applicable` takes it out",
                owner.title()
            ),
            format!("{stage}: {}", owner.id),
        )),
        None => finding.help(Help::write("name the team that does it", format!("{stage}: <team>"))),
    }
}
