//! Mending what is mechanical: which bytes of which file become which, and nothing else.
//!
//! [`plan`] looks for changes ([`references`] names things by their present ids, [`waivers`] takes out what has ended,
//! [`reviewed`] sets a date on request), lays them into each file's text ([`settle`]), and reads the outcome again: a
//! file whose values differ in anything but what was meant stays as it is ([`verify`]). It decides nothing that an
//! author would have to think about, and it writes nothing.

mod edit;
mod known;
mod layout;
mod references;
mod reviewed;
mod scalar;
mod settle;
mod verify;
mod waivers;

use crate::diagnostic::{Diagnostic, Help};
use crate::exchange;
use crate::model::Date;
use crate::source::{Place, SourcePath, Sources};

pub use edit::{Change, Edit, What};
pub use reviewed::Unknown;
pub use settle::Mended;

/// What to mend.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The day on which waivers are judged, and the date that a review gets.
    pub as_of: Date,
    /// Entities that have been reviewed, as written: `system:ledger`. Where there are any, nothing else is mended.
    pub reviewed: Vec<String>,
}

/// What mending comes to.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files with their new text, by path.
    pub files: Vec<Mended>,
    /// What looks mechanical and is left to its author, with the reason.
    pub left: Vec<Diagnostic>,
}

/// Why nothing is mended at all.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A review of something that is not there.
    #[error(transparent)]
    Unknown(#[from] Unknown),
    /// The whole handbook would say something else than it should.
    #[error("mending would change more than was meant: {0}; nothing was written")]
    Changed(String),
}

/// Plans the mending of a handbook.
///
/// # Errors
/// Where a review names nothing that is there, or the mended handbook would mean something else.
pub fn plan(sources: &Sources, asked: &Asked) -> Result<Plan, Refusal> {
    // A name may be known to the handbook's own files or to its sources.
    let model = exchange::model(sources);
    let mut plan = Plan::default();
    let changes = if asked.reviewed.is_empty() {
        let mut changes = references::plan(&model, sources, &mut plan.left);
        changes.extend(waivers::plan(&model, sources, asked.as_of, &mut plan.left));
        changes
    } else {
        reviewed::plan(&model, sources, asked, &mut plan.left)?
    };
    plan.files = settle::all(sources, changes, &mut plan.left);
    plan.left.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut after = sources.clone();
    for file in &plan.files {
        after.set(file.path.as_str(), file.after.as_bytes());
    }
    let kept: Vec<&Change> = plan.files.iter().flat_map(|file| &file.changes).collect();
    verify::handbook(&model, &exchange::model(&after), &kept).map_err(Refusal::Changed)?;
    Ok(plan)
}

/// Whether a file is written by this handbook's authors for Bailiwick. No other is ever mended.
fn is_ours(path: &SourcePath) -> bool {
    let is_yaml = matches!(path.extension().as_str(), "yaml" | "yml");
    path.as_str() == "content/handbook.yaml"
        || (is_yaml && path.below("content/ownership").is_some())
        || (path.extension() == "md" && path.below("content").is_some())
}

/// Says that something is left as it is, and why.
fn left(place: Place, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::warning("not-mended", place, message).help(Help::words(help))
}

#[cfg(test)]
mod tests;
