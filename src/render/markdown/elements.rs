//! The raw elements that are open, and the tags that open and close them once they are clean.
//!
//! They are on a stack that has a floor at each Markdown block: a raw element ends no later than the block it was opened
//! in, and a closing tag can close nothing that it has not opened. So an unclosed tag cannot damage the page around it,
//! and `<details>` holds the Markdown up to its `</details>`.

use std::collections::{BTreeSet, HashMap};

use super::escape;
use super::ids::Ids;
use super::links::link_attributes;
use super::raw_html::Around;
use super::sanitize::{Clean, clean};

/// How many raw elements may be open at once; deeper ones are left out.
const MAX_OPEN: usize = 64;

/// Elements without content.
const VOID: [&str; 5] = ["br", "col", "hr", "img", "wbr"];

/// Elements that mean something only in a table.
const TABLE_PARTS: [&str; 9] = ["tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col"];

/// Elements that HTML closes by itself: leaving one open is no slip.
const CLOSED_BY_ITSELF: [&str; 12] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption"];

/// The elements of one text.
#[derive(Debug, Default)]
pub struct Elements {
    open: Vec<Open>,
    floors: Vec<usize>,
    /// How many opening tags there were, which numbers them.
    count: usize,
    /// Tags that were found to be closed nowhere: they are left out.
    skipped: BTreeSet<usize>,
    /// Tags that the end of their block closed.
    unclosed: BTreeSet<usize>,
    cleaned: HashMap<String, Option<Clean>>,
}

#[derive(Debug)]
struct Open {
    name: String,
    /// What is written to close it.
    end: String,
    number: usize,
    is_link: bool,
}

impl Elements {
    /// No element is open, and the tags numbered in `skipped` will open none.
    pub fn new(skipped: BTreeSet<usize>) -> Self {
        Self { skipped, ..Self::default() }
    }

    /// The numbers of the tags that nothing closed.
    pub fn unclosed(&self) -> &BTreeSet<usize> {
        &self.unclosed
    }

    /// How many opening tags there were so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether a link is open.
    pub fn in_link(&self) -> bool {
        self.open.iter().any(|open| open.is_link)
    }

    /// A Markdown block or span begins.
    pub fn enter(&mut self) {
        self.floors.push(self.open.len());
    }

    /// It ends: what closes the elements opened in it.
    pub fn leave(&mut self) -> String {
        let floor = self.floors.pop().unwrap_or(0);
        self.close_to(floor, true)
    }

    /// Whether the walk is outside of all Markdown blocks.
    pub fn is_outside(&self) -> bool {
        self.floors.is_empty()
    }

    /// The text ends.
    pub fn finish(&mut self) -> String {
        self.close_to(0, true)
    }

    /// What closes a paragraph in which a Markdown block is about to begin.
    pub fn close_paragraph(&mut self) -> String {
        let length = self.open.len();
        let is_paragraph = length > self.floor() && self.open[length - 1].name == "p";
        if is_paragraph { self.close_to(length - 1, false) } else { String::new() }
    }

    fn floor(&self) -> usize {
        self.floors.last().copied().unwrap_or(0)
    }

    /// Writes what the closing tag `name` closes; nothing where no such element is open in the block.
    pub fn close(&mut self, name: &str, out: &mut String) {
        let floor = self.floor();
        if let Some(at) = self.open[floor..].iter().rposition(|open| open.name == name) {
            out.push_str(&self.close_to(floor + at, false));
        }
    }

    /// Closes all but `length` open elements.
    fn close_to(&mut self, length: usize, is_end: bool) -> String {
        let mut out = String::new();
        while self.open.len() > length {
            let Some(open) = self.open.pop() else { break };
            if is_end && !CLOSED_BY_ITSELF.contains(&open.name.as_str()) {
                self.unclosed.insert(open.number);
            }
            out.push_str(&open.end);
        }
        out
    }

