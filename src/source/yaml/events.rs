//! Reads all of YAML: what the parser meets goes into a document.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError};

use super::build::{BUDGET, Builder, DEEPEST, SYNTAX, Scalar, Taken};
use super::{Document, Problem};

fn options() -> Options {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    options
}

/// The scalar that is all of `text`, and where in it it stands; nothing where it is anything else.
pub(super) fn scalar(text: &str) -> Option<(Cow<'_, str>, Range<usize>)> {
    let mut found = None;
    for next in Parser::new_from_str_with_options(text, options()) {
        match next.ok()? {
            (Event::Scalar(text, _, 0, None), span) if found.is_none() => found = Some((text, span.byte_range()?)),
            (Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd, _) => {}
            _ => return None,
        }
    }
    found
}

pub(super) fn parse(text: &str, offset: usize) -> Document {
    let mut parser = Parser::new_from_str_with_options(text, options());
    let mut builder = Builder::new(text, offset);
    while let Some(next) = parser.next_event() {
        let taken = match next {
            Ok((event, span)) => builder.take(event, &span.byte_range().unwrap_or(0..0)),
            Err(error) => Err(builder.syntax(&error)),
        };
        let Err(problem) = taken else { continue };
        let out_of_budget = problem.code == BUDGET;
        builder.document.problems.push(problem);
        builder.abandon();
        // The rest of a broken document cannot be trusted; the next one can.
        if out_of_budget || !parser.proceed_next_document().unwrap_or(false) {
            break;
        }
    }
    builder.finish()
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>) -> Taken {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_plain = style == ScalarStyle::Plain;
                self.scalar(&Scalar { text, is_plain, range: range.clone() }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => self.start(range.start, anchor, false),
            Event::MappingStart(_, anchor, _) => self.start(range.start, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::UnresolvedAlias(name) => self.unknown_anchor(&name, range),
            Event::DocumentStart(..) => {
                self.start_document();
                Ok(())
            }
            Event::DocumentEnd => {
                self.end_document();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn unknown_anchor(&mut self, name: &str, range: &Range<usize>) -> Taken {
        let mut problem = self.problem(SYNTAX, range, format!("no anchor `&{name}` above this alias"));
        problem.help = Some(format!("define `&{name}` further up, or quote the text: `\"*{name}\"`"));
        self.document.problems.push(problem);
        self.scalar(&Scalar { text: Cow::Borrowed(""), is_plain: true, range: range.clone() }, 0)
    }

    fn syntax(&self, error: &ScanError) -> Problem {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some(tab) = indent.find('\t') {
            let message = "a tab is used for indentation".into();
            let help = Some("YAML is indented with spaces: replace the tab".into());
            return Problem { help, ..self.problem(SYNTAX, &(start + tab..start + tab + 1), message) };
        }
        let end = self.text[at..].chars().next().map_or(at, |c| if c == '\n' { at } else { at + c.len_utf8() });
        let info = error.info();
        let help = advice(line, &info).map(str::to_owned);
        Problem { help, ..self.problem(SYNTAX, &(at..end), info) }
    }
}

/// What to do about a line the parser stumbled over, where the slip is a common one.
fn advice(line: &str, info: &str) -> Option<&'static str> {
    let is_flow = line.trim_start().starts_with(['{', '[']);
    if line.matches(": ").count() > 1 && !is_flow {
        Some("a value that holds `: ` needs quotes around it")
    } else if info.contains("block mapping") || info.contains("simple key") {
        Some("check the indentation of this line and of the one before it")
    } else {
        None
    }
}
