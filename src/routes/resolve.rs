//! Where a link leads, as an author wrote it.

use super::address::{Address, decode};
use super::anchor::{Anchor, anchor};
use super::{Route, Routes};
use crate::diagnostic::did_you_mean;
use crate::model::{Id, Kind, Model, Page};
use crate::source::outline::SECTION_IDS;
use crate::source::{SourcePath, Sources, scheme};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a page or file of the site, and to an id on it.
    Inside(Route, Option<String>),
    /// To another site, by an address that is safe to write.
    Outside(String),
    /// Nowhere.
    Broken(Broken),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is wrong, in lower case: "there is no `teams/paymnets.md`".
    pub reason: String,
    /// What may have been meant, as it would be written.
    pub suggestion: Option<String>,
}

impl Broken {
    fn link(reason: impl Into<String>, suggestion: Option<String>) -> Target {
        Target::Broken(Self { reason: reason.into(), suggestion })
    }
}

/// A link's path as written, and the id it names on the page.
struct Written<'d> {
    path: &'d str,
    fragment: Option<String>,
}

/// What a link is followed in.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The model.
    pub model: &'a Model,
    /// All files.
    pub sources: &'a Sources,
}

impl Routes {
    /// Where `destination` leads from the file `from`.
    #[must_use]
    pub fn resolve(&self, context: Context<'_>, from: &SourcePath, destination: &str) -> Target {
        let destination = destination.trim();
        match scheme(destination).as_deref() {
            Some("http" | "https" | "mailto" | "tel") => return Target::Outside(destination.to_owned()),
            Some(kind) => return self.resolve_entity(context.model, kind, destination),
            None if destination.starts_with("//") || destination.starts_with('\\') => {
                return Broken::link(
                    "an address without a scheme may lead to any site",
                    Some(format!("https:{destination}")),
                );
            }
            None => {}
        }
        let (path, fragment) = destination.split_once('#').map_or((destination, None), |(path, id)| (path, Some(id)));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let written = Written { path, fragment: fragment.filter(|id| !id.is_empty()).map(decode) };
        if path.is_empty() {
            return match context.model.pages.get(from) {
                Some(page) => self.to_page(page, written),
                None => Broken::link("only a page has parts", None),
            };
        }
        let decoded = decode(path);
        let folder = if decoded.starts_with('/') { root_of(from) } else { from.folder() };
        if leaves(folder, &decoded) {
            return Broken::link("it leads out of the handbook", None);
        }
        let wanted = SourcePath::new(&format!("{folder}/{decoded}"));
        self.to_path(context, &wanted, written)
    }

    /// Where an address in ownership data leads: its paths begin at `content/`, whichever file it stands in.
    #[must_use]
    pub fn resolve_data(&self, context: Context<'_>, address: &str) -> Target {
        self.resolve(context, &SourcePath::new("content/handbook.yaml"), address)
    }

    /// `system:ledger`, `team:payments`, `rule:split-ownership`, ….
    fn resolve_entity(&self, model: &Model, kind: &str, destination: &str) -> Target {
        let rest = destination.split_once(':').map_or("", |(_, rest)| rest);
        let (id, fragment) = rest.split_once('#').map_or((rest, None), |(id, part)| (id, Some(part.to_owned())));
        let id = Id::new(&decode(id));
        let (route, known): (Route, Vec<&Id>) = match Kind::named(kind) {
            Some(Kind::Team) => {
                let id = model.team_named(&id).map_or(id.clone(), |team| team.id.clone());
                (Route::Team(id), model.teams.keys().collect())
            }
            Some(Kind::System) => {
                let id = model.system_named(&id).map_or(id.clone(), |system| system.id.clone());
                (Route::System(id), model.systems.keys().collect())
            }
            Some(Kind::Domain) => (Route::Domain(id.clone()), model.domains.keys().collect()),
            Some(Kind::Person) => (Route::Person(id.clone()), model.people.keys().collect()),
            Some(Kind::Checklist) => (Route::Checklist(id.clone()), model.checklists.keys().collect()),
            Some(Kind::Stage) => {
                (Route::Stage(id.clone()), model.settings.lifecycle.stages.iter().map(|stage| &stage.id).collect())
            }
            Some(Kind::Rule) => (Route::Rule(id.clone()), self.rules().collect()),
            Some(Kind::Mistake) if model.page_about(kind, id.as_str()).is_some() => {
                return Target::Inside(Route::Mistakes, Some(id.to_string()));
            }
            Some(Kind::Mistake) => {
                let chapters = model.pages.values().filter_map(|page| page.about.as_ref());
                let known = chapters.filter(|about| about.kind == kind).map(|about| &about.id).collect();
                return unknown(kind, &id, known);
            }
            _ => return Broken::link(format!("a link may not begin with `{kind}:`"), None),
        };
        if self.address(&route).is_some() {
            return Target::Inside(route, fragment);
        }
        unknown(kind, &id, known)
    }

    /// Every rule that has a page.
    fn rules(&self) -> impl Iterator<Item = &Id> {
        self.iter().filter_map(|(_, route)| if let Route::Rule(id) = route { Some(id) } else { None })
    }

    fn to_path(&self, context: Context<'_>, wanted: &SourcePath, written: Written<'_>) -> Target {
        let model = context.model;
        for path in candidates(wanted) {
            if let Some(page) = model.pages.get(&path) {
                return self.to_page(page, written);
            }
            let file = Route::File(path.clone());
            if self.address(&file).is_some() {
                return Target::Inside(file, written.fragment);
            }
            if let Some(route) = path.below("guide").and_then(guide_route).filter(|route| self.address(route).is_some())
            {
                return Target::Inside(route, written.fragment);
            }
        }
        if let Some(route) = self.generated(wanted) {
            return self.to_generated(model, route, written.fragment);
        }
        if context.sources.get(wanted).is_some() {
            return Broken::link(format!("`{}` is not published", written.path), None);
        }
        Broken::link(format!("there is no `{}`", shown(wanted)), nearest(context, wanted, written.path))
    }

