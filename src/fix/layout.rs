//! Where the entries of a mapping begin and end in a text, in block and in flow style.

use crate::source::Span;
use crate::source::yaml::{Document, Node};

/// An entry that a mapping holds itself, as opposed to one that came by `<<`.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub key: Node<'a>,
    pub value: Node<'a>,
}

/// A mapping, and the text it stands in.
#[derive(Clone, Copy)]
pub(super) struct Mapping<'a> {
    pub text: &'a str,
    pub node: Node<'a>,
}

/// The mapping in which the key at `span` was written, and its entry.
pub(super) fn holder<'a>(text: &'a str, document: &'a Document, span: Span) -> Option<(Mapping<'a>, Entry<'a>)> {
    let holds = |node: &Node<'_>| node.span().start <= span.start && span.end <= node.span().end && node.is_mapping();
    document.nodes().filter(holds).find_map(|node| {
        let mapping = Mapping { text, node };
        let entry = mapping.own().into_iter().find(|entry| entry.key.span() == span)?;
        Some((mapping, entry))
    })
}

impl<'a> Mapping<'a> {
    /// Its own entries, in order.
    pub fn own(self) -> Vec<Entry<'a>> {
        let (start, end) = (self.node.span().start, self.node.span().end);
        let own = self.node.entries().map(|(key, value)| Entry { key, value });
        own.filter(|entry| (start..end).contains(&entry.key.span().start)).collect()
    }

    /// Whether it is written in braces.
    pub fn is_flow(self) -> bool {
        is_flow(self.text, self.node)
    }

    /// The offset after an entry's last character.
    pub fn end(self, entry: Entry<'_>) -> usize {
        let after_key = entry.key.span().range().end;
        if is_in_place(entry, self.node) {
            return end_of(self.text, entry.value).max(after_key);
        }
        // The value is an alias: `key: *name`.
        let rest = &self.text[after_key..];
        let length = rest.find('*').map_or(0, |star| {
            let name = rest[star..].find([' ', '\t', '\r', '\n', ',', '}', ']']);
            name.map_or(rest.len(), |length| star + length)
        });
        after_key + length
    }
}

/// Whether an entry's value was written where the entry is, and not at the anchor that it names.
pub(super) fn is_in_place(entry: Entry<'_>, mapping: Node<'_>) -> bool {
    let (key, value, around) = (entry.key.span(), entry.value.span(), mapping.span());
    value.start >= key.end && value.start <= around.end
}

/// Whether a mapping or sequence is written in brackets.
pub(super) fn is_flow(text: &str, node: Node<'_>) -> bool {
    text.get(node.span().range()).is_some_and(|raw| raw.starts_with(['{', '[']))
}

/// The offset after the last character of a value, without the comments that follow it.
fn end_of(text: &str, node: Node<'_>) -> usize {
    let range = node.span().range();
    let raw = text.get(range.clone()).unwrap_or_default();
    let is_block = (node.is_mapping() || node.is_sequence()) && !is_flow(text, node);
    if !is_block {
        return range.start + raw.trim_end().len();
    }
    let mut own = raw.trim_end();
    while let Some((before, last)) = own.rsplit_once('\n') {
        if !last.trim_start().starts_with('#') {
            break;
        }
        own = before.trim_end();
    }
    let children = node.items().chain(node.entries().map(|(_, value)| value));
    let inside = children.filter(|child| range.contains(&child.span().range().start));
    inside.map(|child| end_of(text, child)).max().unwrap_or(0).max(range.start + own.len())
}

/// The offset of the end of the line that holds `at`, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// The offset of the line after the one that holds `at`.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The offset of the beginning of the line that holds `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The white space before `at` on its line; nothing where something else stands there.
pub(super) fn indent(text: &str, at: usize) -> Option<&str> {
    let before = &text[line_start(text, at)..at];
    before.bytes().all(|byte| byte == b' ').then_some(before)
}

/// How the lines of a text end.
pub(super) fn newline(text: &str) -> &'static str {
    let is_windows = text.find('\n').is_some_and(|end| text[..end].ends_with('\r'));
    if is_windows { "\r\n" } else { "\n" }
}
