//! `dissolved-owner`: the team that owns, or is called, is dissolved.

use crate::diagnostic::{Help, Severity};
use crate::gaps::naming::{Naming, Role};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Model, System, Team};

/// The rule.
pub static RULE: Rule = Rule {
    id: "dissolved-owner",
    title: "The owner is dissolved",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F3), Shows::F(Failure::F5)],
    doc: include_str!("dissolved-owner.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut found = Vec::new();
    for naming in Naming::all(model) {
        let matters = naming.system().is_none_or(System::is_live) && naming.role.is_relied_on();
        let team = model.resolve(naming.reference).team();
        found.extend(team.filter(|team| matters && team.is_dissolved()).map(|team| finding(&naming, model, team)));
    }
    found
}

fn finding(naming: &Naming<'_>, model: &Model, team: &Team) -> Finding {
    let status = team.status.as_ref().map_or(&team.place, |status| &status.place);
    let finding = naming.finding("is a dissolved team").related(status, format!("{} is dissolved", team.title()));
    let Some(successor) = successor(model, team) else {
        return finding.help(Help::words(format!(
            "name the team that took over, and write it as the `successor` of {}",
            team.title()
        )));
    };
    let words = format!("{} took over what {} had: let it confirm, and name it", successor.title(), team.title());
    let snippet = match (naming.role, &naming.stage) {
        (Role::Owner, _) => format!("owner: {}", successor.id),
        (_, Some(stage)) => format!("{stage}: {}", successor.id),
        _ => successor.id.to_string(),
    };
    finding.help(Help::write(words, snippet))
}

/// Whoever took over in the end: the first successor that is there.
fn successor<'m>(model: &'m Model, team: &'m Team) -> Option<&'m Team> {
    let mut at = team;
    // A ring of successors ends nowhere; no chain is longer than there are teams.
    for _ in 0..model.teams.len() {
        at = model.team(at.successor.as_ref()?)?;
        if !at.is_dissolved() {
            return Some(at);
        }
    }
    None
}
