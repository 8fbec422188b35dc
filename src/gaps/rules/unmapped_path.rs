//! `unmapped-path`: code that is still there belongs to no system that is.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Help, Severity};
use crate::gaps::paths::{Path, paths};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Status, System};
use crate::source::Place;

/// The rule.
pub static RULE: Rule = Rule {
    id: "unmapped-path",
    title: "A path belongs to no system",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("unmapped-path.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let is_retired = |system: &&System| system.status() == Status::Retired;
    let (retired, living): (Vec<&System>, Vec<&System>) = scene.model.systems.values().partition(is_retired);
    let claimed: HashSet<Path> = living.into_iter().flat_map(paths).map(|(path, _)| path).collect();
    let in_use: HashSet<&str> = claimed.iter().map(|path| path.url.as_str()).collect();
    // A repository that nobody works in any more is an archive, and needs no owner.
    let is_left = |path: &Path| {
        in_use.contains(path.url.as_str()) && path.with_ancestors().all(|above| !claimed.contains(&above))
    };
    let mut left: BTreeMap<Path, (&System, &Place)> = BTreeMap::new();
    for system in retired {
        for (path, place) in paths(system).into_iter().filter(|(path, _)| is_left(path)) {
            left.entry(path).or_insert((system, place));
        }
    }
    left.into_iter().map(|(path, (system, place))| finding(&path, system, place)).collect()
}

fn finding(path: &Path, system: &System, place: &Place) -> Finding {
    let part = if path.glob.is_empty() { "all" } else { path.glob.as_str() };
    let message = format!("`{part}` of {} belongs to no system but {}, which is retired", path.url, system.title());
    Finding::on_system(system, place, message)
        .field(format!("repositories/{}/{}", path.url, path.glob))
        .help(Help::words("delete the code and this line, or add the path to the system that goes on with it"))
}
