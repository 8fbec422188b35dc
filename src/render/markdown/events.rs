//! A page's Markdown as events, and where things stand among them.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeWithOffset};

use crate::source::dialect::{math, options};

/// The events of a text, each with its bytes in it.
pub struct Events<'t> {
    /// The events; neighbouring texts are one.
    pub all: Vec<(Event<'t>, Range<usize>)>,
    /// For each beginning, the index of its end.
    ends: Vec<usize>,
    /// For each heading's beginning, its number among the headings.
    headings: HashMap<usize, usize>,
    /// Where each footnote's text begins, by its label in lower case; and the later ones of the same label.
    footnotes: HashMap<String, usize>,
}

impl<'t> Events<'t> {
    /// Reads `markdown`.
    pub fn of(markdown: &'t str) -> Self {
        let parser = Parser::new_ext(markdown, options(markdown)).into_offset_iter();
        let all: Vec<_> = TextMergeWithOffset::new(parser).collect();
        let mut events = Self { ends: vec![0; all.len()], all, headings: HashMap::new(), footnotes: HashMap::new() };
        events.find_ends();
        events
    }

    fn find_ends(&mut self) {
        let mut open = Vec::new();
        for (at, (event, _)) in self.all.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    open.push(at);
                    if let Tag::Heading { .. } = tag {
                        self.headings.insert(at, self.headings.len());
                    }
                    if let Tag::FootnoteDefinition(label) = tag {
                        self.footnotes.entry(label.to_lowercase()).or_insert(at);
                    }
                }
                Event::End(_) => {
                    if let Some(start) = open.pop() {
                        self.ends[start] = at;
                    }
                }
                _ => {}
            }
        }
        for start in open {
            self.ends[start] = self.all.len().saturating_sub(1);
        }
    }

    /// The event at `at`.
    pub fn get(&self, at: usize) -> Option<&Event<'t>> {
        self.all.get(at).map(|(event, _)| event)
    }

    /// The index after the end of what begins at `start`.
    pub fn after(&self, start: usize) -> usize {
        self.ends.get(start).map_or(self.all.len(), |end| (end + 1).max(start + 1))
    }

    /// The indices between the beginning at `start` and its end.
    pub fn inside(&self, start: usize) -> Range<usize> {
        start + 1..(self.after(start) - 1).max(start + 1)
    }

    /// The number of the heading that begins at `at`.
    pub fn heading(&self, at: usize) -> Option<usize> {
        self.headings.get(&at).copied()
    }

    /// Where the footnote of this label begins.
    pub fn footnote(&self, label: &str) -> Option<usize> {
        self.footnotes.get(&label.to_lowercase()).copied()
    }

    /// The footnotes that begin at none of `shown`: their offset in the text.
    pub fn other_footnotes(&self, shown: &BTreeSet<usize>) -> Vec<usize> {
        let is_other = |at: usize| matches!(self.get(at), Some(Event::Start(Tag::FootnoteDefinition(_))));
        let indices = (0..self.all.len()).filter(|at| is_other(*at) && !shown.contains(at));
        indices.map(|at| self.all[at].1.start).collect()
    }

    /// The words between the beginning at `start` and its end.
    pub fn words(&self, start: usize) -> String {
        let mut words = String::new();
        for (event, _) in &self.all[self.inside(start)] {
            match event {
                Event::Text(text) | Event::Code(text) | Event::Html(text) => words.push_str(text),
                Event::InlineMath(_) | Event::DisplayMath(_) => words.push_str(&math(event).unwrap_or_default()),
                Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => words.push(' '),
                _ => {}
            }
        }
        words
    }

    /// Whether the list item that begins at `start` is a task.
    pub fn is_task(&self, start: usize) -> bool {
        let at = start + 1 + usize::from(matches!(self.get(start + 1), Some(Event::Start(Tag::Paragraph))));
        matches!(self.get(at), Some(Event::TaskListMarker(_)))
    }
}
