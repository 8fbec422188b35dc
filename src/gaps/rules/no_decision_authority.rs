//! `no-decision-authority`: a team answers for something, and may not decide about it.

use std::collections::BTreeMap;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, criticality, wording};
use crate::model::{Id, Model, System, Team};

/// A team that owns and decides nothing, or lacks a decision that one of its stages needs.
pub static RULE: Rule = Rule {
    id: "no-decision-authority",
    title: "A team that owns may not decide",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Responsibility,
    shows: &[Shows::M(Mistake::M1), Shows::F(Failure::F4)],
    doc: include_str!("no-decision-authority.md"),
    find,
};

/// The decision that answering for a stage needs, and other words that teams write for it.
struct Decision {
    stage: &'static str,
    word: &'static str,
    synonyms: &'static [&'static str],
}

const DECISIONS: [Decision; 3] = [
    Decision { stage: "design", word: "architecture", synonyms: &["design", "technology-choice"] },
    Decision { stage: "deploy", word: "deployment", synonyms: &["deploy", "deployments", "release", "releases"] },
    Decision { stage: "operate", word: "incident-response", synonyms: &["operate", "incidents", "reliability"] },
];

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    answering(model).into_iter().filter_map(|(id, systems)| judge(model.teams.get(id)?, &systems)).collect()
}

/// What a team answers for, and the decisions it needs for that.
#[derive(Default)]
struct Answering<'m> {
    systems: Vec<&'m System>,
    needed: [bool; DECISIONS.len()],
}

fn answering(model: &Model) -> BTreeMap<&Id, Answering<'_>> {
    let mut teams: BTreeMap<&Id, Answering<'_>> = BTreeMap::new();
    for system in model.live_systems() {
        if let Some(owner) = model.owner_of(system) {
            teams.entry(&owner.id).or_default().systems.push(system);
        }
        for (at, decision) in DECISIONS.iter().enumerate() {
            let Some(team) = model.coverage(system).accountable(decision.stage) else { continue };
            let answering = teams.entry(team).or_default();
            answering.needed[at] = true;
            if answering.systems.last().is_none_or(|last| last.id != system.id) {
                answering.systems.push(system);
            }
        }
    }
    teams
}

fn judge(team: &Team, answering: &Answering<'_>) -> Option<Finding> {
    let needed = DECISIONS.iter().zip(answering.needed).filter(|(_, is_needed)| *is_needed);
    let missing: Vec<&str> =
        needed.filter(|(decision, _)| !may_decide(team, decision)).map(|(decision, _)| decision.word).collect();
    let names = wording::systems(&answering.systems);
    let message = if team.decides.is_empty() {
        format!("{} answers for {names}, and nothing says what it may decide", team.title())
    } else if missing.is_empty() {
        return None;
    } else {
        format!("{} answers for {names}, and may not decide on {}", team.title(), wording::list(&missing))
    };
    let written = team.decides.iter().map(|decision| decision.value.as_str());
    let all: Vec<&str> = written.chain(missing).collect();
    let place = team.decides.first().map_or(&team.place, |first| &first.place);
    let finding = Finding::on_team(team, place, message)
        .field("decides")
        .lacks("decides")
        .severity(criticality::of_team(Severity::Warning, &answering.systems))
        .help(Help::write(
            "give the team the decisions that its stages need",
            format!("decides: [{}]", all.join(", ")),
        ));
    Some(finding)
}

fn may_decide(team: &Team, decision: &Decision) -> bool {
    team.decides.iter().any(|written| {
        let word = written.value.trim().to_lowercase().replace([' ', '_'], "-");
        word == decision.word || decision.synonyms.contains(&word.as_str())
    })
}
