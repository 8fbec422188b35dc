//! Markdown pages, and folders of them without an index of their own.

use super::{stubs, team};
use crate::model::Page;
use crate::routes::Route;
use crate::site::here::Here;
use crate::site::parts::Link;
use crate::site::view::{Data, PageRow, PageView, SectionView};
use crate::source::SourcePath;

pub fn show(here: &Here<'_>, path: &SourcePath) -> Data {
    let Some(page) = here.model().pages.get(path) else { return stubs::not_found(here) };
    let siblings = siblings(here, page);
    let at = siblings.iter().position(|sibling| sibling.path == page.path);
    let link = |page: &&Page| Some(row(here, page)?.link);
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| siblings.get(at)).and_then(link);
    let after = at.and_then(|at| siblings.get(at + 1)).and_then(link);
    let owner = page.owner.as_ref().and_then(|owner| owner.named.first()).map(|owner| here.named(owner));
    let reviewed = page.reviewed.as_ref().map(|date| date.value);
    let every = here.model().settings.review.every;
    Data::Page(PageView {
        summary: page.summary.as_ref().map(|summary| summary.value.clone()),
        is_stale: owner.is_some() && team::is_stale(reviewed, every, here.handbook.as_of),
        owner,
        reviewed: reviewed.map(|date| date.to_string()),
        previous: before,
        next: after,
        children: if is_index(page) { children(here, page.path.folder()) } else { Vec::new() },
    })
}

pub fn show_section(here: &Here<'_>, folder: &str) -> Data {
    Data::Section(SectionView { children: children(here, &format!("content/{folder}")) })
}

fn is_index(page: &Page) -> bool {
    matches!(page.path.name().to_lowercase().as_str(), "index.md" | "readme.md")
}

/// The pages of the same folder that stand at addresses of their own, by weight, then title.
fn siblings<'h>(here: &Here<'h>, page: &Page) -> Vec<&'h Page> {
    let folder = page.path.folder();
    let mut pages = own_pages(here, folder);
    pages.retain(|other| !is_index(other));
    if is_index(page) { Vec::new() } else { pages }
}

fn own_pages<'h>(here: &Here<'h>, folder: &str) -> Vec<&'h Page> {
    let routes = &here.handbook.routes;
    // Paths are sorted, so a folder's files lie together.
    let from = SourcePath::new(folder);
    let pages = here.model().pages.range(from..).map(|(_, page)| page);
    let below = pages.take_while(|page| page.path.as_str().starts_with(folder));
    let own = below.filter(|page| page.path.folder() == folder);
    let mut own: Vec<&Page> = own.filter(|page| routes.address(&Route::Page(page.path.clone())).is_some()).collect();
    own.sort_by(|a, b| (a.weight, &a.title, &a.path).cmp(&(b.weight, &b.title, &b.path)));
    own
}

fn row(here: &Here<'_>, page: &Page) -> Option<PageRow> {
    let route = here.handbook.routes.route_of(page)?;
    Some(PageRow {
        link: Link { text: page.title.clone(), href: here.to(&route)? },
        summary: page.summary.as_ref().map(|summary| summary.value.clone()),
    })
}

/// The pages and folders right below a folder.
fn children(here: &Here<'_>, folder: &str) -> Vec<PageRow> {
    let pages = own_pages(here, folder);
    let mut rows: Vec<PageRow> =
        pages.into_iter().filter(|page| !is_index(page)).filter_map(|page| row(here, page)).collect();
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
    let index = own_pages(here, folder).into_iter().find(|page| is_index(page))?;
    row(here, index)
}
