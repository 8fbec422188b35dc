//! The walk over a text's events: what is ours to write becomes HTML, the rest is left to the library's writer.

mod notes;
mod raw;

use std::collections::BTreeSet;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::autolink::{Piece, pieces};
use super::blocks::{self, Table};
use super::code::{Info, figure};
use super::escape;
use super::events::Events;
use super::footnotes::Footnotes;
use super::ids::Ids;
use super::links::{Links, link_attributes, title};
use super::live;
use super::raw_html::Raw;
use crate::render::Making;
use crate::render::phrases::NONE;
use crate::site::{Href, Markdown};
use crate::source::Note;
use crate::source::dialect::math;
use crate::source::yaml::Node;

/// One walk.
pub struct Writer<'e> {
    /// What was written: HTML of ours among the library's events.
    pub out: Vec<Event<'e>>,
    /// The words.
    pub text: String,
    /// What could not be shown as asked, with offsets in the text.
    pub notes: Vec<Note>,
    markdown: &'e Markdown,
    events: &'e Events<'e>,
    pub links: Links<'e>,
    ids: Ids<'e>,
    raw: Raw,
    skipped: BTreeSet<usize>,
    footnotes: Footnotes,
    table: Table,
    tables: usize,
    /// What ends each open link.
    link_ends: Vec<&'static str>,
    /// What ends the open heading.
    heading_end: String,
    /// The level of the last heading, the page's own above the text at first.
    last_level: u8,
    /// The number of the first heading of level 1, and whether it is the page's title, which stands above the text.
    first: Option<usize>,
    skips_first: bool,
    /// Whether a task's label is open.
    in_label: bool,
    /// The hidden raw element that is open in this line, and how deep in it the walk is.
    hidden: Option<(&'static str, usize)>,
    /// With what code is highlighted; none where only the notes are wanted, and code goes without colours.
    pub making: Option<Making<'e>>,
}

impl<'e> Writer<'e> {
    /// A walk that leaves out the raw tags numbered in `skipped`.
    pub fn new(markdown: &'e Markdown, events: &'e Events<'e>, skipped: BTreeSet<usize>) -> Self {
        let first = markdown.file.outline().headings.iter().position(|heading| heading.level == 1);
        Self {
            first,
            skips_first: first.is_some_and(|first| is_title(markdown, first)),
            out: Vec::with_capacity(events.all.len()),
            text: String::new(),
            notes: Vec::new(),
            markdown,
            events,
            links: Links { to: &markdown.links, phrases: &NONE },
            ids: Ids::of(markdown),
            raw: Raw::new(markdown.raw_html, skipped.clone()),
            skipped,
            footnotes: Footnotes::default(),
            table: Table::default(),
            tables: 0,
            link_ends: Vec::new(),
            heading_end: String::new(),
            last_level: markdown.deepen + 1,
            in_label: false,
            hidden: None,
            making: None,
        }
    }

    /// Writes everything.
    pub fn write(&mut self) {
        self.range(0..self.events.all.len());
        let end = self.raw.elements.finish();
        self.html(end);
        self.write_footnotes();
    }

    /// The raw tags that nothing closed.
    pub fn unclosed(&self) -> BTreeSet<usize> {
        self.raw.elements.unclosed().clone()
    }

