//! Reads the plain part of YAML, as people and programs mostly write it, many times as fast as all of it: block maps
//! and lists, flow ones on one line, and scalars on one line without escapes.
//!
//! At anything else it gives up, and the whole text is read by the parser. What is read here comes to the same document
//! that the parser's events come to.

use std::borrow::Cow;

use super::build::{Builder, Scalar};
use super::scan::{Beyond, Read, Scan};
use super::{Document, Problem};

/// The longest key in bytes: the parser stops looking for the `:` of longer ones.
const LONGEST_KEY: usize = 1000;

/// What is wrong with a text is told by the parser.
impl From<Problem> for Beyond {
    fn from(_: Problem) -> Self {
        Self
    }
}

/// The document of `text`, which stands `offset` bytes from the beginning of its file.
pub(super) fn parse(text: &str, offset: usize) -> Read<Document> {
    let (scan, builder) = (Scan::new(text), Builder::new(text, offset));
    let mut reader = Reader { scan, builder, open: Vec::new(), awaits: None };
    reader.read()?;
    Ok(reader.builder.finish())
}

/// Where a value may begin.
#[derive(Clone, Copy, PartialEq)]
enum Room {
    Document,
    Item,
    /// Behind the `:` at this offset.
    Entry(usize),
}

/// A block collection whose end has not come yet.
#[derive(Clone, Copy, PartialEq)]
struct Level {
    column: usize,
    is_list: bool,
}

struct Reader<'t> {
    scan: Scan<'t>,
    builder: Builder<'t>,
    open: Vec<Level>,
    awaits: Option<Room>,
}

