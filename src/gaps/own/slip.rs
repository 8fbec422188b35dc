//! A slip in a rule of the handbook's own, with where it stands in the text, and then in the file.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::source::{Place, Sources, Span, Spanned};

/// What is wrong at a range of bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub code: &'static str,
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
    /// What to write in its place, where it is known.
    pub instead: Option<String>,
}

impl Slip {
    pub fn new(code: &'static str, at: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, at, message: message.into(), help: String::new(), instead: None }
    }

    pub fn syntax(at: Range<usize>, message: impl Into<String>) -> Self {
        Self::new("invalid-condition", at, message)
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub fn instead(mut self, new: &str) -> Self {
        self.help = format!("write `{}`", new.trim());
        self.instead = Some(new.to_owned());
        self
    }

    /// The known word that was meant, or `otherwise` what there is.
    pub fn meant<'k>(
        self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
        otherwise: impl FnOnce() -> String,
    ) -> Self {
        match did_you_mean(word, known) {
            Some(near) => Self { help: format!("did you mean `{near}`?"), instead: Some(near.to_owned()), ..self },
            None => self.help(otherwise()),
        }
    }

    pub fn shifted(mut self, by: usize) -> Self {
        self.at = self.at.start + by..self.at.end + by;
        self
    }

    /// The slip as something said about the file in which `text` stands.
    pub fn diagnostic(self, text: &Spanned<String>, sources: &Sources) -> Diagnostic {
        let place = place(text, &self.at, sources);
        let found = Diagnostic::error(self.code, place.clone(), self.message);
        match self.instead {
            _ if self.help.is_empty() => found,
            Some(new) => found.help(Help::replace(self.help, place, new)),
            None => found.help(Help::words(self.help)),
        }
    }
}

/// Where a part of a scalar's text stands in its file: quotes, escapes and line ends of YAML lie in between.
fn place(text: &Spanned<String>, part: &Range<usize>, sources: &Sources) -> Place {
    let span = text.place.span;
    let Some(written) = sources.get(&text.place.path).and_then(|file| file.text().get(span.range())) else {
        return text.place.clone();
    };
    let begin = span.start as usize;
    let (mut at, mut start, mut end) = (0, None, written.len());
    for (offset, c) in text.value.char_indices() {
        let Some(found) = next(&written[at..], c) else { return text.place.clone() };
        if offset >= part.end {
            break;
        }
        if offset >= part.start {
            start.get_or_insert(at + found);
        }
        at += found + width(&written[at + found..]);
        end = at;
    }
    let start = start.unwrap_or(end);
    Place::new(&text.place.path, Span::new(begin + start, begin + end.max(start)))
}

/// How far on the next place lies where `c` is written; a line end may be written for a space.
fn next(written: &str, c: char) -> Option<usize> {
    if c.is_whitespace() { written.find(char::is_whitespace) } else { written.find(c) }
}

fn width(written: &str) -> usize {
    written.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourcePath;

    #[test]
    fn a_part_is_found_behind_quotes_escapes_and_line_ends() {
        let cases = [
            ("tier is one", "tier is one"),
            ("\"tier is one\"", "tier is one"),
            ("'name is ''x'' or one'", "name is 'x' or one"),
            ("\"name is \\\"x\\\" or one\"", "name is \"x\" or one"),
            (">-\n  tier is\n  one\n", "tier is one"),
            ("|\n  größe is\n    one\n", "größe is\n  one"),
        ];
        for (written, value) in cases {
            let sources = Sources::of([("a.yaml", written)]);
            let whole = Place::new(&SourcePath::new("a.yaml"), Span::new(0, written.len()));
            let text = Spanned::new(value.to_owned(), whole);
            let at = value.find("one").expect("it is there");
            let place = place(&text, &(at..at + 3), &sources);
            assert_eq!(&written[place.span.range()], "one", "{written}");
        }
    }
}