    fn range(&mut self, range: std::ops::Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.step(at).max(at + 1);
        }
    }

    fn html(&mut self, html: impl Into<CowStr<'e>>) {
        let html = html.into();
        if !html.is_empty() {
            self.out.push(Event::InlineHtml(html));
        }
    }

    /// Writes the event at `at`, and gives the index of the one to go on with.
    fn step(&mut self, at: usize) -> usize {
        let Some((event, range)) = self.events.all.get(at) else { return at + 1 };
        if self.is_hidden(event) {
            return at + 1;
        }
        match event {
            Event::Start(tag) => return self.start(at, tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.words(text),
            Event::Code(code) => {
                self.text.push_str(code);
                self.out.push(event.clone());
            }
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(html, range.start),
            Event::FootnoteReference(label) => self.reference(label),
            Event::TaskListMarker(is_done) => {
                self.html(blocks::task(*is_done));
                self.raw.elements.enter();
                self.in_label = true;
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => {
                let written = math(event).unwrap_or_default();
                self.text.push_str(&written);
                self.out.push(Event::Text(written.into()));
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => {
                if matches!(event, Event::Rule) {
                    self.begin_block();
                }
                self.text.push(' ');
                self.out.push(event.clone());
            }
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &'e Tag<'e>) -> usize {
        let is_inline = matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        );
        if !is_inline {
            self.begin_block();
        }
        match tag {
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => return self.events.after(at),
            Tag::CodeBlock(kind) => return self.code(at, kind),
            Tag::HtmlBlock => return self.html_block(at),
            Tag::Image { dest_url, title, .. } => return self.image(at, dest_url, title),
            Tag::Heading { level, .. } => {
                if let Some(after) = self.heading(at, *level, tag) {
                    return after;
                }
            }
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            Tag::BlockQuote(Some(kind)) => self.html(blocks::alert(*kind)),
            Tag::Item if self.events.is_task(at) => self.html("<li class=\"task\">"),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => self.start_table(at, tag),
            _ => self.out.push(Event::Start(tag.clone())),
        }
        self.raw.elements.enter();
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Item | TagEnd::Paragraph) {
            self.end_label();
        }
        let raw = self.raw.leave();
        self.html(raw);
        match tag {
            TagEnd::Heading(_) => {
                let end = std::mem::take(&mut self.heading_end);
                self.html(end);
            }
            TagEnd::Link => {
                let end = self.link_ends.pop().unwrap_or_default();
                self.html(end);
            }
            TagEnd::BlockQuote(Some(_)) => self.html("</div>\n"),
            TagEnd::Table => self.html("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.is_head = false;
                self.html("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.html("</tr>\n"),
            TagEnd::TableCell => self.html(self.table.end),
            _ => self.out.push(Event::End(tag)),
        }
        if !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) {
            self.text.push(' ');
        }
    }

    /// A block begins: a task's words end, and so does a raw paragraph.
    fn begin_block(&mut self) {
        self.end_label();
        let end = self.raw.elements.close_paragraph();
        self.html(end);
    }

    fn end_label(&mut self) {
        if std::mem::take(&mut self.in_label) {
            let raw = self.raw.leave();
            self.html(raw + "</label>");
        }
    }

    fn words(&mut self, text: &'e CowStr<'e>) {
        self.text.push_str(text);
        if self.in_link() {
            self.out.push(Event::Text(text.clone()));
            return;
        }
        for piece in pieces(text) {
            match piece {
                Piece::Words(words) => self.out.push(Event::Text(words.into())),
                Piece::Address(address, prefix) => {
                    let href = Href { href: format!("{prefix}{address}"), is_outside: true };
                    self.html(format!("<a{}>{}</a>", link_attributes(&href), escape::text(address)));
                }
            }
        }
    }

    fn in_link(&self) -> bool {
        !self.link_ends.is_empty() || self.raw.in_link()
    }

    fn link(&mut self, kind: LinkType, destination: &str, said: &str) {
        let followed = match kind {
            LinkType::Email => Some(Href { href: format!("mailto:{destination}"), is_outside: true }),
            _ => self.links.follow(destination),
        };
        let (start, end) = match followed {
            _ if self.in_link() => (String::new(), ""),
            Some(href) => (format!("<a{}{}>", link_attributes(&href), title(said)), "</a>"),
            None => (self.links.broken_link(destination), "</span>"),
        };
        self.html(start);
        self.link_ends.push(end);
    }

    fn image(&mut self, at: usize, destination: &str, said: &str) -> usize {
        let alt = self.events.words(at);
        self.text.push_str(&alt);
        let html = match self.links.follow(destination) {
            None => self.links.broken_image(destination, &alt),
            Some(href) => format!(
                "<img src=\"{}\" alt=\"{}\"{} loading=\"lazy\">",
                escape::address(&href.href),
                escape::attribute(&alt),
                title(said)
            ),
        };
        self.html(html);
        self.events.after(at)
    }

    /// Opens a heading; nothing of the one that is the page's title is shown but its id, to which links may lead.
    fn heading(&mut self, at: usize, level: HeadingLevel, tag: &Tag<'_>) -> Option<usize> {
        let number = self.events.heading(at)?;
        // The outline is made of the same events, so it has this heading.
        let heading = self.markdown.file.outline().headings.get(number)?;
        let id = self.ids.written(&heading.id);
        if self.skips_first && self.first == Some(number) {
            self.html(format!("<span id=\"{id}\"></span>\n"));
            return Some(self.events.after(at));
        }
        let attributes = match tag {
            Tag::Heading { classes, attrs, .. } => blocks::heading_attributes(classes, attrs),
            _ => String::new(),
        };
        let level = self.level(level as u8, number);
        self.last_level = level;
        let anchor =
            if matches!(level, 2 | 3) { blocks::anchor(&id, &heading.text, self.links.phrases) } else { String::new() };
        self.html(format!("<h{level} id=\"{id}\"{attributes}>"));
        self.heading_end = format!("{anchor}</h{level}>\n");
        None
    }

    /// The level at which a heading is written: a page has one heading of level 1.
    fn level(&self, level: u8, number: usize) -> u8 {
        let stays = !self.markdown.skips_title && self.first == Some(number);
        let level = if stays { level } else { level.max(2) };
        let level = level.saturating_add(self.markdown.deepen).min(6);
        // Below a heading of the page's own, the author cannot know how deep the text stands: no level is skipped.
        if self.markdown.deepen > 0 { level.min(self.last_level + 1) } else { level }
    }

    fn start_table(&mut self, at: usize, tag: &Tag<'_>) {
        match tag {
            Tag::Table(alignments) => {
                self.table = Table { alignments: alignments.clone(), is_head: true, ..Table::default() };
                self.tables += 1;
                let words = self.events.words(at + 1);
                self.html(Table::start(self.tables, &words));
            }
            Tag::TableHead => self.html("<thead><tr>"),
            Tag::TableRow => {
                self.table.column = 0;
                self.html("<tr>");
            }
            _ => {
                let is_empty = matches!(self.events.get(at + 1), Some(Event::End(TagEnd::TableCell)));
                let start = self.table.cell(is_empty);
                self.html(start);
            }
        }
    }

    fn code(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let info = match kind {
            CodeBlockKind::Fenced(info) => Info::read(info),
            CodeBlockKind::Indented => Info::default(),
        };
        let code = self.events.words(at);
        if let Some(block) = self.markdown.blocks.get(&*code).filter(|_| info.language == "ownership") {
            self.tables += 1;
            self.html(live::table(block, self.tables));
            return self.events.after(at);
        }
        let (html, is_known) = match self.making {
            None => (String::new(), super::highlight::is_known(&info.language)),
            Some(making) => figure(&info, &code, making),
        };
        if !is_known {
            let note = format!("the language `{}` is not known, so this code is shown without colours", info.language);
            self.note(self.events.all[at].1.start, "unknown-language", note);
        }
        self.text.push_str(&code);
        self.text.push(' ');
        self.html(html);
        self.events.after(at)
    }

    fn note(&mut self, offset: usize, code: &'static str, text: String) {
        let at = u32::try_from(offset).unwrap_or(u32::MAX);
        self.notes.push(Note { at, code, text });
    }
}

/// Whether the heading of this number is left out because it is the title that stands above the text.
fn is_title(markdown: &Markdown, number: usize) -> bool {
    let file = &markdown.file;
    let heading = file.outline().headings.get(number).map(|heading| heading.text.as_str());
    let title = file.yaml().root().and_then(|matter| matter.get("title"));
    markdown.skips_title && title.and_then(Node::text).is_none_or(|title| heading == Some(title))
}
