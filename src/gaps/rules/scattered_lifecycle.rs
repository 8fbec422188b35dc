//! `scattered-lifecycle`: many teams share the stages of one system.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Coverage, Id, Model, StageState, System};

/// The rule.
pub static RULE: Rule = Rule {
    id: "scattered-lifecycle",
    title: "The life of a system is scattered",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::OneOwner,
    shows: &[Shows::M(Mistake::M2), Shows::F(Failure::F2), Shows::F(Failure::F4)],
    doc: include_str!("scattered-lifecycle.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let most = scene.limits.teams_per_system as usize;
    let mut found = Vec::new();
    for system in model.live_systems() {
        let coverage = model.coverage(system);
        let teams = teams(coverage);
        if teams.len() >= most.max(2) {
            found.push(finding(model, system, &teams));
        }
    }
    found
}

/// Each team with the stages it has, in the lifecycle's order.
fn teams(coverage: &Coverage) -> Vec<(&Id, Vec<&str>)> {
    let mut teams: Vec<(&Id, Vec<&str>)> = Vec::new();
    for standing in coverage.stages.iter().filter(|standing| standing.state != StageState::NotApplicable) {
        for team in &standing.teams {
            match teams.iter_mut().find(|(other, _)| *other == team) {
                Some((_, stages)) => stages.push(standing.stage.as_str()),
                None => teams.push((team, vec![standing.stage.as_str()])),
            }
        }
    }
    teams
}

fn finding(model: &Model, system: &System, teams: &[(&Id, Vec<&str>)]) -> Finding {
    let title = |id: &Id| model.teams.get(id).map_or_else(|| id.to_string(), |team| team.title().to_owned());
    let shares: Vec<String> =
        teams.iter().map(|(team, stages)| format!("{} ({})", title(team), stages.join(", "))).collect();
    let message = format!("{}: {} teams share its stages: {}", system.title(), teams.len(), shares.join(", "));
    let found = Finding::on_system(system, &system.place, message)
        .field("lifecycle")
        .help(Help::words("give neighbouring stages to one team; a team that only helps is a contributor"));
    let own = model.coverage(system).stages.iter().filter(|standing| standing.is_own && !standing.teams.is_empty());
    own.fold(found, |found, standing| {
        let names: Vec<String> = standing.teams.iter().map(&title).collect();
        found.related(&standing.place, format!("`{}` is {}'s", standing.stage, names.join(" and ")))
    })
}
