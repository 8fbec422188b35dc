//! `no-escalation`: a call in production that is not answered goes nowhere.

use std::collections::BTreeMap;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows, criticality, wording};
use crate::model::{Id, Model, OnCall, System, Team};

/// Production, and neither the system nor the team that operates it says how to escalate.
pub static RULE: Rule = Rule {
    id: "no-escalation",
    title: "Nobody is called after the first call",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Responsibility,
    shows: &[Shows::F(Failure::F3), Shows::F(Failure::F4)],
    doc: include_str!("no-escalation.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut findings = Vec::new();
    let mut by_team: BTreeMap<&Id, Vec<&System>> = BTreeMap::new();
    for system in model.systems.values().filter(|system| concerns(model, system)) {
        match model.operator_of(system) {
            Some(team) => by_team.entry(&team.id).or_default().push(system),
            None => findings.push(on_system(system)),
        }
    }
    let teams = by_team.into_iter().filter_map(|(id, systems)| Some(on_team(model.teams.get(id)?, &systems)));
    findings.extend(teams);
    findings
}

/// In production, called for, and without anyone who comes next. Where nobody is called at all, that is the gap.
fn concerns(model: &Model, system: &System) -> bool {
    let team = model.operator_of(system).and_then(|team| team.on_call.as_ref());
    system.is_production()
        && model.applies(system, "operate")
        && model.is_on_call_known(system)
        && !escalates(system.on_call.as_ref())
        && !escalates(team)
}

fn escalates(on_call: Option<&OnCall>) -> bool {
    on_call.is_some_and(|on_call| !on_call.escalation.is_empty())
}

fn on_team(team: &Team, systems: &[&System]) -> Finding {
    let place = team.on_call.as_ref().map_or(&team.place, |on_call| &on_call.place);
    let message = format!(
        "{} is on call for {}, and nobody is called when the first call is not answered",
        team.title(),
        wording::systems(systems)
    );
    let lead = team.lead.as_ref().map_or("<person>", |lead| lead.id.as_str());
    Finding::on_team(team, place, message)
        .field("on_call.escalation")
        .lacks("on_call.escalation")
        .severity(criticality::of_team(Severity::Warning, systems))
        .help(Help::write("say whom to call next, in order", format!("escalation: [{{ to: {lead}, after: 20m }}]")))
}

fn on_system(system: &System) -> Finding {
    let place = system.on_call.as_ref().map_or(&system.place, |on_call| &on_call.place);
    let message = format!("nobody is called for {} when the first call is not answered", system.title());
    Finding::on_system(system, place, message)
        .field("on_call.escalation")
        .help(Help::write("say whom to call next, in order", "escalation: [{ to: <person>, after: 20m }]"))
}
