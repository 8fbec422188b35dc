//! The forms a report can be printed in, as a registry.

use std::fmt;
use std::io;

use super::{Report, did_you_mean, github, gitlab, human, json, junit, sarif};

/// A form of output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For people, in a terminal.
    #[default]
    Human,
    /// Bailiwick's own JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub's workflow commands.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// `JUnit` XML.
    Junit,
}

/// How a printer is called.
type Print = fn(&Report<'_>, human::Look, &mut dyn io::Write) -> io::Result<()>;

/// A form and what is known of it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    format: Format,
    name: &'static str,
    purpose: &'static str,
    print: Print,
}

const ENTRIES: [Entry; 6] = [
    Entry {
        format: Format::Human,
        name: "human",
        purpose: "for people, with the lines spoken of",
        print: |report, look, out| human::print(report, out, look),
    },
    Entry {
        format: Format::Json,
        name: "json",
        purpose: "for programs, stable and versioned",
        print: |report, _, out| json::print(report, out),
    },
    Entry {
        format: Format::Sarif,
        name: "sarif",
        purpose: "SARIF 2.1.0, for code scanning and editors",
        print: |report, _, out| sarif::print(report, out),
    },
    Entry {
        format: Format::Github,
        name: "github",
        purpose: "annotations in GitHub Actions",
        print: |report, _, out| github::print(report, out),
    },
    Entry {
        format: Format::Gitlab,
        name: "gitlab",
        purpose: "GitLab's Code Quality report",
        print: |report, _, out| gitlab::print(report, out),
    },
    Entry {
        format: Format::Junit,
        name: "junit",
        purpose: "JUnit XML, for test reports",
        print: |report, _, out| junit::print(report, out),
    },
];

impl Format {
    /// All forms.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        ENTRIES.iter().map(|entry| entry.format)
    }

    fn entry(self) -> &'static Entry {
        ENTRIES.iter().find(|entry| entry.format == self).expect("every form has its entry, as a test checks")
    }

    /// The name by which it is asked for.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// What it is for, in a few words.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        self.entry().purpose
    }

    /// The form of this name.
    ///
    /// # Errors
    /// Where there is none: what is wrong, with the name that may have been meant.
    pub fn named(name: &str) -> Result<Self, String> {
        if let Some(entry) = ENTRIES.iter().find(|entry| entry.name == name) {
            return Ok(entry.format);
        }
        let known = || ENTRIES.iter().map(|entry| entry.name);
        let hint = match did_you_mean(name, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use one of {}", known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        };
        Err(format!("there is no format `{name}`: {hint}"))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::named(name)
    }
}

/// Prints `report` as `format`; `look` is for people only.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn print(format: Format, report: &Report<'_>, look: human::Look, out: &mut dyn io::Write) -> io::Result<()> {
    (format.entry().print)(report, look, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn every_form_is_found_by_its_name() {
        for format in [Format::Human, Format::Json, Format::Sarif, Format::Github, Format::Gitlab, Format::Junit] {
            assert_eq!(Format::named(format.name()), Ok(format));
            assert!(!format.purpose().is_empty());
        }
        assert_eq!(Format::all().len(), 6);
    }

    #[test]
    fn a_misspelt_form_is_met_with_a_proposal() {
        assert_eq!(Format::named("sarfi"), Err("there is no format `sarfi`: did you mean `sarif`?".to_owned()));
        let other = Format::named("spreadsheet").expect_err("no such form");
        assert!(other.ends_with("use one of `human`, `json`, `sarif`, `github`, `gitlab`, `junit`"), "{other}");
    }

    #[test]
    fn every_form_prints_an_empty_report() {
        let sources = Sources::default();
        let report = Report::new(&sources, [], Vec::new());
        for format in Format::all() {
            let mut out = Vec::new();
            print(format, &report, human::Look::default(), &mut out).expect("memory");
            assert_eq!(out.is_empty(), format == Format::Github, "{format}");
        }
    }
}
