//! What differs between two readings of a text: the values, whatever the layout.

use std::collections::HashSet;

use super::Node;
use crate::source::Span;

/// One difference. Spans are of the old text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A scalar, a key or a value, has another text.
    Text {
        /// Where it stood.
        at: Span,
        /// The new text.
        to: String,
    },
    /// An entry of a mapping has gone.
    Removed {
        /// Where its key stood.
        key: Span,
    },
    /// A mapping has a new entry.
    Added {
        /// The mapping, or the empty value that stood for it.
        at: Span,
        /// The key.
        key: String,
        /// The value, where it is a scalar.
        value: Option<String>,
    },
    /// Something else: another kind of node, another order, another number of items.
    Shape {
        /// Where.
        at: Span,
    },
}

/// Everything that differs between two values, in the order of the old one. What several aliases name is compared once.
#[must_use]
pub fn differences(old: Node<'_>, new: Node<'_>) -> Vec<Difference> {
    let mut comparison = Comparison::default();
    comparison.values(old, new);
    comparison.found
}

#[derive(Default)]
struct Comparison {
    found: Vec<Difference>,
    seen: HashSet<(u32, u32)>,
}

impl Comparison {
    fn values(&mut self, old: Node<'_>, new: Node<'_>) {
        if !self.seen.insert((old.index.0, new.index.0)) {
            return;
        }
        match (old.text(), new.text()) {
            (Some(a), Some(b)) => self.scalars((old, a), (new, b)),
            _ if old.is_sequence() && new.is_sequence() => self.sequences(old, new),
            _ if (old.is_mapping() || old.is_null()) && (new.is_mapping() || new.is_null()) => self.mappings(old, new),
            _ => self.shape(old),
        }
    }

    fn scalars(&mut self, (old, a): (Node<'_>, &str), (new, b): (Node<'_>, &str)) {
        if a != b {
            self.found.push(Difference::Text { at: old.span(), to: b.to_owned() });
        } else if old.is_null() != new.is_null() {
            self.shape(old);
        }
    }

    fn sequences(&mut self, old: Node<'_>, new: Node<'_>) {
        if old.items().count() != new.items().count() {
            self.shape(old);
        }
        old.items().zip(new.items()).for_each(|(old, new)| self.values(old, new));
    }

    fn mappings(&mut self, old: Node<'_>, new: Node<'_>) {
        let known = |node: Node<'_>| -> HashSet<String> {
            node.entries().filter_map(|(key, _)| key.text()).map(str::to_owned).collect()
        };
        let (old_keys, new_keys) = (known(old), known(new));
        let (mut before, mut after) = (old.entries().peekable(), new.entries().peekable());
        loop {
            let (was, is) = (before.peek().copied(), after.peek().copied());
            let has_gone = was.is_some_and(|(key, _)| key.text().is_some_and(|key| !new_keys.contains(key)));
            let is_new = is.is_some_and(|(key, _)| key.text().is_some_and(|key| !old_keys.contains(key)));
            match (was, is) {
                (None, None) => return,
                (Some((key, _)), _) if has_gone && !is_new => {
                    self.found.push(Difference::Removed { key: key.span() });
                    before.next();
                }
                (_, Some((key, value))) if is_new && !has_gone => {
                    let (key, value) = (key.text().unwrap_or_default().to_owned(), value.text().map(str::to_owned));
                    self.found.push(Difference::Added { at: old.span(), key, value });
                    after.next();
                }
                (Some((old_key, old_value)), Some((new_key, new_value))) => {
                    // Keys that are both unknown to the other side are one key with another text.
                    self.values(old_key, new_key);
                    self.values(old_value, new_value);
                    before.next();
                    after.next();
                }
                _ => {
                    self.shape(old);
                    return;
                }
            }
        }
    }

    fn shape(&mut self, old: Node<'_>) {
        self.found.push(Difference::Shape { at: old.span() });
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn between(old: &str, new: &str) -> Vec<Difference> {
        let (old, new) = (parse(old), parse(new));
        differences(old.root().expect("reads"), new.root().expect("reads"))
    }

    #[test]
    fn layout_and_quotes_are_no_difference_and_values_are() {
        assert_eq!(between("a: { b: c }", "a:\n  b: 'c' # d"), []);
        let to = "d".to_owned();
        assert_eq!(between("a: { b: c }", "a: { b: d }"), [Difference::Text { at: Span::new(8, 9), to }]);
        assert_eq!(between("a: [b]", "a: [b, c]"), [Difference::Shape { at: Span::new(3, 6) }]);
        assert_eq!(between("a: null", "a: 'null'"), [Difference::Shape { at: Span::new(3, 7) }]);
    }

    #[test]
    fn entries_come_go_and_are_renamed() {
        assert_eq!(between("a: 1\nb: 2", "b: 2"), [Difference::Removed { key: Span::new(0, 1) }]);
        assert_eq!(between("x:\n  a: 1", "x:"), [Difference::Removed { key: Span::new(5, 6) }]);
        let added = |at| Difference::Added { at, key: "b".into(), value: Some("2".into()) };
        assert_eq!(between("x: {a: 1}", "x: {a: 1, b: 2}"), [added(Span::new(3, 9))]);
        assert_eq!(between("x:", "x: {b: 2}"), [added(Span::new(1, 1))]);
        assert_eq!(between("a: 1", "c: 1"), [Difference::Text { at: Span::new(0, 1), to: "c".into() }]);
        assert_eq!(between("a: 1\nb: 2", "b: 2\na: 1").len(), 4);
    }

    #[test]
    fn what_aliases_share_is_told_once() {
        assert_eq!(between("a: &x p\nb: *x\nc: *x", "a: &x q\nb: *x\nc: *x").len(), 1);
        assert_eq!(between("a: &x p\nb: *x\nc: *x", "a: &x q\nb: *x\nc: q").len(), 2);
    }
}
