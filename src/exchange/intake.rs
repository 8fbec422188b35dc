//! What reading one source takes in: its files and setting on one side, entities and diagnostics on the other.

use std::sync::Arc;

use super::{Format, wanted};
use crate::diagnostic::{Diagnostic, Help};
use crate::model::{Entities, Id, SourceSetting};
use crate::source::{Body, Place, SourceFile, Sources};

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
}

impl<'a> Intake<'a> {
    pub(super) fn new(setting: &'a SourceSetting) -> Self {
        Self { setting, files: Vec::new(), found: Entities::default(), diagnostics: Vec::new() }
    }

    /// Notes something.
    pub fn note(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Finds the source's files. None at all is the author's slip, not the file's.
    pub(super) fn take_files(&mut self, format: &Format, sources: &'a Sources) {
        let setting = self.setting;
        for path in &setting.paths {
            let patterns = crate::source::Pattern::of(path, format.files);
            let before = self.files.len();
            let files = sources.files().filter(|file| wanted::is_match(&patterns, &file.path));
            let files: Vec<_> = files.filter(|file| !file.built_in).collect();
            if files.is_empty() {
                let message = format!("`{}` leads to no file of the format {}", path.value, format.title);
                let help = format!("paths are relative to the handbook's folder; looked for {}", listed(format.files));
                let place = path.place.clone();
                self.note(Diagnostic::error("no-source-file", place, message).help(Help::words(help)));
            }
            self.files.extend(files);
            self.files[before..].sort_by(|a, b| a.path.cmp(&b.path));
        }
        let mut seen = std::collections::HashSet::new();
        self.files.retain(|file| seen.insert(file.path.clone()));
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
    let message = match &file.body {
        Body::Text(_) => return None,
        Body::NotUtf8(at) => format!("`{}` is not UTF-8: the byte at offset {at} begins no character", file.path),
        Body::Unreadable(reason) => format!("`{}` cannot be read: {reason}", file.path),
        Body::TooLarge(size) => format!("`{}` is {} MiB, and files above 32 MiB are not read", file.path, size >> 20),
        _ => format!("`{}` is no text", file.path),
    };
    Some(Diagnostic::warning("unreadable-file", Place::start_of(&file.path), message))
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
