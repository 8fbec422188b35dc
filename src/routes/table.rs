//! The table of addresses.

use std::collections::{BTreeMap, BTreeSet};

use super::address::file_name;
use super::{Address, Edited, Route, map_file};
use crate::diagnostic::Diagnostic;
use crate::model::{Id, Model, Page, UrlStyle};
use crate::source::{Place, SourcePath, Sources, Spanned};

/// Files a site has beside its pages.
const DATA: [&str; 25] = [
    "sitemap.xml",
    "robots.txt",
    "gaps.csv",
    "gaps.json",
    "matrix.csv",
    "api/v1/index.json",
    "api/v1/teams.json",
    "api/v1/systems.json",
    "api/v1/domains.json",
    "api/v1/people.json",
    "api/v1/metrics.json",
    "api/v1/stages.json",
    "api/v1/checklists.json",
    "api/v1/standings.json",
    "api/v1/gaps.json",
    "api/v1/waived.json",
    "api/v1/waivers.json",
    "api/v1/rules.json",
    "api/v1/pages.json",
    "api/v1/addresses.json",
    "api/v1/aliases.json",
    "api/v1/schema.json",
    "schema/ownership.json",
    "schema/handbook.json",
    "schema/page.json",
];

/// The feed of changed pages; only where the site has an address, for a feed holds no others.
pub const FEED: &str = "feed.xml";

/// An earlier address, and where it leads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// What stands there now.
    pub to: Route,
    /// Where the earlier address is written.
    pub place: Place,
}

/// Every address of a site. Made by [`Routes::of`].
#[derive(Clone, Debug, Default)]
pub struct Routes {
    pub(super) style: UrlStyle,
    by_file: BTreeMap<String, Route>,
    addresses: BTreeMap<Route, Address>,
    /// Earlier addresses by file.
    pub redirects: BTreeMap<String, Redirect>,
    /// Addresses that two sources claim, and the like.
    pub diagnostics: Vec<Diagnostic>,
    /// Files by their folded name, with the place of what claims them.
    pub(super) claimed: BTreeMap<String, (String, Option<Place>)>,
    /// The first page, by path, whose text stands on each page that Bailiwick makes.
    pub(super) bodies: BTreeMap<Route, SourcePath>,
    /// Drafts, which are there and not published.
    pub drafts: BTreeSet<SourcePath>,
    /// Files that only drafts link to, which are not published either.
    pub withheld: BTreeSet<SourcePath>,
}

impl Routes {
    /// The addresses of a site. `rules` are the ids of all rules; drafts have addresses only `with_drafts`.
    #[must_use]
    pub fn of(model: &Model, sources: &Sources, rules: &[Id], with_drafts: bool) -> Self {
        let mut routes = Self { style: model.settings.urls, ..Self::default() };
        routes.add_generated(model, rules);
        let shown = |page: &&Page| with_drafts || !page.is_draft;
        routes.drafts = model.pages.values().filter(|page| !shown(page)).map(|page| page.path.clone()).collect();
        let pages: Vec<&Page> = model.pages.values().filter(shown).collect();
        for page in &pages {
            routes.add_page(model, page);
        }
        routes.add_sections(&pages);
        routes.add_files(sources);
        routes.withhold(model, sources);
        routes.add_redirects(model, &pages);
        routes.note_folders();
        for page in model.pages.values() {
            if let Some(route) = routes.route_of(page).filter(|route| !matches!(route, Route::Page(_))) {
                routes.bodies.entry(route).or_insert_with(|| page.path.clone());
            }
        }
        routes
    }

    /// Whether these are the addresses also after some pages were edited and nothing else.
    #[must_use]
    pub fn hold(&self, edited: &[Edited<'_>]) -> bool {
        edited.iter().all(|Edited { before, after }| {
            let (is_draft, is_about) = (before.is_draft == after.is_draft, before.about == after.about);
            let is_same = is_draft && is_about && before.aliases == after.aliases;
            // Which files are kept back beside drafts hangs on who links to them.
            let is_same = is_same && (self.drafts.is_empty() || leads_to(before).eq(leads_to(after)));
            // What is said of a clash names the places of both.
            is_same && (self.diagnostics.is_empty() || before.place() == after.place())
        })
    }

    /// Gives a generated file that is no page its address.
    pub fn add_data(&mut self, name: &str) {
        self.file(Route::Data(name.to_owned()), name, None);
    }

    /// What stands in the output file `file`.
    #[must_use]
    pub fn at(&self, file: &str) -> Option<&Route> {
        self.by_file.get(file)
    }

    /// The address of `route`, if the site has it.
    #[must_use]
    pub fn address(&self, route: &Route) -> Option<&Address> {
        self.addresses.get(route)
    }

    /// All routes with their files, by file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Route)> {
        self.by_file.iter().map(|(file, route)| (file.as_str(), route))
    }

    /// The link from the page of `from` to `to`; nothing where the site has no such page.
    #[must_use]
    pub fn link(&self, from: &Route, to: &Route) -> Option<String> {
        Some(self.address(to)?.from(&self.address(from)?.file))
    }

