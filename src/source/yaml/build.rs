//! Builds a [`Document`] from the parser's events, within budgets.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError};

use super::{Data, Document, Index, Kind, Problem};
use crate::source::Span;

/// Nodes one text may have: more than 32 MiB of ordinary data hold.
const MOST_NODES: usize = 4_000_000;
/// Nodes a text may grow to when every alias and merge is followed.
const MOST_EXPANDED: u64 = 4_000_000;
/// Levels of nesting: far beyond any handbook, far below any stack.
const DEEPEST: usize = 128;

const SYNTAX: &str = "yaml-syntax";
const BUDGET: &str = "yaml-budget";

pub(super) fn parse(text: &str, offset: usize) -> Document {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut builder = Builder { text, offset, ..Builder::default() };
    while let Some(next) = parser.next_event() {
        let taken = match next {
            Ok((event, span)) => builder.take(event, span.byte_range().unwrap_or(0..0)),
            Err(error) => Err(builder.syntax(&error)),
        };
        let Err(problem) = taken else { continue };
        let out_of_budget = problem.code == BUDGET;
        builder.document.problems.push(problem);
        builder.abandon();
        // The rest of a broken document cannot be trusted; the next one can.
        if out_of_budget || !parser.proceed_next_document().unwrap_or(false) {
            break;
        }
    }
    builder.document.problems.sort_by_key(|problem| problem.span);
    builder.document
}

/// A collection whose end has not come yet.
struct Open {
    start: usize,
    children: Vec<Index>,
    is_mapping: bool,
    anchor: usize,
    expanded: u64,
}

/// The entries of a mapping while it is put together, and which keys it has.
#[derive(Default)]
struct Pairs {
    entries: Vec<(Index, Index)>,
    seen: HashMap<Box<str>, Index>,
}

#[derive(Default)]
struct Builder<'t> {
    text: &'t str,
    offset: usize,
    document: Document,
    open: Vec<Open>,
    /// The node of each anchor, and its size with every alias in it followed.
    anchors: HashMap<usize, (Index, u64)>,
    root: Option<Index>,
}

