//! What the files that describe one service each have in common: words for kinds of links, and teams that are only named.

use super::{Intake, Leaf, intake::id_of};
use crate::model::{Kind, Link, Owner, Ref, Repository, Runbook, System, Team};
use crate::source::Spanned;

/// The reference to a team that is named here. The tool knows the team, and its files do not describe it, so that the
/// name makes it one: unless the settings say `teams: none`.
pub(super) fn team(intake: &mut Intake<'_>, name: Leaf<'_>) -> Option<Ref> {
    let written = name.str()?;
    let short = written.rsplit_once('/').map_or(written, |(_, short)| short);
    let id = intake.named(written, id_of(short));
    if intake.names_teams() && !crate::model::is_placeholder(written) {
        let named = Team { name: Some(name.say(short)), ..Team::new(id.clone(), name.place()) };
        intake.found.teams.push(named);
    }
    Some(name.reference_to(Kind::Team, id))
}

/// The owner that `name` names; nobody, at the place of `key`, where it says nothing.
pub(super) fn owner(intake: &mut Intake<'_>, name: Leaf<'_>, key: Leaf<'_>) -> Owner {
    let place = if name.is_there() { name.place() } else { key.place() };
    Owner { named: team(intake, name).into_iter().collect(), place }
}

/// Puts a link where its kind belongs: a runbook, a dashboard, a repository, else among the links.
pub(super) fn take_link(system: &mut System, kind: &str, name: Leaf<'_>, url: Leaf<'_>) {
    let Some(address) = url.address() else { return };
    let kind = kind.to_lowercase();
    if kind.contains("runbook") && system.runbook.is_none() {
        system.runbook = Some(Runbook { target: address, reviewed: None });
    } else if kind.contains("dashboard") && system.dashboard.is_none() {
        system.dashboard = Some(address);
    } else if ["repo", "repository", "code", "source"].contains(&kind.as_str()) {
        take_repository(system, &address);
    } else {
        let name = name.str().map_or_else(|| crate::source::slug::title_of(&kind), str::to_owned);
        system.links.push(Link { name, url: address });
    }
}

/// Adds a repository by its address, once; an address of a folder in one is that path of it.
pub(super) fn take_repository(system: &mut System, address: &Spanned<String>) {
    let (url, path) = match address.value.split_once("/tree/") {
        Some((url, rest)) => (url.trim_end_matches("/-"), rest.split_once('/').map(|(_, path)| path)),
        None => (address.value.as_str(), None),
    };
    let paths = path.map(|path| Spanned::new(format!("/{}/**", path.trim_matches('/')), address.place.clone()));
    match system.repositories.iter_mut().find(|known| known.url.value == url) {
        Some(known) if !known.paths.is_empty() => known.paths.extend(paths),
        Some(_) => {}
        None => system.repositories.push(Repository {
            url: Spanned::new(url.to_owned(), address.place.clone()),
            paths: paths.into_iter().collect(),
        }),
    }
}
