//! `leaderless-team`: a team owns something, and nobody leads it.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows, wording};
use crate::model::is_placeholder;

/// A team that owns something and has no lead.
pub static RULE: Rule = Rule {
    id: "leaderless-team",
    title: "A team that owns has no lead",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::F(Failure::F4)],
    doc: include_str!("leaderless-team.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let led = |lead: &crate::model::Ref| !is_placeholder(&lead.written);
    let leaderless = scene.index.owning_teams().iter().filter(|(team, _)| !team.lead.as_ref().is_some_and(led));
    leaderless
        .map(|(team, systems)| {
            let place = team.lead.as_ref().map_or(&team.place, |lead| &lead.place);
            let message = format!("{} answers for {}, and nobody leads it", team.title(), wording::systems(systems));
            let proposed = team.members.first().map_or("<person>", |member| member.id.as_str());
            let help = Help::write("name who speaks for the team", format!("lead: {proposed}"));
            Finding::on_team(team, place, message).field("lead").lacks("lead").help(help)
        })
        .collect()
}
