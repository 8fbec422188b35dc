//! Builds a [`Document`] from what is met in a text, one value after another, within budgets.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::{Document, Index, Kind, Problem};
use crate::source::Span;

/// Nodes one text may have: more than 32 MiB of ordinary data hold.
const MOST_NODES: usize = 4_000_000;
/// Nodes a text may grow to when every alias and merge is followed.
const MOST_EXPANDED: u64 = 4_000_000;
/// Levels of nesting: far beyond any handbook, far below any stack.
pub(super) const DEEPEST: usize = 128;
/// Up to how many keys of a mapping each is compared with those before it; beyond, they are looked up.
const FEW: usize = 16;

pub(super) const SYNTAX: &str = "yaml-syntax";
pub(super) const BUDGET: &str = "yaml-budget";

/// A scalar, and where it stands.
pub(super) struct Scalar<'t> {
    /// Its text, with quotes and escapes undone.
    pub text: Cow<'t, str>,
    pub is_plain: bool,
    pub range: Range<usize>,
}

/// A collection whose end has not come yet.
struct Open {
    start: usize,
    /// How many values of the collections around it are waiting.
    first: usize,
    is_mapping: bool,
    anchor: usize,
    expanded: u64,
}

/// The document so far.
#[derive(Default)]
pub(super) struct Builder<'t> {
    pub text: &'t str,
    pub offset: usize,
    pub document: Document,
    open: Vec<Open>,
    /// The values in all open collections, one collection after another.
    waiting: Vec<Index>,
    /// The node of each anchor, and its size with every alias in it followed.
    anchors: HashMap<usize, (Index, u64)>,
    root: Option<Index>,
}

pub(super) type Taken = Result<(), Problem>;

impl<'t> Builder<'t> {
    /// A builder for `text`, which stands `offset` bytes from the beginning of its file.
    pub fn new(text: &'t str, offset: usize) -> Self {
        Self { text, offset, ..Self::default() }
    }

    /// A scalar. Anchor 0 is none.
    pub fn scalar(&mut self, scalar: &Scalar<'_>, anchor: usize) -> Taken {
        let Scalar { text, is_plain, range } = scalar;
        self.allow_node(range)?;
        let index = self.document.push_scalar(self.span(range), text, *is_plain);
        self.anchor(anchor, index, 1);
        self.place(index, 1, range)
    }

    /// A collection begins.
    pub fn start(&mut self, start: usize, anchor: usize, is_mapping: bool) -> Taken {
        if self.open.len() >= DEEPEST {
            let message = format!("nested deeper than {DEEPEST} levels");
            return Err(self.problem(BUDGET, &(start..start + 1), message));
        }
        self.open.push(Open { start, first: self.waiting.len(), is_mapping, anchor, expanded: 1 });
        Ok(())
    }

    /// The collection that began last ends.
    pub fn end(&mut self, end: usize) -> Taken {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        let range = open.start..self.trimmed(open.start, end);
        let first = self.document.children.len();
        if open.is_mapping {
            let added = Pairs::add(&mut self.document, &self.waiting[open.first..]);
            open.expanded = open.expanded.saturating_add(added);
        } else {
            self.document.children.extend_from_slice(&self.waiting[open.first..]);
        }
        self.waiting.truncate(open.first);
        self.allow_node(&range)?;
        let index = self.document.push_collection(self.span(&range), first, open.is_mapping);
        self.anchor(open.anchor, index, open.expanded);
        self.place(index, open.expanded, &range)
    }

    /// An alias stands for the value that an anchor names.
    pub fn alias(&mut self, anchor: usize, range: &Range<usize>) -> Taken {
        match self.anchors.get(&anchor) {
            Some(&(index, expanded)) => self.place(index, expanded, range),
            None => Err(self.problem(SYNTAX, range, "an alias stands inside the value it names".into())),
        }
    }

    /// A document begins: anchors of others do not count in it.
    pub fn start_document(&mut self) {
        self.anchors.clear();
    }

    /// A document ends.
    pub fn end_document(&mut self) {
        self.document.roots.extend(self.root.take());
    }

    /// All documents, with their problems in order.
    pub fn finish(mut self) -> Document {
        self.document.problems.sort_by_key(|problem| problem.span);
        self.document
    }

    /// Forgets the unfinished document.
    pub fn abandon(&mut self) {
        self.open.clear();
        self.waiting.clear();
        self.root = None;
        self.anchors.clear();
    }

    /// A block collection ends where the next thing begins; its text ends before the white space in between.
    fn trimmed(&self, start: usize, end: usize) -> usize {
        self.text.get(start..end).map_or(end, |text| start + text.trim_end().len())
    }

    fn allow_node(&self, range: &Range<usize>) -> Taken {
        if self.document.nodes.len() >= MOST_NODES {
            return Err(self.problem(BUDGET, range, format!("more than {MOST_NODES} values in one file")));
        }
        Ok(())
    }

