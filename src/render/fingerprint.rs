//! What a page is made of, in a few characters: equal only where its bytes are equal.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::site::{Markdown, View};
use crate::source::digits;

/// A hash of parts. Each part is ended by its length, so that no two lists of parts are hashed alike.
#[derive(Clone, Default)]
pub(super) struct Fingerprint {
    hash: Sha256,
}

impl Fingerprint {
    /// Adds bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.end(bytes.len());
    }

    /// Adds everything that is written of `value`: what a template can see of it, and no more.
    pub fn add_seen(&mut self, value: &impl Serialize) {
        let mut part = Part { hash: &mut self.hash, length: 0 };
        serde_json::to_writer(&mut part, value).expect("a view has texts as keys, and a hash takes all bytes");
        let length = part.length;
        self.end(length);
    }

    /// Adds all that a page is made of, but theme and site.
    pub fn add_view(&mut self, view: &View) {
        self.add_seen(&view.frame);
        self.add_seen(&view.data);
        for (name, body) in &view.bodies {
            self.add(name.as_bytes());
            self.add_markdown(body);
        }
    }

    /// Headings, front matter and lines follow from the text.
    fn add_markdown(&mut self, markdown: &Markdown) {
        let Markdown { file, links, id_prefix, skips_title, deepen, raw_html, blocks } = markdown;
        self.add(file.path.to_string().as_bytes());
        self.add(&[u8::from(file.built_in)]);
        self.add(file.text().as_bytes());
        for (written, href) in links {
            self.add(written.as_bytes());
            let (href, kind) = href.as_ref().map_or(("", 2), |href| (href.href.as_str(), u8::from(href.is_outside)));
            self.add(href.as_bytes());
            self.add(&[kind]);
        }
        self.add(id_prefix.as_bytes());
        self.add(format!("{skips_title} {deepen} {raw_html:?} {blocks:?}").as_bytes());
    }

    /// The first 128 bits of it, as hexadecimal digits.
    pub fn digits(self) -> String {
        digits(self.hash.finalize(), 16)
    }

    fn end(&mut self, length: usize) {
        self.hash.update((length as u64).to_le_bytes());
    }
}

/// One part, as it is written.
struct Part<'a> {
    hash: &'a mut Sha256,
    length: usize,
}

impl Write for Part<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        self.length += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    fn of(parts: &[&str]) -> String {
        let mut all = Fingerprint::default();
        for part in parts {
            all.add(part.as_bytes());
        }
        all.digits()
    }

    #[test]
    fn parts_are_told_apart_wherever_they_end() {
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab", ""]), of(&["ab"]));
        assert_eq!(of(&["a"]).len(), 32);
    }

    #[test]
    fn a_value_is_hashed_as_it_is_seen() {
        let mut seen = Fingerprint::default();
        seen.add_seen(&["a", "b"]);
        assert_eq!(seen.digits(), of(&["[\"a\",\"b\"]"]));
    }
}
