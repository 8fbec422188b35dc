//! The links of pages that lead nowhere, followed again only where another answer is possible.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Broken, Context, Routes, Target};
use crate::model::{Model, Page};
use crate::source::SourcePath;
use crate::source::outline::Outline;

/// A page as it was at an earlier reading, and as it is.
#[derive(Clone, Copy)]
pub struct Edited<'a> {
    /// The page as it was.
    pub before: &'a Page,
    /// The page as it is.
    pub after: &'a Page,
}

/// A link of a page that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nowhere {
    /// Which of the links in the page's outline it is, from 0.
    pub link: usize,
    /// Why it leads nowhere.
    pub broken: Broken,
}

/// What came of following every link of every page.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    nowhere: BTreeMap<SourcePath, Arc<[Nowhere]>>,
}

impl Followed {
    /// Follows every link of the handbook's own pages.
    #[must_use]
    pub fn of(routes: &Routes, context: Context<'_>) -> Self {
        let mut followed = Self::default();
        followed.follow(own_pages(context.model).collect(), routes, context);
        followed
    }

    /// The same after some pages were edited, and nothing else; the addresses are as they were.
    #[must_use]
    pub fn again(&self, edited: &[Edited<'_>], routes: &Routes, context: Context<'_>) -> Self {
        let mut followed = self.clone();
        let has_other_parts = edited.iter().any(|edited| !has_same_parts(edited));
        let pages: Vec<&Page> = if has_other_parts {
            let is_edited = |page: &&Page| edited.iter().any(|edited| edited.after.path == page.path);
            own_pages(context.model).filter(|page| names_parts(page) || is_edited(page)).collect()
        } else {
            edited.iter().map(|edited| edited.after).collect()
        };
        followed.follow(pages, routes, context);
        followed
    }

    /// The links of this page that lead nowhere.
    #[must_use]
    pub fn on(&self, page: &Page) -> &[Nowhere] {
        self.nowhere.get(&page.path).map_or(&[], |nowhere| nowhere)
    }

    fn follow(&mut self, pages: Vec<&Page>, routes: &Routes, context: Context<'_>) {
        let found: Vec<(&Page, Vec<Nowhere>)> =
            pages.into_par_iter().map(|page| (page, routes.nowhere(context, page))).collect();
        for (page, nowhere) in found {
            if nowhere.is_empty() {
                self.nowhere.remove(&page.path);
            } else {
                self.nowhere.insert(page.path.clone(), nowhere.into());
            }
        }
    }
}

impl Routes {
    /// Follows the links of a page: those that lead nowhere.
    fn nowhere(&self, context: Context<'_>, page: &Page) -> Vec<Nowhere> {
        let links = page.file.outline().links.iter().enumerate();
        let broken = |(link, written): (usize, &crate::source::outline::Link)| match self.resolve(
            context,
            &page.path,
            &written.destination,
        ) {
            Target::Broken(broken) => Some(Nowhere { link, broken }),
            _ => None,
        };
        links.filter_map(broken).collect()
    }
}

fn own_pages(model: &Model) -> impl Iterator<Item = &Page> {
    model.pages.values().filter(|page| !page.file.built_in)
}

/// Whether links to parts of the page lead to the same as before.
fn has_same_parts(edited: &Edited<'_>) -> bool {
    let (before, after) = (edited.before.file.outline(), edited.after.file.outline());
    headings(before).eq(headings(after)) && before.html_ids == after.html_ids
}

/// What tells a page's headings, here and on GitHub.
fn headings(outline: &Outline) -> impl Iterator<Item = (&str, &str)> {
    outline.headings.iter().map(|heading| (heading.id.as_str(), heading.text.as_str()))
}

/// Whether a link of the page names a part of a page.
fn names_parts(page: &Page) -> bool {
    page.file.outline().links.iter().any(|link| link.destination.contains('#'))
}
