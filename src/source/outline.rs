//! A Markdown page's outline: its headings with their ids, and its links, with places.
//!
//! The outline is what link checking, addresses and contents lists are made of, and rendering takes its heading ids
//! from here: what the checker accepts is what the page holds.

use std::collections::BTreeSet;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::Span;
use super::dialect::{math, options};
use super::slug::{Distinct, slug};

/// Ids that an entity's own page uses for its sections; headings of text shown on such a page leave them free.
pub const SECTION_IDS: [&str; 16] = [
    "answer",
    "lifecycle",
    "gaps",
    "waived",
    "dependencies",
    "details",
    "systems",
    "members",
    "checklist",
    "metrics",
    "notes",
    "teams",
    "domains",
    "rules",
    "evidence",
    "stages",
];

/// Ids beginning so belong to the theme; a heading cannot take one.
pub const THEME_ID: &str = "bw--";

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words, without markup.
    pub text: String,
    /// Its id, distinct on the page: the explicit one, or a slug of the words.
    pub id: String,
    /// Where it stands.
    pub span: Span,
}

/// A link or image of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its destination, escapes undone.
    pub destination: String,
    /// Where the destination stands, or the whole link where it can't be told apart.
    pub span: Span,
    /// Whether it shows an image.
    pub is_image: bool,
}

/// The headings and links of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its links and images, in order, those in raw HTML too.
    pub links: Vec<Link>,
    /// Ids that raw HTML on the page sets.
    pub html_ids: BTreeSet<String>,
    /// References like `[text][label]` whose label is defined nowhere.
    pub undefined: Vec<(String, Span)>,
    /// What stands behind the fences of its code: `rust title="a.rs"`.
    pub code_infos: BTreeSet<String>,
    /// The text of each block of live data, a code block in the language `ownership`, and where it stands.
    pub live: Vec<(String, Span)>,
    /// Whether the page has what may not be shown as it is written: raw HTML, footnotes.
    pub has_extras: bool,
}

impl Outline {
    /// The outline of the Markdown at `part` of `text`, with spans in `text`. Ids in `reserved` are left free.
    #[must_use]
    pub fn of(text: &str, part: Span, reserved: &[&str]) -> Self {
        let markdown = text.get(part.range()).unwrap_or_default();
        let mut undefined = Vec::new();
        let mut note = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
            if matches!(link.link_type, LinkType::Reference) && !link.reference.starts_with('^') {
                undefined.push((link.reference.to_string(), Span::new(link.span.start, link.span.end)));
            }
            None
        };
        let mut walk = Walk { markdown, ..Walk::default() };
        let parser = Parser::new_with_broken_link_callback(markdown, options(markdown), Some(&mut note));
        for (event, range) in parser.into_offset_iter() {
            walk.take(event, Span::new(range.start, range.end));
        }
        let mut outline = walk.outline;
        outline.undefined = undefined;
        outline.undefined.sort_by_key(|(_, span)| *span);
        outline.name_headings(reserved);
        outline.shift(part.start as usize);
        outline
    }

    /// The words of the first heading of level 1.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.headings.iter().find(|heading| heading.level == 1).map(|heading| heading.text.as_str())
    }

    /// Whether the page has an element of this id.
    #[must_use]
    pub fn has_id(&self, id: &str) -> bool {
        self.html_ids.contains(id) || self.headings.iter().any(|heading| heading.id == id)
    }

    /// Explicit ids win, wherever they stand; the others are slugs in their order.
    fn name_headings(&mut self, reserved: &[&str]) {
        let mut ids = Distinct::default();
        for id in reserved {
            ids.reserve(id);
        }
        for heading in &mut self.headings {
            let is_free = !heading.id.is_empty() && !heading.id.starts_with(THEME_ID) && ids.reserve(&heading.id);
            if !is_free {
                heading.id.clear();
            }
        }
        for heading in self.headings.iter_mut().filter(|heading| heading.id.is_empty()) {
            heading.id = ids.make(&slug(&heading.text));
        }
    }

    fn shift(&mut self, by: usize) {
        for heading in &mut self.headings {
            heading.span = heading.span.shifted(by);
        }
        for link in &mut self.links {
            link.span = link.span.shifted(by);
        }
        for (_, span) in self.undefined.iter_mut().chain(&mut self.live) {
            *span = span.shifted(by);
        }
    }
}

#[derive(Default)]
struct Walk<'t> {
    markdown: &'t str,
    outline: Outline,
    in_heading: bool,
    in_live: bool,
}