    /// Remembers a node by its anchor; 0 is none.
    fn anchor(&mut self, anchor: usize, index: Index, expanded: u64) {
        if anchor != 0 {
            self.anchors.insert(anchor, (index, expanded));
            self.document.anchored.push(self.document.nodes[index.0 as usize].span);
        }
    }

    /// Puts a finished node where it belongs: into the collection that is open, or at the root.
    fn place(&mut self, index: Index, expanded: u64, range: &Range<usize>) -> Taken {
        let total = match self.open.last_mut() {
            None => {
                self.root = Some(index);
                expanded
            }
            Some(open) => {
                self.waiting.push(index);
                open.expanded = open.expanded.saturating_add(expanded);
                open.expanded
            }
        };
        if total > MOST_EXPANDED {
            let message = format!("aliases in this file multiply to more than {MOST_EXPANDED} values");
            return Err(self.problem(BUDGET, range, message));
        }
        Ok(())
    }

    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.offset)
    }

    pub fn problem(&self, code: &'static str, range: &Range<usize>, message: String) -> Problem {
        Problem { code, message, span: self.span(range), other: None, help: None }
    }
}

/// The entries of a mapping while they are put together: the last of a document's children.
struct Pairs<'d> {
    document: &'d mut Document,
    first: usize,
    /// The keys that are there, once they are more than a few.
    many: Option<HashMap<Box<str>, Index>>,
}

impl<'d> Pairs<'d> {
    /// Pairs keys with values, notes duplicates, and brings in what `<<` names: how many entries that are.
    fn add(document: &'d mut Document, values: &[Index]) -> u64 {
        let first = document.children.len();
        let mut pairs = Self { document, first, many: None };
        let mut merged = Vec::new();
        for pair in values.chunks_exact(2) {
            let (key, value) = (pair[0], pair[1]);
            if pairs.document.scalar_text(key) == Some("<<") {
                merged.push(value);
            } else if let Some(known) = pairs.known(key) {
                pairs.note_duplicate(known, key);
            } else {
                pairs.push(key, value);
            }
        }
        merged.into_iter().map(|source| pairs.merge(source)).sum()
    }

    /// The key of the same text that is there already.
    fn known(&self, key: Index) -> Option<Index> {
        let text = self.document.scalar_text(key)?;
        if let Some(many) = &self.many {
            return many.get(text).copied();
        }
        let keys = self.document.children[self.first..].iter().step_by(2);
        keys.copied().find(|&key| self.document.scalar_text(key) == Some(text))
    }

    fn push(&mut self, key: Index, value: Index) {
        self.document.children.extend([key, value]);
        let entries = &self.document.children[self.first..];
        if entries.len() <= 2 * FEW {
            return;
        }
        let new = if self.many.is_some() { &entries[entries.len() - 2..] } else { entries };
        let texts = new.iter().step_by(2).filter_map(|&key| Some((self.document.scalar_text(key)?.into(), key)));
        self.many.get_or_insert_default().extend(texts);
    }

    /// Adds the entries of the mapping (or list of mappings) at `source`, and says how many. Keys that are there win.
    fn merge(&mut self, source: Index) -> u64 {
        let mappings = match self.document.nodes[source.0 as usize].kind {
            Kind::Mapping(_) => vec![source],
            Kind::Sequence(items) => self.document.children[items.range()].to_vec(),
            Kind::Scalar { .. } => Vec::new(),
        };
        let before = self.document.children.len();
        let mut is_usable = !mappings.is_empty();
        for mapping in mappings {
            let Kind::Mapping(more) = self.document.nodes[mapping.0 as usize].kind else {
                is_usable = false;
                continue;
            };
            for at in more.range().step_by(2) {
                let (key, value) = (self.document.children[at], self.document.children[at + 1]);
                if self.document.scalar_text(key).is_some() && self.known(key).is_none() {
                    self.push(key, value);
                }
            }
        }
        if !is_usable {
            self.note_no_map(source);
        }
        ((self.document.children.len() - before) / 2) as u64
    }

    fn note_no_map(&mut self, source: Index) {
        self.document.problems.push(Problem {
            code: SYNTAX,
            message: "`<<` merges a map, and this is none".into(),
            span: self.document.nodes[source.0 as usize].span,
            other: None,
            help: Some("name a map by its anchor: `<<: *defaults`".into()),
        });
    }

    fn note_duplicate(&mut self, first: Index, second: Index) {
        let key = self.document.scalar_text(second).unwrap_or_default();
        let message = format!("the key `{key}` is here twice");
        self.document.problems.push(Problem {
            code: "duplicate-key",
            message,
            span: self.document.nodes[second.0 as usize].span,
            other: Some((self.document.nodes[first.0 as usize].span, "first here")),
            help: Some("keep one of the two; neither wins over the other".into()),
        });
    }
}
