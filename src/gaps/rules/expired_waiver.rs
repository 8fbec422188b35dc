//! `expired-waiver`: a gap was accepted until a day, and that day has passed.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, waived_entity};
use crate::model::{Kind, Waiver};

/// A waiver that is past its day.
pub static RULE: Rule = Rule {
    id: "expired-waiver",
    title: "A waiver has ended",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M4), Shows::F(Failure::F5)],
    doc: include_str!("expired-waiver.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    scene.model.waivers.values().filter_map(|waiver| judge(scene, waiver)).collect()
}

fn judge(scene: &Scene<'_>, waiver: &Waiver) -> Option<Finding> {
    let until = waiver.until.as_ref().filter(|until| until.value < scene.as_of)?;
    let what = match (&waiver.rule, &waiver.on) {
        (Some(rule), Some(on)) => format!(" for `{}` on `{}`", rule.value, on.value),
        _ => String::new(),
    };
    let message = format!("the waiver `{}`{what} ended on {}", waiver.id, until.value);
    let mut finding = Finding::on(Kind::Waiver, &waiver.id, &until.place, message)
        .field("until")
        .help(Help::words("close the gap and take the waiver out, or agree on another day and say why"));
    let rule = waiver.rule.as_ref();
    let is_back =
        waived_entity(scene.model, waiver).is_some_and(|on| rule.is_some_and(|rule| scene.found.has(rule, &on)));
    finding = finding.evidence(if is_back { "the gap that it silenced is back" } else { "what it silenced is closed" });
    if let Some(reason) = &waiver.reason {
        finding = finding.evidence(format!("the reason was: {}", reason.value));
    }
    Some(finding)
}
