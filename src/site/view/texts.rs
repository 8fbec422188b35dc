//! Markdown pages, folders, the index, and pages for addresses that are not there.

use serde::Serialize;

use super::{Listed, PartLink};
use crate::site::parts::{Link, Name};

/// A Markdown page. Its text is the Markdown `main`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What it says, in a sentence.
    pub summary: Option<String>,
    /// Who owns the page.
    pub owner: Option<Name>,
    /// When it was last confirmed.
    pub reviewed: Option<String>,
    /// Whether that is too long ago.
    pub is_stale: bool,
    /// The page before it in its section.
    pub previous: Option<Link>,
    /// The one after it.
    pub next: Option<Link>,
    /// The pages below it, if it is a section's index.
    pub children: Listed<PageRow>,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PageRow {
    /// Its title and place.
    pub link: Link,
    /// What it says.
    pub summary: Option<String>,
}

/// A folder of pages.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Its pages and folders.
    pub children: Listed<PageRow>,
}

/// Everything from A to Z.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// How many entries there are.
    pub total: usize,
    /// By first letter; without entries where they are too many for one page.
    pub letters: Vec<LetterGroup>,
    /// The pages on which the entries stand then.
    pub parts: Vec<PartLink>,
}

/// Entries under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterGroup {
    /// The letter, or `#`.
    pub letter: String,
    /// Its place in the alphabet of this handbook, from 1.
    pub number: usize,
    /// Where its first entry stands, if not on this page.
    pub href: String,
    /// The entries.
    pub entries: Vec<IndexEntry>,
}

/// An entry of the index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexEntry {
    /// Its name and place.
    pub link: Link,
    /// `System`, `Team`, `Domain`, `Page`, ….
    pub kind: &'static str,
    /// Who owns it.
    pub owner: Option<String>,
}

/// The page for addresses that do not exist.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// The three indexes.
    pub links: Vec<Link>,
}

/// The page at an earlier address.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Where it leads now.
    pub to: Link,
}
