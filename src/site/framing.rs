//! What is around a page: title, description, way back, contents.

use std::collections::BTreeMap;

use super::frame::Frame;
use super::here::Here;
use super::navigation::own_section;
use super::parts::{Link, SourceLink, TocEntry};
use super::view::{Data, Markdown};
use crate::diagnostic::plural;
use crate::model::Id;
use crate::routes::{List, Part, Route};
use crate::source::Place;
use crate::source::slug::title_of;

/// How many systems of a domain the navigation lists.
const MOST_SYSTEMS: usize = 30;

/// What is around the page of `route`.
pub(super) fn frame(here: &Here<'_>, route: &Route, data: &Data, bodies: &BTreeMap<String, Markdown>) -> Frame {
    let handbook = here.handbook;
    let base = base(here, data);
    let domain = domain_of(here, route);
    let page = here.handbook.page_on(route);
    let href = handbook.routes.address(route).map_or_else(String::new, |address| address.href.clone());
    let canonical = handbook.model.settings.base_url.as_ref();
    Frame {
        kind: kind(data),
        title: title(here, route),
        description: description(here, route),
        canonical: canonical.map(|base| format!("{}{}", base.value, href.trim_start_matches("./"))),
        breadcrumbs: breadcrumbs(here, route),
        toc: if page.is_none_or(|page| page.has_contents) { toc(bodies) } else { Vec::new() },
        source: source(here, route),
        domain_systems: domain.as_ref().map(|id| domain_systems(here, id)).unwrap_or_default(),
        domain: domain.map(|id| id.to_string()).unwrap_or_default(),
        section: page.and_then(|page| own_section(handbook, page)),
        is_draft: page.is_some_and(|page| page.is_draft),
        base,
        href,
    }
}

/// From the page to the root. The page for missing addresses is sent for any depth, so it needs the site's own path.
fn base(here: &Here<'_>, data: &Data) -> String {
    if matches!(data, Data::NotFound(_)) {
        return here.model().settings.path().unwrap_or_default();
    }
    "../".repeat(here.file.matches('/').count())
}

fn kind(data: &Data) -> &'static str {
    match data {
        Data::Home(_) => "home",
        Data::Teams(_) => "teams",
        Data::Team(_) => "team",
        Data::Start(_) => "start",
        Data::Card(_) => "card",
        Data::Systems(_) => "systems",
        Data::System(_) => "system",
        Data::Domains(_) => "domains",
        Data::Domain(_) => "domain",
        Data::People(_) => "people",
        Data::Person(_) => "person",
        Data::Lifecycle(_) => "lifecycle",
        Data::Stage(_) => "stage",
        Data::Checklists(_) => "checklists",
        Data::Matrix(_) => "matrix",
        Data::Mistakes(_) => "mistakes",
        Data::Framework(_) => "framework",
        Data::Profile(_) => "profile",
        Data::Practices(_) => "practices",
        Data::Gaps(_) => "gaps",
        Data::Rule(_) => "rule",
        Data::Page(_) => "page",
        Data::Section(_) => "section",
        Data::Search(_) => "search",
        Data::List(_) => "list",
        Data::NotFound(_) => "notfound",
        Data::Redirect(_) => "redirect",
    }
}

