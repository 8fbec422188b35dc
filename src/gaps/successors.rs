//! What took the place of something that is gone: a guess, good for advice and never for a judgement.

use std::collections::BTreeSet;

use crate::diagnostic::did_you_mean;
use crate::model::{Domain, EntityRef, Id, Kind, Model, Page, System, Team};
use crate::routes::{Earlier, Route};
use crate::source::{Place, Spanned};

/// What may have taken a place, and can bear the earlier address.
pub(super) struct Successor<'m> {
    /// Itself.
    pub entity: EntityRef,
    /// Its name.
    pub title: &'m str,
    /// Where to add an alias.
    pub place: Place,
    /// The aliases it has.
    pub aliases: &'m [Spanned<String>],
}

/// What stands in `model` for what stood at `route` earlier: the same thing, or what most likely took its place.
pub(super) fn of<'m>(route: &Route, model: &'m Model, earlier: &Earlier) -> Option<Successor<'m>> {
    match route {
        Route::Team(id) => team(model, id).or_else(|| team(model, near_team(id, model, earlier)?)),
        Route::System(id) => system(model, id).or_else(|| system(model, near_system(id, model, earlier)?)),
        Route::Domain(id) => domain(model, id).or_else(|| domain(model, near_domain(id, model, earlier)?)),
        Route::Page(path) => {
            let same = model.pages.get(path).filter(|page| !page.is_draft);
            same.or_else(|| near_page(earlier.model.pages.get(path)?, model, earlier)).map(page)
        }
        _ => None,
    }
}

fn team<'m>(model: &'m Model, id: &Id) -> Option<Successor<'m>> {
    let team = model.teams.get(id)?;
    let entity = EntityRef::new(Kind::Team, id);
    Some(Successor { entity, title: team.title(), place: team.place.clone(), aliases: &team.aliases })
}

fn system<'m>(model: &'m Model, id: &Id) -> Option<Successor<'m>> {
    let system = model.systems.get(id)?;
    let entity = EntityRef::new(Kind::System, id);
    Some(Successor { entity, title: system.title(), place: system.place.clone(), aliases: &system.aliases })
}

fn domain<'m>(model: &'m Model, id: &Id) -> Option<Successor<'m>> {
    let domain = model.domains.get(id)?;
    let entity = EntityRef::new(Kind::Domain, id);
    Some(Successor { entity, title: domain.title(), place: domain.place.clone(), aliases: &domain.aliases })
}

fn page(page: &Page) -> Successor<'_> {
    let entity = EntityRef::new(Kind::Page, &Id::new(page.path.as_str()));
    Successor { entity, title: &page.title, place: page.place(), aliases: &page.aliases }
}

/// What tells whether two things are one under different ids.
struct Known {
    title: String,
    /// What it has to do with: members, repositories, lines of text.
    about: BTreeSet<String>,
}

fn near_team<'m>(gone: &Id, model: &'m Model, earlier: &Earlier) -> Option<&'m Id> {
    let known = |model: &Model, team: &Team| {
        let owned = model.systems.values().filter(|system| model.owner_of(system).is_some_and(|own| own.id == team.id));
        let owned = owned.map(|system| system.id.to_string());
        let members = team.members.iter().map(|member| member.id.to_string());
        Known { title: team.title().to_owned(), about: owned.chain(members).collect() }
    };
    let was = known(&earlier.model, earlier.model.teams.get(gone)?);
    let fresh = model.teams.values().filter(|team| !earlier.model.teams.contains_key(&team.id));
    nearest(gone, &was, &fresh.map(|team| (&team.id, known(model, team))).collect::<Vec<_>>())
}

fn near_system<'m>(gone: &Id, model: &'m Model, earlier: &Earlier) -> Option<&'m Id> {
    let known = |system: &System| {
        let repositories = system.repositories.iter().map(|repository| repository.url.value.clone());
        let runbook = system.runbook.iter().map(|runbook| runbook.target.value.clone());
        Known { title: system.title().to_owned(), about: repositories.chain(runbook).collect() }
    };
    let was = known(earlier.model.systems.get(gone)?);
    let fresh = model.systems.values().filter(|system| !earlier.model.systems.contains_key(&system.id));
    nearest(gone, &was, &fresh.map(|system| (&system.id, known(system))).collect::<Vec<_>>())
}

fn near_domain<'m>(gone: &Id, model: &'m Model, earlier: &Earlier) -> Option<&'m Id> {
    let known = |domain: &Domain| Known { title: domain.title().to_owned(), about: BTreeSet::new() };
    let was = known(earlier.model.domains.get(gone)?);
    let fresh = model.domains.values().filter(|domain| !earlier.model.domains.contains_key(&domain.id));
    nearest(gone, &was, &fresh.map(|domain| (&domain.id, known(domain))).collect::<Vec<_>>())
}

fn near_page<'m>(gone: &Page, model: &'m Model, earlier: &Earlier) -> Option<&'m Page> {
    let known = |page: &Page| {
        let body = &page.file.text()[page.file.markdown().range()];
        let lines = body.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
        Known { title: page.title.clone(), about: lines.collect() }
    };
    let name = |page: &Page| Id::new(page.content_path());
    let is_fresh = |page: &&Page| !earlier.model.pages.contains_key(&page.path) && !page.is_draft;
    let fresh: Vec<(Id, &Page)> = model.pages.values().filter(is_fresh).map(|page| (name(page), page)).collect();
    let all: Vec<_> = fresh.iter().map(|(id, page)| (id, known(page))).collect();
    let near = nearest(&name(gone), &known(gone), &all)?;
    fresh.iter().find(|(id, _)| id == near).map(|&(_, page)| page)
}

/// Of those that are new: the one of the same title, else the one that shares most, else the one whose id differs by a
/// slip, else the only one.
fn nearest<'a>(gone: &Id, was: &Known, fresh: &[(&'a Id, Known)]) -> Option<&'a Id> {
    if let Some((id, _)) = fresh.iter().find(|(_, known)| known.title.eq_ignore_ascii_case(&was.title)) {
        return Some(id);
    }
    let shared = |known: &Known| {
        let both = known.about.intersection(&was.about).count();
        // At least half of what either has to do with.
        (both * 2 >= known.about.len().max(was.about.len()) && both > 0).then_some(both)
    };
    let most = fresh.iter().filter_map(|(id, known)| Some((shared(known)?, *id))).max_by_key(|&(both, _)| both);
    if let Some((_, id)) = most {
        return Some(id);
    }
    if let Some(near) = did_you_mean(gone.as_str(), fresh.iter().map(|(id, _)| id.as_str())) {
        return fresh.iter().find(|(id, _)| id.as_str() == near).map(|&(id, _)| id);
    }
    match fresh {
        [(only, _)] => Some(only),
        _ => None,
    }
}