    /// The file of systems by the items of the checklist `id`.
    #[must_use]
    pub fn checklist_csv(id: &Id) -> String {
        format!("checklists/{}.csv", file_name(id))
    }

    fn add_generated(&mut self, model: &Model, rules: &[Id]) {
        let singles = [
            (Route::Home, "index"),
            (Route::Teams, "teams/index"),
            (Route::Systems, "systems/index"),
            (Route::Domains, "domains/index"),
            (Route::Lifecycle, "lifecycle/index"),
            (Route::Checklists, "checklists/index"),
            (Route::Matrix, "matrix"),
            (Route::Mistakes, "mistakes"),
            (Route::Framework, "framework"),
            (Route::Profile, "profile"),
            (Route::Practices, "practices"),
            (Route::Gaps, "gaps/index"),
            (Route::Search, "search"),
        ];
        for (route, name) in singles {
            self.page(route, name, None);
        }
        self.file(Route::NotFound, "404.html", None);
        for data in DATA {
            self.file(Route::Data(data.to_owned()), data, None);
        }
        if model.settings.base_url.is_some() {
            self.file(Route::Data(FEED.to_owned()), FEED, None);
        }
        for &server in &model.settings.redirects {
            let map = map_file(server);
            self.file(Route::Data(map.to_owned()), map, None);
        }
        for (id, team) in &model.teams {
            self.page(Route::Team(id.clone()), &format!("teams/{}", file_name(id)), Some(&team.place));
            self.add_shared(model, &Route::Team(id.clone()));
            if !team.is_dissolved() {
                self.page(Route::Start(id.clone()), &format!("teams/{}/start", file_name(id)), Some(&team.place));
            }
        }
        for (id, system) in &model.systems {
            self.page(Route::System(id.clone()), &format!("systems/{}", file_name(id)), Some(&system.place));
            self.add_shared(model, &Route::System(id.clone()));
        }
        for (id, domain) in &model.domains {
            self.page(Route::Domain(id.clone()), &format!("domains/{}", file_name(id)), Some(&domain.place));
        }
        for stage in &model.settings.lifecycle.stages {
            self.page(Route::Stage(stage.id.clone()), &format!("lifecycle/{}", file_name(&stage.id)), None);
        }
        for (id, list) in model.checklists.iter().filter(|(_, list)| list.stage.is_none()) {
            self.page(Route::Checklist(id.clone()), &format!("checklists/{}", file_name(id)), Some(&list.place));
        }
        for (id, list) in &model.checklists {
            let csv = Self::checklist_csv(id);
            self.file(Route::Data(csv.clone()), &csv, Some(&list.place));
        }
        for rule in rules {
            self.page(Route::Rule(rule.clone()), &format!("gaps/{}", file_name(rule)), None);
        }
        self.add_people(model);
    }

    fn add_people(&mut self, model: &Model) {
        if !model.settings.has_people_pages {
            return;
        }
        self.page(Route::People, "people/index", None);
        for (id, person) in &model.people {
            self.page(Route::Person(id.clone()), &format!("people/{}", file_name(id)), Some(&person.place));
        }
    }

    /// A page with `about` stands on another page; an `index.md` where a generated page stands gives it its words.
    fn add_page(&mut self, model: &Model, page: &Page) {
        let name = match page.about.as_ref().map(|about| (about, Self::route_about(about))) {
            Some((_, Some(route))) if self.addresses.contains_key(&route) => return,
            // A page of the guide, or the handbook's own in its place.
            Some((about, None)) => format!("guide/{}", file_name(&about.id)),
            Some((about, Some(_))) => {
                self.note_unknown_subject(about, page);
                page_name(page, model)
            }
            None => page_name(page, model),
        };
        let address = Address::of_page(&name, self.style);
        if name.rsplit('/').next() == Some("index") && self.by_file.get(&address.file).is_some_and(takes_words) {
            return;
        }
        self.page(Route::Page(page.path.clone()), &name, Some(&page.place()));
    }

    /// Where the body of `page` is shown: at its own address, or on the page it is about.
    #[must_use]
    pub fn route_of(&self, page: &Page) -> Option<Route> {
        let own = Route::Page(page.path.clone());
        if self.addresses.contains_key(&own) {
            return Some(own);
        }
        if self.drafts.contains(&page.path) {
            return None;
        }
        let about = page.about.as_ref().and_then(|about| Self::route_about(about));
        about.or_else(|| {
            let name = own_name(page.content_path());
            self.at(&Address::of_page(&name, self.style).file).filter(|route| takes_words(route)).cloned()
        })
    }

