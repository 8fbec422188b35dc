//! All that is said about a handbook at one moment: what every printer prints.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Diagnostic, Severity};
use crate::source::{Place, SourceFile, SourcePath, Sources, Span};

/// What a printer may say about a rule. Handed in by the caller, for this room knows no rules.
#[derive(Clone, Debug)]
pub struct RuleInfo<'a> {
    /// The id, which diagnostics carry as their code: `split-ownership`.
    pub id: &'a str,
    /// The problem in a few words: "Ownership is split".
    pub title: &'a str,
    /// One sentence or two on what the rule finds.
    pub description: &'a str,
    /// The rule's page, in Markdown.
    pub help: &'a str,
    /// The severity of what it finds, unless something says otherwise.
    pub severity: Severity,
    /// The absolute address of the rule's page, where the site has an address.
    pub docs: Option<String>,
}

/// What columns count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Characters (Unicode scalar values), as people and editors count.
    Characters,
    /// UTF-16 code units, as SARIF and editors' protocols count.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

/// A point in a file. Line and column count from 1, the offset from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Point {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in what was asked for.
    pub column: usize,
    /// The offset in bytes from the beginning of the text, a byte-order mark not counted.
    pub offset: usize,
}

/// Where a place begins and ends; the end is the first point that is no longer part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its first point.
    pub start: Point,
    /// The point after its last.
    pub end: Point,
}

/// How many diagnostics there are of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    by_severity: BTreeMap<Severity, usize>,
    by_code: BTreeMap<Cow<'static, str>, usize>,
}

impl Counts {
    fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            *counts.by_severity.entry(diagnostic.severity).or_default() += 1;
            *counts.by_code.entry(diagnostic.code.clone()).or_default() += 1;
        }
        counts
    }

    /// How many are of this severity.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> usize {
        self.by_severity.get(&severity).copied().unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.by_severity.values().sum()
    }

    /// How many there are of each code, by code.
    #[must_use]
    pub fn by_code(&self) -> &BTreeMap<Cow<'static, str>, usize> {
        &self.by_code
    }

    /// How many there are of each code, the most frequent first, then by code.
    #[must_use]
    pub fn ranked(&self) -> Vec<(&str, usize)> {
        let mut ranked: Vec<_> = self.by_code.iter().map(|(code, &count)| (&**code, count)).collect();
        ranked.sort_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
        ranked
    }
}

/// All diagnostics, in the order of a report, with the files they speak of.
#[derive(Debug)]
pub struct Report<'a> {
    sources: &'a Sources,
    diagnostics: Vec<&'a Diagnostic>,
    rules: Vec<RuleInfo<'a>>,
    counts: Counts,
    folder: String,
}

impl<'a> Report<'a> {
    /// A report of `diagnostics`, in any order, on `sources`.
    #[must_use]
    pub fn new(
        sources: &'a Sources,
        diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
        rules: Vec<RuleInfo<'a>>,
    ) -> Self {
        let mut diagnostics: Vec<&'a Diagnostic> = diagnostics.into_iter().collect();
        diagnostics.sort_by(|&a, &b| a.order().cmp(&b.order()));
        let counts = Counts::of(diagnostics.iter().copied());
        Self { sources, diagnostics, rules, counts, folder: String::new() }
    }

    /// The same report, its paths said to lie below `folder` (`docs/handbook`): services that show findings beside the
    /// code want paths from the repository's root.
    #[must_use]
    pub fn below(mut self, folder: &str) -> Self {
        SourcePath::new(folder).as_str().clone_into(&mut self.folder);
        self
    }

    /// The diagnostics by file, place, code and message; those that concern no file first.
    #[must_use]
    pub fn diagnostics(&self) -> &[&'a Diagnostic] {
        &self.diagnostics
    }

    /// The rules that are known, in the caller's order.
    #[must_use]
    pub fn rules(&self) -> &[RuleInfo<'a>] {
        &self.rules
    }

    /// The rule of this id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&RuleInfo<'a>> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// How many diagnostics there are of each kind.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// How many files something is said about.
    #[must_use]
    pub fn files(&self) -> usize {
        let paths = self.diagnostics.iter().filter_map(|diagnostic| Some(&diagnostic.place.as_ref()?.path));
        paths.collect::<BTreeSet<_>>().len()
    }

