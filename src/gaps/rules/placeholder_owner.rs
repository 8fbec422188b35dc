//! `placeholder-owner`: where an owner should be stands a word that names nobody.

use crate::diagnostic::{Help, Severity};
use crate::gaps::naming::Naming;
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Resolved, System};

/// The rule.
pub static RULE: Rule = Rule {
    id: "placeholder-owner",
    title: "The owner is a word for nobody",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::M(Mistake::M1), Shows::F(Failure::F2)],
    doc: include_str!("placeholder-owner.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let namings = Naming::all(scene.model).into_iter();
    let matters = |naming: &Naming<'_>| naming.system().is_none_or(System::is_live);
    let placeholders = namings.filter(|naming| matches!(scene.model.resolve(naming.reference), Resolved::Placeholder));
    placeholders.filter(matters).map(|naming| finding(&naming)).collect()
}

fn finding(naming: &Naming<'_>) -> Finding {
    let help = if naming.role.is_relied_on() {
        "name one team that has agreed, or leave the field out: a gap that says so can be found and closed"
    } else {
        "name a team, or remove the line"
    };
    naming.finding("names nobody").help(Help::words(help))
}
