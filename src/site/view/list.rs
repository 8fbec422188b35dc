//! Lists that may be too long for one page.

use serde::Serialize;

use super::{LetterGroup, PageRow};
use crate::site::parts::{GapView, Link, Name, SystemRow, TeamRow};

/// A list as a page shows it: whole, or its beginning and where all of it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Listed<T> {
    /// How many there are.
    pub total: usize,
    /// Those shown here.
    pub rows: Vec<T>,
    /// The pages of the whole list; none where all of it is here.
    pub parts: Vec<PartLink>,
}

/// One of the pages of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// Its number, from 1.
    pub number: usize,
    /// Where it is.
    pub href: String,
    /// The name of the first entry on it.
    pub first: String,
    /// The name of the last.
    pub last: String,
    /// The id of the first gap on it, by which the theme's script finds the page of any gap; `""` in other lists.
    pub key: String,
    /// Whether it is the page at hand.
    pub is_here: bool,
}

/// One page of a long list. Of its kinds of rows, one is filled.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListView {
    /// The page that the list belongs to.
    pub page: Link,
    /// How many entries the list has.
    pub total: usize,
    /// Its pages.
    pub parts: Vec<PartLink>,
    /// The page before this one.
    pub previous: Option<Link>,
    /// The page after this one.
    pub next: Option<Link>,
    /// Systems, in the order of their ids.
    pub systems: Vec<SystemRow>,
    /// Teams.
    pub teams: Vec<TeamRow>,
    /// People.
    pub people: Vec<Name>,
    /// Gaps, in the order of their ids on a page.
    pub gaps: Vec<GapView>,
    /// Pages of the handbook.
    pub pages: Vec<PageRow>,
    /// Entries of the index from A to Z.
    pub letters: Vec<LetterGroup>,
}
