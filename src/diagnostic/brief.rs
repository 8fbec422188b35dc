//! Most of what is said, laid out without the renderer: to the byte what comes of it there, in a tenth of the time.
//!
//! That is one line for each place, in plain characters, without colours and patches. All else is the renderer's work.

use std::borrow::Cow;
use std::ops::Range;

use super::human::MOST_PLACES;
use super::report::{Report, held};
use super::{Diagnostic, Help};
use crate::source::Place;

/// Columns between a line's text and the edge of the terminal from which on the renderer may cut it.
const ROOM: usize = 24;

/// A line of a file with a part of it underlined.
struct Piece<'a> {
    path: Cow<'a, str>,
    line: usize,
    text: &'a str,
    part: Range<usize>,
    mark: &'static str,
    label: &'a str,
}

/// A diagnostic as text without a line end, or nothing where it is more than is known here.
pub(super) fn lay_out(report: &Report<'_>, diagnostic: &Diagnostic, width: usize) -> Option<String> {
    let main = diagnostic.place.as_ref()?;
    if diagnostic.related.len() > MOST_PLACES || !is_legible(&diagnostic.code) {
        return None;
    }
    let related = diagnostic.related.iter().filter(|label| label.place.path != main.path);
    let mut pieces = vec![piece(report, (main, ""), "^")?];
    for label in related {
        pieces.push(piece(report, (&label.place, &label.text), "-")?);
    }
    let notes = || diagnostic.notes.iter();
    let is_short = |text: &str| text.len() + ROOM <= width;
    let is_fit = pieces.len() == diagnostic.related.len() + 1
        && pieces.iter().all(|piece| is_short(piece.text) && is_short(piece.label) && is_legible(&piece.path))
        && notes().chain([&diagnostic.message]).all(|text| !text.is_empty() && is_legible(text))
        && diagnostic.help.iter().all(|help| is_simple(help) && help.snippet.lines().all(is_short));
    is_fit.then(|| written(diagnostic, &pieces))
}

fn piece<'a>(report: &'a Report<'_>, (place, label): (&'a Place, &'a str), mark: &'static str) -> Option<Piece<'a>> {
    let file = report.file(place)?;
    let span = held(file.text(), place.span);
    let line = file.lines().line(span.start);
    let whole = file.lines().line_span(file.text(), line)?;
    let text = file.text().get(whole.range())?;
    let at = |offset: u32| (offset.saturating_sub(whole.start) as usize).min(text.len());
    let part = at(span.start)..at(span.end);
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.ends_with(' ') && is_legible(label);
    let piece = Piece { path: report.path(&place.path), line, text, part, mark, label };
    (is_plain && !piece.part.is_empty()).then_some(piece)
}

/// Whether help is words alone, or words with lines to write.
fn is_simple(help: &Help) -> bool {
    let is_code = |line: &str| !line.trim().is_empty() && is_legible(line.trim_start_matches(' '));
    let is_told = !help.text.is_empty() && is_legible(&help.text);
    help.edit.is_none() && is_told && !help.snippet.contains('\r') && help.snippet.lines().all(is_code)
}

/// Whether a text is shown as it is.
fn is_legible(text: &str) -> bool {
    text.trim() == text
        && text.chars().all(|char| matches!(char, ' '..='~' | '…' | '’') || (char > '\u{bf}' && char.is_alphanumeric()))
}

