//! A value of a foreign file with its place: asking it for what is not there gives nothing, never a fault.

use super::intake::id_of;
use crate::model::{Date, Id, Kind, Link, Ref};
use crate::source::{Place, SourceFile, Spanned, is_safe_address, yaml::Node};

/// A value, or the want of one.
#[derive(Clone, Copy)]
pub struct Leaf<'a> {
    file: &'a SourceFile,
    node: Option<Node<'a>>,
}

impl<'a> Leaf<'a> {
    /// The roots of a file: one for each of its documents.
    pub fn roots(file: &'a SourceFile) -> impl Iterator<Item = Self> {
        file.yaml().roots().map(move |node| Self { file, node: Some(node) })
    }

    /// The value of `key`.
    #[must_use]
    pub fn at(self, key: &str) -> Self {
        Self { node: self.node.and_then(|node| node.get(key)), ..self }
    }

    /// Whether it says something.
    #[must_use]
    pub fn is_there(self) -> bool {
        self.node.is_some_and(|node| !node.is_null())
    }

    /// Whether it is a map.
    #[must_use]
    pub fn is_map(self) -> bool {
        self.node.is_some_and(Node::is_mapping)
    }

    /// Whether it is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.node.is_some_and(Node::is_sequence)
    }

    /// The items of a list; a lone value counts as a list of one.
    #[must_use]
    pub fn items(self) -> Vec<Self> {
        match self.node {
            Some(node) if node.is_sequence() => {
                node.items().filter(|item| !item.is_null()).map(|item| Self { node: Some(item), ..self }).collect()
            }
            Some(node) if !node.is_null() => vec![self],
            _ => Vec::new(),
        }
    }

    /// The keys and values of a map.
    #[must_use]
    pub fn entries(self) -> Vec<(Self, Self)> {
        let leaf = |node| Self { node: Some(node), ..self };
        self.node.into_iter().flat_map(Node::entries).map(|(key, value)| (leaf(key), leaf(value))).collect()
    }

    /// Where it stands; where it is wanting, the beginning of the file.
    #[must_use]
    pub fn place(self) -> Place {
        self.node.map_or_else(|| Place::start_of(&self.file.path), |node| Place::new(&self.file.path, node.span()))
    }

    /// Its text without the white space around it, where there is any.
    #[must_use]
    pub fn str(self) -> Option<&'a str> {
        let node = self.node.filter(|node| !node.is_null())?;
        node.text().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Its text with its place; line ends inside it become spaces.
    #[must_use]
    pub fn text(self) -> Option<Spanned<String>> {
        let words: Vec<&str> = self.str()?.split_whitespace().collect();
        Some(Spanned::new(words.join(" "), self.place()))
    }

    /// A chat channel, with its `#` whether or not it is written.
    #[must_use]
    pub fn channel(self) -> Option<Spanned<String>> {
        let name = self.text()?;
        Some(Spanned::new(format!("#{}", name.trim_start_matches('#')), name.place))
    }

    /// An address that is safe to write into a page.
    #[must_use]
    pub fn address(self) -> Option<Spanned<String>> {
        let text = self.str().filter(|text| is_safe_address(text) && text.contains(':'))?;
        Some(Spanned::new(text.to_owned(), self.place()))
    }

    /// A named link, where it holds an address.
    #[must_use]
    pub fn link(self, name: &str) -> Option<Link> {
        Some(Link { name: name.to_owned(), url: self.address()? })
    }

    /// A date.
    #[must_use]
    pub fn date(self) -> Option<Spanned<Date>> {
        let text = self.str()?;
        Some(Spanned::new(text.get(..10)?.parse().ok()?, self.place()))
    }

    /// The id that its text becomes.
    #[must_use]
    pub fn id(self) -> Option<Id> {
        self.str().map(id_of)
    }

    /// A reference to what its text names.
    #[must_use]
    pub fn reference(self, kind: Kind) -> Option<Ref> {
        Some(self.reference_to(kind, self.id()?))
    }

    /// A reference that stands here and names `id`.
    #[must_use]
    pub fn reference_to(self, kind: Kind, id: Id) -> Ref {
        let written = self.str().unwrap_or(id.as_str()).to_owned();
        Ref { kind: Some(kind), id, is_external: false, written, place: self.place() }
    }

    /// A text that is said here though it is not written so.
    #[must_use]
    pub fn say(self, text: impl Into<String>) -> Spanned<String> {
        Spanned::new(text.into(), self.place())
    }
}
