//! `no-on-call`: a system is in production, and nobody is called when it breaks.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::System;

/// A system in production without on-call, its own or that of the team that operates it.
pub static RULE: Rule = Rule {
    id: "no-on-call",
    title: "Nobody is on call",
    severity: Severity::Error,
    is_scaled: true,
    section: Section::Production,
    shows: &[Shows::F(Failure::F3)],
    doc: include_str!("no-on-call.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    model
        .operated_systems()
        .filter(|system| !model.is_on_call_known(system))
        .map(|system| finding(scene, system))
        .collect()
}

fn finding(scene: &Scene<'_>, system: &System) -> Finding {
    let place = system.on_call.as_ref().map_or(&system.place, |on_call| &on_call.place);
    let message = format!("{} is in production and nobody is on call for it", system.title());
    let rota = "on_call: { schedule: https://… }";
    if let Some(called) = system.on_call.as_ref().and_then(|own| scene.model.team(own.team.as_ref()?)) {
        let message = format!(
            "{} is in production, and {}, which it names as on call, has no rota",
            system.title(),
            called.title()
        );
        let lines = format!("teams:\n  {}:\n    {rota}", called.id);
        let help = Help::write(format!("add the rota of `{}` to the team", called.id), lines);
        let finding = Finding::on_system(system, place, message).field("on_call").help(help);
        return finding.related(&called.place, "the team that it names");
    }
    let finding = Finding::on_system(system, place, message).field("on_call").lacks("on_call");
    match scene.model.operator_of(system) {
        Some(team) => finding.related(&team.place, "the team that operates it").help(Help::write(
            format!("add the rota of `{}` to the team: it holds for all its systems", team.id),
            format!("teams:\n  {}:\n    {rota}", team.id),
        )),
        None => finding.help(Help::write("add who is called", rota)),
    }
}
