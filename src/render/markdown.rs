//! The HTML of a page's Markdown.

pub(super) mod autolink;
mod blocks;
mod code;
mod elements;
pub(super) mod escape;
pub(super) mod events;
mod footnotes;
mod highlight;
mod ids;
mod lines;
mod links;
mod live;
mod raw_html;
#[cfg_attr(not(feature = "sanitize"), path = "markdown/no_sanitize.rs")]
mod sanitize;
mod scopes;
#[cfg(test)]
mod tests;
pub(super) mod tokens;
mod writer;

use std::collections::BTreeSet;

use pulldown_cmark::html;

use super::Making;
use super::phrases::NONE;
use crate::site::Markdown;
use crate::source::Note;
use events::Events;
use writer::Writer;

pub use scopes::classes;

/// What a page's Markdown gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    /// Its HTML, to stand within the page's main part.
    pub html: String,
    /// Its words, without markup, for search.
    pub text: String,
    /// What could not be shown as asked, in order.
    pub notes: Vec<Note>,
}

/// The HTML of `markdown`. Ids of headings are those of the file's outline; links lead where `markdown.links` says.
///
/// Takes time in proportion to the text, and gives something for any text.
#[must_use]
pub fn to_html(markdown: &Markdown) -> Html {
    make(markdown, Making::default())
}

/// The same HTML, for those who measure.
pub(super) fn make(markdown: &Markdown, making: Making<'_>) -> Html {
    let events = events(markdown);
    let writer = written(markdown, &events, Some(making));
    let mut out = Html { text: words(&writer.text), notes: shifted(writer.notes, markdown), ..Html::default() };
    html::push_html(&mut out.html, writer.out.into_iter());
    (making.done)("markdown");
    out
}

/// What of `markdown` cannot be shown as asked. Cheaper than its HTML: code goes without colours.
#[must_use]
pub fn notes(markdown: &Markdown) -> Vec<Note> {
    shifted(written(markdown, &events(markdown), None).notes, markdown)
}

/// Whether fenced code with this behind its fence is in a language that is known, or in none.
#[must_use]
pub fn is_known(info: &str) -> bool {
    highlight::is_known(&code::Info::read(info).language)
}

fn events(markdown: &Markdown) -> Events<'_> {
    Events::of(markdown.file.text().get(markdown.file.markdown().range()).unwrap_or_default())
}

/// The walk, done; without `making`, for its notes alone.
fn written<'e>(markdown: &'e Markdown, events: &'e Events<'e>, making: Option<Making<'e>>) -> Writer<'e> {
    let write = |skipped| {
        let mut writer = Writer::new(markdown, events, skipped);
        writer.making = making;
        writer.links.phrases = making.map_or(&NONE, |making| making.phrases);
        writer.write();
        writer
    };
    let writer = write(BTreeSet::new());
    let unclosed = writer.unclosed();
    // A tag that nothing closes is known only at the end, and then it is as if it had never been there.
    if unclosed.is_empty() { writer } else { write(unclosed) }
}

/// Notes with offsets in the file, in order.
fn shifted(mut notes: Vec<Note>, markdown: &Markdown) -> Vec<Note> {
    let start = markdown.file.markdown().start;
    for note in &mut notes {
        note.at = note.at.saturating_add(start);
    }
    notes.sort_by(|a, b| (a.at, &a.text).cmp(&(b.at, &b.text)));
    notes
}

/// `text` with single spaces.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
