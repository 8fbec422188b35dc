//! Text that is safe to show: what would steer a terminal or hide from the reader is written out.

use std::borrow::Cow;
use std::fmt::Write;

/// Text for one line of a terminal or a log: control characters, line ends and tabs among them, and invisible or
/// direction-changing characters are written out, as `\n` or `\u{202e}`.
#[must_use]
pub(super) fn in_line(text: &str) -> Cow<'_, str> {
    shown(text, |char| char == '\n' || char == '\t' || is_hidden(char))
}

/// Text of several lines for a log: line ends and tabs stay what they are.
#[must_use]
pub(super) fn in_lines(text: &str) -> Cow<'_, str> {
    shown(text, |char| char != '\r' && is_hidden(char))
}

/// Source text of several lines, for underlining: each such character is one visible stand-in, so that columns stay;
/// line ends and tabs stay what they are.
#[must_use]
pub(super) fn in_source(text: &str) -> Cow<'_, str> {
    if is_printable(text) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|char| if is_hidden(char) { stand_in(char) } else { char }).collect())
}

/// The picture of a control character where there is one.
fn stand_in(char: char) -> char {
    match u32::from(char) {
        code @ ..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

fn shown(text: &str, is_written_out: impl Fn(char) -> bool) -> Cow<'_, str> {
    if is_printable(text) || !text.contains(&is_written_out) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        match char {
            char if !is_written_out(char) => out.push(char),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            char => write!(out, "\\u{{{:x}}}", u32::from(char)).expect("writing to a string does not fail"),
        }
    }
    Cow::Owned(out)
}

/// Whether a text is printable ASCII alone, as most is: nothing of that is hidden.
fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether a character steers the terminal, changes the direction of what follows, or cannot be seen at all. The two
/// joiners (U+200C and U+200D) are left alone: Persian and family emoji are written with them.
fn is_hidden(char: char) -> bool {
    let steers_or_hides = matches!(
        char,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    );
    steers_or_hides || (char.is_control() && !matches!(char, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_written_out() {
        assert_eq!(in_line("a\u{1b}[31mb\u{202e}c\u{9b}d\r\n\t"), "a\\u{1b}[31mb\\u{202e}c\\u{9b}d\\r\\n\\t");
        assert_eq!(in_lines("a:\r\n\tb\u{1b}"), "a:\r\n\tb\\u{1b}");
        assert_eq!(in_source("a:\n\tb\u{1b}\u{7f}\u{9b}\u{202e}"), "a:\n\tb␛␡��");
    }

    #[test]
    fn every_script_stays_as_it_is() {
        for text in ["Zahlungsverkehr für Łódź", "می\u{200c}خواهم", "決済", "👩\u{200d}💻"] {
            assert!(matches!(in_line(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
