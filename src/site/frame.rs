//! What every page has around it.

use serde::Serialize;

use super::parts::{Link, SourceLink, TocEntry};

/// What every page has around it. Holds nothing that changes when another page's content does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// The page's kind, also the name of its template: `team`, `system`, `page`.
    pub kind: &'static str,
    /// The page's title, without the site's.
    pub title: String,
    /// A sentence on the page, as plain text: "Ledger: owned by Payments, #payments".
    pub description: String,
    /// From the page to the site's root: `""`, `../`, `../../`; absolute on the page for missing addresses.
    pub base: String,
    /// The page's own link from the root, for marking it in the navigation.
    pub href: String,
    /// The page's full address, where the settings know it.
    pub canonical: Option<String>,
    /// The way here from the home page, this page last.
    pub breadcrumbs: Vec<Link>,
    /// Its sections.
    pub toc: Vec<TocEntry>,
    /// Where the page is written.
    pub source: Option<SourceLink>,
    /// The domain whose systems the navigation shows, by id; `""` for none.
    pub domain: String,
    /// The systems of that domain, at most 30, from the root.
    pub domain_systems: Vec<Link>,
    /// The part of the handbook that the page is in, where the navigation does not list it anyway.
    pub section: Option<NavItem>,
    /// Whether the page is a draft.
    pub is_draft: bool,
}

/// What is the same on every page of a site: made once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// The language of its words.
    pub language: String,
    /// A text above every page.
    pub banner: Option<String>,
    /// A text below every page.
    pub footer: Option<String>,
    /// The day it was judged on, `2026-11-25`.
    pub as_of: String,
    /// Whether search engines are asked to stay away.
    pub is_hidden_from_robots: bool,
    /// The navigation, in order; links from the root.
    pub navigation: Vec<NavSection>,
    /// The domains, in order; links from the root.
    pub domains: Vec<NavItem>,
    /// The stages, in order; links from the root.
    pub stages: Vec<NavItem>,
    /// The home page, search and gaps, from the root.
    pub home: String,
    /// The page from A to Z.
    pub search: String,
    /// The page of all gaps.
    pub gaps: String,
    /// The feed of changed pages, where the settings know the site's address.
    pub feed: Option<String>,
    /// The version of Bailiwick.
    pub version: String,
}

/// A part of the navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NavSection {
    /// Its heading.
    pub title: String,
    /// Its pages, as many as every page can carry.
    pub items: Vec<NavItem>,
    /// How many more there are; the home page lists them all.
    pub more: usize,
}

/// A link of the navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// The id of what it leads to: `payments`, `teams`.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Where it leads, from the root.
    pub href: String,
    /// The symbol before it: `home`, `team`, `box`, `layers`, `doc`, `gap`.
    pub icon: &'static str,
}
