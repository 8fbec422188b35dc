//! Raw HTML on the walk.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event};

use super::Writer;
use crate::render::markdown::raw_html::Around;
use crate::render::markdown::tokens::{Token, tokens};

impl<'e> Writer<'e> {
    /// Writes a block of raw HTML, whose lines are events of their own.
    pub(super) fn html_block(&mut self, at: usize) -> usize {
        let html = self.events.words(at);
        self.raw_html(&html, self.events.all[at].1.start, true);
        self.text.push(' ');
        self.events.after(at)
    }

    /// Writes a piece of raw HTML in a line.
    pub(super) fn inline_html(&mut self, html: &'e CowStr<'e>, offset: usize) {
        if let Some(name) = self.raw.opens_hidden(html) {
            self.hidden = Some((name, 0));
        }
        self.raw_html(html, offset, false);
    }

    fn raw_html(&mut self, html: &str, offset: usize, is_block: bool) {
        let before = self.raw.elements.count();
        let deepen = self.markdown.deepen;
        let level = move |level: u8| level.max(2).saturating_add(deepen).min(6);
        let in_link = !self.link_ends.is_empty();
        let mut around = Around { links: self.links, ids: &mut self.ids, level: &level, in_link };
        let (out, words) = self.raw.write(html, is_block, &mut around);
        self.text.push_str(&words);
        self.html(out);
        self.note_skipped(html, before, offset);
    }

    /// Says which tags of `html`, numbered from `first`, were left out because nothing closes them.
    fn note_skipped(&mut self, html: &str, first: usize, offset: usize) {
        let skipped: BTreeSet<usize> = self.skipped.range(first..self.raw.elements.count()).copied().collect();
        if skipped.is_empty() {
            return;
        }
        let names = tokens(html).into_iter().filter_map(|token| match token {
            Token::Open { name, .. } => Some(name),
            _ => None,
        });
        for (number, name) in (first..).zip(names) {
            if skipped.contains(&number) {
                let text = format!("`<{name}>` is closed nowhere in its block, so it is left out");
                self.note(offset, "unclosed-tag", text);
            }
        }
    }

    /// Whether `event` stands in a raw element whose content is not shown: a script in a line.
    pub(super) fn is_hidden(&mut self, event: &Event<'_>) -> bool {
        let Some((name, depth)) = self.hidden else { return false };
        match event {
            Event::Start(_) => self.hidden = Some((name, depth + 1)),
            Event::End(_) if depth == 0 => self.hidden = None,
            Event::End(_) => self.hidden = Some((name, depth - 1)),
            // An end within a span that began inside is none: that span's own end would be left over.
            Event::InlineHtml(html) if depth == 0 && is_end_of(html, name) => self.hidden = None,
            _ => {}
        }
        self.hidden.is_some()
    }
}

fn is_end_of(html: &str, name: &str) -> bool {
    matches!(tokens(html).first(), Some(Token::Close { name: found, .. }) if found == name)
}
