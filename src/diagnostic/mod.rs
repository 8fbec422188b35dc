//! What is said about a place in a file: errors in what an author wrote, and gaps in ownership.
//!
//! A [`Diagnostic`] is a value; the core only makes them. A [`Report`] is all of them with the files they speak of,
//! and each printer (one per file) turns a report into one format. Nothing here prints by itself.

mod brief;
mod excerpt;
pub mod format;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
#[cfg(test)]
mod printer_tests;
mod reading;
mod report;
pub mod sarif;
mod visible;

use std::borrow::Cow;
use std::fmt;

use crate::source::Place;

pub use format::Format;
pub use human::{count_of, plural};
pub use report::{Columns, Counts, Point, Region, Report, RuleInfo};

/// How much a finding matters. Ordered: an error is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Ownership is weaker than it looks.
    Warning,
    /// Ownership is missing, or the file cannot be understood.
    Error,
}

impl Severity {
    /// All severities, the greatest first, as pages and summaries list them.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word used in files, formats and pages: `error`, `warning`, `info`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The severity of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A place with a few words on what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What stands there, in lower case; empty for the main place, of which the message speaks.
    pub text: String,
}

/// What to do, and where it is mechanical, the text to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// One sentence, in lower case: "add `owner: payments`".
    pub text: String,
    /// YAML or Markdown to write, as lines without indentation; empty where the help is not mechanical.
    pub snippet: String,
    /// The replacement that `fix` may make by itself: a place and its new text.
    pub edit: Option<(Place, String)>,
}

impl Help {
    /// Help in words alone.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), snippet: String::new(), edit: None }
    }

    /// Help with the lines to write.
    #[must_use]
    pub fn write(text: impl Into<String>, snippet: impl Into<String>) -> Self {
        Self { text: text.into(), snippet: snippet.into(), edit: None }
    }

    /// Help that replaces the text at `place`.
    #[must_use]
    pub fn replace(text: impl Into<String>, place: Place, new: impl Into<String>) -> Self {
        Self { text: text.into(), snippet: String::new(), edit: Some((place, new.into())) }
    }
}

/// Something said about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of finding by its stable name: `duplicate-key`, or a gap's rule, `split-ownership`. A handbook's own
    /// rules have names that are not known before it is read.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: one sentence without a final stop, lower case unless it begins with a name.
    pub message: String,
    /// Where; none for what concerns no file.
    pub place: Option<Place>,
    /// Other places concerned.
    pub related: Vec<Label>,
    /// What more there is to say, a line each.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<Help>,
    /// For a gap: what stays the same when files are reformatted, for baselines and code-quality tools.
    pub fingerprint: Option<String>,
    /// For a gap: the entity, as `system:ledger`.
    pub entity: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: impl Into<Cow<'static, str>>, place: Place, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, place, message)
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: impl Into<Cow<'static, str>>, place: Place, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, place, message)
    }

    /// A finding of any severity at a place.
    #[must_use]
    pub fn new(
        code: impl Into<Cow<'static, str>>,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            place: Some(place),
            related: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fingerprint: None,
            entity: None,
        }
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label { place, text: text.into() });
        self
    }

    /// Adds help.
    #[must_use]
    pub fn help(mut self, help: Help) -> Self {
        self.help.push(help);
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The order of a report: by file and place, then by code and message, so that it is the same on every run.
    #[must_use]
    pub fn order(&self) -> impl Ord + '_ {
        (self.place.as_ref().map(|place| (&place.path, place.span)), &self.code, &self.message)
    }
}

/// A sketch of a word, by which most others are told to be far from it before the distance, which is slow, is counted.
#[derive(Clone, Copy, Debug)]
pub struct Sketch {
    /// Which letters it has, one bit each; letters beyond ASCII share bits.
    letters: u64,
    /// How many characters it has.
    pub length: usize,
}

impl Sketch {
    /// The sketch of a word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let letters = word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64));
        Self { letters, length: word.chars().count() }
    }

    /// How many letters may differ in a name that is still near.
    #[must_use]
    pub fn most(self) -> usize {
        self.length.div_ceil(3).min(4)
    }

    /// Whether a word of the `other` sketch may be near. A changed letter adds one kind of letter and takes one away.
    #[must_use]
    pub fn may_be_near(self, other: Self) -> bool {
        let most = self.most();
        self.length.abs_diff(other.length) <= most && (self.letters ^ other.letters).count_ones() as usize <= 2 * most
    }
}

/// The nearest of `known` to `word`, if it is near enough to be what was meant.
///
/// Near enough is one letter changed, added, left out or swapped, two from eight letters on, three from twelve on
/// (Damerau-Levenshtein distance on lower-cased text): more proposes what nobody meant.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 4).clamp(1, 3);
    known
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= limit * 2)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance <= limit && distance < candidate.chars().count())
        .min_by_key(|&(distance, candidate)| (distance, candidate))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_proposed_and_far_ones_are_not() {
        assert_eq!(did_you_mean("paymnets", ["payments", "platform"]), Some("payments"));
        assert_eq!(did_you_mean("legacy-ops", ["payments", "quiet", "hollow"]), None);
        assert_eq!(did_you_mean("a", ["b"]), None);
    }
}