/// The title of what stands at a route.
pub(super) fn title(here: &Here<'_>, route: &Route) -> String {
    let model = here.model();
    let fixed = match route {
        Route::Home => return home_title(here),
        Route::Team(id) => return model.teams.get(id).map_or_else(String::new, |team| team.title().to_owned()),
        Route::Start(id) => {
            return model.teams.get(id).map_or_else(String::new, |team| format!("New in {}", team.title()));
        }
        Route::System(id) => return model.systems.get(id).map_or_else(String::new, |s| s.title().to_owned()),
        Route::Domain(id) => return model.domains.get(id).map_or_else(String::new, |d| d.title().to_owned()),
        Route::Person(id) => return model.person_title(id).to_owned(),
        Route::Stage(id) => {
            return model.settings.lifecycle.stage(id.as_str()).map_or_else(String::new, |stage| stage.name.clone());
        }
        Route::Checklist(id) => return model.checklists.get(id).map_or_else(String::new, |l| l.title().to_owned()),
        Route::Rule(id) => {
            let rule = here.handbook.judgement.rules.named(id.as_str());
            return rule.map_or_else(|| id.to_string(), |rule| rule.title().to_owned());
        }
        Route::Page(path) => return model.pages.get(path).map_or_else(String::new, |page| page.title.clone()),
        Route::Section(folder) => return title_of(folder.rsplit('/').next().unwrap_or(folder)),
        Route::Card(of) => return title(here, of),
        Route::Part(part) => return format!("{}, {}", title(here, &part.of), part_title(part)),
        Route::Teams => "Teams",
        Route::Systems => "Systems",
        Route::Domains => "Domains",
        Route::People => "People",
        Route::Lifecycle => "Lifecycle",
        Route::Checklists => "Checklists",
        Route::Matrix => "Ownership matrix",
        Route::Mistakes => "Common mistakes",
        Route::Framework => "Five steps to ownership",
        Route::Profile => "Ownership profile",
        Route::Practices => "Practice areas",
        Route::Gaps => "Gaps",
        Route::Search => "Everything from A to Z",
        Route::NotFound => "Page not found",
        Route::File(_) | Route::Data(_) => "",
    };
    fixed.to_owned()
}

/// "systems, page 3".
fn part_title(part: &Part) -> String {
    let what = match part.list {
        List::Systems => "systems",
        List::Teams => "teams",
        List::People => "people",
        List::Gaps => "gaps",
        List::Pages => "pages",
        List::Entries => "entries",
    };
    format!("{what}, page {}", part.number)
}

fn home_title(here: &Here<'_>) -> String {
    let page = here.handbook.page_on(&Route::Home).filter(|page| !page.file.built_in);
    page.map_or_else(|| "Who owns it?".to_owned(), |page| page.title.clone())
}

/// A sentence on the page, as people see it where they paste a link.
fn description(here: &Here<'_>, route: &Route) -> String {
    let model = here.model();
    let summary = |text: Option<&crate::source::Spanned<String>>| text.map(|text| text.value.clone());
    match route {
        Route::System(id) => model.systems.get(id).map_or_else(String::new, |system| {
            let owner = here.owner_of(system);
            let chat = model.owner_of(system).and_then(|team| team.contact.chat.as_ref());
            let chat = chat.map(|chat| format!(", {}", chat.value)).unwrap_or_default();
            match owner.problem {
                None => format!("{}: owned by {}{chat}", system.title(), owner.text),
                Some(_) => format!("{}: no owner recorded", system.title()),
            }
        }),
        Route::Team(id) => model.teams.get(id).map_or_else(String::new, |team| {
            let owned = plural(here.owned(id).count(), "system");
            let chat = team.contact.chat.as_ref().map(|chat| format!(", {}", chat.value)).unwrap_or_default();
            format!("{}: owns {owned}{chat}", team.title())
        }),
        Route::Domain(id) => model.domains.get(id).and_then(|d| summary(d.summary.as_ref())).unwrap_or_default(),
        Route::Stage(id) => {
            model.settings.lifecycle.stage(id.as_str()).map_or_else(String::new, |stage| stage.question.clone())
        }
        Route::Home => model.settings.description.clone(),
        _ => here.handbook.page_on(route).and_then(|page| summary(page.summary.as_ref())).unwrap_or_default(),
    }
}

fn domain_of(here: &Here<'_>, route: &Route) -> Option<Id> {
    let model = here.model();
    match route {
        Route::Domain(id) => Some(id.clone()),
        Route::System(id) => {
            let domain = model.systems.get(id)?.domain.as_ref()?;
            Some(model.domain(domain)?.id.clone())
        }
        _ => None,
    }
}

