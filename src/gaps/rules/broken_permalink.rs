//! `broken-permalink`: an address that was published before has gone, and nothing redirects.
//!
//! Which addresses were published before stands in the handbook's history, which a scene holds only where somebody
//! asked for the comparison ([`Scene::earlier`]): `check --since`. In one moment's files there is nothing to find.

use crate::diagnostic::{Help, Severity};
use crate::gaps::successors::{self, Successor, Successors};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows, lost_ids};
use crate::model::{Id, Kind, Page};
use crate::routes::{Earlier, Route};
use crate::source::{Place, SourcePath};

/// An address or anchor that was published before, is gone, and is redirected nowhere.
pub static RULE: Rule = Rule {
    id: "broken-permalink",
    title: "A published address is gone",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Pages,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("broken-permalink.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let Some(earlier) = scene.earlier else { return Vec::new() };
    let mut findings = Vec::new();
    let pages = successors::fresh_pages(scene.model, earlier);
    let mut successors = Successors::of(scene.model, earlier, &pages);
    let mut gone = |stood: Stood<'_>| gone(scene, earlier, (stood, successors.successor(stood.1)));
    let stood = earlier.routes.iter().filter(|(_, route)| is_promised(route));
    for (file, route) in stood.filter(|(file, _)| scene.routes.leads_to(file).is_none()) {
        findings.push(gone((file, route)));
    }
    for (file, redirect) in earlier.routes.redirects.iter().filter(|(_, redirect)| is_promised(&redirect.to)) {
        if scene.routes.leads_to(file).is_none() {
            findings.push(gone((file, &redirect.to)));
        }
    }
    findings.extend(lost_ids::find(scene, earlier));
    findings
}

/// Addresses that people keep. Generated data has its own promise, the page for lost readers none, and cards and that for a
/// team's newcomers go with the page they belong to.
fn is_promised(route: &Route) -> bool {
    !matches!(route, Route::Data(_) | Route::NotFound | Route::Start(_) | Route::Card(_) | Route::Part(_))
}

/// An address, as a file of the output, with what stood there.
type Stood<'a> = (&'a str, &'a Route);

fn gone(
    scene: &Scene<'_>,
    earlier: &Earlier,
    ((file, route), successor): (Stood<'_>, Option<Successor<'_>>),
) -> Finding {
    let revision = &earlier.revision;
    let message =
        format!("`{file}` was an address at `{revision}` ({}), and nothing is there now", what(route, earlier));
    let finding = match &successor {
        Some(successor) => Finding::on(successor.entity.kind, &successor.entity.id, &successor.place, message),
        None => nowhere(scene, route, message),
    };
    finding.field(format!("address/{file}")).help(help(successor.as_ref(), file, route))
}

/// A finding that no present entity is to answer for: on the page that was, or on the settings.
fn nowhere(scene: &Scene<'_>, route: &Route, message: String) -> Finding {
    let settings = Place::start_of(&SourcePath::new("content/handbook.yaml"));
    match route {
        Route::Page(path) | Route::File(path) => {
            let place = scene.model.pages.get(path).map_or(settings, Page::place);
            Finding::on(Kind::Page, &Id::new(path.as_str()), &place, message)
        }
        Route::Team(id) => Finding::on(Kind::Team, id, &settings, message),
        Route::System(id) => Finding::on(Kind::System, id, &settings, message),
        Route::Domain(id) => Finding::on(Kind::Domain, id, &settings, message),
        Route::Person(id) => Finding::on(Kind::Person, id, &settings, message),
        Route::Checklist(id) => Finding::on(Kind::Checklist, id, &settings, message),
        Route::Stage(id) => Finding::on(Kind::Stage, id, &settings, message),
        _ => Finding::on(Kind::Page, &Id::new("content/handbook.yaml"), &settings, message),
    }
}

fn what(route: &Route, earlier: &Earlier) -> String {
    match route {
        Route::Team(id) => format!("the team `{id}`"),
        Route::System(id) => format!("the system `{id}`"),
        Route::Domain(id) => format!("the domain `{id}`"),
        Route::Person(id) => format!("the person `{id}`"),
        Route::Stage(id) => format!("the stage `{id}`"),
        Route::Checklist(id) => format!("the checklist `{id}`"),
        Route::Rule(id) => format!("the rule `{id}`"),
        Route::Page(path) | Route::File(path) => format!("`{path}`"),
        Route::Section(folder) => format!("the folder `content/{folder}`"),
        other => earlier.routes.address(other).map_or_else(String::new, |address| format!("`{}`", address.href)),
    }
}

fn help(successor: Option<&Successor<'_>>, file: &str, route: &Route) -> Help {
    if let Route::File(path) = route {
        return Help::words(format!("put `{path}` back, or redirect the address on the server"));
    }
    let alias = alias(successor, file);
    let Some(successor) = successor else {
        let text = "give it to the page that took its place, or to one that says what became of it";
        return Help::write(text, format!("aliases: [{}]", item(&alias)));
    };
    let mut all: Vec<String> = successor.aliases.iter().map(|alias| item(alias)).collect();
    all.push(item(&alias));
    let named = format!("the {} `{}`", successor.entity.kind, successor.title);
    Help::write(
        format!("if {named} took its place, add the earlier address there"),
        format!("aliases: [{}]", all.join(", ")),
    )
}

/// The alias that keeps the address alive: an earlier id where the entity has those, else the address itself.
fn alias(successor: Option<&Successor<'_>>, file: &str) -> String {
    let stem = file.strip_suffix("/index.html").or_else(|| file.strip_suffix(".html")).unwrap_or(file);
    let folder = match successor.map(|successor| successor.entity.kind) {
        Some(Kind::Team) => "teams/",
        Some(Kind::System) => "systems/",
        Some(Kind::Domain) => "domains/",
        _ => "/",
    };
    match stem.strip_prefix(folder).filter(|id| !id.contains('/')) {
        Some(id) => id.to_owned(),
        None => format!("/{}", file.strip_suffix("index.html").unwrap_or(file)),
    }
}

/// A text as an item of a YAML list in brackets.
fn item(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_'));
    let is_word = is_plain && text.chars().any(char::is_alphabetic);
    if is_word { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}
