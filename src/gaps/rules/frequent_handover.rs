//! `frequent-handover`: three owners or more within a year.
//!
//! Who owned a system before stands in the handbook's history, which a scene holds only where somebody asked for it
//! ([`Facts::owners`](crate::gaps::Facts::owners)): `check --history`. In one moment's files there is nothing to find.

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

/// The time within which owners are counted.
pub const WINDOW: Period = Period::days(365);

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    scene.model.live_systems().filter_map(|system| judge(scene, system)).collect()
}

/// Who had it within the last twelve months: who began in them, and whoever had it when they began.
fn judge(scene: &Scene<'_>, system: &System) -> Option<Finding> {
    let terms = scene.facts.owners.get(&system.id)?;
    let (before, recent) = terms.split_at(terms.partition_point(|term| WINDOW.has_passed(term.since, scene.as_of)));
    let recent: Vec<&Term> = recent.iter().filter(|term| term.since <= scene.as_of).collect();
    let before = before.last().and_then(|term| term.owner.as_ref()).zip(recent.first());
    // When somebody began who had it before, nobody has looked.
    let before = before.map(|(owner, next)| (owner, format!("{owner} until {}", next.since)));
    let began = recent.iter().filter_map(|term| Some((term.owner.as_ref()?, term.since)));
    let named = before.into_iter().chain(began.map(|(owner, since)| (owner, format!("{owner} since {since}"))));
    let (owners, evidence): (BTreeSet<&Id>, Vec<String>) = named.unzip();
    if owners.len() < scene.limits.handovers as usize {
        return None;
    }
    let message = format!("{} has had {} owners within twelve months", system.title(), owners.len());
    let place = system.owner.as_ref().map_or(&system.place, |owner| &owner.place);
    let help = Help::words("find out why nobody kept it, and settle that before it is given away again");
    let found = Finding::on_system(system, place, message).field("owner").help(help);
    Some(evidence.into_iter().fold(found, Finding::evidence))
}
