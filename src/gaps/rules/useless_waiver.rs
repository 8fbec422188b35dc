//! `useless-waiver`: a gap is accepted that is not there.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Finding, Mistake, Rule, Scene, Section, Shows, rules, waived_entity};
use crate::model::{Kind, Waiver};

/// A waiver that holds, and silences nothing. Asked after all other rules.
pub static RULE: Rule = Rule {
    id: "useless-waiver",
    title: "A waiver silences nothing",
    severity: Severity::Info,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M1)],
    doc: include_str!("useless-waiver.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let holding = scene.model.waivers.values().filter(|waiver| waiver.holds(scene.as_of));
    holding.filter_map(|waiver| judge(scene, waiver)).collect()
}

/// A rule or an entity that does not exist is an error in the waiver, and no gap.
fn judge(scene: &Scene<'_>, waiver: &Waiver) -> Option<Finding> {
    let rule = scene.rules.named(waiver.rule.as_ref()?)?;
    let on = waived_entity(scene.model, waiver)?;
    if rules::ELSEWHERE.contains(&rule.id()) || scene.found.has(rule.id(), &on) {
        return None;
    }
    let message = format!("the waiver `{}` silences nothing: `{}` finds nothing on `{on}`", waiver.id, rule.id());
    let finding = Finding::on(Kind::Waiver, &waiver.id, &waiver.place, message)
        .field("rule")
        .help(Help::words("take it out: the gap is closed, and would come back unseen"));
    Some(finding)
}
