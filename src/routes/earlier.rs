//! What a site held at an earlier time: every address then, and the ids on each page.

use std::collections::{BTreeMap, BTreeSet};

use super::{Route, Routes};
use crate::model::{Model, Page};

/// A handbook as it was: what addresses promised then.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The revision, as whoever asked named it: `v1.2`, `origin/main`.
    pub revision: String,
    /// What its files said.
    pub model: Model,
    /// Every address it had.
    pub routes: Routes,
}

impl Routes {
    /// What a reader of the address `file` gets to see: what stands there, or where it leads on.
    #[must_use]
    pub fn leads_to(&self, file: &str) -> Option<&Route> {
        self.at(file).or_else(|| self.redirects.get(file).map(|redirect| &redirect.to))
    }

    /// The pages whose text stands at each route, the built-in guide's among them.
    #[must_use]
    pub fn texts<'m>(&self, model: &'m Model) -> BTreeMap<Route, Vec<&'m Page>> {
        let mut texts: BTreeMap<Route, Vec<&Page>> = BTreeMap::new();
        for page in model.pages.values() {
            if let Some(route) = self.route_of(page) {
                texts.entry(route).or_default().push(page);
            }
        }
        texts
    }
}

/// The ids that authors of these pages gave: headings' and raw HTML's.
#[must_use]
pub fn written_ids<'m>(pages: &[&'m Page]) -> BTreeSet<&'m str> {
    let mut ids = BTreeSet::new();
    for page in pages {
        let outline = page.file.outline();
        ids.extend(outline.headings.iter().map(|heading| heading.id.as_str()));
        ids.extend(outline.html_ids.iter().map(String::as_str));
    }
    ids
}
