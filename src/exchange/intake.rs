//! What reading one source takes in: its files and setting on one side, entities and diagnostics on the other.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Format, Leaf, wanted};
use crate::diagnostic::{Diagnostic, Help, Severity};
use crate::model::{Entities, Id, Ref, SourceSetting};
use crate::source::{Body, Pattern, Place, SourceFile, SourcePath, Sources};

/// One source while it is read.
pub struct Intake<'a> {
    /// What the handbook says about the source.
    pub setting: &'a SourceSetting,
    /// Its files that can be read as text, by path.
    pub files: Vec<&'a Arc<SourceFile>>,
    /// What they say.
    pub found: Entities,
    /// What could not be understood.
    pub diagnostics: Vec<Diagnostic>,
    /// How many were noted of each kind in each file.
    noted: HashMap<(SourcePath, String), usize>,
    /// The ids of the systems that were handed out.
    systems: HashSet<Id>,
}

/// Of one kind of trouble, a file's first so many are noted: a broken file is no flood.
const MOST_NOTES: usize = 50;

impl<'a> Intake<'a> {
    pub(super) fn new(setting: &'a SourceSetting) -> Self {
        Self {
            setting,
            files: Vec::new(),
            found: Entities::default(),
            diagnostics: Vec::new(),
            noted: HashMap::new(),
            systems: HashSet::new(),
        }
    }

    /// Notes something; of one kind in one file, only the first fifty.
    pub fn note(&mut self, diagnostic: Diagnostic) {
        let Some(place) = &diagnostic.place else { return };
        let count = self.noted.entry((place.path.clone(), diagnostic.code.to_string())).or_default();
        *count += 1;
        match (*count).cmp(&(MOST_NOTES + 1)) {
            Ordering::Less => self.diagnostics.push(diagnostic),
            Ordering::Equal => {
                let message = format!("there is more of `{}` in this file, which is not listed", diagnostic.code);
                self.diagnostics.push(Diagnostic { message, help: Vec::new(), ..diagnostic });
            }
            Ordering::Greater => {}
        }
    }

    /// Notes what the YAML or TOML of a file is broken at.
    pub fn note_problems(&mut self, file: &SourceFile) {
        for problem in &file.yaml().problems {
            self.note(Diagnostic::of_problem(Severity::Warning, &file.path, problem));
        }
    }

    /// Notes what is passed over because it is nothing that the format has.
    pub fn note_unknown(&mut self, leaf: Leaf<'_>, why: &str) {
        let message = format!("passed over: {why}");
        self.note(Diagnostic::warning("not-imported", leaf.place(), message));
    }

    /// Whether a team that is only named is taken for one.
    #[must_use]
    pub fn names_teams(&self) -> bool {
        self.setting.teams.as_ref().is_none_or(|teams| teams.value != "none")
    }

    /// Whether the patterns and folders of a source without systems are systems.
    #[must_use]
    pub fn makes_systems(&self) -> bool {
        self.setting.systems.as_ref().is_none_or(|systems| systems.value != "none")
    }

    /// The id that the settings give to `name`, else `id`.
    #[must_use]
    pub fn named(&self, name: &str, id: Id) -> Id {
        self.setting.names.get(&name.to_lowercase()).cloned().unwrap_or(id)
    }

    /// `id` for a system, unless another of this source has it; then with the name of its `group` before it.
    pub fn free_system(&mut self, id: &Id, group: &str) -> Id {
        let mut free = self.named(id.as_str(), id.clone());
        let mut number = 1;
        while !self.systems.insert(free.clone()) {
            free = id_of(&if number == 1 { format!("{group}-{id}") } else { format!("{group}-{id}-{number}") });
            number += 1;
        }
        free
    }

    /// Finds the source's files, in the order in which they are named. A path without any is the author's slip.
    pub(super) fn take_files(&mut self, format: &Format, sources: &'a Sources) {
        for path in &self.setting.paths {
            let patterns = Pattern::of(path, format.files);
            if !sources.files().any(|file| file.is_foreign && wanted::is_match(&patterns, &file.path)) {
                let message = format!("`{}` leads to no file of the format {}", path.value, format.title);
                let help = format!("paths are relative to the handbook's folder; looked for {}", listed(format.files));
                let place = path.place.clone();
                self.note(Diagnostic::error("no-source-file", place, message).help(Help::words(help)));
            }
        }
        let patterns = wanted::patterns(self.setting, sources);
        let files = sources.files().filter(|file| file.is_foreign);
        let of =
            |below: &[&str]| self.setting.paths.iter().flat_map(|path| Pattern::of(path, below)).collect::<Vec<_>>();
        let by_folder = of(format.files);
        let mut asked = of(&[]);
        asked.extend(patterns.iter().filter(|pattern| !by_folder.contains(pattern)).cloned());
        // What a folder happens to hold counts only if it is the format's.
        let is_known =
            |file: &SourceFile| wanted::is_match(&asked, &file.path) || format.knows.is_none_or(|knows| knows(file));
        self.files = files.filter(|file| wanted::is_match(&patterns, &file.path) && is_known(file)).collect();
        let rank = |file: &SourceFile| patterns.iter().position(|pattern| pattern.is_match(&file.path));
        self.files.sort_by_cached_key(|file| (rank(file), file.path.clone()));
        let unreadable: Vec<Diagnostic> = self.files.iter().filter_map(|file| unreadable(file)).collect();
        self.diagnostics.extend(unreadable);
        self.files.retain(|file| matches!(file.body, Body::Text(_)));
    }

    /// Gives what names nothing of the kind the setting's domain, tier, kind and status.
    pub(super) fn finish(&mut self) {
        let setting = self.setting;
        for system in &mut self.found.systems {
            system.domain = system.domain.take().or_else(|| setting.domain.clone());
            system.tier = system.tier.take().or_else(|| setting.tier.clone());
            system.kind = system.kind.take().or_else(|| setting.kind.clone());
            system.status = system.status.take().or_else(|| setting.status.clone());
        }
    }
}

fn listed(files: &[&str]) -> String {
    files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ")
}

fn unreadable(file: &SourceFile) -> Option<Diagnostic> {
    if matches!(file.body, Body::Text(_)) {
        return None;
    }
    Diagnostic::of_unreadable(Severity::Warning, file).or_else(|| {
        let message = format!("`{}` is no text", file.path);
        Some(Diagnostic::warning("unreadable-file", Place::start_of(&file.path), message))
    })
}

/// Adds references to what is not named yet.
pub(super) fn add(into: &mut Vec<Ref>, references: impl IntoIterator<Item = Ref>) {
    for reference in references {
        if !into.iter().any(|known| known.id == reference.id) {
            into.push(reference);
        }
    }
}

/// The id that a foreign name becomes: itself where it is written as ids are, else its slug.
#[must_use]
pub fn id_of(name: &str) -> Id {
    let lower = name.trim().to_lowercase();
    if Id::is_well_formed(&lower) {
        return Id::new(&lower);
    }
    Id::new(crate::source::slug::slug(name).trim_start_matches(['_', '-']))
}
