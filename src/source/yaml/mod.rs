//! YAML with places: one reader for data, settings, front matter and foreign files.
//!
//! A [`Document`] is a flat list of nodes; an alias is the index of the node it names, so that a bomb of aliases costs
//! nothing to hold. Scalars keep their text: whether `no`, `1.10` or `007` is a word, a number or nothing is decided
//! by whoever wants one. Duplicate keys, merge keys (`<<`), undefined anchors and budgets are dealt with here, and
//! every [`Problem`] of a file comes in one reading.

mod build;
mod compare;
mod events;
mod plain;
mod scan;
pub mod write;

pub use compare::{Difference, differences};
pub(super) mod toml;

use super::Span;

/// What is wrong with a YAML text, where, and what else is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable name for the kind of problem: `yaml-syntax`, `duplicate-key`, `yaml-budget`.
    pub code: &'static str,
    /// What is wrong, in lower case.
    pub message: String,
    /// Where.
    pub span: Span,
    /// The other place, with what stands there.
    pub other: Option<(Span, &'static str)>,
    /// What to do about it.
    pub help: Option<String>,
}

/// The index of a node in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Index(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The part of [`Document::texts`] that is its text.
    Scalar { text: Span, plain: bool },
    /// The part of [`Document::children`] that is its items.
    Sequence(Span),
    /// The part of [`Document::children`] that is its keys and values, by turns.
    Mapping(Span),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Data {
    span: Span,
    kind: Kind,
}

/// A parsed YAML text: the first document of a file and the roots of any others, with the problems met.
///
/// Large files have hundreds of thousands of values: all lie side by side, so that none takes room by itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Document {
    nodes: Vec<Data>,
    /// What is in each collection, one after another.
    children: Vec<Index>,
    /// The texts of all scalars, one after another.
    texts: String,
    roots: Vec<Index>,
    /// The spans of the values that an anchor (`&name`) names.
    anchored: Vec<Span>,
    /// Everything wrong with the text, in its order.
    pub problems: Vec<Problem>,
}

/// Parses `text` whole. Spans are byte offsets in it.
#[must_use]
pub fn parse(text: &str) -> Document {
    parse_at(text, 0)
}

/// Parses the `part` of `text`; spans are offsets in `text`.
#[must_use]
pub fn parse_part(text: &str, part: Span) -> Document {
    parse_at(text.get(part.range()).unwrap_or_default(), part.start as usize)
}

/// Parses `text`, which stands `offset` bytes from the beginning of its file.
fn parse_at(text: &str, offset: usize) -> Document {
    plain::parse(text, offset).unwrap_or_else(|_| events::parse(text, offset))
}

impl Document {
    /// The root of the first document, or nothing where the text is empty, all comment, or broken.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        self.roots().next()
    }

    /// Every node, each once however many aliases name it; what is inside a node comes before it.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        let indices = 0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        indices.map(|index| Node { document: self, index: Index(index) })
    }

    /// The text of a scalar.
    fn scalar_text(&self, index: Index) -> Option<&str> {
        match self.nodes[index.0 as usize].kind {
            Kind::Scalar { text, .. } => Some(&self.texts[text.range()]),
            _ => None,
        }
    }

    /// Adds a scalar.
    fn push_scalar(&mut self, span: Span, text: &str, plain: bool) -> Index {
        let start = self.texts.len();
        self.texts.push_str(text);
        self.push(span, Kind::Scalar { text: Span::new(start, self.texts.len()), plain })
    }

    /// Adds a collection of what has been added to the children since there were `first`.
    fn push_collection(&mut self, span: Span, first: usize, is_mapping: bool) -> Index {
        let inside = Span::new(first, self.children.len());
        self.push(span, if is_mapping { Kind::Mapping(inside) } else { Kind::Sequence(inside) })
    }

    fn push(&mut self, span: Span, kind: Kind) -> Index {
        self.nodes.push(Data { span, kind });
        Index(u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX))
    }

    /// The roots of all documents of the text that could be read.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.roots.iter().map(|&index| Node { document: self, index })
    }
}

/// A node of a document.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    document: &'a Document,
    index: Index,
}

impl<'a> Node<'a> {
    fn data(self) -> Data {
        self.document.nodes[self.index.0 as usize]
    }

    fn inside(self, part: Span) -> &'a [Index] {
        &self.document.children[part.range()]
    }

    fn at(self, index: Index) -> Self {
        Self { index, ..self }
    }

    /// Where the node stands; for a value that came by alias or merge, where it was written.
    #[must_use]
    pub fn span(self) -> Span {
        self.data().span
    }

    /// Its text, if it is a scalar: as written, with quotes and escapes undone.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        self.document.scalar_text(self.index)
    }

    /// Whether it is a scalar without quotes.
    #[must_use]
    pub fn is_plain(self) -> bool {
        matches!(self.data().kind, Kind::Scalar { plain: true, .. })
    }

    /// Whether it says nothing: empty, `~` or `null` (in YAML 1.2's spellings) without quotes.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.is_plain() && matches!(self.text(), Some("" | "~" | "null" | "Null" | "NULL"))
    }

    /// Whether an anchor (`&name`) names it or anything in it: such a value may be there for others to repeat.
    #[must_use]
    pub fn holds_anchor(self) -> bool {
        let whole = self.span();
        self.document.anchored.iter().any(|span| whole.start <= span.start && span.end <= whole.end)
    }

    /// Whether it is a sequence.
    #[must_use]
    pub fn is_sequence(self) -> bool {
        matches!(self.data().kind, Kind::Sequence(_))
    }

    /// Whether it is a mapping.
    #[must_use]
    pub fn is_mapping(self) -> bool {
        matches!(self.data().kind, Kind::Mapping(_))
    }

    /// The items of a sequence; none for anything else.
    pub fn items(self) -> impl Iterator<Item = Node<'a>> {
        let items = match self.data().kind {
            Kind::Sequence(items) => self.inside(items),
            _ => &[],
        };
        items.iter().map(move |&index| self.at(index))
    }

    /// The keys and values of a mapping, in order, merge keys resolved; none for anything else.
    pub fn entries(self) -> impl Iterator<Item = (Node<'a>, Node<'a>)> {
        let entries = match self.data().kind {
            Kind::Mapping(entries) => self.inside(entries),
            _ => &[],
        };
        entries.chunks_exact(2).map(move |entry| (self.at(entry[0]), self.at(entry[1])))
    }

    /// The value of `key` in a mapping.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.entries().find(|(name, _)| name.is(key)).map(|(_, value)| value)
    }

    /// Whether it is a scalar of this text.
    #[must_use]
    pub fn is(self, text: &str) -> bool {
        let Kind::Scalar { text: part, .. } = self.data().kind else { return false };
        part.range().len() == text.len() && &self.document.texts[part.range()] == text
    }

    /// What the node is, in words for a message: `a list`, `a map`, `text`, `nothing`.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self.data().kind {
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a map",
            Kind::Scalar { .. } if self.is_null() => "nothing",
            Kind::Scalar { .. } => "text",
        }
    }
}

#[cfg(test)]
mod tests;
