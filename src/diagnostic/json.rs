//! The printer for programs: one JSON document of Bailiwick's own, stable within its `version`.
//!
//! ```json
//! {
//!   "version": 1,
//!   "diagnostics": [{
//!     "code": "unknown-owner",
//!     "severity": "error",
//!     "message": "`paymnets` is no known team",
//!     "entity": "system:ledger",
//!     "fingerprint": "0123456789abcdef",
//!     "file": "content/ownership/systems.yaml",
//!     "start": { "line": 3, "column": 12, "offset": 33 },
//!     "end": { "line": 3, "column": 20, "offset": 41 },
//!     "related": [{ "text": "…", "file": "…", "start": {}, "end": {} }],
//!     "notes": ["…"],
//!     "help": [{
//!       "text": "did you mean `payments`?",
//!       "snippet": null,
//!       "edit": { "file": "…", "start": {}, "end": {}, "text": "payments" }
//!     }]
//!   }],
//!   "summary": {
//!     "total": 1,
//!     "files": 1,
//!     "by_severity": { "error": 1, "warning": 0, "info": 0 },
//!     "by_code": { "unknown-owner": 1 }
//!   }
//! }
//! ```
//!
//! Every field is always there; what does not apply is `null` or empty. Lines and columns count from 1, columns in
//! characters (Unicode scalar values); offsets count bytes of UTF-8 from 0, a byte-order mark not counted. `end` is the
//! first point after the place. A place whose file is missing or has no text is line 1, column 1. `severity` is `error`,
//! `warning` or `info`. Diagnostics are ordered by file, place, code and message, those without a file first. Fields may
//! be added within a version; none changes its meaning or goes.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::report::{Columns, Point, Report};
use super::{Diagnostic, Help, Label, Severity};
use crate::source::Place;

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    diagnostics: Vec<Said<'a>>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Said<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    entity: Option<&'a str>,
    fingerprint: Option<&'a str>,
    file: Option<String>,
    start: Option<Point>,
    end: Option<Point>,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    help: Vec<ToDo<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    text: &'a str,
    #[serde(flatten)]
    at: At,
}

#[derive(Serialize)]
struct At {
    file: String,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct ToDo<'a> {
    text: &'a str,
    snippet: Option<&'a str>,
    edit: Option<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    at: At,
    text: &'a str,
}

#[derive(Serialize)]
struct Summary<'a> {
    total: usize,
    files: usize,
    by_severity: BySeverity,
    by_code: &'a BTreeMap<std::borrow::Cow<'static, str>, usize>,
}

#[derive(Serialize)]
struct BySeverity {
    error: usize,
    warning: usize,
    info: usize,
}

/// Prints the report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn print(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let counts = report.counts();
    let document = Document {
        version: VERSION,
        diagnostics: report.diagnostics().iter().map(|diagnostic| said(report, diagnostic)).collect(),
        summary: Summary {
            total: counts.total(),
            files: report.files(),
            by_severity: BySeverity {
                error: counts.severity(Severity::Error),
                warning: counts.severity(Severity::Warning),
                info: counts.severity(Severity::Info),
            },
            by_code: counts.by_code(),
        },
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

fn said<'a>(report: &Report<'_>, diagnostic: &'a Diagnostic) -> Said<'a> {
    let at = diagnostic.place.as_ref().map(|place| at(report, place));
    let (start, end) = (at.as_ref().map(|at| at.start), at.as_ref().map(|at| at.end));
    Said {
        code: &diagnostic.code,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        entity: diagnostic.entity.as_deref(),
        fingerprint: diagnostic.fingerprint.as_deref(),
        file: at.map(|at| at.file),
        start,
        end,
        related: diagnostic.related.iter().map(|label| related(report, label)).collect(),
        notes: &diagnostic.notes,
        help: diagnostic.help.iter().map(|help| to_do(report, help)).collect(),
    }
}

fn at(report: &Report<'_>, place: &Place) -> At {
    let region = report.region(place, Columns::Characters);
    At { file: report.path(&place.path).into_owned(), start: region.start, end: region.end }
}

fn related<'a>(report: &Report<'_>, label: &'a Label) -> Related<'a> {
    Related { text: &label.text, at: at(report, &label.place) }
}

fn to_do<'a>(report: &Report<'_>, help: &'a Help) -> ToDo<'a> {
    let edit = help.edit.as_ref().map(|(place, text)| Edit { at: at(report, place), text });
    ToDo { text: &help.text, snippet: (!help.snippet.is_empty()).then_some(&*help.snippet), edit }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::source::{SourcePath, Sources, Span};

    fn printed(diagnostics: &[Diagnostic]) -> Value {
        let sources = Sources::of([("a.yaml", "ä: 😀 paymnets\n")]);
        let mut out = Vec::new();
        print(&Report::new(&sources, diagnostics, Vec::new()), &mut out).expect("memory");
        serde_json::from_slice(&out).expect("JSON")
    }

    #[test]
    fn a_diagnostic_has_every_field_of_the_form() {
        let place = Place::new(&SourcePath::new("a.yaml"), Span::new(9, 17));
        let said = Diagnostic::error("unknown-owner", place.clone(), "`paymnets` is no team")
            .related(Place::start_of(&SourcePath::new("b.yaml")), "there")
            .note("n")
            .help(Help::replace("did you mean `payments`?", place, "payments"))
            .help(Help::write("declare it", "teams: {}"));
        let said = Diagnostic { entity: Some("system:a".into()), fingerprint: Some("f".into()), ..said };
        let (start, end) =
            (json!({ "line": 1, "column": 6, "offset": 9 }), json!({ "line": 1, "column": 14, "offset": 17 }));
        let top = json!({ "line": 1, "column": 1, "offset": 0 });
        let expected = json!({
            "version": 1,
            "diagnostics": [{
                "code": "unknown-owner",
                "severity": "error",
                "message": "`paymnets` is no team",
                "entity": "system:a",
                "fingerprint": "f",
                "file": "a.yaml",
                "start": start,
                "end": end,
                "related": [{ "text": "there", "file": "b.yaml", "start": top, "end": top }],
                "notes": ["n"],
                "help": [
                    {
                        "text": "did you mean `payments`?",
                        "snippet": null,
                        "edit": { "file": "a.yaml", "start": start, "end": end, "text": "payments" },
                    },
                    { "text": "declare it", "snippet": "teams: {}", "edit": null },
                ],
            }],
            "summary": {
                "total": 1,
                "files": 1,
                "by_severity": { "error": 1, "warning": 0, "info": 0 },
                "by_code": { "unknown-owner": 1 },
            },
        });
        assert_eq!(printed(&[said]), expected);
    }

    #[test]
    fn what_does_not_apply_is_null_rather_than_absent() {
        let place = Place::start_of(&SourcePath::new("a.yaml"));
        let said = Diagnostic { place: None, ..Diagnostic::warning("x", place, "m") };
        let document = printed(&[said]);
        for field in ["entity", "fingerprint", "file", "start", "end"] {
            assert_eq!(document["diagnostics"][0].get(field), Some(&Value::Null), "{field}");
        }
    }
}
