//! Footnotes on the walk.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, TagEnd};

use super::Writer;

impl<'e> Writer<'e> {
    /// Writes the mark of a footnote.
    pub(super) fn reference(&mut self, label: &str) {
        let Some(start) = self.events.footnote(label) else {
            self.out.push(Event::Text(format!("[^{label}]").into()));
            return;
        };
        let in_link = self.in_link();
        let mark = self.footnotes.reference(start, &mut self.ids, in_link);
        self.html(mark);
    }

    /// Writes the footnotes' texts below the page's, and notes those that nothing refers to.
    pub(super) fn write_footnotes(&mut self) {
        let mut written = Vec::new();
        // A footnote may refer to further ones, which then are at the end of the line.
        while let Some(start) = self.footnotes.start(written.len()) {
            let before = std::mem::take(&mut self.out);
            self.raw.elements.enter();
            self.range(self.events.inside(start));
            self.end_label();
            let end = self.raw.leave();
            self.html(end);
            written.push((start, std::mem::replace(&mut self.out, before)));
        }
        let shown: BTreeSet<usize> = written.iter().map(|(start, _)| *start).collect();
        for offset in self.events.other_footnotes(&shown) {
            let text = "nothing refers to this footnote, so it is not shown";
            self.note(offset, "unused-footnote", text.to_owned());
        }
        if self.footnotes.is_empty() {
            return;
        }
        let label = self.links.phrases.say("Footnotes");
        self.html(format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>\n"));
        for (index, (_, events)) in written.into_iter().enumerate() {
            let item = self.footnotes.item(index);
            self.html(item);
            self.write_item(events, index);
        }
        self.html("</ol>\n</section>\n");
    }

    /// Writes a footnote's text, with the ways back in its last paragraph.
    fn write_item(&mut self, mut events: Vec<Event<'e>>, index: usize) {
        let back = Event::InlineHtml(self.footnotes.ways_back(index, self.links.phrases).into());
        let end = events.len() - usize::from(matches!(events.last(), Some(Event::End(TagEnd::Paragraph))));
        events.insert(end, back);
        self.out.append(&mut events);
        self.html("</li>\n");
    }
}
