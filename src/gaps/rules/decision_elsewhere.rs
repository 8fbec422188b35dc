//! `decision-elsewhere`: who decides in a domain does not belong to those who answer for it.

use std::collections::BTreeSet;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::{Domain, Id, Kind, Model, Ref, System, Team};

/// A domain whose lead is in none of the teams that own its systems, nor in a team above them.
pub static RULE: Rule = Rule {
    id: "decision-elsewhere",
    title: "The lead of a domain is in none of its teams",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Responsibility,
    shows: &[Shows::M(Mistake::M1), Shows::F(Failure::F4)],
    doc: include_str!("decision-elsewhere.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let systems = model.systems_by_domain();
    let led = model.domains.values().filter_map(|domain| Some((domain, domain.lead.as_ref()?)));
    // A team that leads decides by itself.
    led.filter(|(_, lead)| lead.kind != Some(Kind::Team))
        .filter(|(_, lead)| !model.has_left(&lead.id, scene.as_of))
        .filter_map(|(domain, lead)| judge(model, domain, (lead, systems.get(&domain.id)?)))
        .collect()
}

fn judge(model: &Model, domain: &Domain, (lead, systems): (&Ref, &Vec<&System>)) -> Option<Finding> {
    let owners: BTreeSet<&Id> = systems.iter().filter_map(|system| Some(&model.owner_of(system)?.id)).collect();
    let owners: Vec<&Team> = owners.into_iter().filter_map(|id| model.teams.get(id)).collect();
    let is_inside =
        owners.iter().any(|team| has(team, lead) || model.ancestors(team).into_iter().any(|above| has(above, lead)));
    // Teams that do not list their people cannot show whether the lead is among them.
    if is_inside || owners.is_empty() || owners.iter().any(|team| !team.lists_members) {
        return None;
    }
    let outside = match owners.as_slice() {
        [one] => format!("is not in {}, which owns its systems", one.title()),
        several => format!("is in none of the teams that own its systems: {}", wording::teams(several)),
    };
    let message = format!("{} leads the domain {}, and {outside}", model.person_title(&lead.id), domain.title());
    let finding = Finding::on_domain(domain, &lead.place, message)
        .field("lead")
        .related(&domain.place, "the domain")
        .help(Help::words("name a lead who works on what is decided, or one from a team above"));
    Some(finding)
}

fn has(team: &Team, person: &Ref) -> bool {
    team.members.iter().chain(&team.lead).any(|named| named.id == person.id)
}
