//! The printer for GitHub Actions: one workflow command a line, which its runner turns into an annotation.
//!
//! GitHub keeps ten annotations of each severity per step; the rest is in the log alone.

use std::fmt::Write;
use std::io;

use super::report::{Columns, Report};
use super::visible::in_lines;
use super::{Diagnostic, Severity};

/// Prints the report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn print(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for diagnostic in report.diagnostics() {
        writeln!(out, "{}", command(report, diagnostic))?;
    }
    Ok(())
}

fn command(report: &Report<'_>, diagnostic: &Diagnostic) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let title = match report.rule(&diagnostic.code) {
        Some(rule) => format!("{} ({})", rule.title, rule.id),
        None => diagnostic.code.clone().into_owned(),
    };
    let place = where_it_is(report, diagnostic);
    let lines: Vec<String> = std::iter::once(diagnostic.message.clone()).chain(report.further(diagnostic)).collect();
    format!("::{name} {place}title={}::{}", property(&title), data(&lines.join("\n")))
}

/// The properties that say where; columns only within one line, as GitHub wants them.
fn where_it_is(report: &Report<'_>, diagnostic: &Diagnostic) -> String {
    let Some(place) = &diagnostic.place else {
        return String::new();
    };
    let region = report.region(place, Columns::Utf16);
    let mut text = format!("file={},line={},", property(&report.path(&place.path)), region.start.line);
    let end = if region.start.line == region.end.line {
        write!(text, "col={},endLine={},endColumn={},", region.start.column, region.end.line, region.end.column)
    } else {
        write!(text, "endLine={},", region.end.line)
    };
    end.expect("writing to a string does not fail");
    text
}

/// Text as a command's data.
fn data(text: &str) -> String {
    in_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as a property's value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, SourcePath, Sources, Span};

    fn printed(diagnostic: &Diagnostic) -> String {
        let sources = Sources::of([("content/a, b.yaml", "x: 😀 owner\ny: 1\n")]);
        let mut out = Vec::new();
        print(&Report::new(&sources, [diagnostic], Vec::new()), &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    fn place(start: usize, end: usize) -> Place {
        Place::new(&SourcePath::new("content/a, b.yaml"), Span::new(start, end))
    }

    #[test]
    fn what_github_reads_itself_is_escaped() {
        let said =
            Diagnostic::error("unknown-owner", place(8, 13), "100% `a, b`: no\r\n::error::team\u{1b}[0m").note("n");
        assert_eq!(
            printed(&said),
            "::error file=content/a%2C b.yaml,line=1,col=7,endLine=1,endColumn=12,title=unknown-owner::\
             100%25 `a, b`: no%0D%0A::error::team\\u{1b}[0m%0Anote: n\n"
        );
    }

    #[test]
    fn a_place_over_lines_has_no_columns_and_no_place_no_file() {
        let said = Diagnostic::warning("x", place(0, 16), "m");
        assert_eq!(printed(&said), "::warning file=content/a%2C b.yaml,line=1,endLine=2,title=x::m\n");
        let said = Diagnostic { place: None, severity: Severity::Info, ..said };
        assert_eq!(printed(&said), "::notice title=x::m\n");
    }

    #[test]
    fn other_places_and_what_to_write_are_lines_of_the_message() {
        let said = Diagnostic::error("x", place(0, 1), "m")
            .related(place(15, 16), "the other")
            .help(crate::diagnostic::Help::write("add an owner", "owner: a\n"));
        let text = "::m%0Acontent/a, b.yaml:2:2: the other%0Ahelp: add an owner%0A    owner: a\n";
        assert!(printed(&said).ends_with(text), "{}", printed(&said));
    }
}