fn written(diagnostic: &Diagnostic, pieces: &[Piece<'_>]) -> String {
    let digits = pieces.iter().map(|piece| piece.line.to_string().len()).max().unwrap_or_default();
    let margin = " ".repeat(digits);
    let bar = format!("{margin} |\n");
    let mut text = format!("{}[{}]: {}\n", diagnostic.severity, diagnostic.code, diagnostic.message);
    for (at, piece) in pieces.iter().enumerate() {
        let Piece { path, line, part, mark, label, .. } = piece;
        let arrow = if at == 0 { "-->" } else { ":::" };
        text.push_str(&format!("{margin}{arrow} {path}:{line}:{}\n{bar}", part.start + 1));
        text.push_str(&format!("{line:>digits$} | {}\n", piece.text));
        let (before, under) = (" ".repeat(part.start), mark.repeat(part.len()));
        let space = if label.is_empty() { "" } else { " " };
        text.push_str(&format!("{margin} | {before}{under}{space}{label}\n"));
        text.push_str(&bar);
    }
    let (words, code): (Vec<&Help>, Vec<&Help>) = diagnostic.help.iter().partition(|help| help.snippet.is_empty());
    let notes = diagnostic.notes.iter().map(|note| ("note", note));
    for (kind, said) in notes.chain(words.iter().map(|help| ("help", &help.text))) {
        text.push_str(&format!("{margin} = {kind}: {said}\n"));
    }
    for help in &code {
        text.push_str(&format!("help: {}\n{bar}", help.text));
        for line in help.snippet.lines() {
            text.push_str(&format!("{margin} | {line}\n"));
        }
        text.push_str(&bar);
    }
    let ends_with_source = diagnostic.notes.is_empty() && diagnostic.help.is_empty();
    let kept = text.len() - if ends_with_source { bar.len() } else { 0 } - 1;
    text.truncate(kept);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::diagnostic::human::{Look, by_renderer};
    use crate::diagnostic::{Label, Severity};
    use crate::source::{SourcePath, Sources, Span};

    const A: &str = "systems:\n  ledger: { owner: payments }\n\n  risk:\n    owner: ann  \n\tx: ä\r\n  y: zzzzzzzzzzzzzzzzzzzzzzzzzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n";

    fn words() -> impl Strategy<Value = String> {
        select(
            &["is no team", "what it needs", "", "a `b` ä…", "two\nlines", "tab\there", "決済", "\u{202e}", "x ", " x"]
                [..],
        )
        .prop_map(str::to_owned)
    }

    fn place() -> impl Strategy<Value = Place> {
        (select(&["a.yaml", "b.yaml", "c.yaml", "gone.yaml"][..]), 0..A.len(), 0_usize..30)
            .prop_map(|(path, start, length)| Place::new(&SourcePath::new(path), Span::new(start, start + length)))
    }

    fn help() -> impl Strategy<Value = Help> {
        let snippet = select(&["", "", "owner: a", "a:\n  b: c", "a\n\nb", "a: …", "x\ty"][..]);
        (words(), snippet, proptest::option::weighted(0.1, place())).prop_map(|(text, snippet, edit)| Help {
            text,
            snippet: snippet.to_owned(),
            edit: edit.map(|place| (place, "new".to_owned())),
        })
    }

    fn related(count: Range<usize>) -> impl Strategy<Value = Vec<Label>> {
        let label = (place(), words()).prop_map(|(place, text)| Label { place, text });
        proptest::collection::vec(label, count)
    }

    prop_compose! {
        fn diagnostic()(
            message in words(),
            place in proptest::option::weighted(0.9, place()),
            related in prop_oneof![9 => related(0..3), 1 => related(8..10)],
            notes in proptest::collection::vec(words(), 0..3),
            help in proptest::collection::vec(help(), 0..3),
            severity in select(&Severity::ALL[..]),
        ) -> Diagnostic {
            let said = Diagnostic::error("a-rule", Place::start_of(&SourcePath::new("a.yaml")), message);
            Diagnostic { severity, place, related, notes, help, ..said }
        }
    }

    fn sources() -> Sources {
        let far = format!("{}{A}", "# far down\n".repeat(120));
        Sources::of([("a.yaml", A), ("b.yaml", &far), ("c.yaml", "team: [a]\n")])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_laid_out_is_what_the_renderer_makes(said in diagnostic(), width in 40_usize..130) {
            let sources = sources();
            let report = Report::new(&sources, [&said], Vec::new());
            if let Some(text) = lay_out(&report, &said, width) {
                prop_assert_eq!(text, by_renderer(&report, &said, Look { has_color: false, width }));
            }
        }
    }

    #[test]
    fn the_usual_is_laid_out() {
        let at = |path: &str, start, end| Place::new(&SourcePath::new(path), Span::new(start, end));
        let related = vec![Label { place: at("c.yaml", 0, 4), text: "the team".into() }];
        let help = vec![Help::words("ask them"), Help::write("name one", "owner: a\nwhy: b")];
        let said = Diagnostic::error("no-owner", at("a.yaml", 11, 17), "nobody owns it");
        let said = Diagnostic { related, help, notes: vec!["since May".into()], ..said };
        let sources = sources();
        let report = Report::new(&sources, [&said], Vec::new());
        assert!(lay_out(&report, &said, 100).is_some());
    }
}