fn domain_systems(here: &Here<'_>, domain: &Id) -> Vec<Link> {
    let ids = here.handbook.relations.in_domain.get(domain).into_iter().flatten();
    let systems = ids.filter_map(|id| here.model().systems.get(id)).take(MOST_SYSTEMS);
    let link = |system: &crate::model::System| {
        let address = here.handbook.routes.address(&Route::System(system.id.clone()))?;
        Some(Link { text: system.title().to_owned(), href: address.href.clone() })
    };
    systems.filter_map(link).collect()
}

fn breadcrumbs(here: &Here<'_>, route: &Route) -> Vec<Link> {
    if *route == Route::Home {
        return Vec::new();
    }
    let mut way = vec![Route::Home];
    way.extend(above(here, route));
    way.push(route.clone());
    let crumb = |route: &Route| Link {
        text: if *route == Route::Home { "Home".to_owned() } else { title(here, route) },
        href: here.must(route),
    };
    way.iter().map(crumb).collect()
}

/// What stands between the home page and a route.
fn above(here: &Here<'_>, route: &Route) -> Vec<Route> {
    match route {
        Route::Team(_) => vec![Route::Teams],
        Route::Start(id) => vec![Route::Teams, Route::Team(id.clone())],
        Route::System(_) => match domain_of(here, route) {
            Some(domain) => vec![Route::Domain(domain)],
            None => vec![Route::Systems],
        },
        Route::Domain(_) => vec![Route::Domains],
        Route::Person(_) => vec![Route::People],
        Route::Stage(_) => vec![Route::Lifecycle],
        Route::Checklist(_) => vec![Route::Checklists],
        Route::Rule(_) => vec![Route::Gaps],
        Route::Card(of) => vec![(**of).clone()],
        Route::Part(part) => {
            let mut way = above(here, &part.of);
            way.push(part.of.clone());
            way
        }
        Route::Page(_) | Route::Section(_) => folders_above(here, route),
        _ => Vec::new(),
    }
}

/// The pages of the folders above a page, outermost first.
fn folders_above(here: &Here<'_>, route: &Route) -> Vec<Route> {
    let routes = &here.handbook.routes;
    let Some(address) = routes.address(route) else { return Vec::new() };
    let style = here.model().settings.urls;
    let mut name = address.file.trim_end_matches("index.html").trim_end_matches('/').to_owned();
    let mut found = Vec::new();
    while let Some((folder, _)) = name.rsplit_once('/') {
        name = folder.to_owned();
        let index = crate::routes::Address::of_page(&format!("{name}/index"), style);
        found.extend(routes.at(&index.file).cloned());
    }
    found.reverse();
    found
}

/// The contents of a page: its text's headings of the second and third level.
fn toc(bodies: &BTreeMap<String, Markdown>) -> Vec<TocEntry> {
    let Some(body) = bodies.get("main") else { return Vec::new() };
    let headings = body.file.outline().headings.iter().filter(|heading| (2..=3).contains(&heading.level));
    let entry = |heading: &crate::source::outline::Heading| TocEntry {
        level: heading.level,
        text: heading.text.clone(),
        id: format!("{}{}", body.id_prefix, heading.id),
    };
    headings.map(entry).collect()
}

fn source(here: &Here<'_>, route: &Route) -> Option<SourceLink> {
    let model = here.model();
    let place = match route {
        Route::Team(id) => model.teams.get(id).map(|team| team.place.clone()),
        Route::System(id) => model.systems.get(id).map(|system| system.place.clone()),
        Route::Domain(id) => model.domains.get(id).map(|domain| domain.place.clone()),
        Route::Person(id) => model.people.get(id).map(|person| person.place.clone()),
        _ => here.handbook.page_on(route).filter(|page| !page.file.built_in).map(|page| Place::start_of(&page.path)),
    };
    place.map(|place| here.source(&place))
}
