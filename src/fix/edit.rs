//! Edits: some bytes of a file, and what stands there afterwards.

use crate::model::{Date, EntityRef};
use crate::source::{SourcePath, Span};

/// A replacement in one file's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The bytes that go; none for an insertion.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

impl Edit {
    /// Replaces the bytes from `start` to `end`.
    pub(super) fn new(start: usize, end: usize, text: impl Into<String>) -> Self {
        Self { span: Span::new(start, end), text: text.into() }
    }

    /// Inserts at `at`.
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(at, at, text)
    }
}

/// What a change does to the values of a file. Spans are of the file as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The scalar that stands here gets another text.
    Renamed {
        /// Where it stands.
        at: Span,
        /// The text it had.
        from: String,
        /// The text it gets.
        to: String,
    },
    /// The entries with these keys go.
    Removed {
        /// Where the keys stand.
        keys: Vec<Span>,
        /// The ids of the waivers that go.
        waivers: Vec<String>,
    },
    /// An entity's review has this date.
    Reviewed {
        /// The entity.
        entity: EntityRef,
        /// The date.
        date: Date,
    },
}

/// Edits of one file that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: SourcePath,
    /// Its edits.
    pub edits: Vec<Edit>,
    /// What they do.
    pub what: What,
}

/// `text` with `edits`; nothing where two of them overlap, or one lies outside the text or inside a character.
pub(super) fn applied(text: &str, edits: &[&Edit]) -> Option<String> {
    let mut sorted = edits.to_vec();
    sorted.sort();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        let range = edit.span.range();
        out.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order_and_never_over_each_other() {
        let (a, b, c) = (Edit::new(0, 1, "x"), Edit::insert(2, "-"), Edit::new(0, 2, ""));
        assert_eq!(applied("abä", &[&b, &a]).as_deref(), Some("xb-ä"));
        assert_eq!(applied("abä", &[&a, &c]), None);
        assert_eq!(applied("abä", &[&Edit::insert(3, "")]), None);
        assert_eq!(applied("abä", &[&Edit::insert(9, "")]), None);
    }
}
