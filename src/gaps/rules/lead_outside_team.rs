//! `lead-outside-team`: a team's lead is not one of its members.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Team, is_placeholder};

/// A team whose lead is not among its members.
pub static RULE: Rule = Rule {
    id: "lead-outside-team",
    title: "The lead of a team is not in it",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::F(Failure::F4)],
    doc: include_str!("lead-outside-team.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let teams = scene.model.teams.values().filter(|team| !team.is_dissolved() && team.lists_members);
    teams.filter_map(|team| judge(scene, team)).collect()
}

fn judge(scene: &Scene<'_>, team: &Team) -> Option<Finding> {
    let lead = team.lead.as_ref().filter(|lead| !is_placeholder(&lead.written))?;
    let is_member = team.members.iter().any(|member| member.id == lead.id);
    if is_member || scene.model.has_left(&lead.id, scene.as_of) {
        return None;
    }
    let message = format!("{} leads {} and is not a member of it", scene.model.person_title(&lead.id), team.title());
    let all: Vec<&str> = std::iter::once(lead).chain(&team.members).map(|person| person.id.as_str()).collect();
    let finding = Finding::on_team(team, &lead.place, message)
        .field("lead")
        .help(Help::write("add the lead to the members, or name a member", format!("members: [{}]", all.join(", "))));
    Some(finding)
}
