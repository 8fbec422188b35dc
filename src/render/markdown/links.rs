//! Where the links of a page's text lead, as they are written.

use std::collections::BTreeMap;

use super::escape;
use crate::render::phrases::Phrases;
use crate::site::Href;
use crate::source::{is_safe_address, scheme};

/// The links of a page, followed beforehand.
#[derive(Clone, Copy)]
pub struct Links<'m> {
    /// Where each destination leads.
    pub to: &'m BTreeMap<String, Option<Href>>,
    /// How what is said of them is said.
    pub phrases: &'m Phrases,
}

impl Links<'_> {
    /// Where `destination` leads; nothing for one that leads nowhere, or where it is not safe to follow.
    ///
    /// An address of another site needs no entry.
    pub fn follow(self, destination: &str) -> Option<Href> {
        let found = match self.to.get(destination) {
            Some(found) => found.clone(),
            None if scheme(destination).is_some() => Some(Href { href: destination.to_owned(), is_outside: true }),
            None => None,
        };
        found.filter(|href| is_safe_address(&href.href))
    }

    /// Where the value of a raw tag's `href` or `src` leads. The outline undoes only `&amp;` in such a value; what leads
    /// to another site is written as browsers read it.
    pub fn follow_raw(self, value: &str) -> Option<Href> {
        let found = self.follow(value)?;
        let href = if found.is_outside { escape::unescape(&found.href) } else { found.href };
        Some(Href { href, ..found }).filter(|href| is_safe_address(&href.href))
    }
}

/// The attributes of a link to `href`, each with a space before it.
pub fn link_attributes(href: &Href) -> String {
    let rel = if is_other_site(href) { " rel=\"noopener noreferrer external\"" } else { "" };
    format!(" href=\"{}\"{rel}", escape::address(&href.href))
}

/// Whether following `href` opens another site in the browser.
fn is_other_site(href: &Href) -> bool {
    href.is_outside && matches!(scheme(&href.href).as_deref(), Some("http" | "https"))
}

impl Links<'_> {
    /// The opening tag that stands in place of a link that leads nowhere.
    pub fn broken_link(self, destination: &str) -> String {
        let said = format!("This link leads nowhere: {destination}");
        format!("<span class=\"broken\" title=\"{}\">", escape::attribute(&self.phrases.say(&said)))
    }

    /// What stands in place of an image that is not there.
    pub fn broken_image(self, destination: &str, alt: &str) -> String {
        let said = format!("This image is missing: {destination}");
        let said = escape::attribute(&self.phrases.say(&said));
        format!("<span class=\"broken\" title=\"{said}\">{}</span>", escape::text(alt))
    }
}

/// A `title` attribute with a space before it, or nothing.
pub fn title(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::attribute(title)) }
}
