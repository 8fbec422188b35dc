//! `expired-attestation`: what was attested once has to be looked at again.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Checklist, Date, ItemStanding, ItemState, System};

/// A checklist of a system with attestations older than their items allow. One finding for all of them.
pub static RULE: Rule = Rule {
    id: "expired-attestation",
    title: "What was checked was long ago",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M4)],
    doc: include_str!("expired-attestation.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for system in scene.model.systems.values().filter(|system| !system.checks.is_empty()) {
        let lists = scene.model.checklists_reached(system);
        findings.extend(lists.filter_map(|list| judge(scene, system, list)));
    }
    findings
}

fn judge(scene: &Scene<'_>, system: &System, list: &Checklist) -> Option<Finding> {
    let standings = scene.model.standing(system, list, scene.as_of);
    let expired: Vec<(&ItemStanding<'_>, Date)> = standings.iter().filter_map(expired).collect();
    let (first, day) = expired.first()?;
    let id = &first.item.id.value;
    let message = match expired.as_slice() {
        [_] => format!("`{id}` of {} was last attested on {day}, which no longer holds", system.title()),
        many => format!("{} attestations of {} for {} no longer hold", many.len(), system.title(), list.title()),
    };
    let mut finding = Finding::on_system(system, &first.place, message).field(format!("checks/{}", list.id)).help(
        Help::write("do it again, and write the day", format!("{id}: {{ done: {}, by: <person> }}", scene.as_of)),
    );
    for (standing, done) in &expired {
        let every = standing.item.every.map_or(String::new(), |every| format!(", and holds for {every}"));
        finding = finding.evidence(format!("{} was done on {done}{every}", standing.item.id.value));
    }
    Some(finding)
}

fn expired<'s, 'm>(standing: &'s ItemStanding<'m>) -> Option<(&'s ItemStanding<'m>, Date)> {
    match standing.state {
        ItemState::Expired(done) if standing.item.is_required => Some((standing, done)),
        _ => None,
    }
}
