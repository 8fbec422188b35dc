//! `tasks-without-outcome`: it is said who does the work, and nothing says what should come of it.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::{Metric, Model, System, Team};

/// A team with tasks, or a system with contributors, and no metric of an outcome.
pub static RULE: Rule = Rule {
    id: "tasks-without-outcome",
    title: "Work is listed, and no outcome",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::M(Mistake::M1), Shows::F(Failure::F1)],
    doc: include_str!("tasks-without-outcome.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let teams = model.teams.values().filter(|team| !team.is_dissolved());
    let mut findings: Vec<Finding> = teams
        .filter(|team| !scene.index.systems_of(&team.id).iter().any(|system| has_outcome(model, system)))
        .filter_map(on_team)
        .collect();
    let systems = model.live_systems().filter(|system| !has_outcome(model, system));
    findings.extend(systems.filter_map(on_system));
    findings
}

fn has_outcome(model: &Model, system: &System) -> bool {
    model.metrics_of(system).any(Metric::is_outcome)
}

fn on_team(team: &Team) -> Option<Finding> {
    let first = team.tasks.first()?;
    let tasks: Vec<&str> = team.tasks.iter().map(|task| task.value.as_str()).collect();
    let message =
        format!("{} does {}, and nothing that it owns measures an outcome", team.title(), wording::list(&tasks));
    let help = Help::words("name a system that the team answers for, with a metric that tells whether it works");
    Some(Finding::on_team(team, &first.place, message).field("tasks").help(help))
}

fn on_system(system: &System) -> Option<Finding> {
    let first = system.contributors.first()?;
    let count = system.contributors.len();
    let who = if count == 1 { "a team contributes".to_owned() } else { format!("{count} teams contribute") };
    let message = format!("{who} to {}, and no metric tells what should come of it", system.title());
    let help = Help::write("add a metric of an outcome", format!("metrics: [{}-availability]", system.id));
    Some(Finding::on_system(system, &first.place, message).field("contributors").help(help))
}
