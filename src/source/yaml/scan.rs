//! Goes through the plain part of YAML: lines, and scalars in them.

use std::borrow::Cow;
use std::ops::Range;

use super::build::Scalar;
use super::events;

/// Which bytes are nothing but themselves in every scalar and comment.
const ORDINARY: [bool; 256] = {
    let mut ordinary = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        ordinary[byte as usize] =
            !matches!(byte, b':' | b'#' | b',' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b'\\');
        byte += 1;
    }
    ordinary
};

/// There is something that only the parser reads, or that nobody does.
pub(super) struct Beyond;

pub(super) type Read<T> = Result<T, Beyond>;

/// A text, and how far it has been read.
pub(super) struct Scan<'t> {
    pub text: &'t str,
    bytes: &'t [u8],
    pub at: usize,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0 }
    }

    /// The next byte.
    #[inline]
    pub fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether the byte after the next is a space or ends its line.
    #[inline]
    pub fn is_alone(&self) -> bool {
        matches!(self.bytes.get(self.at + 1), None | Some(b' ' | b'\n' | b'\r'))
    }

    #[inline]
    pub fn skip_spaces(&mut self) {
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Whether an item of a block list begins here.
    #[inline]
    pub fn is_item(&self) -> bool {
        self.byte() == Some(b'-') && self.is_alone()
    }

    /// Whether this begins or ends a document, where it stands in the first column.
    #[inline]
    pub fn is_marker(&self, marker: &str) -> bool {
        self.bytes[self.at..].starts_with(marker.as_bytes())
    }

    /// Goes on to the next line that holds more than a comment: the column of what it holds.
    pub fn next_line(&mut self) -> Read<Option<usize>> {
        loop {
            let start = self.at;
            self.skip_spaces();
            match self.byte() {
                None => return Ok(None),
                Some(b'\n' | b'\r' | b'#') => self.end_line()?,
                Some(_) => return Ok(Some(self.at - start)),
            }
        }
    }

    /// Goes on to what comes next within brackets.
    pub fn skip_lines(&mut self) -> Read<()> {
        loop {
            self.skip_spaces();
            match self.byte() {
                Some(b'\n' | b'\r' | b'#') => self.end_line()?,
                _ => break,
            }
        }
        let is_first = self.at == 0 || self.bytes[self.at - 1] == b'\n';
        if is_first && (self.is_marker("---") || self.is_marker("...")) { Err(Beyond) } else { Ok(()) }
    }

    /// Goes on to the next line, where nothing but a comment is left in this one.
    pub fn end_line(&mut self) -> Read<()> {
        let after = self.at;
        self.skip_spaces();
        if self.byte() == Some(b'#') {
            if self.at == after && after > 0 && self.bytes[after - 1] != b' ' && self.bytes[after - 1] != b'\n' {
                return Err(Beyond);
            }
            while let Some(&byte) = self.bytes.get(self.at).filter(|byte| !matches!(byte, b'\n' | b'\r')) {
                self.allow(byte, self.at)?;
                self.at += 1;
            }
        }
        match self.bytes[self.at..] {
            [] => Ok(()),
            [b'\n', ..] => {
                self.at += 1;
                Ok(())
            }
            [b'\r', b'\n', ..] => {
                self.at += 2;
                Ok(())
            }
            _ => Err(Beyond),
        }
    }

    /// Whether nothing but a comment is left in this line, after a `-` or `:`. Goes on to what is.
    #[inline]
    pub fn is_line_over(&mut self) -> bool {
        let after = self.at;
        self.skip_spaces();
        match self.byte() {
            None | Some(b'\n' | b'\r') => true,
            Some(byte) => byte == b'#' && self.at > after,
        }
    }

    /// Goes on to the next line; where that is.
    pub fn skip_line(&mut self) -> usize {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.at
    }
}

impl<'t> Scan<'t> {
    /// The scalar that is all of a part of the text, as the parser reads it.
    pub fn parsed(&self, part: Range<usize>) -> Read<Scalar<'t>> {
        let (text, range) = events::scalar(&self.text[part.clone()]).ok_or(Beyond)?;
        Ok(Scalar { text, is_plain: false, range: part.start + range.start..part.start + range.end })
    }

    /// A scalar on one line.
    pub fn scalar(&mut self, is_in_flow: bool) -> Read<Scalar<'t>> {
        match self.byte() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
            Some(_) => self.unquoted(is_in_flow),
            None => Err(Beyond),
        }
    }

    fn quoted(&mut self, quote: u8) -> Read<Scalar<'t>> {
        let start = self.at;
        let (mut end, mut is_escaped) = (start + 1, false);
        loop {
            end = self.after_ordinary(end);
            let after = self.bytes.get(end + 1).copied();
            match *self.bytes.get(end).ok_or(Beyond)? {
                b'\\' if quote == b'"' && matches!(after, Some(b' '..)) => (is_escaped, end) = (true, end + 1),
                b'\'' if quote == b'\'' && after == Some(b'\'') => (is_escaped, end) = (true, end + 1),
                byte if byte == quote => break,
                byte => self.allow(byte, end)?,
            }
            end += 1;
        }
        self.at = end + 1;
        let range = start..self.at;
        let scalar = if is_escaped {
            self.parsed(range.clone())?
        } else {
            Scalar { text: Cow::Borrowed(&self.text[start + 1..end]), is_plain: false, range: range.clone() }
        };
        self.skip_spaces();
        if scalar.range == range { Ok(scalar) } else { Err(Beyond) }
    }

    fn unquoted(&mut self, is_in_flow: bool) -> Read<Scalar<'t>> {
        let start = self.at;
        let after = |at: usize| self.bytes.get(at + 1).copied().unwrap_or(b'\n');
        match self.bytes[start] {
            b'-' if !after(start).is_ascii_alphanumeric() => return Err(Beyond),
            b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@'
            | b'`' => return Err(Beyond),
            _ => {}
        }
        let mut end = self.after_ordinary(start);
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b':' => match after(end) {
                    b' ' | b'\n' | b'\r' => break,
                    b',' | b'[' | b']' | b'{' | b'}' if is_in_flow => return Err(Beyond),
                    _ => {}
                },
                b'#' if self.bytes[end - 1] == b' ' => break,
                b'\n' | b'\r' => break,
                b',' | b']' | b'}' if is_in_flow => break,
                b'[' | b'{' if is_in_flow => return Err(Beyond),
                byte => self.allow(byte, end)?,
            }
            end = self.after_ordinary(end + 1);
        }
        self.at = end;
        let text = self.text[start..end].trim_end_matches(' ');
        Ok(Scalar { text: Cow::Borrowed(text), is_plain: true, range: start..start + text.len() })
    }

    /// The first byte from `at` on that may mean something.
    fn after_ordinary(&self, at: usize) -> usize {
        at + self.bytes[at..].iter().take_while(|&&byte| ORDINARY[usize::from(byte)]).count()
    }

    /// Whether a byte of a scalar or comment is one that the parser takes as it is.
    fn allow(&self, byte: u8, at: usize) -> Read<()> {
        let is_fine = match byte {
            // The first bytes of control characters, and of a byte-order mark and what is no character.
            0xc2 => self.bytes[at + 1] >= 0xa0,
            0xef => !matches!(self.bytes[at + 1..], [0xbb, 0xbf, ..] | [0xbf, 0xbe | 0xbf, ..]),
            b' '..=b'~' | 0x80.. => true,
            _ => false,
        };
        if is_fine { Ok(()) } else { Err(Beyond) }
    }
}
