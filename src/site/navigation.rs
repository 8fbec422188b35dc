//! What is the same on every page: the site's title and texts, and its navigation.

use std::collections::BTreeMap;

use super::Handbook;
use super::frame::{NavItem, NavSection, SiteView};
use super::framing::title;
use super::here::Here;
use crate::model::Page;
use crate::routes::{FEED, Route};

/// How many of the handbook's own pages and folders the navigation lists. Every page carries the list, so without an
/// end to it a handbook's size would grow with the square of their number.
const MOST_OWN: usize = 24;

/// What is the same on every page. Its links count from the root.
pub(super) fn site(handbook: &Handbook) -> SiteView {
    let settings = &handbook.model.settings;
    let domains = handbook.model.domains.values().map(|domain| {
        item(handbook, &Route::Domain(domain.id.clone()), ("layers", domain.id.as_str()), domain.title())
    });
    let stages = settings
        .lifecycle
        .stages
        .iter()
        .map(|stage| item(handbook, &Route::Stage(stage.id.clone()), ("ok", stage.id.as_str()), &stage.short));
    let href = |route: &Route| handbook.routes.address(route).map_or_else(String::new, |address| address.href.clone());
    SiteView {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        banner: settings.banner.clone(),
        footer: settings.footer.clone(),
        as_of: handbook.as_of.to_string(),
        is_hidden_from_robots: settings.is_hidden_from_robots,
        navigation: navigation(handbook),
        domains: domains.collect(),
        stages: stages.collect(),
        home: href(&Route::Home),
        search: href(&Route::Search),
        gaps: href(&Route::Gaps),
        feed: settings.base_url.as_ref().map(|_| FEED.to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn item(handbook: &Handbook, route: &Route, (icon, id): (&'static str, &str), text: &str) -> NavItem {
    let href = handbook.routes.address(route).map_or_else(String::new, |address| address.href.clone());
    NavItem { id: id.to_owned(), text: text.to_owned(), href, icon }
}

/// Pages that Bailiwick makes, by the name the settings know them by.
const GENERATED: [(&str, Route, &str, &str); 11] = [
    ("teams", Route::Teams, "team", "Teams"),
    ("systems", Route::Systems, "box", "Systems"),
    ("domains", Route::Domains, "layers", "Domains"),
    ("gaps", Route::Gaps, "gap", "Gaps"),
    ("matrix", Route::Matrix, "layers", "Ownership matrix"),
    ("profile", Route::Profile, "info", "Ownership profile"),
    ("lifecycle", Route::Lifecycle, "ok", "Lifecycle"),
    ("checklists", Route::Checklists, "ok", "Checklists"),
    ("practices", Route::Practices, "layers", "Practice areas"),
    ("mistakes", Route::Mistakes, "warning", "Common mistakes"),
    ("framework", Route::Framework, "ok", "Five steps"),
];

/// The sections in the order of the settings; the rest follow: generated pages, the handbook's folders, the guide.
fn navigation(handbook: &Handbook) -> Vec<NavSection> {
    let order: Vec<&str> = handbook.model.settings.navigation.iter().map(|name| name.value.as_str()).collect();
    let rank = |id: &str| order.iter().position(|name| *name == id).unwrap_or(order.len());
    let mut own = vec![item(handbook, &Route::Home, ("home", "home"), "Home")];
    let mut items: Vec<NavItem> =
        GENERATED.iter().map(|(id, route, icon, text)| item(handbook, route, (icon, id), text)).collect();
    items.sort_by_key(|item| rank(&item.id));
    own.extend(items);
    let mut pages = own_pages(handbook);
    let more = pages.len().saturating_sub(MOST_OWN);
    pages.truncate(MOST_OWN);
    let sections = [("Ownership", own, 0), ("Handbook", pages, more), ("Guide", guide(handbook), 0)];
    let section =
        |(title, items, more): (&str, Vec<NavItem>, usize)| NavSection { title: title.to_owned(), items, more };
    sections.map(section).into_iter().filter(|section| !section.items.is_empty()).collect()
}

/// The part of the handbook that `page` is in, where the navigation stops before it.
pub(super) fn own_section(handbook: &Handbook, page: &Page) -> Option<NavItem> {
    let own = handbook.site.navigation.iter().find(|section| section.more > 0)?;
    let item = (!page.file.built_in).then(|| top_page(handbook, page))??;
    (!own.items.contains(&item)).then_some(item)
}

/// The handbook's own pages and folders right below `content/`, in the order of the settings.
pub(super) fn own_pages(handbook: &Handbook) -> Vec<NavItem> {
    let mut items: BTreeMap<String, NavItem> = BTreeMap::new();
    // Pages come by path: those of one folder one after another.
    let mut last = None;
    for page in handbook.model.pages.values().filter(|page| !page.file.built_in) {
        let id = Some(top_id(page)).filter(|id| last != Some(*id));
        if let Some(id) = id.filter(|id| !items.contains_key(*id))
            && let Some(item) = top_page(handbook, page)
        {
            last = Some(id);
            items.insert(item.id.clone(), item);
        }
    }
    let order: Vec<&str> = handbook.model.settings.navigation.iter().map(|name| name.value.as_str()).collect();
    let mut items: Vec<NavItem> = items.into_values().collect();
    items.sort_by_key(|item| order.iter().position(|name| *name == item.id).unwrap_or(order.len()));
    items
}

/// The name of the folder or page right below `content/` to which `page` belongs.
fn top_id(page: &Page) -> &str {
    let path = page.content_path();
    path.split_once('/').map_or_else(|| path.trim_end_matches(".md"), |(folder, _)| folder)
}

/// The page or folder right below `content/` to which `page` belongs, where it has an address.
fn top_page(handbook: &Handbook, page: &Page) -> Option<NavItem> {
    let id = top_id(page);
    let route = match page.content_path().split_once('/') {
        Some((folder, _)) => folder_route(handbook, folder)?,
        None => Route::Page(page.path.clone()),
    };
    handbook.routes.address(&route)?;
    let here = Here::new(handbook, "index.html");
    Some(item(handbook, &route, ("doc", id), &title(&here, &route)))
}

fn folder_route(handbook: &Handbook, folder: &str) -> Option<Route> {
    let index = crate::routes::Address::of_page(&format!("{folder}/index"), handbook.model.settings.urls);
    let route = handbook.routes.at(&index.file)?;
    matches!(route, Route::Page(_) | Route::Section(_)).then(|| route.clone())
}

/// The pages of the guide that have addresses of their own.
fn guide(handbook: &Handbook) -> Vec<NavItem> {
    let is_guide = |page: &&Page| page.file.built_in && page.path.below("guide").is_some();
    let mut pages: Vec<&Page> = handbook.model.pages.values().filter(is_guide).collect();
    pages.sort_by_key(|page| (page.weight, &page.title));
    let listed = pages.into_iter().filter_map(|page| {
        let route = Route::Page(page.path.clone());
        handbook.routes.address(&route)?;
        let id = page.path.name().trim_end_matches(".md");
        Some(item(handbook, &route, ("book", id), &page.title))
    });
    listed.collect()
}
