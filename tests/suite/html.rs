//! Reading built pages as a browser does: where links lead, which ids there are.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Selector};

use crate::driver::Built;

/// A page that has been parsed.
pub struct Page {
    document: Html,
}

impl Page {
    pub fn of(html: &str) -> Self {
        Self { document: Html::parse_document(html) }
    }

    /// The values of an attribute of all elements that match.
    pub fn all(&self, selector: &str, attribute: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let elements = self.document.select(&selector);
        elements.filter_map(|element| element.value().attr(attribute)).map(str::to_owned).collect()
    }

    /// The texts of all elements that match.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>();
        self.document.select(&selector).map(text).collect()
    }

    pub fn count(&self, selector: &str) -> usize {
        let selector = Selector::parse(selector).expect("a selector");
        self.document.select(&selector).count()
    }

    /// The names of all elements that match, in order.
    pub fn names(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        self.document.select(&selector).map(|element| element.value().name().to_owned()).collect()
    }

    /// The names of all attributes on the page.
    pub fn attributes(&self) -> BTreeSet<String> {
        let all = Selector::parse("*").expect("a selector");
        let elements = self.document.select(&all);
        elements.flat_map(|element| element.value().attrs().map(|(name, _)| name.to_owned())).collect()
    }

    pub fn ids(&self) -> Vec<String> {
        self.all("[id]", "id")
    }
}

/// Everything that is wrong with the links of a site, as `page: link`: each must end at a file, and at an id.
pub fn broken_links(built: &Built) -> Vec<String> {
    let pages: BTreeMap<&str, Page> = built.pages().map(|(file, html)| (file, Page::of(html))).collect();
    let ids: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|(file, page)| (*file, page.ids().into_iter().collect())).collect();
    let mut broken = Vec::new();
    for (file, page) in pages.iter().filter(|(file, _)| **file != "404.html") {
        let mut links = page.all("[href]", "href");
        links.extend(page.all("[src]", "src"));
        for link in links {
            if !leads_somewhere(built, &ids, file, &link) {
                broken.push(format!("{file}: {link}"));
            }
        }
    }
    broken
}

fn leads_somewhere(built: &Built, ids: &BTreeMap<&str, BTreeSet<String>>, from: &str, link: &str) -> bool {
    let is_outside = ["http:", "https:", "mailto:", "tel:", "data:"].iter().any(|scheme| link.starts_with(scheme));
    if is_outside {
        return true;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let Some(file) = target(from, path) else { return false };
    if !built.files.contains_key(&file) {
        return false;
    }
    let id = bailiwick::routes::decode(fragment);
    id.is_empty() || ids.get(file.as_str()).is_some_and(|ids| ids.contains(&id))
}

/// The file that a relative link ends at, as a browser and a plain file server find it.
fn target(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    let mut file = bailiwick::routes::decode(&parts.join("/"));
    if path.ends_with('/') || path.ends_with("..") || path == "." {
        file = format!("{file}/index.html").trim_start_matches('/').to_owned();
    }
    Some(file)
}