    /// Folders of pages that have no index page of their own.
    fn add_sections(&mut self, pages: &[&Page]) {
        let mut folders = BTreeMap::new();
        let mut names = BTreeSet::new();
        for page in pages.iter().filter(|page| !page.file.built_in && page.about.is_none()) {
            names.insert(own_name(page.content_path()));
            let mut folder = page.path.folder();
            while let Some(below) = SourcePath::new(folder).below("content") {
                folders.entry(below.to_owned()).or_insert_with(|| page.place());
                folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            }
        }
        for (folder, place) in folders {
            let name = format!("{folder}/index");
            let file = Address::of_page(&name, self.style).file;
            // The page of that name stands there, or has lost its address to another.
            if !names.contains(&name) && !self.by_file.contains_key(&file) {
                let is_taken = self.claimed.contains_key(&file.to_lowercase());
                self.page(Route::Section(folder), &name, is_taken.then_some(&place));
            }
        }
    }

    /// Files below `content/` that are neither pages nor data are copied as they are.
    fn add_files(&mut self, sources: &Sources) {
        for file in sources.below("content") {
            let Some(path) = file.path.below("content") else { continue };
            let is_read = file.path.extension() == "md" || path == "handbook.yaml" || path.starts_with("ownership/");
            let is_published = !matches!(file.body, crate::source::Body::LeadsOut | crate::source::Body::SameName);
            if !is_read && is_published {
                self.file(Route::File(file.path.clone()), path, Some(&Place::start_of(&file.path)));
            }
        }
    }

    /// Takes the address of `route` back.
    pub(super) fn remove(&mut self, route: &Route) {
        if let Some(address) = self.addresses.remove(route) {
            self.by_file.remove(&address.file);
            self.claimed.remove(&address.file.to_lowercase());
        }
    }

    fn add_redirects(&mut self, model: &Model, pages: &[&Page]) {
        for (id, team) in &model.teams {
            self.redirect_ids("teams", "", (&team.aliases[..], &Route::Team(id.clone())));
            if self.address(&Route::Start(id.clone())).is_some() {
                self.redirect_ids("teams", "/start", (&team.aliases[..], &Route::Start(id.clone())));
            }
        }
        for (id, system) in &model.systems {
            self.redirect_ids("systems", "", (&system.aliases[..], &Route::System(id.clone())));
        }
        for (id, domain) in &model.domains {
            self.redirect_ids("domains", "", (&domain.aliases[..], &Route::Domain(id.clone())));
        }
        for page in pages {
            let Some(route) = self.route_of(page) else { continue };
            for alias in &page.aliases {
                let decoded = super::address::decode(alias.trim_start_matches('/'));
                let file = if decoded.ends_with('/') || decoded.is_empty() {
                    format!("{decoded}index.html")
                } else if decoded.rsplit('/').next().is_some_and(|name| name.contains('.')) {
                    decoded
                } else {
                    Address::of_page(&decoded, self.style).file
                };
                self.redirect(&SourcePath::new(&file).to_string(), &alias.place, &route);
            }
        }
    }

    fn redirect_ids(&mut self, folder: &str, below: &str, (aliases, route): (&[Spanned<String>], &Route)) {
        for alias in aliases {
            let name = format!("{folder}/{}{below}", file_name(&Id::new(alias)));
            let file = Address::of_page(&name, self.style).file;
            self.redirect(&file, &alias.place, route);
        }
    }

    fn redirect(&mut self, file: &str, place: &Place, to: &Route) {
        if self.claim(file, Some(place)) {
            self.redirects.insert(file.to_owned(), Redirect { to: to.clone(), place: place.clone() });
        }
    }

    pub(super) fn page(&mut self, route: Route, name: &str, place: Option<&Place>) {
        let address = Address::of_page(name, self.style);
        self.add(route, address, place);
    }

    fn file(&mut self, route: Route, file: &str, place: Option<&Place>) {
        self.add(route, Address::of_file(file), place);
    }

    pub(super) fn add(&mut self, route: Route, address: Address, place: Option<&Place>) {
        if self.claim(&address.file, place) {
            self.by_file.insert(address.file.clone(), route.clone());
            self.addresses.insert(route, address);
        }
    }
}

/// The addresses that a page links to.
fn leads_to(page: &Page) -> impl Iterator<Item = &str> {
    page.file.outline().links.iter().map(|link| link.destination.as_str())
}

/// Generated pages that show the words of an `index.md` at their address.
fn takes_words(route: &Route) -> bool {
    !matches!(route, Route::Page(_) | Route::File(_) | Route::Data(_) | Route::NotFound)
}

/// A page's path without its ending; a README is its folder's index where the folder has none.
fn page_name(page: &Page, model: &Model) -> String {
    let name = own_name(page.content_path());
    let sibling = SourcePath::new(&format!("{}/index.md", page.path.folder()));
    let is_readme = page.path.name().eq_ignore_ascii_case("readme.md");
    if is_readme && model.pages.contains_key(&sibling) {
        return page.content_path().rsplit_once('.').map_or_else(|| name.clone(), |(stem, _)| stem.to_owned());
    }
    name
}

/// A page's path without its ending, `index` for a README.
fn own_name(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let (folder, name) = stem.rsplit_once('/').map_or(("", stem), |(folder, name)| (folder, name));
    let name = if name.eq_ignore_ascii_case("readme") { "index" } else { name };
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
