//! Markdown pages, and folders of them without an index of their own.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{list, stubs, team};
use crate::model::Page;
use crate::routes::{List, Route};
use crate::site::Handbook;
use crate::site::here::Here;
use crate::site::parts::Link;
use crate::site::view::{Data, Listed, PageRow, PageView, SectionView};
use crate::source::SourcePath;

pub fn show(here: &Here<'_>, path: &SourcePath) -> Data {
    let Some(page) = here.model().pages.get(path) else { return stubs::not_found(here) };
    let (before, after) = neighbours(here, page);
    let link = |page: &Page| Some(row(here, page)?.link);
    let owner = page.owner.as_ref().and_then(|owner| owner.named.first()).map(|owner| here.named(owner));
    let reviewed = page.reviewed.as_ref().map(|date| date.value);
    let every = here.model().settings.review.every;
    Data::Page(PageView {
        summary: page.summary.as_ref().map(|summary| summary.value.clone()),
        is_stale: owner.is_some() && team::is_stale(reviewed, every, here.handbook.as_of),
        owner,
        reviewed: reviewed.map(|date| date.to_string()),
        previous: before.and_then(link),
        next: after.and_then(link),
        children: listed(here, path, page),
    })
}

pub fn show_section(here: &Here<'_>, folder: &str) -> Data {
    let rows = children(here, &format!("content/{folder}"));
    Data::Section(SectionView { children: shown(here, &Route::Section(folder.to_owned()), rows) })
}

fn listed(here: &Here<'_>, path: &SourcePath, page: &Page) -> Listed<PageRow> {
    let rows = if is_index(page) { children(here, page.path.folder()) } else { Vec::new() };
    shown(here, &Route::Page(path.clone()), rows)
}

/// All pages below one, or the beginning where they are too many for it.
fn shown(here: &Here<'_>, of: &Route, rows: Vec<PageRow>) -> Listed<PageRow> {
    let parts = list::parts(here, of, List::Pages);
    let most = if parts.is_empty() { rows.len() } else { List::Pages.beginning() };
    Listed { parts, ..list::beginning(rows, most, |row| row) }
}

fn is_index(page: &Page) -> bool {
    matches!(page.path.name().to_lowercase().as_str(), "index.md" | "readme.md")
}

/// The pages before and after a page in its folder, passing over those of the folder itself.
fn neighbours<'h>(here: &Here<'h>, page: &Page) -> (Option<&'h Page>, Option<&'h Page>) {
    let pages = own_paths(here, page.path.folder());
    let at = pages.binary_search_by(|other| match here.model().pages.get(other) {
        Some(other) => reading_order(other, page),
        None => Ordering::Less,
    });
    let Some(at) = at.ok().filter(|_| !is_index(page)) else { return (None, None) };
    let other = |path: &SourcePath| here.model().pages.get(path).filter(|other| !is_index(other));
    (pages[..at].iter().rev().find_map(other), pages[at + 1..].iter().find_map(other))
}

/// The pages of a folder that stand at addresses of their own, in reading order.
fn own_pages<'h>(here: &Here<'h>, folder: &str) -> impl Iterator<Item = &'h Page> {
    let model = here.model();
    own_paths(here, folder).iter().filter_map(|path| model.pages.get(path))
}

fn own_paths<'h>(here: &Here<'h>, folder: &str) -> &'h [SourcePath] {
    let folders = here.handbook.relations.folders.get_or_init(|| by_folder(here.handbook));
    folders.get(folder).map_or(&[], Vec::as_slice)
}

fn by_folder(handbook: &Handbook) -> BTreeMap<String, Vec<SourcePath>> {
    let is_own = |page: &&Page| handbook.routes.address(&Route::Page(page.path.clone())).is_some();
    let mut own: Vec<&Page> = handbook.model.pages.values().filter(is_own).collect();
    own.sort_by(|a, b| reading_order(a, b));
    let mut folders: BTreeMap<String, Vec<SourcePath>> = BTreeMap::new();
    for page in own {
        match folders.get_mut(page.path.folder()) {
            Some(pages) => pages.push(page.path.clone()),
            None => drop(folders.insert(page.path.folder().to_owned(), vec![page.path.clone()])),
        }
    }
    folders
}

/// The order in which the pages of a folder are read.
fn reading_order(a: &Page, b: &Page) -> Ordering {
    (a.weight, &a.title, &a.path).cmp(&(b.weight, &b.title, &b.path))
}

/// The folders with more pages than one page can list, with how many they have.
pub fn long_folders(here: &Here<'_>) -> Vec<(Route, List, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for path in here.model().pages.keys() {
        let mut folder = path.folder();
        // A folder counts in the one above it, once.
        while counts.insert(folder, counts.get(folder).map_or(1, |count| count + 1)).is_none() && !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    let large = counts.into_iter().filter(|(_, count)| List::Pages.pages(*count) > 0);
    let list = |(folder, _): (&str, usize)| {
        let section = Route::Section(SourcePath::new(folder).below("content")?.to_owned());
        let index = own_pages(here, folder).find(|page| is_index(page));
        let of = index.map_or(section, |page| Route::Page(page.path.clone()));
        Some((of, List::Pages, children(here, folder).len()))
    };
    large.filter_map(list).collect()
}

fn row(here: &Here<'_>, page: &Page) -> Option<PageRow> {
    let route = here.handbook.routes.route_of(page)?;
    Some(PageRow {
        link: Link { text: page.title.clone(), href: here.to(&route)? },
        summary: page.summary.as_ref().map(|summary| summary.value.clone()),
    })
}

/// The pages and folders right below a folder.
pub fn children(here: &Here<'_>, folder: &str) -> Vec<PageRow> {
    let pages = own_pages(here, folder).filter(|page| !is_index(page));
    let mut rows: Vec<PageRow> = pages.filter_map(|page| row(here, page)).collect();
    let mut last = String::new();
    let prefix = format!("{folder}/");
    for (path, _) in here.model().pages.range(SourcePath::new(folder)..) {
        let Some(rest) = path.as_str().strip_prefix(&prefix) else {
            if path.as_str().starts_with(folder) {
                continue;
            }
            break;
        };
        let Some((below, _)) = rest.split_once('/') else { continue };
        if below != last {
            below.clone_into(&mut last);
            rows.extend(folder_row(here, &format!("{prefix}{below}")));
        }
    }
    rows
}

fn folder_row(here: &Here<'_>, folder: &str) -> Option<PageRow> {
    let below = SourcePath::new(folder);
    let below = below.below("content")?;
    if let Some(href) = here.to(&Route::Section(below.to_owned())) {
        let name = below.rsplit('/').next().unwrap_or(below);
        return Some(PageRow { link: Link { text: crate::source::slug::title_of(name), href }, summary: None });
    }
    row(here, own_pages(here, folder).find(|page| is_index(page))?)
}