impl Walk<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.in_heading = true;
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                self.outline.headings.push(Heading { level: depth(level), text: String::new(), id, span });
            }
            Event::End(TagEnd::Heading(_)) => self.in_heading = false,
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url, span, false),
            Event::Start(Tag::Image { dest_url, .. }) => self.link(&dest_url, span, true),
            Event::Text(text) if self.in_live => self.live(&text, span),
            Event::End(TagEnd::CodeBlock) => self.in_live = false,
            Event::Text(text) | Event::Code(text) => self.word(&text),
            Event::SoftBreak | Event::HardBreak => self.word(" "),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.word(&math(&event).unwrap_or_default()),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, span),
            Event::Start(Tag::FootnoteDefinition(_)) => self.outline.has_extras = true,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => self.code(&info),
            _ => {}
        }
    }

    fn code(&mut self, info: &str) {
        if !info.is_empty() && !self.outline.code_infos.contains(info) {
            self.outline.code_infos.insert(info.to_owned());
        }
        self.in_live = info.trim() == "ownership";
        if self.in_live {
            self.outline.live.push((String::new(), Span::default()));
        }
    }

    /// A part of a block of live data; the first one says where the block begins.
    fn live(&mut self, text: &str, span: Span) {
        if let Some((whole, place)) = self.outline.live.last_mut() {
            *place = if whole.is_empty() { span } else { Span::new(place.start as usize, span.end as usize) };
            whole.push_str(text);
        }
    }

    fn word(&mut self, text: &str) {
        if self.in_heading
            && let Some(heading) = self.outline.headings.last_mut()
        {
            heading.text.push_str(text);
        }
    }

    fn link(&mut self, destination: &str, whole: Span, is_image: bool) {
        let text = &self.markdown[whole.range()];
        let span = text.rfind(destination).filter(|_| !destination.is_empty()).map_or(whole, |at| {
            let start = whole.start as usize + at;
            Span::new(start, start + destination.len())
        });
        self.outline.links.push(Link { destination: destination.to_owned(), span, is_image });
    }

    fn html(&mut self, html: &str, span: Span) {
        if html.trim_start().starts_with("<!--") {
            return;
        }
        self.outline.has_extras = true;
        for (name, value, at) in attributes(html) {
            match name {
                "id" | "name" => {
                    self.outline.html_ids.insert(value.to_owned());
                }
                "href" | "src" => {
                    let start = span.start as usize + at;
                    let destination = value.replace("&amp;", "&");
                    let place = Span::new(start, start + value.len());
                    self.outline.links.push(Link { destination, span: place, is_image: name == "src" });
                }
                _ => {}
            }
        }
    }
}

/// The quoted `id`, `name`, `href` and `src` attributes of raw HTML, each with its value's offset.
fn attributes(html: &str) -> Vec<(&'static str, &str, usize)> {
    let mut found = Vec::new();
    for name in ["id", "name", "href", "src"] {
        let mut from = 0;
        while let Some(at) = html[from..].find(name).map(|at| from + at) {
            from = at + name.len();
            let is_attribute = html[..at].ends_with(|c: char| c.is_ascii_whitespace());
            let rest = html[from..].trim_start();
            let Some(rest) = rest.strip_prefix('=').map(str::trim_start).filter(|_| is_attribute) else { continue };
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let start = html.len() - rest.len() + 1;
            if let Some(length) = html[start..].find(quote) {
                found.push((name, html[start..start + length].trim(), start));
                from = start + length;
            }
        }
    }
    found.sort_by_key(|&(_, _, at)| at);
    found
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        Outline::of(text, Span::new(0, text.len()), &[])
    }

    fn ids(text: &str) -> Vec<String> {
        outline(text).headings.into_iter().map(|heading| heading.id).collect()
    }

    #[test]
    fn repeated_and_numbered_headings_get_distinct_ids_and_explicit_ones_win() {
        let text = "## Runbook\n## Runbook\n## Runbook 1\n## Runbook-1\n## Runbook\n";
        assert_eq!(ids(text), ["runbook", "runbook-1", "runbook-1-1", "runbook-1-2", "runbook-2"]);
        assert_eq!(ids("## A\n## B {#a}\n"), ["a-1", "a"]);
        assert_eq!(ids("## A {#bw--main}\n"), ["a"]);
    }

    #[test]
    fn a_heading_added_below_leaves_the_ids_above_alone() {
        let text = "# A\n## A\n## A 1\n";
        let longer = format!("{text}## A\n## A 1\n");
        assert_eq!(ids(text), ids(&longer)[..3]);
    }

    #[test]
    fn links_have_the_place_of_their_destination_and_code_has_none() {
        let text = "See [a](b.md#c) and `[x](y.md)`.\n\n![i](d.png)\n\n    [z](q.md)\n\n<!-- [n](m.md) -->\n";
        let found = outline(text);
        let links: Vec<_> = found.links.iter().map(|link| &text[link.span.range()]).collect();
        assert_eq!(links, ["b.md#c", "d.png"]);
    }

    #[test]
    fn raw_html_has_links_and_ids_too() {
        let text = "<a id=\"top\"></a> text <img src='m.png' alt=\"src\">\n";
        let found = outline(text);
        assert!(found.has_id("top"));
        assert_eq!(found.links.iter().map(|l| l.destination.as_str()).collect::<Vec<_>>(), ["m.png"]);
        assert_eq!(&text[found.links[0].span.range()], "m.png");
    }

    #[test]
    fn references_defined_nowhere_are_noted() {
        let found = outline("[a][nope] and [just brackets] and [b][yes]\n\n[yes]: x.md\n");
        assert_eq!(found.undefined.len(), 1);
        assert_eq!(found.undefined[0].0, "nope");
    }

    proptest::proptest! {
        #[test]
        fn ids_are_distinct_whatever_the_text(text in "(#{1,3} [a-c0-2 -]{0,6}\n){0,12}") {
            let mut all = ids(&text);
            let count = all.len();
            all.sort();
            all.dedup();
            proptest::prop_assert_eq!(all.len(), count);
        }
    }
}
