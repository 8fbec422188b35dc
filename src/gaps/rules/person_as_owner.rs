//! `person-as-owner`: a system, or a stage of it, is owned by a person.

use std::collections::HashMap;

use crate::diagnostic::{Help, Severity};
use crate::gaps::naming::{Naming, Role};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Id, Model, Resolved, System, Team};

/// The rule.
pub static RULE: Rule = Rule {
    id: "person-as-owner",
    title: "The owner is a person",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::Existence,
    shows: &[Shows::M(Mistake::M1), Shows::F(Failure::F3)],
    doc: include_str!("person-as-owner.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let teams = teams_by_person(model);
    let mut found = Vec::new();
    for naming in Naming::all(model) {
        let is_owner = matches!(naming.role, Role::Owner | Role::Stage);
        let is_live = naming.system().is_some_and(System::is_live);
        if let Resolved::Person(person) = model.resolve(naming.reference)
            && is_owner
            && is_live
            && naming.is_alone
        {
            found.push(finding(&naming, model, (person, teams.get(person).map_or(&[], Vec::as_slice))));
        }
    }
    found
}

fn finding(naming: &Naming<'_>, model: &Model, (person, teams): (&Id, &[&Team])) -> Finding {
    let finding = naming.finding("is a person, and not a team");
    let name = model.person_title(person);
    match teams {
        [team] => {
            let field = naming.stage.as_ref().map_or("owner", Id::as_str);
            finding.help(Help::write(
                format!("name the team of {name}, {}, once it agrees", team.title()),
                format!("{field}: {}", team.id),
            ))
        }
        _ => finding.help(Help::words(format!("name the team that stands behind {name}, once it agrees"))),
    }
}

fn teams_by_person(model: &Model) -> HashMap<&Id, Vec<&Team>> {
    let mut teams: HashMap<&Id, Vec<&Team>> = HashMap::new();
    for team in model.teams.values().filter(|team| !team.is_dissolved()) {
        for person in &team.members {
            teams.entry(&person.id).or_default().push(team);
        }
    }
    teams
}
