//! The ids that a page's text has given out: each stands once.

use super::escape;
use crate::site::Markdown;
use crate::source::outline::{SECTION_IDS, THEME_ID};
use crate::source::slug::Distinct;

/// Ids of one text; those of its headings are taken from the beginning.
#[derive(Debug)]
pub struct Ids<'m> {
    prefix: &'m str,
    taken: Distinct,
}

impl<'m> Ids<'m> {
    /// The ids of `markdown`, before anything else is named.
    pub fn of(markdown: &'m Markdown) -> Self {
        let mut taken = Distinct::default();
        for heading in &markdown.file.outline().headings {
            taken.reserve(&heading.id);
        }
        // Text about an entity stands on the entity's page, whose sections have these.
        if markdown.file.yaml().root().is_some_and(|matter| matter.get("about").is_some()) {
            for id in SECTION_IDS {
                taken.reserve(id);
            }
        }
        Self { prefix: &markdown.id_prefix, taken }
    }

    /// An id as it is written on the page.
    pub fn written(&self, id: &str) -> String {
        escape::attribute(&format!("{}{id}", self.prefix))
    }

    /// The id of an element that the author named in raw HTML; nothing where another element has it.
    pub fn take(&mut self, id: &str) -> Option<String> {
        let is_free = !id.is_empty() && !id.starts_with(THEME_ID) && self.taken.reserve(id);
        is_free.then(|| self.written(id))
    }

    /// An id of our own, `id` or as near to it as is free.
    pub fn make(&mut self, id: &str) -> String {
        let id = self.taken.make(id);
        self.written(&id)
    }
}
