//! CODEOWNERS: who owns which paths of a repository, in the dialects of GitHub, GitLab and Bitbucket.
//!
//! [`Owners::parse`] reads a file and [`Owners::winning`] says which rules decide on a path; both know nothing of a
//! handbook. As a source, a file's owners become teams and people, and its rules systems.

mod decide;
mod held;
mod import;
mod parse;
mod pattern;

pub use decide::find;
pub use held::{Held, Said, hold, said, unmapped};
pub use parse::Problem;
pub use pattern::Pattern;

use super::{Format, Intake};
use crate::model::{Model, SourceSetting};
use crate::source::{SourceFile, Sources, Span};

/// The format.
pub static FORMAT: Format = Format {
    id: "codeowners",
    title: "CODEOWNERS",
    files: &["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS", "docs/CODEOWNERS"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "approvals that a section wants, and which rule wins where patterns overlap: systems are told apart by pattern",
    read: import::read,
};

/// Whose reading of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Dialect {
    GitHub,
    GitLab,
    Bitbucket,
}

impl Dialect {
    /// The dialect of this name, in whatever case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "github" => Some(Self::GitHub),
            "gitlab" => Some(Self::GitLab),
            "bitbucket" => Some(Self::Bitbucket),
            _ => None,
        }
    }

    /// The dialect that the path of a file and its text speak for.
    #[must_use]
    pub fn guess(path: &str, text: &str) -> Self {
        if path.contains(".gitlab/") {
            return Self::GitLab;
        }
        if path.contains(".bitbucket/") {
            return Self::Bitbucket;
        }
        let is_heading = |line: &str| {
            let name = line.strip_prefix('^').unwrap_or(line).strip_prefix('[');
            name.and_then(|rest| rest.find(']')).is_some_and(|end| end > 0)
        };
        let is_github = path.contains(".github/");
        if !is_github && text.lines().any(is_heading) { Self::GitLab } else { Self::GitHub }
    }
}

/// A name as a line gives it: `@org/team`, `@user`, an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Named {
    /// Whether it can name anybody.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        match self.text.strip_prefix('@') {
            Some(name) => !name.trim_matches('@').is_empty(),
            None => self.text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
        }
    }

    /// Whether it names a group: `@org/team`.
    #[must_use]
    pub fn is_team(&self) -> bool {
        self.text.starts_with('@') && self.text.contains('/')
    }
}

/// A section of a GitLab file; the first has no name and holds what stands before any heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// Whether its owners need not approve.
    pub is_optional: bool,
    /// How many of them must; 0 where nothing is said.
    pub approvals: u32,
    /// Where its heading stands.
    pub span: Span,
}

/// A line that gives paths to owners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The pattern as written.
    pub pattern: String,
    /// The pattern, ready to be held against paths.
    pub matcher: Pattern,
    /// Where the pattern stands.
    pub span: Span,
    /// Whom it names; none where it takes ownership away.
    pub owners: Vec<Named>,
    /// Its line, from 1.
    pub line: usize,
    /// The index of its section.
    pub section: usize,
    /// Whether it takes paths out of its section for good: `!pattern`.
    pub is_exclusion: bool,
    /// Whether its owners are those of its section's heading.
    pub is_inherited: bool,
}

/// A CODEOWNERS file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owners {
    /// Whose reading it is.
    pub dialect: Dialect,
    /// Its sections; the first is that without a name.
    pub sections: Vec<Section>,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

impl Owners {
    /// Reads a file. Never fails: a line that cannot be read is among the problems.
    #[must_use]
    pub fn parse(dialect: Dialect, text: &str) -> Self {
        parse::parse(dialect, text)
    }

    /// Reads a file of a source, in the dialect that the settings or the file itself speak for.
    fn of(setting: &SourceSetting, file: &SourceFile) -> Self {
        let said = setting.dialect.as_ref().and_then(|dialect| Dialect::named(dialect));
        Self::parse(said.unwrap_or_else(|| Dialect::guess(file.path.as_str(), file.text())), file.text())
    }

    /// The rules that decide on `path`, at most one in each section, in the sections' order: the last that matches. A
    /// rule without owners among them says that nobody owns the path.
    #[must_use]
    pub fn winning(&self, path: &str) -> Vec<&Rule> {
        let path = path.trim_start_matches('/');
        let mut winners: Vec<Option<&Rule>> = vec![None; self.sections.len()];
        let mut open = self.sections.len();
        for rule in self.rules.iter().rev().filter(|rule| !rule.is_exclusion) {
            if winners[rule.section].is_none() && rule.matcher.is_match(path) {
                winners[rule.section] = Some(rule);
                open -= 1;
                if open == 0 {
                    break;
                }
            }
        }
        let is_excluded = |section: usize| {
            self.rules.iter().any(|rule| rule.is_exclusion && rule.section == section && rule.matcher.is_match(path))
        };
        winners.into_iter().flatten().filter(|rule| !is_excluded(rule.section)).collect()
    }
}

/// The CODEOWNERS files among a handbook's sources, each source with its own.
fn sources<'a>(model: &'a Model, sources: &'a Sources) -> impl Iterator<Item = Intake<'a>> {
    let ours = model.settings.sources.iter().filter(|setting| setting.format.value.eq_ignore_ascii_case(FORMAT.id));
    ours.map(move |setting| {
        let mut intake = Intake::new(setting);
        intake.take_files(&FORMAT, sources);
        intake
    })
}
