//! Charts of systems by team, and of what they need.

use std::collections::BTreeMap;

use super::{Outgoing, Written, living, systems};
use crate::model::{Id, Model, Status, System};

/// Systems that are there, by the team that owns them; nobody's last.
fn by_team(model: &Model) -> Vec<(String, Vec<&System>)> {
    let mut owned = model.systems_by_owner();
    let nobodys: Vec<&System> = living(model).filter(|system| model.owner_of(system).is_none()).collect();
    let mut groups = Vec::new();
    for team in model.teams.values() {
        if let Some(systems) = owned.remove(&team.id) {
            groups.push((team.title().to_owned(), systems));
        }
    }
    if !nobodys.is_empty() {
        groups.push(("Nobody".to_owned(), nobodys));
    }
    groups
}

/// Who needs whom, among systems that are there.
fn needs(model: &Model) -> Vec<(&Id, &Id)> {
    let is_there = |system: &&System| system.status() != Status::Retired;
    let mut needs = Vec::new();
    for system in living(model) {
        needs.extend(systems(model, &system.depends_on).filter(is_there).map(|other| (&system.id, &other.id)));
    }
    needs
}

pub(super) fn mermaid(outgoing: &Outgoing<'_>) -> Vec<Written> {
    let groups = by_team(outgoing.model);
    let mut numbers: BTreeMap<&Id, usize> = BTreeMap::new();
    let mut text = String::from("flowchart LR\n");
    for (at, (title, systems)) in groups.iter().enumerate() {
        text.push_str(&format!("  subgraph t{at}[\"{}\"]\n", for_mermaid(title)));
        for system in systems {
            let number = numbers.len();
            numbers.insert(&system.id, number);
            text.push_str(&format!("    s{number}[\"{}\"]\n", for_mermaid(system.title())));
        }
        text.push_str("  end\n");
    }
    for (from, to) in needs(outgoing.model) {
        if let (Some(from), Some(to)) = (numbers.get(from), numbers.get(to)) {
            text.push_str(&format!("  s{from} --> s{to}\n"));
        }
    }
    vec![Written::new("ownership.mmd", text)]
}

/// Letters that mean something in a label stand as their numbers.
fn for_mermaid(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '#' | '<' | '>' | '&' | ';' | '`' | '\\' => format!("#{};", u32::from(c)),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(escaped).collect()
}

pub(super) fn graphviz(outgoing: &Outgoing<'_>) -> Vec<Written> {
    let mut text = String::from("digraph ownership {\n  rankdir=LR;\n  node [shape=box];\n");
    for (at, (title, systems)) in by_team(outgoing.model).iter().enumerate() {
        text.push_str(&format!("  subgraph cluster_{at} {{\n    label={};\n", for_dot(title)));
        for system in systems {
            text.push_str(&format!("    {} [label={}];\n", for_dot(system.id.as_str()), for_dot(system.title())));
        }
        text.push_str("  }\n");
    }
    for (from, to) in needs(outgoing.model) {
        text.push_str(&format!("  {} -> {};\n", for_dot(from.as_str()), for_dot(to.as_str())));
    }
    text.push_str("}\n");
    vec![Written::new("ownership.dot", text)]
}

fn for_dot(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", spaced.replace('\\', "\\\\").replace('"', "\\\""))
}
