//! `idle-team`: a team works, and answers for nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::{Id, Model, System, Team, TeamStatus, TeamType};

/// An active team that owns nothing, and is not there to help others own.
pub static RULE: Rule = Rule {
    id: "idle-team",
    title: "A team owns nothing",
    severity: Severity::Info,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::M(Mistake::M1)],
    doc: include_str!("idle-team.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let owning: BTreeSet<&Id> = scene.index.owning_teams().iter().map(|(team, _)| &team.id).collect();
    let parents = model.teams.values().filter_map(|team| Some(&model.team(team.parent.as_ref()?)?.id));
    let busy: BTreeSet<&Id> = owning.into_iter().chain(parents).collect();
    let contributions = contributions(model);
    let idle = model.teams.values().filter(|team| !busy.contains(&team.id) && should_own(team));
    idle.map(|team| finding(team, contributions.get(&team.id).map_or(&[], Vec::as_slice))).collect()
}

/// The live systems that each team works on without answering for them.
fn contributions(model: &Model) -> BTreeMap<&Id, Vec<&System>> {
    let mut by_team: BTreeMap<&Id, Vec<&System>> = BTreeMap::new();
    for system in model.live_systems() {
        for team in system.contributors.iter().filter_map(|contributor| model.team(contributor)) {
            by_team.entry(&team.id).or_default().push(system);
        }
    }
    by_team
}

fn should_own(team: &Team) -> bool {
    let is_enabling = team.team_type.as_ref().is_some_and(|kind| kind.value == TeamType::Enabling);
    let is_active = team.status.as_ref().is_none_or(|status| status.value == TeamStatus::Active);
    is_active && !is_enabling && team.owns.is_empty()
}

fn finding(team: &Team, contributions: &[&System]) -> Finding {
    let message = match contributions {
        [] => format!("{} owns nothing", team.title()),
        systems => format!("{} contributes to {}, and owns nothing", team.title(), wording::systems(systems)),
    };
    Finding::on_team(team, &team.place, message)
        .field("owns")
        .help(Help::words("give it a system to answer for, or say what it is for: `type: enabling`"))
}
