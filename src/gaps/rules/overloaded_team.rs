//! `overloaded-team`: there are more systems than people to look after them.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Limits, Mistake, Rule, Scene, Section, Shows};
use crate::model::{System, Team};

/// A team whose live systems, weighed by tier, are too many for those who are there.
pub static RULE: Rule = Rule {
    id: "overloaded-team",
    title: "A team owns more than it can carry",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::People,
    shows: &[Shows::F(Failure::F5), Shows::M(Mistake::M4)],
    doc: include_str!("overloaded-team.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut findings = Vec::new();
    for (team, systems) in scene.index.carrying_teams() {
        let people = u32::try_from(model.present_people(team, scene.as_of).len()).unwrap_or(u32::MAX);
        let load = systems.iter().map(|system| Limits::weight(system.tier())).sum::<u32>();
        if people > 0 && load > people.saturating_mul(scene.limits.load) {
            findings.push(finding(team, systems, (load, people)));
        }
    }
    findings
}

fn finding(team: &Team, systems: &[&System], (load, people): (u32, u32)) -> Finding {
    let (systems_word, people_word) =
        (if systems.len() == 1 { "system" } else { "systems" }, if people == 1 { "person" } else { "people" });
    let message = format!(
        "{} owns {} {systems_word} with {people} {people_word}, which is more than they can look after",
        team.title(),
        systems.len()
    );
    let mut finding = Finding::on_team(team, &team.place, message)
        .field("owns")
        .evidence(format!(
            "a load of {load} for {people} {people_word} (a system of tier 1 weighs 4, of tier 4 it weighs 1)"
        ))
        .help(Help::words("retire some, move some to a team that has room, or let the team grow"));
    for system in systems {
        finding = finding.evidence(format!("{} weighs {}", system.title(), Limits::weight(system.tier())));
    }
    finding
}
