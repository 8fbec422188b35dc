//! What a CODEOWNERS file says of the systems' paths, held against the systems that claim them.

use std::collections::{BTreeMap, BTreeSet};

use super::Owners;
use super::import::{Names, owner};
use crate::diagnostic::plural;
use crate::exchange::Intake;
use crate::model::{Claims, Id, Model, Ref, SourceSetting, repository_name};
use crate::source::{Place, SourceFile, Sources};

/// Whom a file names for paths of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The system that claims the paths.
    pub system: Id,
    /// The pattern, as the file writes it.
    pub pattern: String,
    /// Those named, as references of this handbook.
    pub named: Vec<Ref>,
    /// The line.
    pub place: Place,
}

/// What a file says of paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Whom it names, once for each line and system.
    pub said: Vec<Said>,
    /// Paths that no system claims.
    pub unmapped: Vec<String>,
}

/// A CODEOWNERS file, its setting, and what it is held against.
struct Checkout<'a> {
    intake: &'a Intake<'a>,
    file: &'a SourceFile,
    model: &'a Model,
    repository: &'a str,
}

/// What the CODEOWNERS files among a handbook's sources say of the paths of its systems. Files are not looked at: a
/// pattern is held by a path that it would match.
#[must_use]
pub fn said(model: &Model, sources: &Sources) -> Vec<Said> {
    let mut all = Vec::new();
    for intake in super::sources(model, sources) {
        let Some(repository) = &intake.setting.repository else { continue };
        for file in &intake.files {
            let owners = Owners::of(intake.setting, file);
            let claims = Claims::on(model, &repository_name(repository));
            let rules = owners.rules.iter().map(|rule| rule.pattern.as_str());
            let paths: Vec<String> = rules.chain(claims.patterns()).map(sample).collect();
            let checkout = Checkout { intake: &intake, file, model, repository };
            all.extend(hold_in(&checkout, &owners, paths).said);
        }
    }
    all
}

/// What the file at one of the setting's paths says of `paths` in its repository.
#[must_use]
pub fn hold(model: &Model, setting: &SourceSetting, file: &SourceFile, paths: Vec<String>) -> Held {
    let owners = Owners::of(setting, file);
    let repository = setting.repository.as_ref().map_or("", |repository| repository.value.as_str());
    hold_in(&Checkout { intake: &Intake::new(setting), file, model, repository }, &owners, paths)
}

fn hold_in(checkout: &Checkout<'_>, owners: &Owners, paths: Vec<String>) -> Held {
    let Checkout { intake, file, model, repository } = *checkout;
    // A system that the file itself describes agrees with it.
    let own = |system: &crate::model::System| system.place.path == file.path;
    let claims = Claims::on(model, &repository_name(repository)).without(own);
    let names = Names::of(std::iter::once(owners), &intake.setting.names);
    let mut said: BTreeMap<(usize, Id), Said> = BTreeMap::new();
    let mut unmapped = Vec::new();
    for path in paths {
        let systems = claims.of(&path);
        let rules = owners.winning(&path);
        let named = || rules.iter().flat_map(|rule| &rule.owners).map(|named| owner(intake, file, named, &names));
        for system in &systems {
            let Some(first) = rules.first() else { continue };
            said.entry((first.line, (*system).clone())).or_insert_with(|| Said {
                system: (*system).clone(),
                pattern: first.pattern.clone(),
                named: named().collect(),
                place: Place::new(&file.path, first.span),
            });
        }
        if systems.is_empty() {
            unmapped.push(path);
        }
    }
    Held { said: said.into_values().collect(), unmapped }
}

/// A path that a pattern matches.
fn sample(pattern: &str) -> String {
    let path = pattern.trim().trim_start_matches('/').replace("\\ ", " ").replace("**", "x").replace(['*', '?'], "x");
    if path.is_empty() || path.ends_with('/') { format!("{path}x") } else { path }
}

/// Files that no system claims, folder by folder: a folder of which nothing is claimed is named whole.
#[must_use]
pub fn unmapped(all: &[String], left: &[String]) -> Vec<String> {
    let left: BTreeSet<&str> = left.iter().map(String::as_str).collect();
    let mut claimed: BTreeSet<&str> = BTreeSet::new();
    for path in all.iter().filter(|path| !left.contains(path.as_str())) {
        claimed.insert("");
        claimed.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }
    // Each file under the topmost folder of which nothing is claimed, else under its own.
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in &left {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let topmost = std::iter::once("").chain(folders).find(|folder| !claimed.contains(folder));
        let own = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let group = topmost.map_or_else(|| format!("{own}/*"), |folder| format!("{folder}/"));
        groups.entry(group).or_default().push(path.rsplit('/').next().unwrap_or(path));
    }
    groups.into_iter().map(|(group, files)| described(&group, &files)).collect()
}

fn described(group: &str, files: &[&str]) -> String {
    let count = plural(files.len(), "file");
    match group.strip_suffix('*') {
        None if group == "/" => format!("every file ({count})"),
        None => format!("the folder `/{group}` ({count})"),
        Some(folder) => {
            let shown: Vec<String> = files.iter().take(3).map(|file| format!("`{file}`")).collect();
            let more = if files.len() > shown.len() { ", …" } else { "" };
            let folder = folder.trim_start_matches('/');
            format!("what lies in `/{folder}` ({count}: {}{more})", shown.join(", "))
        }
    }
}
