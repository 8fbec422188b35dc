//! `disputed-ownership`: two statements of who owns the same thing disagree.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Help, Severity};
use crate::gaps::claims::{Claim, Claims};
use crate::gaps::names::Names;
use crate::gaps::paths::{Path, paths};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Id, Model, Owner, Ref, Status, System, Team};
use crate::source::Place;

/// The rule.
pub static RULE: Rule = Rule {
    id: "disputed-ownership",
    title: "Ownership is disputed",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::OneOwner,
    shows: &[Shows::M(Mistake::M2), Shows::F(Failure::F2)],
    doc: include_str!("disputed-ownership.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let claims = Claims::of(model);
    let systems = model.systems.values().filter(|system| system.status() != Status::Retired);
    let mut found: Vec<Finding> = systems
        .flat_map(|system| claims.on(system).iter().filter_map(|claim| disputed(model, system, claim)))
        .collect();
    found.extend(model.systems.values().filter_map(|system| said_otherwise(model, system)));
    found.extend(claimed_in_vain(model));
    found.extend(shared_paths(model));
    found
}

/// A team says that it owns a system that names another owner.
fn disputed(model: &Model, system: &System, claim: &Claim<'_>) -> Option<Finding> {
    let owner = system.owner.as_ref().filter(|owner| !owner.named.is_empty())?;
    let is_owner = |named: &Ref| model.team(named).is_some_and(|team| team.id == claim.team.id);
    if owner.named.iter().any(is_owner) {
        return None;
    }
    let named: Vec<&str> =
        owner.named.iter().map(|named| model.team(named).map_or(named.written.as_str(), Team::title)).collect();
    let (title, team) = (system.title(), claim.team.title());
    let message = format!("{title} names {} as its owner, and {team} says that it owns it", named.join(", "));
    Some(
        Finding::on_system(system, &owner.place, message)
            .field(format!("owner/{}", claim.team.id))
            .related(&claim.owned.place, format!("{team} says that it owns `{}`", claim.owned.written))
            .help(Help::words(format!(
                "let the two agree: write `owner: {}` here, or take `{}` out of what {team} `owns`",
                claim.team.id, claim.owned.written
            ))),
    )
}

/// Another source says that a system has another owner.
fn said_otherwise(model: &Model, system: &System) -> Option<Finding> {
    let owner = system.owner.as_ref().filter(|owner| !owner.named.is_empty())?;
    let id = |named: &Ref| model.team(named).map_or_else(|| named.id.clone(), |team| team.id.clone());
    let title = |named: &Ref| model.team(named).map_or_else(|| named.written.clone(), |team| team.title().to_owned());
    let ids: BTreeSet<Id> = owner.named.iter().map(id).collect();
    let differs =
        |other: &&Owner| !other.named.is_empty() && other.named.iter().map(id).collect::<BTreeSet<_>>() != ids;
    let others: Vec<&Owner> = system.owner_elsewhere.iter().filter(differs).collect();
    let first = others.first()?;
    let titles = |owner: &Owner| owner.named.iter().map(title).collect::<Vec<_>>().join(", ");
    let message = format!("{} belongs to {} here, and to {} elsewhere", system.title(), titles(owner), titles(first));
    let found = Finding::on_system(system, &owner.place, message)
        .field(format!("owner/{}", first.named[0].id))
        .help(Help::words("let the sources agree: change one of them, or give what are two systems two ids"));
    Some(others.iter().fold(found, |found, other| {
        found.related(&other.place, format!("{} is named as the owner here", titles(other)))
    }))
}

/// A team says that it owns what is no system.
fn claimed_in_vain(model: &Model) -> Vec<Finding> {
    let claims = model.teams.values().filter(|team| !team.is_dissolved());
    let claims = claims.flat_map(|team| team.owns.iter().map(move |owned| (team, owned)));
    let unknown: Vec<(&Team, &Ref)> =
        claims.filter(|(_, owned)| !owned.is_external && owned.is_legible() && model.system(owned).is_none()).collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let mut names = Names::of_systems(model);
    let finding = |(team, owned): (&Team, &Ref)| {
        let message =
            format!("{} says that it owns `{}`, which is not a system of this handbook", team.title(), owned.written);
        let found = Finding::on_team(team, &owned.place, message).field(format!("owns/{}", owned.id));
        match names.nearest(owned.id.as_str()) {
            Some(near) => found.instead(owned, near.as_str()),
            None => found.help(Help::words("describe the system, or take it out of the list")),
        }
    };
    unknown.into_iter().map(finding).collect()
}

/// Systems of different owners that claim the same part of a repository.
fn shared_paths(model: &Model) -> Vec<Finding> {
    let mut claims: BTreeMap<Path, Vec<(&System, &Team, &Place)>> = BTreeMap::new();
    for system in model.systems.values().filter(|system| system.status() != Status::Retired) {
        // A system without one owner has a gap of its own.
        let Some(owner) = model.owner_of(system) else { continue };
        for (path, place) in paths(system) {
            claims.entry(path).or_default().push((system, owner, place));
        }
    }
    claims.iter().filter_map(|(path, by)| shared_path(path, by)).collect()
}

fn shared_path(path: &Path, by: &[(&System, &Team, &Place)]) -> Option<Finding> {
    let (first, owner, place) = by.first()?;
    let others: Vec<_> = by.iter().filter(|(_, other, _)| other.id != owner.id).collect();
    let (second, other, _) = others.first()?;
    let part = if path.glob.is_empty() { path.url.clone() } else { format!("`{}` of {}", path.glob, path.url) };
    let message = format!("{} and {} both claim {part}", first.title(), second.title());
    let found = Finding::on_system(first, place, message)
        .field(format!("repositories/{}{}", path.url, path.glob))
        .evidence(format!("{} belongs to {}, {} to {}", first.title(), owner.title(), second.title(), other.title()))
        .help(Help::words("give the path to one of them, and let the other depend on it"));
    Some(
        others.iter().fold(found, |found, (system, _, place)| {
            found.related(place, format!("{} claims it here", system.title()))
        }),
    )
}
