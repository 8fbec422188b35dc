//! `circular-parent`: a team or a domain is above itself.

use std::collections::HashSet;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Id, Kind, Model, Ref};

/// The rule.
pub static RULE: Rule = Rule {
    id: "circular-parent",
    title: "Parents go round in a circle",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F2), Shows::F(Failure::F4)],
    doc: include_str!("circular-parent.md"),
    find,
};

/// One step up: an id, its title, and the parent it names.
struct Step<'m> {
    id: &'m Id,
    title: &'m str,
    parent: &'m Ref,
}

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut found = circles(Kind::Team, model.teams.keys(), |id| team(model, id));
    found.extend(circles(Kind::Domain, model.domains.keys(), |id| domain(model, id)));
    found
}

/// The step up from a team, and the id it leads to.
fn team<'m>(model: &'m Model, id: &Id) -> Option<(Step<'m>, &'m Id)> {
    let team = model.teams.get(id)?;
    let parent = team.parent.as_ref()?;
    Some((Step { id: &team.id, title: team.title(), parent }, &model.team(parent)?.id))
}

fn domain<'m>(model: &'m Model, id: &Id) -> Option<(Step<'m>, &'m Id)> {
    let domain = model.domains.get(id)?;
    let parent = domain.parent.as_ref()?;
    Some((Step { id: &domain.id, title: domain.title(), parent }, &model.domain(parent)?.id))
}

/// Each circle once, as it is met from the smallest of its ids.
fn circles<'m>(
    kind: Kind,
    ids: impl Iterator<Item = &'m Id>,
    up: impl Fn(&Id) -> Option<(Step<'m>, &'m Id)>,
) -> Vec<Finding> {
    let mut seen: HashSet<&Id> = HashSet::new();
    let mut found = Vec::new();
    for start in ids {
        let mut path: Vec<Step<'m>> = Vec::new();
        let mut at = start;
        while seen.insert(at) {
            let Some((step, next)) = up(at) else { break };
            path.push(step);
            at = next;
        }
        // Whatever was walked before this path belongs to it only if it is on it.
        if let Some(first) = path.iter().position(|step| step.id == at) {
            found.push(finding(kind, &path[first..]));
        }
    }
    found
}

fn finding(kind: Kind, circle: &[Step<'_>]) -> Finding {
    let first = circle.iter().enumerate().min_by_key(|(_, step)| step.id).map_or(0, |(at, _)| at);
    let steps: Vec<&Step<'_>> = circle[first..].iter().chain(&circle[..first]).collect();
    let start = steps[0];
    let path: Vec<&str> = steps.iter().chain([&start]).map(|step| step.id.as_str()).collect();
    let message = if steps.len() == 1 {
        format!("{} is its own parent", start.title)
    } else {
        format!("{} is above itself: {}", start.title, path.join(" → "))
    };
    let help = Help::words(format!("remove the `parent` of the {kind} that stands at the top"));
    let found = Finding::on(kind, start.id, &start.parent.place, message).field("parent").help(help);
    steps[1..]
        .iter()
        .fold(found, |found, step| found.related(&step.parent.place, format!("the parent of `{}`", step.id)))
}
