//! CODEOWNERS: the paths that systems claim, from the widest to the most exact, since the last line that matches decides.

use std::collections::BTreeMap;

use super::{Outgoing, Written, living};
use crate::exchange::codeowners::Dialect;
use crate::model::{Model, Resolved, System, exactness, repository_name};

/// What one repository's file says, by pattern.
#[derive(Default)]
struct Lines<'m> {
    /// The address of the repository, as the first system writes it.
    url: &'m str,
    by_pattern: BTreeMap<String, Vec<&'m System>>,
}

pub(super) fn write(outgoing: &Outgoing<'_>) -> Vec<Written> {
    let mut repositories: BTreeMap<String, Lines<'_>> = BTreeMap::new();
    for system in living(outgoing.model) {
        for repository in &system.repositories {
            let lines = repositories.entry(repository_name(&repository.url)).or_default();
            if lines.url.is_empty() {
                lines.url = &repository.url.value;
            }
            let paths: Vec<&str> = repository.paths.iter().map(|path| path.value.trim()).collect();
            for path in if paths.is_empty() { vec![""] } else { paths } {
                let systems = lines.by_pattern.entry(path.to_owned()).or_default();
                if systems.last().is_none_or(|last| last.id != system.id) {
                    systems.push(system);
                }
            }
        }
    }
    repositories
        .into_iter()
        .map(|(name, lines)| Written { path: format!("{name}/CODEOWNERS"), text: text(outgoing, &lines) })
        .collect()
}

fn text(outgoing: &Outgoing<'_>, lines: &Lines<'_>) -> String {
    let mut text = format!(
        "# Made by bailiwick from the systems' `repositories`: change the handbook instead.\n# {}\n",
        lines.url
    );
    let mut sorted: Vec<(&String, &Vec<&System>)> = lines.by_pattern.iter().collect();
    sorted.sort_by_key(|(pattern, _)| (rank(pattern), *pattern));
    for (pattern, systems) in sorted {
        let titles: Vec<&str> = systems.iter().map(|system| system.title()).collect();
        let owners = owners(outgoing, lines.url, systems);
        let nobody = if owners.is_empty() { ": nobody owns it" } else { "" };
        text.push_str(&format!("\n# {}{nobody}\n", one_line(&titles.join(", "))));
        let patterns = spelled(pattern, outgoing.dialect);
        if patterns.is_empty() {
            text.push_str(&format!("# `{}` cannot be said in this dialect\n", one_line(pattern)));
        }
        for pattern in patterns {
            text.push_str(format!("{pattern} {}", owners.join(" ")).trim_end());
            text.push('\n');
        }
    }
    text
}

/// The whole repository is the widest claim.
fn rank(pattern: &str) -> usize {
    if is_all(pattern) { 0 } else { exactness(pattern) }
}

fn is_all(pattern: &str) -> bool {
    matches!(pattern, "" | "/" | "*" | "**" | "/*" | "/**")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pattern as the dialect has it; more than one where it may be a file or a folder, none where it cannot be said.
fn spelled(pattern: &str, dialect: Dialect) -> Vec<String> {
    if is_all(pattern) {
        return vec!["*".to_owned()];
    }
    if pattern.contains(['\n', '\r']) || (dialect != Dialect::GitLab && pattern.contains(['[', '!'])) {
        return Vec::new();
    }
    let escaped = pattern.replace(' ', "\\ ").replace('\t', "\\\t");
    let escaped =
        if dialect == Dialect::GitLab && escaped.contains('#') { escaped.replace('#', "\\#") } else { escaped };
    let has_wildcards = escaped.contains(['*', '?', '[']);
    let is_rooted = !has_wildcards || escaped.trim_end_matches('/').contains('/');
    let rooted = if is_rooted { format!("/{}", escaped.trim_start_matches('/')) } else { escaped };
    if let Some(folder) = rooted.strip_suffix("/**") {
        return vec![format!("{folder}/")];
    }
    match dialect {
        // A folder needs its final `/` there, and a file must not have one.
        Dialect::GitLab if !rooted.ends_with('/') && !has_wildcards => vec![rooted.clone(), format!("{rooted}/")],
        _ => vec![rooted],
    }
}

/// Whom the lines name: existing teams and people.
fn owners(outgoing: &Outgoing<'_>, url: &str, systems: &[&System]) -> Vec<String> {
    let model = outgoing.model;
    let mut owners: Vec<String> = Vec::new();
    for reference in systems.iter().flat_map(|system| &system.owner).flat_map(|owner| &owner.named) {
        let owner = match model.resolve(reference) {
            Resolved::Team(team) | Resolved::FormerTeam(team) if !team.is_dissolved() => {
                handle(&outgoing.handle, team.id.as_str(), url)
            }
            Resolved::Person(id) => person(model, id),
            _ => continue,
        };
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}

/// `@acme/payments`: the team as the repository's host knows it.
fn handle(pattern: &str, team: &str, url: &str) -> String {
    let name = repository_name(url);
    let parts: Vec<&str> = name.split('/').collect();
    let org = if let [_, org @ .., _] = parts.as_slice() { org.join("/") } else { String::new() };
    pattern.replace("{team}", team).replace("{org}", &org).replace("@/", "@")
}

fn person(model: &Model, id: &crate::model::Id) -> String {
    let handle = model.people.get(id).and_then(|person| person.handle.as_ref());
    let name = handle.map_or(id.as_str(), |handle| handle.value.as_str());
    if name.contains('@') { name.to_owned() } else { format!("@{name}") }
}
