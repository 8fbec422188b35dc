//! `bus-factor-one`: the owning team is one person.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::gaps::{criticality, wording};
use crate::model::{Id, System, Team};

/// A team that owns live systems, lists its members, and has exactly one person who is there.
pub static RULE: Rule = Rule {
    id: "bus-factor-one",
    title: "One person knows it all",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::People,
    shows: &[Shows::F(Failure::F3), Shows::M(Mistake::M4)],
    doc: include_str!("bus-factor-one.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut findings = Vec::new();
    for (team, systems) in scene.index.carrying_teams() {
        let present = model.present_people(team, scene.as_of);
        let Some(only) = present.first().filter(|_| present.len() == 1) else { continue };
        findings.push(finding(scene, team, (only, systems)));
    }
    findings
}

fn finding(scene: &Scene<'_>, team: &Team, (only, systems): (&Id, &[&System])) -> Finding {
    let model = scene.model;
    let named = team.members.iter().chain(&team.lead).find(|person| person.id == *only);
    let message = format!(
        "{} is the only one in {}, which owns {}",
        model.person_title(only),
        team.title(),
        wording::systems(systems)
    );
    let mut finding = Finding::on_team(team, named.map_or(&team.place, |person| &person.place), message)
        .field("members")
        .severity(criticality::of_team(Severity::Warning, systems))
        .help(Help::words(
            "add a second person who can change, ship and restore it, or move it to a team that has them",
        ));
    for member in team.members.iter().filter(|member| model.has_left(&member.id, scene.as_of)) {
        finding = finding.evidence(format!("{} has left", model.person_title(&member.id)));
    }
    finding
}
