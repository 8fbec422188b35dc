//! `empty-team`: a team owns something, and nobody is in it.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::Team;

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
    let owning = scene.model.owning_teams().into_iter().filter(|team| team.lists_members);
    owning.filter(|team| scene.model.present_people(team, scene.as_of).is_empty()).map(finding).collect()
}

fn finding(team: &Team) -> Finding {
    let place = team.members.first().map_or(&team.place, |member| &member.place);
    let message = if team.members.is_empty() {
        format!("{} owns something, and nobody is in it", team.title())
    } else {
        format!("{} owns something, and everybody in it has left", team.title())
    };
    Finding::on_team(team, place, message)
        .field("members")
        .help(Help::write("name who is in the team, or give what it owns to another", "members: [<person>, <person>]"))
}
