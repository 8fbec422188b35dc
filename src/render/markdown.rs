//! The HTML of a page's Markdown.

use pulldown_cmark::{Event, Parser, html};

use crate::site::Markdown;
use crate::source::outline::options;

/// What a page's Markdown gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    /// Its HTML, to stand within the page's main part.
    pub html: String,
    /// Its words, without markup, for search.
    pub text: String,
    /// What could not be shown as asked, each with its offset in the file.
    pub notes: Vec<(u32, String)>,
}

/// The HTML of `markdown`.
#[must_use]
pub fn to_html(markdown: &Markdown) -> Html {
    let source = markdown.file.text().get(markdown.file.markdown().range()).unwrap_or_default();
    let mut out = Html::default();
    let events = Parser::new_ext(source, options()).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        event => event,
    });
    html::push_html(&mut out.html, events);
    out
}
