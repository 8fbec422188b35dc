//! The printer for test reports: `JUnit` XML, one suite per file, one case per diagnostic.
//!
//! Errors and warnings are failures; what is only worth knowing passes, with its text as output. A report without
//! diagnostics is one case that passes, so that a service can tell "nothing found" from "did not run".

use std::collections::BTreeMap;
use std::io;

use super::report::{Columns, Report};
use super::{Diagnostic, Severity};

/// Prints the report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn print(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let suites = suites(report);
    let failures = report.diagnostics().iter().filter(|diagnostic| is_failure(diagnostic)).count();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    if suites.is_empty() {
        writeln!(out, r#"<testsuites name="bailiwick" tests="1" failures="0" errors="0">"#)?;
        writeln!(out, r#"  <testsuite name="handbook" tests="1" failures="0" errors="0" skipped="0">"#)?;
        writeln!(out, r#"    <testcase name="nothing to report" classname="handbook"/>"#)?;
        writeln!(out, "  </testsuite>")?;
        return writeln!(out, "</testsuites>");
    }
    let tests = report.counts().total();
    writeln!(out, r#"<testsuites name="bailiwick" tests="{tests}" failures="{failures}" errors="0">"#)?;
    for (name, cases) in &suites {
        print_suite(report, (name, cases), out)?;
    }
    writeln!(out, "</testsuites>")
}

/// The diagnostics by file, or by entity where there is no file.
fn suites<'a>(report: &Report<'a>) -> BTreeMap<String, Vec<&'a Diagnostic>> {
    let mut suites: BTreeMap<String, Vec<&'a Diagnostic>> = BTreeMap::new();
    for &diagnostic in report.diagnostics() {
        let name = match (&diagnostic.place, &diagnostic.entity) {
            (Some(place), _) => report.path(&place.path).into_owned(),
            (None, Some(entity)) => entity.clone(),
            (None, None) => "handbook".to_owned(),
        };
        suites.entry(name).or_default().push(diagnostic);
    }
    suites
}

fn is_failure(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity > Severity::Info
}

fn print_suite(report: &Report<'_>, (name, cases): (&str, &[&Diagnostic]), out: &mut dyn io::Write) -> io::Result<()> {
    let (name, tests) = (attribute(name), cases.len());
    let failures = cases.iter().filter(|diagnostic| is_failure(diagnostic)).count();
    writeln!(out, r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0" skipped="0">"#)?;
    for diagnostic in cases {
        print_case(report, (diagnostic, &name), out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn print_case(report: &Report<'_>, (said, suite): (&Diagnostic, &str), out: &mut dyn io::Write) -> io::Result<()> {
    let start = said.place.as_ref().map(|place| (place, report.region(place, Columns::Characters).start));
    let title = format!("{}: {}", said.code, said.entity.as_ref().unwrap_or(&said.message));
    write!(out, r#"    <testcase name="{}" classname="{suite}""#, attribute(&title))?;
    if let Some((place, start)) = &start {
        write!(out, r#" file="{}" line="{}""#, attribute(&report.path(&place.path)), start.line)?;
    }
    writeln!(out, ">")?;
    let position = start.map(|(place, at)| format!("{}:{}:{}", report.path(&place.path), at.line, at.column));
    let head = format!("{}[{}]: {}", said.severity, said.code, said.message);
    let lines: Vec<String> = std::iter::once(head).chain(position).chain(report.further(said)).collect();
    let (text, message) = (escaped(&lines.join("\n")), attribute(&said.message));
    if is_failure(said) {
        writeln!(out, r#"      <failure message="{message}" type="{}">{text}</failure>"#, said.severity)?;
    } else {
        writeln!(out, "      <system-out>{text}</system-out>")?;
    }
    writeln!(out, "    </testcase>")
}

/// Text as XML text; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars().filter(|&char| is_xml(char)) {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            char => out.push(char),
        }
    }
    out
}

/// Text as an attribute's value, between double quotes: line ends and tabs survive.
fn attribute(text: &str) -> String {
    escaped(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// Whether XML 1.0 allows a character; of those it advises against, the C1 controls are refused too.
fn is_xml(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r') || !(char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, SourcePath, Sources, Span};

    fn printed(diagnostics: &[Diagnostic]) -> String {
        let sources = Sources::of([("a.yaml", "x: 1\ny: 2\n")]);
        let mut out = Vec::new();
        print(&Report::new(&sources, diagnostics, Vec::new()), &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    fn said(severity: Severity, path: &str, message: &str) -> Diagnostic {
        Diagnostic::new("x", severity, Place::new(&SourcePath::new(path), Span::new(5, 6)), message)
    }

    #[test]
    fn text_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        let error = said(Severity::Error, "a.yaml", "<b> & \"c\" ]]>\u{0}\u{1b}\u{ffff}\n\u{9b}d");
        assert_eq!(
            printed(&[error.note("n < m")]),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bailiwick" tests="1" failures="1" errors="0">
  <testsuite name="a.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="x: &lt;b&gt; &amp; &quot;c&quot; ]]&gt;&#10;d" classname="a.yaml" file="a.yaml" line="2">
      <failure message="&lt;b&gt; &amp; &quot;c&quot; ]]&gt;&#10;d" type="error">error[x]: &lt;b&gt; &amp; &quot;c&quot; ]]&gt;
d
a.yaml:2:1
note: n &lt; m</failure>
    </testcase>
  </testsuite>
</testsuites>
"#
        );
    }

    #[test]
    fn suites_are_files_and_counts_are_right() {
        let homeless =
            Diagnostic { place: None, entity: Some("team:quiet".into()), ..said(Severity::Warning, "a.yaml", "m") };
        let all = [
            said(Severity::Info, "a.yaml", "i"),
            said(Severity::Warning, "a.yaml", "w"),
            said(Severity::Error, "gone.yaml", "e"),
            homeless,
        ];
        let text = printed(&all);
        let suites: Vec<&str> = text.lines().map(str::trim).filter(|line| line.starts_with("<testsuite")).collect();
        assert_eq!(
            suites,
            [
                r#"<testsuites name="bailiwick" tests="4" failures="3" errors="0">"#,
                r#"<testsuite name="a.yaml" tests="2" failures="1" errors="0" skipped="0">"#,
                r#"<testsuite name="gone.yaml" tests="1" failures="1" errors="0" skipped="0">"#,
                r#"<testsuite name="team:quiet" tests="1" failures="1" errors="0" skipped="0">"#,
            ]
        );
        assert_eq!((text.matches("<testcase ").count(), text.matches("<failure ").count()), (4, 3));
    }

    #[test]
    fn an_empty_report_is_one_case_that_passes() {
        let text = printed(&[]);
        assert!(text.contains(r#"tests="1" failures="0""#) && text.contains("<testcase "), "{text}");
        assert!(!text.contains("<failure"), "{text}");
    }
}
