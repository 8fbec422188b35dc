//! How headings, tables, alerts and tasks are written.

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr};

use super::escape;
use crate::render::phrases::Phrases;

/// How the columns of the table at hand are aligned, and where in it the text is.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub alignments: Vec<Alignment>,
    /// Whether this is its head.
    pub is_head: bool,
    /// The next cell's column.
    pub column: usize,
    /// What ends the open cell.
    pub end: &'static str,
}

/// The most characters of a table's name.
const MAX_NAME: usize = 80;

impl Table {
    /// What opens the table of this number, whose head says `words`.
    pub fn start(number: usize, words: &str) -> String {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = format!("Table {number}: {words}").chars().take(MAX_NAME).collect();
        let name = escape::attribute(name.trim_end_matches([':', ' ']));
        format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\"><table>\n")
    }

    /// The next cell's opening tag. An empty head is no head of anything.
    pub fn cell(&mut self, is_empty: bool) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        self.column += 1;
        let is_head = self.is_head && !is_empty;
        self.end = if is_head { "</th>" } else { "</td>" };
        if is_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") }
    }
}

/// What opens an alert.
pub fn alert(kind: BlockQuoteKind) -> String {
    let (class, title) = match kind {
        BlockQuoteKind::Note => ("info", "Note"),
        BlockQuoteKind::Tip => ("ok", "Tip"),
        BlockQuoteKind::Important => ("info", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("critical", "Caution"),
    };
    format!("<div class=\"alert {class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n")
}

/// A task's box; its label is open until the task's words end.
pub fn task(is_done: bool) -> String {
    let checked = if is_done { " checked" } else { "" };
    format!("<label><input type=\"checkbox\" disabled{checked}> ")
}

/// A heading's classes and harmless attributes as the author wrote them, each with a space before it.
pub fn heading_attributes(classes: &[CowStr<'_>], attributes: &[(CowStr<'_>, Option<CowStr<'_>>)]) -> String {
    let mut out = String::new();
    if !classes.is_empty() {
        out.push_str(&format!(" class=\"{}\"", escape::attribute(&classes.join(" "))));
    }
    let is_harmless = |name: &str| {
        let is_data = name
            .strip_prefix("data-")
            .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        is_data || matches!(name, "lang" | "dir" | "title")
    };
    for (name, value) in attributes.iter().filter(|(name, _)| is_harmless(name)) {
        out.push_str(&format!(" {name}=\"{}\"", escape::attribute(value.as_deref().unwrap_or_default())));
    }
    out
}

/// The link to a heading from itself, for those who want to send it to somebody.
pub fn anchor(id: &str, words: &str, phrases: &Phrases) -> String {
    let said = format!("Link to section: {words}");
    format!("<a class=\"anchor\" href=\"#{id}\" aria-label=\"{}\">#</a>", escape::attribute(&phrases.say(&said)))
}
