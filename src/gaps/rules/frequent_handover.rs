//! `frequent-handover`: three owners or more within a year.
//!
//! Who owned a system before stands in the handbook's history, which a scene does not hold: its findings come from
//! the history of ownership, where that is read. In one moment's files there is nothing to find.

use std::collections::BTreeSet;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, Term};
use crate::model::{Id, Period, System};

/// A system that has had three owners or more within a year.
pub static RULE: Rule = Rule {
    id: "frequent-handover",
    title: "The owner changes again and again",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::People,
    shows: &[Shows::F(Failure::F4), Shows::M(Mistake::M4)],
    doc: include_str!("frequent-handover.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    scene.model.live_systems().filter_map(|system| judge(scene, system)).collect()
}

/// Who had it within the last twelve months: who began in them, and whoever had it when they began.
fn judge(scene: &Scene<'_>, system: &System) -> Option<Finding> {
    let terms = scene.facts.owners.get(&system.id)?;
    let year = Period::days(365);
    let is_recent = |term: &&Term| !year.has_passed(term.since, scene.as_of) && term.since <= scene.as_of;
    let before = terms.iter().rev().find(|term| year.has_passed(term.since, scene.as_of));
    let named = before.into_iter().chain(terms.iter().filter(is_recent));
    let named: Vec<(&Id, &Term)> = named.filter_map(|term| Some((term.owner.as_ref()?, term))).collect();
    let owners: BTreeSet<&Id> = named.iter().map(|(owner, _)| *owner).collect();
    if owners.len() < scene.limits.handovers as usize {
        return None;
    }
    let message = format!("{} has had {} owners within twelve months", system.title(), owners.len());
    let place = system.owner.as_ref().map_or(&system.place, |owner| &owner.place);
    let help = Help::words("find out why nobody kept it, and settle that before it is given away again");
    let found = Finding::on_system(system, place, message).field("owner").help(help);
    Some(named.into_iter().fold(found, |found, (owner, term)| found.evidence(format!("{owner} since {}", term.since))))
}
