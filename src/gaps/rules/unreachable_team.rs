//! `unreachable-team`: a team owns something, and nobody can reach it.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows, wording};

/// A team that owns something and gives no way to reach it.
pub static RULE: Rule = Rule {
    id: "unreachable-team",
    title: "A team that owns has no contact",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::F(Failure::F2), Shows::F(Failure::F4)],
    doc: include_str!("unreachable-team.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let unreachable = scene.index.owning_teams().iter().filter(|(team, _)| team.contact.is_empty());
    unreachable
        .map(|(team, systems)| {
            let message =
                format!("{} answers for {}, and there is no way to reach it", team.title(), wording::systems(systems));
            let help = Help::write("say how to reach the team", format!("contact: {{ chat: \"#{}\" }}", team.id));
            Finding::on_team(team, &team.place, message).field("contact").lacks("contact").help(help)
        })
        .collect()
}