type Taken = Result<(), Problem>;

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Taken {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let kind = Kind::Scalar { text: (&*text).into(), plain: style == ScalarStyle::Plain };
                let index = self.push(&range, kind)?;
                self.anchor(anchor, index, 1);
                self.place(index, 1, &range)
            }
            Event::SequenceStart(_, anchor, _) => self.start(range.start, anchor, false),
            Event::MappingStart(_, anchor, _) => self.start(range.start, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(&(index, expanded)) => self.place(index, expanded, &range),
                None => Err(self.problem(SYNTAX, &range, "an alias stands inside the value it names".into())),
            },
            Event::UnresolvedAlias(name) => self.unknown_anchor(&name, &range),
            Event::DocumentStart(..) => {
                self.anchors.clear();
                Ok(())
            }
            Event::DocumentEnd => {
                self.document.roots.extend(self.root.take());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, start: usize, anchor: usize, is_mapping: bool) -> Taken {
        if self.open.len() >= DEEPEST {
            let message = format!("nested deeper than {DEEPEST} levels");
            return Err(self.problem(BUDGET, &(start..start + 1), message));
        }
        self.open.push(Open { start, children: Vec::new(), is_mapping, anchor, expanded: 1 });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Taken {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        let range = open.start..self.trimmed(open.start, end);
        let kind = if open.is_mapping {
            Kind::Mapping(self.mapping(&mut open))
        } else {
            Kind::Sequence(std::mem::take(&mut open.children))
        };
        let index = self.push(&range, kind)?;
        self.anchor(open.anchor, index, open.expanded);
        self.place(index, open.expanded, &range)
    }

    /// A block collection ends where the next thing begins; its text ends before the white space in between.
    fn trimmed(&self, start: usize, end: usize) -> usize {
        self.text.get(start..end).map_or(end, |text| start + text.trim_end().len())
    }

    fn push(&mut self, range: &Range<usize>, kind: Kind) -> Result<Index, Problem> {
        if self.document.nodes.len() >= MOST_NODES {
            return Err(self.problem(BUDGET, range, format!("more than {MOST_NODES} values in one file")));
        }
        let index = Index(u32::try_from(self.document.nodes.len()).expect("the budget is below four billion"));
        self.document.nodes.push(Data { span: self.span(range), kind });
        Ok(index)
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
                open.children.push(index);
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

    /// Pairs keys with values, notes duplicates, and brings in what `<<` names.
    fn mapping(&mut self, open: &mut Open) -> Vec<(Index, Index)> {
        let mut pairs = Pairs::default();
        let mut merged = Vec::new();
        for pair in open.children.chunks_exact(2) {
            let (key, value) = (pair[0], pair[1]);
            let Some(text) = self.key(key) else {
                pairs.entries.push((key, value));
                continue;
            };
            if text == "<<" {
                merged.push(value);
            } else if let Some(&first) = pairs.seen.get(text) {
                let problem = self.duplicate(text, first, key);
                self.document.problems.push(problem);
            } else {
                pairs.seen.insert(text.into(), key);
                pairs.entries.push((key, value));
            }
        }
        for source in merged {
            let added = self.merge(source, &mut pairs);
            open.expanded = open.expanded.saturating_add(added);
        }
        pairs.entries
    }

    /// Adds the entries of the mapping (or list of mappings) at `source`, and says how many. Keys that are there win.
    fn merge(&mut self, source: Index, pairs: &mut Pairs) -> u64 {
        let mappings = match &self.document.nodes[source.0 as usize].kind {
            Kind::Mapping(_) => vec![source],
            Kind::Sequence(items) => items.clone(),
            Kind::Scalar { .. } => Vec::new(),
        };
        let before = pairs.entries.len();
        let mut is_usable = !mappings.is_empty();
        for mapping in mappings {
            let Kind::Mapping(more) = &self.document.nodes[mapping.0 as usize].kind else {
                is_usable = false;
                continue;
            };
            for &(key, value) in more {
                let Some(text) = self.key(key) else { continue };
                if !pairs.seen.contains_key(text) {
                    pairs.seen.insert(text.into(), key);
                    pairs.entries.push((key, value));
                }
            }
        }
        if !is_usable {
            self.note_no_map(source);
        }
        (pairs.entries.len() - before) as u64
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

    fn key(&self, index: Index) -> Option<&str> {
        match &self.document.nodes[index.0 as usize].kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    fn duplicate(&self, key: &str, first: Index, second: Index) -> Problem {
        Problem {
            code: "duplicate-key",
            message: format!("the key `{key}` is here twice"),
            span: self.document.nodes[second.0 as usize].span,
            other: Some((self.document.nodes[first.0 as usize].span, "first here")),
            help: Some("keep one of the two; neither wins over the other".into()),
        }
    }

    fn unknown_anchor(&mut self, name: &str, range: &Range<usize>) -> Taken {
        let mut problem = self.problem(SYNTAX, range, format!("no anchor `&{name}` above this alias"));
        problem.help = Some(format!("define `&{name}` further up, or quote the text: `\"*{name}\"`"));
        self.document.problems.push(problem);
        let index = self.push(range, Kind::Scalar { text: "".into(), plain: true })?;
        self.place(index, 1, range)
    }

    fn syntax(&self, error: &ScanError) -> Problem {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some(tab) = indent.find('\t') {
            let message = "a tab is used for indentation".into();
            let help = Some("YAML is indented with spaces: replace the tab".into());
            return Problem { help, ..self.problem(SYNTAX, &(start + tab..start + tab + 1), message) };
        }
        let end = self.text[at..].chars().next().map_or(at, |c| if c == '\n' { at } else { at + c.len_utf8() });
        let info = error.info();
        let help = advice(line, &info).map(str::to_owned);
        Problem { help, ..self.problem(SYNTAX, &(at..end), info) }
    }

    /// Forgets the unfinished document.
    fn abandon(&mut self) {
        self.open.clear();
        self.root = None;
        self.anchors.clear();
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.offset)
    }

    fn problem(&self, code: &'static str, range: &Range<usize>, message: String) -> Problem {
        Problem { code, message, span: self.span(range), other: None, help: None }
    }
}

/// What to do about a line the parser stumbled over, where the slip is a common one.
fn advice(line: &str, info: &str) -> Option<&'static str> {
    let is_flow = line.trim_start().starts_with(['{', '[']);
    if line.matches(": ").count() > 1 && !is_flow {
        Some("a value that holds `: ` needs quotes around it")
    } else if info.contains("block mapping") || info.contains("simple key") {
        Some("check the indentation of this line and of the one before it")
    } else {
        None
    }
}
