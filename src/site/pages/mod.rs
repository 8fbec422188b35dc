//! One kind of page per file: what stands on it.

mod api;
mod badge;
mod body;
mod card;
mod checklists;
mod csv;
mod domains;
mod feed;
mod framework;
mod gaps;
mod home;
pub(super) mod index;
mod lifecycle;
pub(super) mod list;
mod matrix;
mod mistakes;
pub(super) mod page;
mod people;
mod practices;
mod profile;
pub(super) mod search;
mod sitemap;
mod start;
mod stubs;
mod system;
mod systems;
mod team;
mod teams;

use std::collections::BTreeMap;

use super::Handbook;
use super::here::Here;
use super::view::{Data, Markdown};
use crate::model::schema;
use crate::routes::{FEED, Route, map_file};

pub(super) use index::files as search_files;
pub(super) use list::long as long_lists;
pub(super) use stubs::redirect;
pub(super) use system::answer as answer_of_system;
pub(super) use team::answer as answer_of_team;

/// Markdown by the name under which a template finds it.
type Bodies = BTreeMap<String, Markdown>;

/// What stands at a page's route.
pub(super) fn show(here: &Here<'_>, route: &Route) -> (Data, Bodies) {
    let bodies = body::of_route(here, route);
    let data = match route {
        Route::Home => home::show(here),
        Route::Teams => teams::show(here),
        Route::Team(id) => team::show(here, id),
        Route::Start(id) => start::show(here, id),
        Route::Card(of) => card::show(here, of),
        Route::Systems => systems::show(here),
        Route::System(id) => system::show(here, id),
        Route::Domains => domains::show_all(here),
        Route::Domain(id) => domains::show(here, id),
        Route::People => people::show_all(here),
        Route::Person(id) => people::show(here, id),
        Route::Lifecycle => lifecycle::show_all(here),
        Route::Stage(id) => lifecycle::show(here, id),
        Route::Checklists => checklists::show_all(here),
        Route::Checklist(id) => checklists::show(here, id),
        Route::Matrix => matrix::show(here),
        Route::Mistakes => mistakes::show(here),
        Route::Framework => framework::show(here),
        Route::Profile => profile::show(here),
        Route::Practices => practices::show(here),
        Route::Gaps => gaps::show(here),
        Route::Rule(id) => gaps::show_rule(here, id),
        Route::Page(path) => page::show(here, path),
        Route::Section(folder) => page::show_section(here, folder),
        Route::Search => search::show(here),
        Route::Part(part) => list::show(here, part),
        Route::NotFound | Route::File(_) | Route::Data(_) => stubs::not_found(here),
    };
    (data, bodies)
}

/// The redirects of a site for the server whose file this is.
fn map(handbook: &Handbook, file: &str) -> Option<String> {
    let settings = &handbook.model.settings;
    let server = settings.redirects.iter().find(|server| map_file(**server) == file)?;
    Some(handbook.routes.map_of(*server, settings.path().as_deref().unwrap_or("/")))
}

/// The bytes of a generated file that is no page.
pub(super) fn data(handbook: &Handbook, name: &str) -> Vec<u8> {
    match name {
        "sitemap.xml" => sitemap::sitemap(handbook).into_bytes(),
        FEED => feed::feed(handbook).into_bytes(),
        "robots.txt" => sitemap::robots(handbook).into_bytes(),
        "gaps.csv" => csv::gaps(handbook).into_bytes(),
        "matrix.csv" => csv::matrix(handbook).into_bytes(),
        other if other.starts_with("checklists/") => csv::checklist(handbook, other).into_bytes(),
        other => {
            if let Some(schema) = schema::ALL.iter().find(|schema| schema.address() == other) {
                return api::json(&schema.to_json());
            }
            let made = badge::file(handbook, other).or_else(|| index::file(handbook, other));
            let made = made.or_else(|| map(handbook, other));
            made.map_or_else(|| api::file(handbook, other), String::into_bytes)
        }
    }
}
