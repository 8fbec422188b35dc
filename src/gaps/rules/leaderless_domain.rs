//! `leaderless-domain`: nobody decides when the teams of a domain disagree.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows, wording};
use crate::model::is_placeholder;

/// A domain with live systems and no lead.
pub static RULE: Rule = Rule {
    id: "leaderless-domain",
    title: "A domain has no lead",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::F(Failure::F4)],
    doc: include_str!("leaderless-domain.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let systems = model.systems_by_domain();
    let led = |lead: &crate::model::Ref| !is_placeholder(&lead.written);
    let leaderless = model.domains.values().filter(|domain| !domain.lead.as_ref().is_some_and(led));
    leaderless
        .filter_map(|domain| {
            let systems = systems.get(&domain.id)?;
            let place = domain.lead.as_ref().map_or(&domain.place, |lead| &lead.place);
            let message = format!("{} holds {}, and has no lead", domain.title(), wording::systems(systems));
            let help = Help::write("name the person who decides when its teams disagree", "lead: <person>");
            Some(Finding::on_domain(domain, place, message).field("lead").help(help))
        })
        .collect()
}
