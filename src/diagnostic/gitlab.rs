//! The printer for GitLab's Code Quality report: what a merge request shows as new or mended, told apart by fingerprint.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::report::{Columns, Report};
use super::{Diagnostic, Severity};

/// Where a finding is shown that concerns no file: GitLab wants a path.
const SETTINGS: &str = "content/handbook.yaml";

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Prints the report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn print(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut taken = BTreeMap::new();
    let issues: Vec<Issue<'_>> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| Issue {
            description: description(diagnostic),
            check_name: &diagnostic.code,
            fingerprint: unique(fingerprint(diagnostic), &mut taken),
            severity: severity(diagnostic.severity),
            location: location(report, diagnostic),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    out.write_all(b"\n")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// The message, and in words what to do: GitLab shows nothing else.
fn description(diagnostic: &Diagnostic) -> String {
    match diagnostic.help.first() {
        Some(help) => format!("{} (help: {})", diagnostic.message, help.text),
        None => diagnostic.message.clone(),
    }
}

/// The gap's own fingerprint, or one of code, file, entity and message; never of a line.
fn fingerprint(diagnostic: &Diagnostic) -> String {
    diagnostic.fingerprint.clone().unwrap_or_else(|| {
        let file = diagnostic.place.as_ref().map_or("", |place| place.path.as_str());
        let entity = diagnostic.entity.as_deref().unwrap_or_default();
        hash(&[&diagnostic.code, file, entity, &diagnostic.message])
    })
}

/// The fingerprint, or where it was `taken` before, another made of it: GitLab shows one finding of each only.
/// `taken` counts how often each was asked for.
fn unique(fingerprint: String, taken: &mut BTreeMap<String, usize>) -> String {
    let times = taken.entry(fingerprint.clone()).or_default();
    *times += 1;
    match *times {
        1 => fingerprint,
        again => unique(hash(&[&fingerprint, &again.to_string()]), taken),
    }
}

/// Sixteen hexadecimal digits made of `parts`.
fn hash(parts: &[&str]) -> String {
    crate::source::digits(Sha256::digest(parts.join("\0")), 8)
}

fn location(report: &Report<'_>, diagnostic: &Diagnostic) -> Location {
    let Some(place) = &diagnostic.place else {
        let path = crate::source::SourcePath::new(SETTINGS);
        return Location { path: report.path(&path).into_owned(), lines: Lines { begin: 1, end: 1 } };
    };
    let region = report.region(place, Columns::Characters);
    let lines = Lines { begin: region.start.line, end: region.end.line };
    Location { path: report.path(&place.path).into_owned(), lines }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::Help;
    use crate::source::{Place, SourcePath, Sources, Span};

    fn printed(text: &str, diagnostics: &[Diagnostic]) -> Vec<serde_json::Value> {
        let sources = Sources::of([("a.yaml", text)]);
        let mut out = Vec::new();
        print(&Report::new(&sources, diagnostics, Vec::new()).below("docs"), &mut out).expect("memory");
        serde_json::from_slice(&out).expect("JSON")
    }

    fn at(start: usize) -> Place {
        Place::new(&SourcePath::new("a.yaml"), Span::new(start, start + 1))
    }

    #[test]
    fn an_issue_has_all_that_gitlab_reads() {
        let said = Diagnostic::warning("x", at(2), "m").help(Help::words("h"));
        let said = Diagnostic { fingerprint: Some("f".into()), ..said };
        let expected = serde_json::json!({
            "description": "m (help: h)", "check_name": "x", "fingerprint": "f", "severity": "minor",
            "location": { "path": "docs/a.yaml", "lines": { "begin": 2, "end": 2 } },
        });
        assert_eq!(printed("a\nb\n", &[said]), [expected]);
    }

    #[test]
    fn fingerprints_are_unique_and_know_no_lines() {
        let said = |start| Diagnostic::error("x", at(start), "m");
        let same = Diagnostic { fingerprint: Some("f".into()), ..said(0) };
        let fingerprints = |text: &str, all: &[Diagnostic]| -> Vec<String> {
            let issues = printed(text, all);
            issues.iter().map(|issue| issue["fingerprint"].as_str().expect("text").to_owned()).collect()
        };
        let all = fingerprints("abc", &[said(0), said(1), same.clone(), same]);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 4, "{all:?}");
        assert_eq!(fingerprints("\n\na", &[said(2)]), fingerprints("a", &[said(0)]));
    }

    #[test]
    fn a_finding_without_a_file_is_shown_at_the_settings() {
        let said = Diagnostic { place: None, ..Diagnostic::error("x", at(0), "m") };
        assert_eq!(printed("", &[said])[0]["location"]["path"], "docs/content/handbook.yaml");
    }

    #[test]
    fn an_empty_report_is_an_empty_list() {
        assert!(printed("", &[]).is_empty());
    }
}
