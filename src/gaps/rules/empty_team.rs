//! `empty-team`: a team owns something, and nobody is in it.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows, wording};
use crate::model::{System, Team};

/// A team that owns something, lists its members, and has nobody who is still there.
pub static RULE: Rule = Rule {
    id: "empty-team",
    title: "A team that owns has nobody in it",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::F(Failure::F3)],
    doc: include_str!("empty-team.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let owning = scene.index.owning_teams().iter().filter(|(team, _)| team.lists_members);
    owning
        .filter(|(team, _)| scene.model.present_people(team, scene.as_of).is_empty())
        .map(|(team, systems)| finding(team, systems))
        .collect()
}

fn finding(team: &Team, systems: &[&System]) -> Finding {
    let place = team.members.first().map_or(&team.place, |member| &member.place);
    let why = if team.members.is_empty() { "nobody is in it" } else { "everybody in it has left" };
    let message = format!("{} answers for {}, and {why}", team.title(), wording::systems(systems));
    Finding::on_team(team, place, message)
        .field("members")
        .help(Help::write("name who is in the team, or give what it owns to another", "members: [<person>, <person>]"))
}
