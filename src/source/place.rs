//! Places: a range of bytes in a file, and its line and column.

use std::ops::Deref;

use super::SourcePath;

/// A range of bytes in a file's text, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB are held at that limit.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let held = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: held(start), end: held(end.max(start)) }
    }

    /// The bytes as a range for indexing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span, `by` bytes further on: for text that is a part of a file.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// A span in a named file: what every value of the model, every error and every gap carries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// Where in it.
    pub span: Span,
}

impl Place {
    /// A place in `path`.
    #[must_use]
    pub fn new(path: &SourcePath, span: Span) -> Self {
        Self { path: path.clone(), span }
    }

    /// The beginning of `path`: for what is said about a file as a whole.
    #[must_use]
    pub fn start_of(path: &SourcePath) -> Self {
        Self::new(path, Span::default())
    }
}

/// A value and the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A line and column as people count them, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// Where the lines of a text begin, for turning offsets into positions.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of `text`; `\n`, `\r\n` and a lone `\r` end a line.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let starts = (0..bytes.len()).filter(|&at| ends_line(at)).map(|at| Span::new(at + 1, 0).start);
        Self { starts: std::iter::once(0).chain(starts).collect() }
    }

    /// The line, from 1, that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The line and column of the byte at `offset` in `text`, the text this index was made of.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.starts[line - 1] as usize;
        let end = floor(text, offset as usize).max(start);
        Position { line, column: text.get(start..end).map_or(0, |before| before.chars().count()) + 1 }
    }

    /// The bytes of line `line` (from 1), without its end.
    #[must_use]
    pub fn line_span(&self, text: &str, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)? as usize;
        let end = self.starts.get(line).map_or(text.len(), |&next| next as usize);
        let line = text.get(start..end)?.trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + line.len()))
    }

    /// How many lines there are; at least 1.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

/// The nearest character boundary at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_know_every_line_end() {
        let text = "ä: b\r\nc\rd\ne";
        let index = LineIndex::of(text);
        let at =
            |needle: &str| index.position(text, u32::try_from(text.find(needle).expect("in the text")).expect("small"));
        assert_eq!(at("b"), Position { line: 1, column: 4 });
        assert_eq!(at("c"), Position { line: 2, column: 1 });
        assert_eq!(at("d"), Position { line: 3, column: 1 });
        assert_eq!(at("e"), Position { line: 4, column: 1 });
        assert_eq!(index.line_span(text, 1).map(Span::range), Some(0..5));
    }

    #[test]
    fn an_offset_inside_a_character_or_past_the_end_is_held() {
        let index = LineIndex::of("ä");
        assert_eq!(index.position("ä", 1).column, 1);
        assert_eq!(index.position("ä", 99).column, 2);
    }
}
