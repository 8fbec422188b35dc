//! The driver: a handbook in memory that is checked, built and edited, with each step readable in a test.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick::diagnostic::{Diagnostic, Severity};
use bailiwick::gaps::Gap;
use bailiwick::model::Date;
use bailiwick::render::Site;
use bailiwick::site::Inputs;
use bailiwick::source::Sources;

/// The day on which tests judge unless they say otherwise.
pub const TODAY: Date = jiff::civil::date(2026, 11, 25);

/// A handbook in memory.
#[derive(Clone)]
pub struct Handbook {
    sources: Sources,
    as_of: Date,
    with_drafts: bool,
}

impl Handbook {
    /// A handbook of these files, with an empty `handbook.yaml` where none is given.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut sources = Sources::of([("content/handbook.yaml", "")]);
        for (path, text) in files {
            sources.set(path, text.as_bytes());
        }
        Self { sources, as_of: TODAY, with_drafts: false }
    }

    /// A handbook whose ownership data is `yaml`.
    pub fn owning(yaml: &str) -> Self {
        Self::of([("content/ownership/all.yaml", yaml)])
    }

    /// The files of a folder on disk.
    pub fn at(root: &std::path::Path) -> Self {
        let sources = bailiwick::source::Disk::new(root)
            .with_foreign(bailiwick::exchange::wanted)
            .read()
            .expect("the handbook is there");
        Self { sources, as_of: TODAY, with_drafts: false }
    }

    /// The same handbook with one file changed or added.
    pub fn edit(mut self, path: &str, text: &str) -> Self {
        self.sources.set(path, text.as_bytes());
        self
    }

    /// The same handbook with one file of any bytes.
    pub fn bytes(mut self, path: &str, bytes: &[u8]) -> Self {
        self.sources.set(path, bytes);
        self
    }

    /// The same handbook beside a file of another format.
    pub fn beside(mut self, path: &str, text: &str) -> Self {
        self.sources.set_foreign(path, text.as_bytes());
        self
    }

    /// The same handbook on another day.
    pub fn as_of(mut self, year: i16, month: i8, day: i8) -> Self {
        self.as_of = jiff::civil::date(year, month, day);
        self
    }

    /// The same handbook with drafts shown.
    pub fn with_drafts(mut self) -> Self {
        self.with_drafts = true;
        self
    }

    /// Reads and judges.
    pub fn check(&self) -> Checked {
        Checked { handbook: bailiwick::site::Handbook::load(self.inputs()) }
    }

    /// Reads and judges, and compares the addresses with those of an earlier state.
    pub fn check_since(&self, then: &Handbook) -> Checked {
        let earlier = bailiwick::site::earlier("then", then.sources.clone());
        let past = bailiwick::site::Past { earlier: Some(&earlier), ..Default::default() };
        Checked { handbook: bailiwick::site::Handbook::load_since(self.inputs(), past, &mut |_| {}) }
    }

    /// Renders everything.
    pub fn build(&self) -> Built {
        let site = self.site();
        let files = site.files().into_iter().map(|file| {
            let bytes = site.render(&file).unwrap_or_else(|fault| panic!("{file} renders: {fault}"));
            (file, bytes)
        });
        Built { files: files.collect() }
    }

    /// The site, to be rendered file by file.
    pub fn site(&self) -> Site {
        Site::new(self.inputs())
    }

    pub fn inputs(&self) -> Inputs {
        Inputs {
            sources: self.sources.clone(),
            as_of: self.as_of,
            with_drafts: self.with_drafts,
            redirects: BTreeSet::new(),
        }
    }
}

/// A handbook that has been judged.
pub struct Checked {
    pub handbook: bailiwick::site::Handbook,
}

impl Checked {
    /// Everything that was not understood.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.handbook.diagnostics().into_iter().cloned().collect()
    }

    /// What was not understood, as `file:line:column code`.
    pub fn errors(&self) -> Vec<String> {
        let all = self.diagnostics();
        all.iter().filter(|error| error.severity == Severity::Error).map(|error| self.shown(error)).collect()
    }

    /// All diagnostics in the same form, whatever their severity.
    pub fn noted(&self) -> Vec<String> {
        self.diagnostics().iter().map(|diagnostic| self.shown(diagnostic)).collect()
    }

    /// Open gaps.
    pub fn gaps(&self) -> &[Gap] {
        &self.handbook.judgement.gaps
    }

    /// Open gaps of one rule, as `file:line:column code`.
    pub fn gaps_of(&self, rule: &str) -> Vec<String> {
        let gaps = self.gaps().iter().filter(|gap| gap.rule.id() == rule);
        gaps.map(|gap| self.shown(&gap.diagnostic())).collect()
    }

    /// The messages of one rule's gaps.
    pub fn messages(&self, rule: &str) -> Vec<String> {
        self.gaps().iter().filter(|gap| gap.rule.id() == rule).map(|gap| gap.message.clone()).collect()
    }

    fn shown(&self, diagnostic: &Diagnostic) -> String {
        let place = diagnostic.place.as_ref().map(|place| self.place(place)).unwrap_or_default();
        format!("{place} {}", diagnostic.code)
    }

    /// A place as `file:line:column`.
    pub fn place(&self, place: &bailiwick::source::Place) -> String {
        let file = self.handbook.sources.get(&place.path).expect("a place is in a file that is there");
        let at = file.lines().position(file.text(), place.span.start);
        format!("{}:{}:{}", place.path, at.line, at.column)
    }
}

/// A site in memory.
#[derive(Debug, PartialEq, Eq)]
pub struct Built {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    /// The text of a file.
    pub fn file(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| {
            let files: Vec<_> = self.files.keys().filter(|file| file.ends_with(".html")).collect();
            panic!("`{path}` is built; there are {files:#?}")
        });
        std::str::from_utf8(bytes).expect("a text file")
    }

    /// What stands in a page's `<main>`.
    pub fn main(&self, path: &str) -> &str {
        let page = self.file(path);
        let start = page.find("<main").expect("a page has a main part");
        let end = page.rfind("</main>").expect("a page's main part ends");
        &page[start..end]
    }

    /// All pages.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.files.iter().filter(|(file, _)| file.ends_with(".html"));
        pages.map(|(file, bytes)| (file.as_str(), std::str::from_utf8(bytes).expect("a page is text")))
    }
}