    /// A page that Bailiwick makes, named by its address: `matrix.html`, `teams/`, `teams/payments.md`.
    fn generated(&self, wanted: &SourcePath) -> Option<Route> {
        let below = wanted.below("content").unwrap_or(if wanted.as_str() == "content" { "" } else { wanted.as_str() });
        let stem = below.strip_suffix(".html").or_else(|| below.strip_suffix(".md")).unwrap_or(below);
        let index = if stem.is_empty() { "index".to_owned() } else { format!("{stem}/index") };
        let files = [stem.to_owned(), index].map(|name| Address::of_page(&name, self.style).file);
        files.iter().find_map(|file| self.at(file)).or_else(|| self.at(below)).cloned()
    }

    fn to_generated(&self, model: &Model, route: Route, fragment: Option<String>) -> Target {
        let Some(id) = fragment else { return Target::Inside(route, None) };
        let body = self.bodies.get(&route).and_then(|path| model.pages.get(path));
        let in_body = body.and_then(|page| anchor(page, &id));
        // Gaps have ids that begin with their rule's; mistakes are chapters of one page.
        let is_made = SECTION_IDS.contains(&id.as_str())
            || model.page_about("mistake", &id).is_some()
            || id.match_indices('-').any(|(at, _)| self.address(&Route::Rule(Id::new(&id[..at]))).is_some());
        match in_body {
            Some(Anchor::Id(id)) => Target::Inside(route, Some(id)),
            None if is_made => Target::Inside(route, Some(id)),
            Some(Anchor::Whole) => Target::Inside(route, None),
            None => Broken::link(format!("the page has no part `#{id}`"), None),
        }
    }

    fn to_page(&self, page: &Page, written: Written<'_>) -> Target {
        let Some(route) = self.route_of(page) else {
            return Broken::link(format!("`{}` is a draft, which is not published", written.path), None);
        };
        let Some(id) = written.fragment else { return Target::Inside(route, None) };
        match anchor(page, &id) {
            Some(Anchor::Id(id)) => return Target::Inside(route, Some(id)),
            Some(Anchor::Whole) => return Target::Inside(route, None),
            None => {}
        }
        let ids = page.file.outline().headings.iter().map(|heading| heading.id.as_str());
        let near = did_you_mean(&id, ids).map(|near| format!("{}#{near}", written.path));
        Broken::link(format!("the page has no heading `#{id}`"), near)
    }
}

/// A link to something of a kind that is not there, with what is called most like it.
fn unknown(kind: &str, id: &Id, known: Vec<&Id>) -> Target {
    let near = did_you_mean(id.as_str(), known.into_iter().map(Id::as_str)).map(|near| format!("{kind}:{near}"));
    Broken::link(format!("there is no {kind} `{id}`"), near)
}

/// The path most like the one wanted: the same name elsewhere, or a name that differs by a slip.
fn nearest(context: Context<'_>, wanted: &SourcePath, written: &str) -> Option<String> {
    let folder = written.rsplit_once('/').map_or("", |(folder, _)| folder);
    let siblings = context.sources.files().filter(|file| file.path.folder() == wanted.folder());
    let names: Vec<&str> = siblings.map(|file| file.path.name()).collect();
    if let Some(name) = did_you_mean(wanted.name(), names) {
        return Some(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") });
    }
    let mut elsewhere =
        context.sources.below("content").filter(|file| file.path.name().eq_ignore_ascii_case(wanted.name()));
    let only = elsewhere.next().filter(|_| elsewhere.next().is_none())?;
    Some(format!("/{}", only.path.below("content")?))
}

/// The paths a link may mean: the file itself, with `.md` added or in place of `.html`, or a folder's index.
fn candidates(wanted: &SourcePath) -> Vec<SourcePath> {
    let path = wanted.as_str();
    let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(path);
    let mut paths = vec![wanted.clone(), SourcePath::new(&format!("{stem}.md"))];
    for index in ["index.md", "README.md", "readme.md", "Readme.md"] {
        paths.push(SourcePath::new(&format!("{path}/{index}")));
    }
    if let Some(folder) = path.strip_suffix("/index.html") {
        paths.push(SourcePath::new(&format!("{folder}/README.md")));
    }
    paths
}

/// Where a page of the built-in guide stands when a page of the handbook took its place.
fn guide_route(path: &str) -> Option<Route> {
    let (folder, name) = path.strip_suffix(".md")?.split_once('/')?;
    match (folder, name) {
        ("mistakes", _) => Some(Route::Mistakes),
        ("stages", id) => Some(Route::Stage(Id::new(id))),
        ("pages", "framework") => Some(Route::Framework),
        ("pages", "practice-areas") => Some(Route::Practices),
        _ => None,
    }
}

fn root_of(from: &SourcePath) -> &'static str {
    if from.below("content").is_some() { "content" } else { "guide" }
}

/// Whether `path`, taken from `folder`, climbs above the content folder.
fn leaves(folder: &str, path: &str) -> bool {
    let mut depth = folder.split('/').filter(|part| !part.is_empty()).count();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if depth <= 1 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

fn shown(path: &SourcePath) -> &str {
    path.below("content").unwrap_or(path.as_str())
}
