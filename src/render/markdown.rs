//! The HTML of a page's Markdown.

mod autolink;
mod blocks;
mod code;
mod elements;
mod escape;
mod events;
mod footnotes;
mod highlight;
mod ids;
mod links;
mod raw_html;
#[cfg_attr(not(feature = "sanitize"), path = "markdown/no_sanitize.rs")]
mod sanitize;
mod scopes;
#[cfg(test)]
mod tests;
mod tokens;
mod writer;

use std::collections::BTreeSet;

use pulldown_cmark::html;

use crate::site::Markdown;
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
    /// What could not be shown as asked, each with its offset in the file, in order.
    pub notes: Vec<(u32, String)>,
}

/// The HTML of `markdown`. Ids of headings are those of the file's outline; links lead where `markdown.links` says.
///
/// Takes time in proportion to the text, and gives something for any text.
#[must_use]
pub fn to_html(markdown: &Markdown) -> Html {
    let part = markdown.file.markdown();
    let events = Events::of(markdown.file.text().get(part.range()).unwrap_or_default());
    let mut writer = Writer::new(markdown, &events, BTreeSet::new());
    writer.write();
    let unclosed = writer.unclosed();
    if !unclosed.is_empty() {
        // A tag that nothing closes is known only at the end, and then it is as if it had never been there.
        writer = Writer::new(markdown, &events, unclosed);
        writer.write();
    }
    let mut out = Html { text: words(&writer.text), notes: writer.notes, ..Html::default() };
    for note in &mut out.notes {
        note.0 = note.0.saturating_add(part.start);
    }
    out.notes.sort();
    html::push_html(&mut out.html, writer.out.into_iter());
    out
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
