//! Markdown in, exact HTML out.

mod blocks;
mod code;
mod kept;
mod links;
#[cfg(feature = "sanitize")]
mod raw;
mod robust;
mod standard;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Html, to_html};
use crate::model::RawHtml;
use crate::site::{Href, Markdown};
use crate::source::{Body, SourceFile, SourcePath};

/// A page of this text. Links in `pages/` lead to its `.html`; those to other sites lead there; all others nowhere.
fn page(text: &str) -> Markdown {
    let file = SourceFile::new(SourcePath::new("content/page.md"), Body::Text(text.into()));
    let follow = |destination: &str| {
        let is_outside = crate::source::scheme(destination).is_some();
        let is_known = destination.starts_with("pages/") || destination.starts_with('#');
        let href = destination.replace(".md", ".html");
        (is_known || is_outside).then_some(Href { href, is_outside })
    };
    let links = file.outline().links.iter().map(|link| (link.destination.clone(), follow(&link.destination)));
    Markdown {
        links: links.collect(),
        file: Arc::new(file),
        id_prefix: String::new(),
        skips_title: true,
        deepen: 0,
        raw_html: RawHtml::Sanitize,
        blocks: BTreeMap::new(),
    }
}

fn render(text: &str) -> Html {
    to_html(&page(text))
}

fn html(text: &str) -> String {
    render(text).html
}

fn html_as(mode: RawHtml, text: &str) -> String {
    to_html(&Markdown { raw_html: mode, ..page(text) }).html
}

/// The values of all attributes `name` in `html`.
fn values(html: &str, name: &str) -> Vec<String> {
    let beginning = format!(" {name}=\"");
    html.split(&beginning).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}
