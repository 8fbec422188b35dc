//! A CODEOWNERS file as a source: its owners become teams and people, and each pattern a system.

use std::collections::{BTreeMap, BTreeSet};

use super::{Dialect, Named, Owners, Rule};
use crate::diagnostic::{Diagnostic, Help};
use crate::exchange::Intake;
use crate::exchange::intake::{add, id_of};
use crate::model::{Id, Kind, Owner, Person, Ref, Repository, System, Team};
use crate::source::slug::Distinct;
use crate::source::{Place, SourceFile, Spanned};

pub(super) fn read(intake: &mut Intake<'_>) {
    let parsed = parse(intake);
    let names = Names::of(parsed.iter().map(|(_, owners)| owners), &intake.setting.names);
    for (file, owners) in &parsed {
        for problem in &owners.problems {
            let place = Place::new(&file.path, problem.span);
            let noted = Diagnostic::warning("codeowners-line", place, &*problem.message);
            intake.note(noted.help(Help::words(problem.help)));
        }
        take_owners(intake, file, owners, &names);
        if intake.makes_systems() {
            take_rules(intake, file, owners, &names);
        }
    }
}

/// The files of a source, each in the dialect that the settings or the file itself speak for.
fn parse<'a>(intake: &mut Intake<'a>) -> Vec<(&'a SourceFile, Owners)> {
    let dialect = &intake.setting.dialect;
    if let Some(dialect) = dialect.as_ref().filter(|dialect| Dialect::named(dialect).is_none()) {
        let message = format!("CODEOWNERS has no dialect `{}`", dialect.value);
        let help = Help::words("write `github`, `gitlab` or `bitbucket`");
        intake.note(Diagnostic::error("unknown-word", dialect.place.clone(), message).help(help));
    }
    intake.files.iter().map(|file| (&***file, Owners::of(intake.setting, file))).collect()
}

/// The ids of all who are named. Two groups whose last names are the same keep their whole names.
pub(super) struct Names {
    ids: BTreeMap<String, Id>,
}

impl Names {
    pub fn of<'a>(files: impl Iterator<Item = &'a Owners>, given: &BTreeMap<String, Id>) -> Self {
        let named = files.flat_map(|owners| &owners.rules).flat_map(|rule| &rule.owners);
        let whole: BTreeSet<String> = named.map(|named| named.text.to_lowercase()).collect();
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &whole {
            *uses.entry(last(name)).or_default() += 1;
        }
        let id = |name: &String| {
            let plain = name.trim_start_matches('@');
            let short = if uses[last(name)] == 1 { last(name) } else { plain };
            (name.clone(), given.get(name).cloned().unwrap_or_else(|| id_of(short)))
        };
        Self { ids: whole.iter().map(id).collect() }
    }

    fn id(&self, named: &Named) -> Id {
        self.ids.get(&named.text.to_lowercase()).cloned().unwrap_or_else(|| id_of(&named.text))
    }
}

/// `team` of `@org/team`, `user` of `@user`.
fn last(name: &str) -> &str {
    let name = name.trim_start_matches('@');
    name.rsplit_once('/').map_or(name, |(_, last)| last)
}

fn take_owners(intake: &mut Intake<'_>, file: &SourceFile, owners: &Owners, names: &Names) {
    let mut seen = BTreeSet::new();
    for named in owners.rules.iter().flat_map(|rule| &rule.owners) {
        if !seen.insert(named.text.to_lowercase()) {
            continue;
        }
        let (id, place) = (names.id(named), Place::new(&file.path, named.span));
        let name = Some(Spanned::new(named.text.clone(), place.clone()));
        // What another format calls a team is one, whatever it looks like here.
        if named.is_team() || intake.setting.names.contains_key(&named.text.to_lowercase()) {
            let name = Some(Spanned::new(last(&named.text).to_owned(), place.clone()));
            intake.found.teams.push(Team { name, ..Team::new(id, place) });
        } else {
            intake.found.people.push(Person { handle: name, ..Person::new(id, place) });
        }
    }
}

fn take_rules(intake: &mut Intake<'_>, file: &SourceFile, owners: &Owners, names: &Names) {
    let setting = intake.setting;
    let mut by_pattern: BTreeMap<String, System> = BTreeMap::new();
    let mut decided: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let rules: Vec<&Rule> = owners.rules.iter().filter(|rule| !rule.is_exclusion).collect();
    for (at, rule) in rules.iter().enumerate() {
        decided.insert((key(rule), rule.section), at);
    }
    for (at, rule) in rules.iter().enumerate() {
        // The same pattern later in the same section takes this rule's place.
        if decided.get(&(key(rule), rule.section)) != Some(&at) {
            continue;
        }
        let place = Place::new(&file.path, rule.span);
        let refs: Vec<Ref> = rule.owners.iter().map(|named| owner(intake, file, named, names)).collect();
        let is_optional = owners.sections[rule.section].is_optional;
        let system = by_pattern.entry(key(rule)).or_insert_with(|| {
            let repositories = setting.repository.iter().map(|url| Repository {
                url: url.clone(),
                paths: vec![Spanned::new(rule.pattern.clone(), place.clone())],
            });
            System {
                name: Some(Spanned::new(title(rule), place.clone())),
                repositories: repositories.collect(),
                ..System::new(id_of(&key(rule)), place.clone())
            }
        });
        if is_optional {
            system.contributors.extend(refs);
        } else {
            let owner = system.owner.get_or_insert_with(|| Owner { named: Vec::new(), place });
            add(&mut owner.named, refs);
        }
    }
    let mut distinct = Distinct::default();
    for mut system in by_pattern.into_values() {
        system.id = Id::new(&distinct.make(system.id.as_str()));
        intake.found.systems.push(system);
    }
}

/// A name of a line as a reference of ours.
pub(super) fn owner(intake: &Intake<'_>, file: &SourceFile, named: &Named, names: &Names) -> Ref {
    let is_team = named.is_team() || intake.setting.names.contains_key(&named.text.to_lowercase());
    Ref {
        kind: Some(if is_team { Kind::Team } else { Kind::Person }),
        id: names.id(named),
        is_external: false,
        written: named.text.clone(),
        place: Place::new(&file.path, named.span),
    }
}

/// What tells one area from another: the pattern without the slashes at its ends.
pub(super) fn key(rule: &Rule) -> String {
    let key = rule.pattern.trim_matches('/').trim_end_matches("/**").trim_end_matches('/');
    if matches!(key, "" | "*" | "**") { "everything-else".to_owned() } else { key.to_owned() }
}

fn title(rule: &Rule) -> String {
    let key = key(rule);
    if key == "everything-else" { "Everything else".to_owned() } else { key }
}
