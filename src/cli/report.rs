//! Reports on the terminal: which format, which colours, how wide.

use std::io::{self, IsTerminal, Write};

use anyhow::{Context, Result};

use crate::diagnostic::human::Look;
use crate::diagnostic::{Diagnostic, Format, Report, RuleInfo, Severity, format};
use crate::model::Id;
use crate::render::Site;
use crate::routes::Route;
use crate::site::Handbook;
use crate::source::Sources;

/// Columns of a report that goes to no terminal.
const WIDTH: usize = 120;

/// A report of these diagnostics on a site.
pub fn of<'a>(site: &'a Site, diagnostics: &'a [Diagnostic]) -> Report<'a> {
    on(site.handbook(), diagnostics)
}

/// A report of these diagnostics on a handbook.
pub fn on<'a>(handbook: &'a Handbook, diagnostics: &'a [Diagnostic]) -> Report<'a> {
    beside(handbook, &handbook.sources, diagnostics)
}

/// A report of what the rules of a handbook say on `sources`, which need not be its own.
pub fn beside<'a>(handbook: &'a Handbook, sources: &'a Sources, diagnostics: &'a [Diagnostic]) -> Report<'a> {
    let base = handbook.model.settings.base_url.as_ref();
    let rules = handbook.judgement.rules.iter().map(|rule| RuleInfo {
        id: rule.id(),
        title: rule.title(),
        description: what_it_finds(rule.doc()),
        help: rule.doc(),
        severity: rule.severity(),
        docs: base.and_then(|base| {
            let address = handbook.routes.address(&Route::Rule(Id::new(rule.id())))?;
            Some(format!("{}{}", base.value, address.href))
        }),
    });
    Report::new(sources, diagnostics, rules.collect())
}

/// The first paragraph below the heading of a rule's text that says what it finds.
fn what_it_finds(doc: &str) -> &str {
    let after = doc.split_once("## What it finds").map_or(doc, |(_, after)| after).trim_start();
    after.split("\n\n").next().unwrap_or_default()
}

/// Prints a report on standard output.
///
/// # Errors
/// Where the output is gone.
pub fn print(report: &Report<'_>, format: Format) -> Result<()> {
    let has_color = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    // Standard output hands on each line by itself, which is a call to the system for every line.
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    format::print(format, report, look(has_color), &mut out)?;
    Ok(out.flush()?)
}

/// Prints a text as it is on standard output.
///
/// # Errors
/// Where the output is gone.
pub fn print_text(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("cannot write to standard output")
}

/// Writes a report without colours.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    format::print(format, report, look(false), out)
}

/// Prints what could not be understood on standard error, before a build or preview.
///
/// # Errors
/// Where standard error is gone.
pub fn warn(site: &Site, diagnostics: &[Diagnostic]) -> Result<()> {
    let shown: Vec<Diagnostic> =
        diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Info).cloned().collect();
    on_stderr(&of(site, &shown))
}

/// Prints notes on files on standard error, where no site was made of them.
///
/// # Errors
/// Where standard error is gone.
pub fn notes(sources: &Sources, notes: &[Diagnostic]) -> Result<()> {
    on_stderr(&Report::new(sources, notes, Vec::new()))
}

fn on_stderr(report: &Report<'_>) -> Result<()> {
    if report.diagnostics().is_empty() {
        return Ok(());
    }
    let has_color = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
    let mut out = io::stderr().lock();
    format::print(Format::Human, report, look(has_color), &mut out)?;
    Ok(out.flush()?)
}

fn look(has_color: bool) -> Look {
    Look { has_color, width: width() }
}

/// The terminal's width, where it says so.
fn width() -> usize {
    if !io::stdout().is_terminal() {
        return WIDTH;
    }
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns().or_else(seen).unwrap_or(WIDTH)
}

/// The width that the environment sets over the terminal's own.
#[expect(clippy::disallowed_methods, reason = "the edge where the environment says how wide it is")]
fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}
