//! Raw HTML in a page's text: kept, cleaned or shown as text. Comments are never published.

use std::collections::BTreeSet;

use super::elements::Elements;
use super::escape;
use super::ids::Ids;
use super::links::{Links, link_attributes};
use super::sanitize::IS_BUILT_IN;
use super::tokens::{Token, attributes, tokens};
use crate::model::RawHtml;

/// What raw HTML needs to know of the page.
pub struct Around<'a, 'm> {
    /// Its links.
    pub links: Links<'m>,
    /// Its ids.
    pub ids: &'a mut Ids<'m>,
    /// How a heading's level is written.
    pub level: &'a dyn Fn(u8) -> u8,
    /// Whether a Markdown link is open, in which no other may stand.
    pub in_link: bool,
}

/// The raw HTML of one page.
#[derive(Debug)]
pub struct Raw {
    mode: RawHtml,
    /// The elements that cleaned HTML has open.
    pub elements: Elements,
    /// Open links in kept HTML.
    kept_links: usize,
}

impl Raw {
    /// Raw HTML treated as `mode` says, without the tags numbered in `skipped`. Where no sanitizer was built in, what it
    /// would have cleaned is shown as text.
    pub fn new(mode: RawHtml, skipped: BTreeSet<usize>) -> Self {
        let mode = if IS_BUILT_IN || mode == RawHtml::Keep { mode } else { RawHtml::Escape };
        Self { mode, elements: Elements::new(skipped), kept_links: 0 }
    }

    /// Whether a raw link is open.
    pub fn in_link(&self) -> bool {
        self.kept_links > 0 || self.elements.in_link()
    }

    /// A Markdown block or span ends: what closes the raw elements opened in it.
    pub fn leave(&mut self) -> String {
        let end = self.elements.leave();
        if self.elements.is_outside() {
            // Kept HTML is not balanced: a link left open would take the page's other links with it.
            self.kept_links = 0;
        }
        end
    }

    /// A block of raw HTML, or a piece of it in a line, and its words.
    pub fn write(&mut self, html: &str, is_block: bool, around: &mut Around<'_, '_>) -> (String, String) {
        let (mut out, words) = self.write_tokens(html, around);
        if is_block && self.mode == RawHtml::Escape && !out.trim().is_empty() {
            out = format!("<p>{}</p>\n", out.trim());
        }
        (out, words)
    }

    /// The element whose content is not shown, if `html` opens one.
    pub fn opens_hidden(&self, html: &str) -> Option<&'static str> {
        let first = tokens(html).into_iter().next();
        let Some(Token::Open { name, .. }) = first.filter(|_| self.mode == RawHtml::Sanitize) else { return None };
        ["script", "style"].into_iter().find(|hidden| *hidden == name)
    }

    fn write_tokens(&mut self, html: &str, around: &mut Around<'_, '_>) -> (String, String) {
        let mut out = String::new();
        let mut words = String::new();
        for token in tokens(html) {
            if let Token::Text(text) = token {
                words.push_str(&escape::unescape(text));
            }
            match self.mode {
                RawHtml::Keep => self.keep(&token, around, &mut out),
                RawHtml::Escape => show(&token, &mut out),
                RawHtml::Sanitize => self.sanitize(token, around, &mut out),
            }
        }
        (out, words)
    }

    fn keep(&mut self, token: &Token<'_>, around: &Around<'_, '_>, out: &mut String) {
        match token {
            Token::Comment => {}
            Token::Text(text) | Token::Inert(text) | Token::Other(text) => out.push_str(text),
            Token::Open { name, source } => {
                let is_link = name == "a" && attributes(source).iter().any(|one| one.name == "href");
                self.kept_links += usize::from(is_link);
                push_followed(source, around.links, out);
            }
            Token::Close { name, source } => {
                self.kept_links = self.kept_links.saturating_sub(usize::from(name == "a"));
                out.push_str(source);
            }
        }
    }

    fn sanitize(&mut self, token: Token<'_>, around: &mut Around<'_, '_>, out: &mut String) {
        match token {
            // Entities stay as they are; nothing else in a text can mean markup.
            Token::Text(text) => out.push_str(&text.replace('<', "&lt;").replace('>', "&gt;")),
            Token::Open { source, .. } => self.elements.open(source, around, out),
            Token::Close { name, .. } => self.elements.close(&name, out),
            Token::Comment | Token::Other(_) | Token::Inert(_) => {}
        }
    }
}

/// A token as text.
fn show(token: &Token<'_>, out: &mut String) {
    match token {
        Token::Comment => {}
        Token::Text(text) | Token::Inert(text) | Token::Other(text) => escape::push_text(out, text),
        Token::Open { source, .. } | Token::Close { source, .. } => escape::push_text(out, source),
    }
}

/// A kept tag, with its links followed.
fn push_followed(tag: &str, links: Links<'_>, out: &mut String) {
    let mut written = 0;
    for one in attributes(tag).into_iter().filter(|one| matches!(one.name.as_str(), "href" | "src")) {
        let destination = one.value.trim().replace("&amp;", "&");
        out.push_str(&tag[written..one.range.start]);
        match links.follow_raw(&destination) {
            Some(href) if one.name == "href" => out.push_str(link_attributes(&href).trim_start()),
            Some(href) => out.push_str(&format!("src=\"{}\"", escape::address(&href.href))),
            None => {
                let said = format!("This leads nowhere: {destination}");
                out.push_str(&format!("title=\"{}\"", escape::attribute(&links.phrases.say(&said))));
            }
        }
        written = one.range.end;
    }
    out.push_str(&tag[written..]);
}
