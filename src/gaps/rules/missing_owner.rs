//! `missing-owner`: a live system has no owner.

use crate::diagnostic::{Help, Severity};
use crate::gaps::claims::Claims;
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::System;

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-owner",
    title: "Nobody owns it",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F2), Shows::F(Failure::F3)],
    doc: include_str!("missing-owner.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let claims = Claims::of(scene.model);
    let systems = scene.model.live_systems();
    let ownerless = systems.filter(|system| system.owner.as_ref().is_none_or(|owner| owner.named.is_empty()));
    ownerless.map(|system| finding(system, &claims)).collect()
}

fn finding(system: &System, claims: &Claims<'_>) -> Finding {
    let place = system.owner.as_ref().map_or(&system.place, |owner| &owner.place);
    let found = Finding::on_system(system, place, format!("{} has no owner", system.title())).field("owner");
    let [claim] = claims.on(system) else {
        let words = "name the one team that answers for it, and make sure that the team agrees";
        return found.help(Help::write(words, "owner: <team>"));
    };
    let owner = format!("owner: {}", claim.team.id);
    found
        .related(&claim.owned.place, format!("{} says that it owns it", claim.team.title()))
        .help(Help::write(format!("add `{owner}`, as the team says itself"), owner))
}