    /// Writes the opening tag `source`, cleaned.
    pub fn open(&mut self, source: &str, around: &mut Around<'_, '_>, out: &mut String) {
        let name = tag_name(source);
        let name = name.as_str();
        let number = self.count;
        self.count += 1;
        if self.skipped.contains(&number) || self.open.len() >= MAX_OPEN {
            return;
        }
        let cleaned = self.cleaned.entry(source.to_owned()).or_insert_with(|| clean(name, source));
        let Some(clean) = cleaned.clone() else { return };
        if TABLE_PARTS.contains(&name) && !self.open[self.floor()..].iter().any(|open| open.name == "table") {
            return;
        }
        self.close_what_ends_before(name, out);
        if name == "img" {
            out.push_str(&image(&clean, around));
            return;
        }
        let in_link = around.in_link || self.in_link();
        let Some(element) = Element::of(name, &clean, around, in_link) else { return };
        out.push_str(&element.start);
        if !VOID.contains(&name) {
            let end = format!("</{}>", element.name);
            self.open.push(Open { name: name.to_owned(), end, number, is_link: element.is_link });
        }
    }

    /// Closes the open parts that HTML ends where an element `name` begins.
    fn close_what_ends_before(&mut self, name: &str, out: &mut String) {
        let ended: &[&str] = match name {
            "p" => &["p"],
            "li" => &["p", "li"],
            "dt" | "dd" => &["p", "dt", "dd"],
            "td" | "th" => &["p", "td", "th"],
            "tr" => &["p", "td", "th", "tr"],
            "thead" | "tbody" | "tfoot" => &["p", "td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"],
            _ => return,
        };
        let floor = self.floor();
        while self.open.len() > floor && self.open.last().is_some_and(|open| ended.contains(&open.name.as_str())) {
            let length = self.open.len() - 1;
            out.push_str(&self.close_to(length, false));
        }
    }
}

/// The name of the opening tag `source`, in lower case.
fn tag_name(source: &str) -> String {
    let name = source.trim_start_matches('<');
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// How a cleaned tag is written.
struct Element {
    start: String,
    name: String,
    is_link: bool,
}

impl Element {
    /// A link becomes a link only where it leads somewhere and stands in no other; a heading takes the page's level.
    fn of(name: &str, clean: &Clean, around: &mut Around<'_, '_>, in_link: bool) -> Option<Self> {
        let followed =
            clean.destination.as_ref().map(|destination| (destination, around.links.follow_raw(destination)));
        let is_broken = matches!(followed, Some((_, None)));
        let rest = other_attributes(clean, around.ids, if is_broken { "title" } else { "" });
        let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        let (written, start, is_link) = match (name, followed) {
            ("a", _) if in_link && rest.is_empty() => return None,
            ("a", Some((_, Some(href)))) if !in_link => {
                ("a".to_owned(), format!("<a{}{rest}>", link_attributes(&href)), true)
            }
            ("a", Some((destination, None))) => {
                let start = around.links.broken_link(destination);
                ("span".to_owned(), format!("{}{rest}>", start.trim_end_matches('>')), false)
            }
            ("a", _) => ("span".to_owned(), format!("<span{rest}>"), false),
            _ => {
                let written = level.map_or_else(|| name.to_owned(), |level| format!("h{}", (around.level)(level)));
                let start = format!("<{written}{rest}>");
                (written, start, false)
            }
        };
        Some(Self { start, name: written, is_link })
    }
}

fn image(clean: &Clean, around: &mut Around<'_, '_>) -> String {
    let alt = clean.attributes.iter().find(|(name, _)| name == "alt").map_or("", |(_, alt)| alt.as_str());
    let destination = clean.destination.as_deref().unwrap_or_default();
    let Some(href) = around.links.follow_raw(destination) else { return around.links.broken_image(destination, alt) };
    let rest = other_attributes(clean, around.ids, "");
    let alt = if rest.contains(" alt=") { "" } else { " alt=\"\"" };
    format!("<img src=\"{}\"{alt}{rest} loading=\"lazy\">", escape::address(&href.href))
}

/// The attributes but `without`, each with a space before it.
fn other_attributes(clean: &Clean, ids: &mut Ids<'_>, without: &str) -> String {
    let mut out = String::new();
    let mut has_id = false;
    for (name, value) in clean.attributes.iter().filter(|(name, _)| name != without) {
        let is_id = name == "id" || name == "name";
        let written = if is_id { ids.take(value).filter(|_| !has_id) } else { Some(escape::attribute(value)) };
        let Some(written) = written else { continue };
        has_id |= is_id;
        let name = if is_id { "id" } else { name };
        out.push_str(&if written.is_empty() { format!(" {name}") } else { format!(" {name}=\"{written}\"") });
    }
    out
}
