//! The printer for people: each diagnostic under the line it speaks of, then a summary.

use std::fmt::Write;
use std::io;

use annotate_snippets::renderer::{AnsiColor, Style};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Message, Origin, Patch, Renderer, Snippet, Title};
use rayon::prelude::*;

use super::brief;
use super::excerpt::{Cut, Excerpt};
use super::report::{Columns, Report, held};
use super::visible::{in_line, in_source};
use super::{Diagnostic, Help, Label, Severity};
use crate::source::{Place, Span};

/// How it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to colour; the caller asks the terminal.
    pub has_color: bool,
    /// Columns of the terminal; source lines are trimmed to them.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { has_color: false, width: 100 }
    }
}

/// Related places shown for one diagnostic; the rest are counted.
pub(super) const MOST_PLACES: usize = 8;
/// Lines between two places of a file that are still shown as one piece.
const NEAR: usize = 200;
/// Lines of an edit that are still shown as a patch.
const MOST_EDITED: usize = 12;
/// Diagnostics laid out at once, on all cores; a reader who has seen enough, as `head` has, waits for no more.
const AT_ONCE: usize = 512;
/// Codes named in the summary; the rest are counted.
const MOST_CODES: usize = 20;

/// Prints the report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn print(report: &Report<'_>, out: &mut dyn io::Write, look: Look) -> io::Result<()> {
    let page = Page { report, width: look.width.clamp(40, 400) };
    let renderer = page.renderer(look);
    let text = |said: &&Diagnostic| {
        let brief = if look.has_color { None } else { brief::lay_out(report, said, page.width) };
        brief.unwrap_or_else(|| renderer.render(&page.groups(said)))
    };
    for some in report.diagnostics().chunks(AT_ONCE) {
        let texts: Vec<String> = some.par_iter().map(text).collect();
        for text in texts {
            writeln!(out, "{text}\n")?;
        }
    }
    out.write_all(summary(report, look.has_color).as_bytes())
}

/// A diagnostic as the renderer alone lays it out.
#[cfg(test)]
pub(super) fn by_renderer(report: &Report<'_>, said: &Diagnostic, look: Look) -> String {
    let page = Page { report, width: look.width.clamp(40, 400) };
    page.renderer(look).render(&page.groups(said))
}

/// What is known while a diagnostic is laid out.
struct Page<'a> {
    report: &'a Report<'a>,
    width: usize,
}

impl<'a> Page<'a> {
    fn renderer(&self, look: Look) -> Renderer {
        let renderer = if look.has_color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
        renderer.term_width(self.width)
    }

    fn groups(&self, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
        let mut main = Group::with_title(title(diagnostic)).elements(self.places(diagnostic));
        main = main.elements(diagnostic.notes.iter().map(|note| message(Level::NOTE, note)));
        let mut further = Vec::new();
        for help in &diagnostic.help {
            let code = self.code(help, diagnostic.place.as_ref());
            if code.is_empty() {
                main = main.element(message(Level::HELP, &help.text));
            } else {
                let title = Level::HELP.secondary_title(in_line(&help.text));
                further.push(Group::with_title(title).elements(code));
            }
        }
        std::iter::once(main).chain(further).collect()
    }

    /// The place and the related places, as pieces of source.
    fn places(&self, diagnostic: &'a Diagnostic) -> Vec<Element<'a>> {
        let shown = &diagnostic.related[..diagnostic.related.len().min(MOST_PLACES)];
        let (near, far): (Vec<&Label>, Vec<&Label>) =
            shown.iter().partition(|label| self.is_near(diagnostic.place.as_ref(), &label.place));
        let mut elements = Vec::new();
        if let Some(place) = &diagnostic.place {
            self.piece(&mut elements, (place, ""), &near);
        }
        for label in far {
            self.piece(&mut elements, (&label.place, &label.text), &[]);
        }
        let rest = diagnostic.related.len() - shown.len();
        if rest > 0 {
            elements.push(message(Level::NOTE, &format!("and {}", plural(rest, "more place"))).into());
        }
        elements
    }

    /// Whether two places are shown in one piece.
    fn is_near(&self, main: Option<&Place>, other: &Place) -> bool {
        let Some(main) = main.filter(|main| main.path == other.path && self.report.file(main).is_some()) else {
            return false;
        };
        let line = |place| self.report.region(place, Columns::Characters).start.line;
        line(main).abs_diff(line(other)) <= NEAR
    }

    /// Adds a piece of source: the path with the position, and where there is text, the lines.
    fn piece(&self, elements: &mut Vec<Element<'a>>, (place, text): (&'a Place, &'a str), near: &[&'a Label]) {
        let is_main = elements.is_empty();
        let path = in_line(&self.report.path(&place.path)).into_owned();
        let Some(file) = self.report.file(place) else {
            elements.push(Origin::path(path).into());
            elements.extend((!text.is_empty()).then(|| message(Level::NOTE, text).into()));
            return;
        };
        let spans: Vec<Span> = std::iter::once(place)
            .chain(near.iter().map(|label| &label.place))
            .map(|p| held(file.text(), p.span))
            .collect();
        let excerpt = Excerpt::of(file, &spans, Cut::Behind(self.width * 2));
        let kind = if is_main { AnnotationKind::Primary } else { AnnotationKind::Context };
        let kinds =
            std::iter::once((kind, text)).chain(near.iter().map(|l| (AnnotationKind::Context, l.text.as_str())));
        let annotations = kinds
            .zip(&excerpt.places)
            .map(|((kind, text), range)| kind.span(range.clone()).label((!text.is_empty()).then(|| in_line(text))));
        let snippet = Snippet::source(excerpt.text.clone()).line_start(excerpt.first_line).path(path);
        elements.push(snippet.annotations(annotations).into());
    }

