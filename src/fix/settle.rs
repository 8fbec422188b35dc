//! Changes laid into each file's text, and read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::edit::applied;
use super::{Change, What, left, verify};
use crate::diagnostic::Diagnostic;
use crate::source::{Place, SourceFile, SourcePath, Sources};

/// A file that is mended.
#[derive(Clone, Debug)]
pub struct Mended {
    /// Its path.
    pub path: SourcePath,
    /// Its text as it was read, without a byte-order mark.
    pub before: String,
    /// Its text afterwards.
    pub after: String,
    /// What makes the difference.
    pub changes: Vec<Change>,
}

/// Lays the changes into their files. A change that would change more than it should is left out, with a note.
pub(super) fn all(sources: &Sources, changes: Vec<Change>, notes: &mut Vec<Diagnostic>) -> Vec<Mended> {
    let mut by_file: BTreeMap<SourcePath, Vec<Change>> = BTreeMap::new();
    for change in changes {
        by_file.entry(change.path.clone()).or_default().push(change);
    }
    let files = by_file.into_iter().filter_map(|(path, changes)| Some((sources.get(&path)?, changes)));
    files.filter_map(|(file, changes)| of_file(file, changes, notes)).collect()
}

fn of_file(file: &Arc<SourceFile>, changes: Vec<Change>, notes: &mut Vec<Diagnostic>) -> Option<Mended> {
    if !file.yaml().problems.is_empty() {
        let message = format!("`{}` cannot be read whole, so nothing in it is mended", file.path);
        notes.push(left(Place::start_of(&file.path), message, "mend what `bailiwick check` reports first"));
        return None;
    }
    let mut changes = without_the_lost(changes);
    let mut outcome = mended(file, &changes);
    if outcome.is_err() {
        changes.retain(|change| match mended(file, std::slice::from_ref(change)) {
            Ok(_) => true,
            Err(reason) => {
                notes.push(declined(file, change, &reason));
                false
            }
        });
        outcome = mended(file, &changes);
    }
    match outcome {
        Ok(after) if !changes.is_empty() => {
            Some(Mended { path: file.path.clone(), before: file.text().to_owned(), after, changes })
        }
        Ok(_) => None,
        Err(reason) => {
            notes.extend(changes.iter().map(|change| declined(file, change, &reason)));
            None
        }
    }
}

/// What is renamed inside an entry that goes has not to be renamed.
fn without_the_lost(changes: Vec<Change>) -> Vec<Change> {
    let is_removal = |change: &&Change| matches!(change.what, What::Removed { .. });
    let gone: Vec<_> =
        changes.iter().filter(is_removal).flat_map(|change| &change.edits).map(|edit| edit.span).collect();
    let is_lost = |change: &Change| match change.what {
        What::Renamed { at, .. } => gone.iter().any(|gone| gone.start <= at.start && at.end <= gone.end),
        _ => false,
    };
    changes.into_iter().filter(|change| !is_lost(change)).collect()
}

fn mended(file: &SourceFile, changes: &[Change]) -> Result<String, String> {
    let edits: Vec<_> = changes.iter().flat_map(|change| &change.edits).collect();
    let after = applied(file.text(), &edits).ok_or("it overlaps another change")?;
    verify::file(file, &after, changes)?;
    Ok(after)
}

fn declined(file: &SourceFile, change: &Change, reason: &str) -> Diagnostic {
    let (span, what) = match &change.what {
        What::Renamed { at, from, to } => (Some(*at), format!("`{from}` is not changed to `{to}`")),
        What::Removed { keys, waivers } => {
            (keys.first().copied(), format!("the waiver `{}` is not taken out", waivers.join("`, `")))
        }
        What::Reviewed { entity, .. } => (None, format!("the review of `{entity}` is not set")),
    };
    let span = span.or_else(|| change.edits.first().map(|edit| edit.span)).unwrap_or_default();
    left(Place::new(&file.path, span), format!("{what}: {reason}"), "change it by hand")
}
