//! Links of other documents into a site: which of them lead nowhere, and which lead on from an earlier address.
//!
//! 1. [`documents`] finds the links of a document, whatever it is written in, each with its place.
//! 2. [`follow`] says where each one leads. Addresses of the site are held against the very files that it is made of,
//!    and an id against the page's HTML, so what is accepted here is what a reader's browser finds.

pub(super) mod documents;
mod follow;

use url::Url;

use super::{Fault, Site};
use crate::diagnostic::{Diagnostic, Help, Severity};
use crate::source::outline::Link;
use crate::source::{Place, SourceFile, SourcePath};
use follow::{Follower, Led};

/// Where a handbook lies, as other documents name it.
#[derive(Clone, Debug)]
pub struct Whereabouts {
    /// The addresses under which its site is published, each with a final `/`.
    pub bases: Vec<Url>,
    /// Its content folder, from the root of the disk.
    pub content: SourcePath,
    /// The folder into which its site is built, from the root of the disk.
    pub out: SourcePath,
}

/// A document that is no part of the handbook.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its text, by the path under which it is spoken of.
    pub file: &'a SourceFile,
    /// Where it lies, from the root of the disk.
    pub location: &'a SourcePath,
}

/// What was found in documents.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// How many links lead into the handbook, or were meant to.
    pub links: usize,
    /// `broken-link` for each that leads nowhere, `moved-link` for each that leads on.
    pub diagnostics: Vec<Diagnostic>,
}

/// Follows those links of the documents that lead into the handbook.
///
/// # Errors
/// Where a page that a link names a part of cannot be rendered.
pub fn check(site: &Site, whereabouts: &Whereabouts, documents: &[Document<'_>]) -> Result<Incoming, Fault> {
    let mut follower = Follower::new(site, whereabouts);
    let mut incoming = Incoming::default();
    for document in documents {
        for link in documents::links(document.file) {
            let led = follower.follow(document.location, &link.destination)?;
            incoming.links += usize::from(!matches!(led, Led::Elsewhere));
            incoming.diagnostics.extend(said(document.file, &link, led));
        }
    }
    Ok(incoming)
}

/// What there is to say about a link.
fn said(file: &SourceFile, link: &Link, led: Led) -> Option<Diagnostic> {
    let written = &link.destination;
    let place = Place::new(&file.path, link.span);
    let is_exact = file.text().get(link.span.range()) == Some(written);
    let help = |text: String, new: String| {
        if is_exact { Help::replace(text, place.clone(), new) } else { Help::words(text) }
    };
    match led {
        Led::Elsewhere | Led::Here => None,
        Led::On(now) => {
            let message = format!("the link `{written}` is to an earlier address, and leads on from there");
            let text = format!("write the present address: `{now}`");
            let note = Diagnostic::new("moved-link", Severity::Info, place.clone(), message);
            Some(note.help(help(text, now)))
        }
        Led::Nowhere { reason, near } => {
            let message = format!("the link `{written}` leads nowhere: {reason}");
            let help = match near {
                Some(near) => help(format!("did you mean `{near}`?"), near),
                None => Help::words("name what is there, or ask for an alias where it stood"),
            };
            Some(Diagnostic::error("broken-link", place, message).help(help))
        }
    }
}
