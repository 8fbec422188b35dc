//! Footnotes: numbered by their first reference, each text once at the end, with ways back.

use std::collections::HashMap;

use super::ids::Ids;
use crate::render::phrases::Phrases;

/// The footnotes of one text.
#[derive(Debug, Default)]
pub struct Footnotes {
    by_start: HashMap<usize, usize>,
    notes: Vec<Footnote>,
}

#[derive(Debug)]
struct Footnote {
    start: usize,
    id: String,
    references: Vec<String>,
}

impl Footnotes {
    /// The mark of a reference to the footnote whose text begins at `start`. Within a link it leads nowhere by itself.
    pub fn reference(&mut self, start: usize, ids: &mut Ids<'_>, in_link: bool) -> String {
        let index = *self.by_start.entry(start).or_insert_with(|| {
            let id = ids.make(&format!("fn:{}", self.notes.len() + 1));
            self.notes.push(Footnote { start, id, references: Vec::new() });
            self.notes.len() - 1
        });
        let note = &mut self.notes[index];
        let number = index + 1;
        if in_link {
            return format!("<sup class=\"footnote\">{number}</sup>");
        }
        let times = note.references.len() + 1;
        let id = ids.make(&if times == 1 { format!("fnref:{number}") } else { format!("fnref:{number}-{times}") });
        let mark = format!(
            "<sup class=\"footnote\"><a id=\"{id}\" href=\"#{}\" role=\"doc-noteref\" aria-label=\"Footnote {number}\">\
             {number}</a></sup>",
            note.id
        );
        note.references.push(id);
        mark
    }

    /// Where the text of the footnote of this index begins: they are written in this order, and may refer to more.
    pub fn start(&self, index: usize) -> Option<usize> {
        self.notes.get(index).map(|note| note.start)
    }

    /// The opening tag of the footnote of this index.
    pub fn item(&self, index: usize) -> String {
        self.notes.get(index).map_or_else(String::new, |note| format!("<li id=\"{}\">", note.id))
    }

    /// The links back to where the footnote of this index is referred to.
    pub fn ways_back(&self, index: usize, phrases: &Phrases) -> String {
        let Some(note) = self.notes.get(index) else { return String::new() };
        let number = index + 1;
        let mut out = String::new();
        for (at, id) in note.references.iter().enumerate() {
            let (which, sign) = if at == 0 {
                (String::new(), String::new())
            } else {
                (format!("-{}", at + 1), format!("<sup>{}</sup>", at + 1))
            };
            let said = format!("Back to reference {number}{which}");
            out.push_str(&format!(
                " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{}\">↩\u{fe0e}{sign}</a>",
                phrases.say(&said)
            ));
        }
        out
    }

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }
}
