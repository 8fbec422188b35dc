//! `person-left`: a role or an attestation rests on somebody who is gone.

use std::collections::BTreeMap;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{EntityRef, Id, ItemStanding, ItemState, Kind, OnCall, Ref, System};

/// A person who has left leads, is on an escalation, or vouches for a check that is still relied on.
pub static RULE: Rule = Rule {
    id: "person-left",
    title: "Somebody who has left is relied on",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::People,
    shows: &[Shows::F(Failure::F3), Shows::F(Failure::F4)],
    doc: include_str!("person-left.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    if !scene.model.people.values().any(|person| person.has_left(scene.as_of)) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for domain in scene.model.domains.values() {
        let entity = (EntityRef::new(Kind::Domain, &domain.id), domain.title());
        findings.extend(domain.lead.as_ref().and_then(|lead| leading(scene, lead, &entity)));
    }
    for team in scene.model.teams.values().filter(|team| !team.is_dissolved()) {
        let entity = (EntityRef::new(Kind::Team, &team.id), team.title());
        findings.extend(team.lead.as_ref().and_then(|lead| leading(scene, lead, &entity)));
        findings.extend(called(scene, team.on_call.as_ref(), &entity));
    }
    for system in scene.model.live_systems() {
        let entity = (EntityRef::new(Kind::System, &system.id), system.title());
        findings.extend(called(scene, system.on_call.as_ref(), &entity));
    }
    findings.extend(vouching(scene));
    findings
}

/// The name of the person and the day, where the reference is to somebody who has left.
fn gone(scene: &Scene<'_>, person: &Ref) -> Option<String> {
    let known = scene.model.people.get(&person.id).filter(|person| person.has_left(scene.as_of))?;
    let names_a_team = person.kind != Some(Kind::Person) && scene.model.team(person).is_some();
    let day = known.left.as_ref().map(|left| left.value)?;
    (!names_a_team).then(|| format!("{}, who left on {day},", known.title()))
}

fn leading(scene: &Scene<'_>, lead: &Ref, (entity, title): &(EntityRef, &str)) -> Option<Finding> {
    let message = format!("{} leads {title}", gone(scene, lead)?);
    let help = Help::write("name who leads now", "lead: <person>");
    Some(Finding::on(entity.kind, &entity.id, &lead.place, message).field("lead").help(help))
}

fn called(scene: &Scene<'_>, on_call: Option<&OnCall>, (entity, title): &(EntityRef, &str)) -> Vec<Finding> {
    let steps = on_call.map_or(&[][..], |on_call| &on_call.escalation);
    let gone_steps = steps.iter().filter_map(|step| Some((step, gone(scene, &step.to)?)));
    gone_steps
        .map(|(step, who)| {
            let message = format!("{who} is to be called when {title} needs help");
            Finding::on(entity.kind, &entity.id, &step.to.place, message)
                .field(format!("on_call.escalation/{}", step.to.id))
                .help(Help::words("name somebody who is there, or a team: a team outlasts its people"))
        })
        .collect()
}

/// One finding for each system and person, whatever the number of checks.
fn vouching(scene: &Scene<'_>) -> Vec<Finding> {
    let has_gone = |by: &Ref| scene.model.has_left(&by.id, scene.as_of);
    let concerned = |system: &&System| system.checks.iter().any(|check| check.by.as_ref().is_some_and(has_gone));
    let mut findings = Vec::new();
    for system in scene.model.live_systems().filter(concerned) {
        let mut by_person: BTreeMap<&Id, Vec<ItemStanding<'_>>> = BTreeMap::new();
        for list in scene.model.checklists_reached(system) {
            for standing in scene.model.standing(system, list, scene.as_of) {
                let is_relied_on = matches!(standing.state, ItemState::Attested(_));
                let Some(by) = standing.by.filter(|by| is_relied_on && has_gone(by)) else { continue };
                by_person.entry(&by.id).or_default().push(standing);
            }
        }
        findings.extend(by_person.into_values().filter_map(|standings| vouched(scene, system, &standings)));
    }
    findings
}

fn vouched(scene: &Scene<'_>, system: &System, standings: &[ItemStanding<'_>]) -> Option<Finding> {
    let by = standings.first()?.by?;
    let items: Vec<&str> = standings.iter().map(|standing| standing.item.id.value.as_str()).collect();
    let what = match items.as_slice() {
        [one] => format!("the check `{one}`"),
        many => format!("{} checks", many.len()),
    };
    let message = format!("{} is the one who vouches for {what} of {}", gone(scene, by)?, system.title());
    let finding = Finding::on_system(system, &by.place, message)
        .field(format!("checks/{}", by.id))
        // A check that was done stays done; what is missing is somebody to ask about it.
        .severity(Severity::Warning)
        .evidence(format!("vouched for: {}", items.join(", ")))
        .help(Help::words("let somebody who is there go through it again, and write that day and name"));
    Some(finding)
}