    /// A path as the report says it.
    #[must_use]
    pub fn path<'p>(&self, path: &'p SourcePath) -> Cow<'p, str> {
        match self.folder.as_str() {
            "" => Cow::Borrowed(path.as_str()),
            folder => Cow::Owned(format!("{folder}/{path}")),
        }
    }

    /// The file of a place, where it is there and has text.
    pub(super) fn file(&self, place: &Place) -> Option<&'a Arc<SourceFile>> {
        self.sources.get(&place.path).filter(|file| !file.text().is_empty())
    }

    /// Where a place begins and ends. The beginning of line 1 where its file is missing or has no text; the nearest
    /// character before where it cuts one in two.
    #[must_use]
    pub fn region(&self, place: &Place, columns: Columns) -> Region {
        let Some(file) = self.file(place) else {
            let first = Point { line: 1, column: 1, offset: 0 };
            return Region { start: first, end: first };
        };
        let span = held(file.text(), place.span);
        Region { start: point(file, span.start, columns), end: point(file, span.end, columns) }
    }

    /// What a diagnostic says besides its message, for formats that have no room of their own for it: other places,
    /// notes, and help with the lines to write.
    pub(super) fn further(&self, diagnostic: &Diagnostic) -> Vec<String> {
        let related = diagnostic.related.iter().map(|label| {
            let start = self.region(&label.place, Columns::Characters).start;
            let text = if label.text.is_empty() { "see there" } else { &label.text };
            format!("{}:{}:{}: {text}", self.path(&label.place.path), start.line, start.column)
        });
        related.chain(advice(diagnostic)).collect()
    }
}

/// The notes and the help of a diagnostic, with the lines to write.
pub(super) fn advice(diagnostic: &Diagnostic) -> Vec<String> {
    let notes = diagnostic.notes.iter().map(|note| format!("note: {note}"));
    let help = diagnostic.help.iter().map(|help| {
        let lines = help.snippet.lines().map(|line| format!("\n    {line}"));
        std::iter::once(format!("help: {}", help.text)).chain(lines).collect()
    });
    notes.chain(help).collect()
}

/// The span moved to boundaries of characters inside `text`, its end not before its start.
pub(super) fn held(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.floor_char_boundary(span.end as usize);
    Span::new(start, end)
}

fn point(file: &SourceFile, offset: u32, columns: Columns) -> Point {
    let (text, lines) = (file.text(), file.lines());
    let line = lines.line(offset);
    let start = lines.line_span(text, line).map_or(0, |span| span.start as usize);
    let before = text.get(start..offset as usize).unwrap_or_default();
    let column = match columns {
        Columns::Characters => before.chars().count(),
        Columns::Utf16 => before.encode_utf16().count(),
        Columns::Bytes => before.len(),
    };
    Point { line, column: column + 1, offset: offset as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Body;

    fn at(path: &str, start: usize, end: usize) -> Place {
        Place::new(&SourcePath::new(path), Span::new(start, end))
    }

    #[test]
    fn columns_count_what_is_asked_for() {
        let sources = Sources::of([("a.yaml", "x: 1\r\n😀ä: owner\r\n")]);
        let report = Report::new(&sources, [], Vec::new());
        let start = "x: 1\r\n😀ä: ".len();
        let column = |columns| {
            let region = report.region(&at("a.yaml", start, start + 5), columns);
            assert_eq!((region.start.line, region.end.line, region.start.offset), (2, 2, start));
            assert_eq!(region.end.column - region.start.column, 5);
            region.start.column
        };
        assert_eq!(column(Columns::Characters), 5);
        assert_eq!(column(Columns::Utf16), 6);
        assert_eq!(column(Columns::Bytes), 9);
    }

    #[test]
    fn a_place_that_is_nowhere_is_line_one() {
        let mut sources = Sources::of([("a.yaml", "")]);
        sources.insert(SourceFile::new(SourcePath::new("b.yaml"), Body::NotUtf8(3)));
        let report = Report::new(&sources, [], Vec::new());
        for path in ["a.yaml", "b.yaml", "gone.yaml"] {
            let region = report.region(&at(path, 7, 9), Columns::Utf16);
            assert_eq!(region.start, Point { line: 1, column: 1, offset: 0 }, "{path}");
            assert_eq!(region.end, region.start, "{path}");
        }
    }

    #[test]
    fn a_place_past_the_end_or_inside_a_character_is_held() {
        let sources = Sources::of([("a.yaml", "ä\n")]);
        let report = Report::new(&sources, [], Vec::new());
        assert_eq!(report.region(&at("a.yaml", 1, 99), Columns::Bytes).start.offset, 0);
        assert_eq!(report.region(&at("a.yaml", 1, 99), Columns::Bytes).end, Point { line: 2, column: 1, offset: 3 });
    }

    #[test]
    fn counts_rank_the_most_frequent_first() {
        let sources = Sources::default();
        let said = |code| Diagnostic::error(code, at("a", 0, 0), "x");
        let all = [said("b"), said("a"), said("c"), said("c")];
        let report = Report::new(&sources, &all, Vec::new());
        assert_eq!(report.counts().ranked(), [("c", 2), ("a", 1), ("b", 1)]);
        assert_eq!((report.counts().total(), report.counts().severity(Severity::Error)), (4, 4));
    }

    #[test]
    fn paths_are_said_below_the_folder_given() {
        let sources = Sources::default();
        let report = Report::new(&sources, [], Vec::new()).below("./docs/handbook/");
        assert_eq!(report.path(&SourcePath::new("content/a.md")), "docs/handbook/content/a.md");
    }
}
