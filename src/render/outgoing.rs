//! The links of a handbook's pages and data that lead to other sites.

use super::Site;
use super::incoming::documents;
use crate::source::{Place, Spanned, scheme};

/// Every address with `http:` or `https:` on pages that are shown and in the data, at each place where it is written, in
/// order.
#[must_use]
pub fn links(site: &Site) -> Vec<Spanned<String>> {
    let handbook = site.handbook();
    let is_shown = |page: &&crate::model::Page| !page.file.built_in && handbook.routes.route_of(page).is_some();
    let on_pages = handbook.model.pages.values().filter(is_shown).flat_map(|page| {
        let links = documents::links(&page.file).into_iter();
        links.map(|link| Spanned::new(link.destination.trim().to_owned(), Place::new(&page.path, link.span)))
    });
    let in_data = handbook.model.data_addresses().into_iter().map(|address| address.url.clone());
    let is_outside = |link: &Spanned<String>| matches!(scheme(link).as_deref(), Some("http" | "https"));
    let mut found: Vec<Spanned<String>> = on_pages.chain(in_data).filter(is_outside).collect();
    found.sort_by(|a, b| (&a.place, &a.value).cmp(&(&b.place, &b.value)));
    found.dedup();
    found
}
