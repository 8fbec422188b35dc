//! `data-many-writers`: systems of several owners write the same data.

use std::collections::BTreeMap;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Id, Model, Ref, System, Team};

/// The rule.
pub static RULE: Rule = Rule {
    id: "data-many-writers",
    title: "Several owners write the same data",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::OneOwner,
    shows: &[Shows::M(Mistake::M2), Shows::F(Failure::F1)],
    doc: include_str!("data-many-writers.md"),
    find,
};

/// A system that writes, its owner, and where it says so.
type Writer<'m> = (&'m System, &'m Team, &'m Ref);

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut writers: BTreeMap<&Id, (&System, Vec<Writer<'_>>)> = BTreeMap::new();
    for system in model.live_systems().filter(|system| !system.writes.is_empty()) {
        // Who writes for nobody is that system's own gap.
        let Some(owner) = model.owner_of(system) else { continue };
        for written in &system.writes {
            if let Some(data) = written_to(model, written) {
                writers.entry(&data.id).or_insert((data, Vec::new())).1.push((system, owner, written));
            }
        }
    }
    writers.into_values().filter_map(|(data, writers)| finding(data, &writers)).collect()
}

fn written_to<'m>(model: &'m Model, written: &Ref) -> Option<&'m System> {
    if written.is_external { None } else { model.system(written).filter(|data| data.is_live()) }
}

fn finding(data: &System, writers: &[Writer<'_>]) -> Option<Finding> {
    let mut owners: Vec<(&Id, &str)> = writers.iter().map(|(_, owner, _)| (&owner.id, owner.title())).collect();
    owners.sort_unstable();
    owners.dedup();
    let [before @ .., (_, last)] = owners.as_slice() else { return None };
    if before.is_empty() {
        return None;
    }
    let before: Vec<&str> = before.iter().map(|(_, title)| *title).collect();
    let message = format!("{} is written by systems of {} and {last}", data.title(), before.join(", "));
    let found = Finding::on_system(data, &data.place, message)
        .field("writes")
        .help(Help::words("let one system write, and give the others an interface or an event to send it"));
    Some(writers.iter().fold(found, |found, (system, owner, written)| {
        found.related(&written.place, format!("{} writes it", system.title())).evidence(format!(
            "{} belongs to {}",
            system.title(),
            owner.title()
        ))
    }))
}