    /// What a help has to show besides its words: a patch, or lines to write.
    fn code(&self, help: &'a Help, main: Option<&Place>) -> Vec<Element<'a>> {
        let patch = help.edit.as_ref().and_then(|(place, new)| Some((place, self.patch(place, new)?)));
        if let Some((place, patch)) = patch {
            let is_elsewhere = main.is_none_or(|main| main.path != place.path);
            return is_elsewhere.then(|| self.origin(place)).into_iter().chain([patch]).collect();
        }
        let lines = in_source(help.snippet.trim_end_matches(['\n', '\r']));
        if lines.is_empty() {
            return Vec::new();
        }
        vec![Snippet::source(lines).line_numbering(false).fold(false).annotations([]).into()]
    }

    fn origin(&self, place: &Place) -> Element<'a> {
        let start = self.report.region(place, Columns::Characters).start;
        let path = in_line(&self.report.path(&place.path)).into_owned();
        Origin::path(path).line(start.line).char_column(start.column).into()
    }

    /// An edit as a patch of the line it changes; none where it changes more than one, or nothing.
    fn patch(&self, place: &'a Place, new: &'a str) -> Option<Element<'a>> {
        let file = self.report.file(place)?;
        let span = held(file.text(), place.span);
        let is_one_line = file.lines().line(span.start) == file.lines().line(span.end);
        let is_change = file.text().get(span.range()) != Some(new);
        if !is_one_line || !is_change || new.lines().count() > MOST_EDITED {
            return None;
        }
        let excerpt = Excerpt::of(file, &[span], Cut::Around(self.width / 2));
        let patch = Patch::new(excerpt.places.first()?.clone(), in_source(new));
        Some(Snippet::source(excerpt.text).line_start(excerpt.first_line).patch(patch).into())
    }
}

fn title(diagnostic: &Diagnostic) -> Title<'_> {
    level(diagnostic.severity).primary_title(in_line(&diagnostic.message)).id(&*diagnostic.code)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

fn message<'a>(level: Level<'a>, text: &str) -> Message<'a> {
    level.message(in_line(text).into_owned())
}

/// The counts by severity, then by code with the rules' titles.
fn summary(report: &Report<'_>, has_color: bool) -> String {
    let counts = report.counts();
    if counts.total() == 0 {
        return "nothing to report\n".to_owned();
    }
    let bold = if has_color { Style::new().bold() } else { Style::new() };
    let by_severity: Vec<String> = Severity::ALL
        .into_iter()
        .filter(|&severity| counts.severity(severity) > 0)
        .map(|severity| painted(severity, &count_of(severity, counts.severity(severity)), has_color))
        .collect();
    let mut text = format!("{bold}summary{bold:#}: {}", by_severity.join(", "));
    match report.files() {
        0 => text.push('\n'),
        files => text.push_str(&format!(" in {}\n", plural(files, "file"))),
    }
    let ranked = counts.ranked();
    let shown = &ranked[..ranked.len().min(MOST_CODES)];
    let digits = shown.first().map_or(1, |(_, count)| count.to_string().len());
    let longest = shown.iter().map(|(code, _)| code.len()).max().unwrap_or_default();
    for (code, count) in shown {
        let title = report.rule(code).map(|rule| in_line(rule.title)).unwrap_or_default();
        let line = format!("{count:>digits$} × {code:<longest$}  {title}");
        writeln!(text, "  {}", line.trim_end()).expect("writing to a string does not fail");
    }
    match ranked.len() - shown.len() {
        0 => {}
        rest => text.push_str(&format!("  and {}\n", plural(rest, "more kind"))),
    }
    text
}

fn painted(severity: Severity, text: &str, has_color: bool) -> String {
    let color = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::BrightBlue,
    };
    let style = if has_color { color.on_default().bold() } else { Style::new() };
    format!("{style}{text}{style:#}")
}

/// How many findings of a severity, in words: `2 errors`, `1 warning`, `3 info`.
#[must_use]
pub fn count_of(severity: Severity, count: usize) -> String {
    match severity {
        Severity::Info => format!("{count} info"),
        Severity::Error | Severity::Warning => plural(count, severity.name()),
    }
}

/// A number with its noun: `1 file`, `2 files`.
#[must_use]
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