impl Reader<'_> {
    fn read(&mut self) -> Read<()> {
        let mut has_begun = false;
        while let Some(column) = self.scan.next_line()? {
            if column == 0 && self.scan.is_marker("...") {
                return Err(Beyond);
            }
            if column == 0 && self.scan.is_marker("---") {
                if has_begun {
                    self.end_document(self.scan.at)?;
                }
                self.scan.at += "---".len();
                self.scan.end_line()?;
                (has_begun, self.awaits) = (true, Some(Room::Document));
                continue;
            }
            if !has_begun {
                (has_begun, self.awaits) = (true, Some(Room::Document));
            }
            self.settle(column)?;
            self.content(column)?;
        }
        if has_begun { self.end_document(self.scan.text.len()) } else { Ok(()) }
    }

    fn end_document(&mut self, at: usize) -> Read<()> {
        match self.awaits.take() {
            None => {}
            Some(Room::Entry(colon)) => self.nothing(colon)?,
            Some(Room::Document | Room::Item) => return Err(Beyond),
        }
        while self.open.pop().is_some() {
            self.builder.end(at)?;
        }
        self.builder.end_document();
        Ok(())
    }

    /// Ends what a line at `column` is no part of.
    fn settle(&mut self, column: usize) -> Read<()> {
        let is_item = self.scan.is_item();
        let Some(&top) = self.open.last() else { return Ok(()) };
        let is_inside = column > top.column || (column == top.column && is_item && !top.is_list);
        match self.awaits {
            None if is_inside => return Err(Beyond),
            Some(_) if is_inside => return Ok(()),
            Some(Room::Entry(colon)) => self.nothing(colon)?,
            Some(_) => return Err(Beyond),
            None => {}
        }
        self.awaits = None;
        while let Some(top) = self.open.last() {
            if top.column < column || (top.column == column && (is_item || !top.is_list)) {
                break;
            }
            self.open.pop();
            self.builder.end(self.scan.at)?;
        }
        Ok(())
    }

    /// What stands in a line from `column` on.
    fn content(&mut self, mut column: usize) -> Read<()> {
        while self.scan.is_item() {
            let dash = self.scan.at;
            self.scan.at += 1;
            let is_over = self.scan.is_line_over();
            self.enter(Level { column, is_list: true }, dash)?;
            self.awaits = Some(Room::Item);
            if is_over {
                return self.scan.end_line();
            }
            column += self.scan.at - dash;
        }
        if matches!(self.scan.byte(), Some(b'[' | b'{' | b'|' | b'>')) {
            self.awaits.take().ok_or(Beyond)?;
            return self.value();
        }
        let scalar = self.scan.scalar(false)?;
        if self.scan.byte() == Some(b':') {
            self.enter(Level { column, is_list: false }, scalar.range.start)?;
            return self.entry(&scalar);
        }
        self.awaits.take().ok_or(Beyond)?;
        self.put(&scalar)?;
        self.scan.end_line()
    }

    /// The key of an entry, before its `:`, and what stands behind it.
    fn entry(&mut self, key: &Scalar<'_>) -> Read<()> {
        if !self.scan.is_alone() || self.scan.at - key.range.start > LONGEST_KEY {
            return Err(Beyond);
        }
        self.put(key)?;
        let colon = self.scan.at;
        self.scan.at += 1;
        if self.scan.is_line_over() {
            self.awaits = Some(Room::Entry(colon));
            return self.scan.end_line();
        }
        self.value()
    }

    /// A value that begins in this line.
    fn value(&mut self) -> Read<()> {
        match self.scan.byte() {
            Some(b'[' | b'{') => self.flow()?,
            Some(b'|' | b'>') => return self.block_scalar(),
            _ => {
                let scalar = self.scan.scalar(false)?;
                self.put(&scalar)?;
            }
        }
        self.scan.end_line()
    }

    /// A scalar of several lines, which are deeper than what it stands in.
    fn block_scalar(&mut self) -> Read<()> {
        let (start, column) = (self.scan.at, self.open.last().ok_or(Beyond)?.column);
        let header = start + 1..self.scan.skip_line();
        let mut is_empty = true;
        while let line = self.scan.at
            && line < self.scan.text.len()
        {
            self.scan.skip_spaces();
            let is_blank = matches!(self.scan.byte(), None | Some(b'\n' | b'\r'));
            if !is_blank && self.scan.at - line <= column {
                self.scan.at = line;
                break;
            }
            is_empty &= is_blank;
            self.scan.skip_line();
        }
        // How deep it is, or where it stands, depends on what is around it.
        let has_depth = self.scan.text[header].contains(|c: char| c.is_ascii_digit());
        if is_empty || has_depth || self.scan.text[start..self.scan.at].replace("\r\n", "").contains('\r') {
            return Err(Beyond);
        }
        let mut scalar = self.scan.parsed(start..self.scan.at)?;
        if scalar.range.end == self.scan.at {
            let rest = &self.scan.text[self.scan.at..];
            scalar.range.end += rest.len() - rest.trim_start_matches(' ').len();
        }
        self.put(&scalar)
    }

    /// Goes on in a collection, or begins it with what stands at `start` where one may begin.
    fn enter(&mut self, level: Level, start: usize) -> Read<()> {
        let top = self.open.last();
        if self.awaits.take().is_none() {
            return if top == Some(&level) { Ok(()) } else { Err(Beyond) };
        }
        // The parser lets a list that stands no deeper than its key begin behind its first `-`.
        let is_level_with_key = level.is_list && top.is_some_and(|top| top.column == level.column);
        if is_level_with_key && matches!(self.scan.byte(), None | Some(b'\n' | b'\r' | b'#')) {
            return Err(Beyond);
        }
        self.builder.start(if is_level_with_key { self.scan.at } else { start }, 0, !level.is_list)?;
        self.open.push(level);
        Ok(())
    }

    /// A list or map in brackets.
    fn flow(&mut self) -> Read<()> {
        let is_map = self.scan.byte() == Some(b'{');
        let close = if is_map { b'}' } else { b']' };
        self.builder.start(self.scan.at, 0, is_map)?;
        self.scan.at += 1;
        self.scan.skip_lines()?;
        while self.scan.byte() != Some(close) {
            if is_map {
                self.flow_key()?;
            }
            if matches!(self.scan.byte(), Some(b'[' | b'{')) {
                self.flow()?;
            } else {
                let value = self.scan.scalar(true)?;
                self.put(&value)?;
            }
            self.scan.skip_lines()?;
            match self.scan.byte() {
                Some(b',') => self.scan.at += 1,
                Some(byte) if byte == close => break,
                _ => return Err(Beyond),
            }
            self.scan.skip_lines()?;
        }
        self.scan.at += 1;
        Ok(self.builder.end(self.scan.at)?)
    }

    fn flow_key(&mut self) -> Read<()> {
        let key = self.scan.scalar(true)?;
        let is_key = self.scan.byte() == Some(b':') && (self.scan.is_alone() || !key.is_plain);
        if !is_key || self.scan.at - key.range.start > LONGEST_KEY {
            return Err(Beyond);
        }
        self.put(&key)?;
        self.scan.at += 1;
        self.scan.skip_lines()
    }

    fn put(&mut self, scalar: &Scalar<'_>) -> Read<()> {
        Ok(self.builder.scalar(scalar, 0)?)
    }

    /// A key without a value has nothing, which stands at its `:`.
    fn nothing(&mut self, colon: usize) -> Read<()> {
        self.put(&Scalar { text: Cow::Borrowed("~"), is_plain: true, range: colon..colon })
    }
}
