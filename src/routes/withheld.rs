//! What is not published beside drafts: the files that nothing else names.

use std::collections::BTreeSet;

use super::{Context, Route, Routes, Target};
use crate::model::{DataAddress, Model, Page};
use crate::source::{SourcePath, Sources};

impl Routes {
    /// Takes back the addresses of files that only drafts link to: a picture would give away what its page keeps.
    ///
    /// A file that no page links to keeps its address, for somebody outside may.
    pub(super) fn withhold(&mut self, model: &Model, sources: &Sources) {
        let context = Context { model, sources };
        let drafts = self.drafts.iter().filter_map(|path| model.pages.get(path));
        let mut kept_back: BTreeSet<SourcePath> = drafts.flat_map(|page| self.files_of(context, page)).collect();
        if kept_back.is_empty() {
            return;
        }
        for page in model.pages.values().filter(|page| !self.drafts.contains(&page.path)) {
            for file in self.files_of(context, page) {
                kept_back.remove(&file);
            }
        }
        for address in model.data_addresses().into_iter().filter(DataAddress::is_inside) {
            if let Some(file) = file_at(&self.resolve_data(context, address.url)) {
                kept_back.remove(file);
            }
        }
        for file in &kept_back {
            self.remove(&Route::File(file.clone()));
        }
        self.withheld = kept_back;
    }

    /// The files that a page links to.
    fn files_of<'a>(&'a self, context: Context<'a>, page: &'a Page) -> impl Iterator<Item = SourcePath> + 'a {
        let links = page.file.outline().links.iter();
        let targets = links.map(move |link| self.resolve(context, &page.path, &link.destination));
        targets.filter_map(|target| file_at(&target).cloned())
    }
}

/// The file that a link leads to, where it leads to one.
fn file_at(target: &Target) -> Option<&SourcePath> {
    match target {
        Target::Inside(Route::File(path), _) => Some(path),
        _ => None,
    }
}
