//! Whose a path is by a CODEOWNERS file: the last rule that matches decides, however exact another is.

use std::collections::BTreeSet;

use super::import::{Names, key, owner};
use super::{Owners, Rule};
use crate::exchange::Intake;
use crate::exchange::intake::id_of;
use crate::model::{EntityRef, Found, Kind, Match, Model, Resolved, asked_path, repository_name};
use crate::source::{Place, SourceFile, Sources};

/// What `query` means. For a path that no system of the handbook's own claims, the CODEOWNERS files among its sources
/// decide.
#[must_use]
pub fn find(model: &Model, sources: &Sources, query: &str) -> Found {
    let found = model.find(query);
    let is_named = |by: Match| !matches!(by, Match::Path | Match::Repository);
    let is_own = |entity: &EntityRef| {
        let system = model.systems.get(&entity.id).filter(|_| entity.kind == Kind::System);
        system.is_none_or(|system| system.place.path.below("content").is_some())
    };
    let is_settled = match &found {
        Found::One { entity, by, .. } => is_named(*by) || is_own(entity),
        Found::Several(entities) => entities.iter().all(is_own),
        Found::Nothing(_) => false,
    };
    let asked = asked_path(query).filter(|_| !is_settled);
    let Some((repository, path)) = asked else { return found };
    let mut decided = decide(model, sources, repository.as_deref(), &path);
    match decided.len() {
        0 => found,
        1 => decided.pop_first().map_or(found, |entity| Found::One { entity, by: Match::Path, also: Vec::new() }),
        _ => Found::Several(decided.into_iter().collect()),
    }
}

/// What the deciding rules of all files come to: their systems, or those they name where they make none.
fn decide(model: &Model, sources: &Sources, repository: Option<&str>, path: &str) -> BTreeSet<EntityRef> {
    let mut decided = BTreeSet::new();
    for intake in super::sources(model, sources) {
        let own = intake.setting.repository.as_ref().map(|own| repository_name(own));
        if repository.is_some() && own.as_deref() != repository {
            continue;
        }
        for file in &intake.files {
            let owners = Owners::of(intake.setting, file);
            for rule in owners.winning(path) {
                decided.extend(entities(model, &intake, file, (&owners, rule)));
            }
        }
    }
    decided
}

fn entities(model: &Model, intake: &Intake<'_>, file: &SourceFile, (owners, rule): (&Owners, &Rule)) -> Vec<EntityRef> {
    let place = Place::new(&file.path, rule.span);
    let id = id_of(&key(rule));
    let of_file = model.systems.values().filter(|system| system.place.path == file.path);
    let made =
        of_file.filter(|system| system.place == place || system.id == id).max_by_key(|system| system.place == place);
    if let Some(system) = made {
        return vec![EntityRef::new(Kind::System, &system.id)];
    }
    let names = Names::of(std::iter::once(owners), &intake.setting.names);
    let named = rule.owners.iter().map(|named| owner(intake, file, named, &names));
    let entity = |named: crate::model::Ref| match model.resolve(&named) {
        Resolved::Team(team) | Resolved::FormerTeam(team) => Some(EntityRef::new(Kind::Team, &team.id)),
        Resolved::Person(id) => Some(EntityRef::new(Kind::Person, id)),
        _ => None,
    };
    named.filter_map(entity).collect()
}
