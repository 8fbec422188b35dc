//! `paged-not-owning`: the team that is called is not the team that operates.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Id, Model, OnCall, System, Team};
use crate::source::Place;

/// The rule.
pub static RULE: Rule = Rule {
    id: "paged-not-owning",
    title: "Whoever is called does not own",
    severity: Severity::Warning,
    is_scaled: true,
    section: Section::OneOwner,
    shows: &[Shows::M(Mistake::M2), Shows::F(Failure::F3)],
    doc: include_str!("paged-not-owning.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let rotas = rotas(model);
    let mut found = Vec::new();
    // Teams whose calls go elsewhere, with the first system they operate: one gap each, however many systems.
    let mut teams: BTreeMap<&Id, (&Team, &Team, &Place)> = BTreeMap::new();
    for system in model.live_systems() {
        let operator = model.coverage(system).accountable("operate").and_then(|id| model.teams.get(id));
        let Some(operator) = operator else { continue };
        if let Some(on_call) = &system.on_call {
            let called = called(model, on_call, &rotas).filter(|(team, _)| team.id != operator.id);
            found.extend(called.map(|(team, place)| of_system(system, operator, (team, place))));
        } else if let Some((team, place)) = operator.on_call.as_ref().and_then(|own| called(model, own, &rotas)) {
            teams.entry(&operator.id).or_insert((operator, team, place));
        }
    }
    let elsewhere = teams.into_values().filter(|(operator, team, _)| operator.id != team.id);
    found.extend(elsewhere.map(|(operator, team, place)| of_team(operator, team, place)));
    found
}

/// The team whose rota is at an address. A rota that several teams share is nobody's in particular.
fn rotas(model: &Model) -> HashMap<&str, Option<&Team>> {
    let mut rotas: HashMap<&str, Option<&Team>> = HashMap::new();
    for team in model.teams.values().filter(|team| !team.is_dissolved()) {
        let Some(schedule) = team.on_call.as_ref().and_then(|on_call| on_call.schedule.as_ref()) else { continue };
        rotas.entry(schedule.as_str()).and_modify(|owner| *owner = None).or_insert(Some(team));
    }
    rotas
}

/// The team that is called: the one named, or the one whose rota it is.
fn called<'m>(
    model: &'m Model,
    on_call: &'m OnCall,
    rotas: &HashMap<&str, Option<&'m Team>>,
) -> Option<(&'m Team, &'m Place)> {
    if let Some(named) = &on_call.team {
        let team = model.team(named).filter(|team| !team.is_dissolved())?;
        return Some((team, &named.place));
    }
    let schedule = on_call.schedule.as_ref()?;
    Some(((*rotas.get(schedule.as_str())?)?, &schedule.place))
}

fn of_system(system: &System, operator: &Team, (called, place): (&Team, &Place)) -> Finding {
    let message = format!("{}: {} is called, and {} operates it", system.title(), called.title(), operator.title());
    Finding::on_system(system, place, message).field("on_call").help(Help::write(
        format!("let {} be called; or give {} the stage, if it is theirs in truth", operator.title(), called.title()),
        format!("lifecycle:\n  operate: {}", called.id),
    ))
}

fn of_team(operator: &Team, called: &Team, place: &Place) -> Finding {
    let message = format!("{} is called for the systems that {} operates", called.title(), operator.title());
    Finding::on_team(operator, place, message).field("on_call").help(Help::words(format!(
        "give {} a rota of its own, or give {} the systems",
        operator.title(),
        called.title()
    )))
}
