//! `no-sunset`: a system is deprecated, and nothing says when it ends.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Status, System};

/// A deprecated system without the day on which it ends.
pub static RULE: Rule = Rule {
    id: "no-sunset",
    title: "Deprecated, without an end",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M4), Shows::F(Failure::F5)],
    doc: include_str!("no-sunset.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let endless = |system: &&System| system.status() == Status::Deprecated && system.sunset.is_none();
    scene.model.systems.values().filter(endless).map(finding).collect()
}

fn finding(system: &System) -> Finding {
    let place = system.status.as_ref().map_or(&system.place, |status| &status.place);
    let (message, lines) = match &system.replaced_by {
        Some(next) => (
            format!("{} is deprecated in favour of `{}`, and nothing says when it ends", system.title(), next.id),
            "sunset: <date>",
        ),
        None => (
            format!("{} is deprecated, and nothing says when it ends or what replaces it", system.title()),
            "sunset: <date>\nreplaced_by: <system>",
        ),
    };
    let help = Help::write("agree with its users on the day", lines);
    Finding::on_system(system, place, message).field("sunset").help(help)
}
