//! Badges: who owns a system or what a team owns, as a small picture for other sites.

use crate::diagnostic::plural;
use crate::model::{Id, Kind, System, Team};
use crate::routes::{Address, Route, Routes};
use crate::site::Handbook;
use crate::site::gap::counts;
use crate::site::here::{Here, coverage};
use crate::site::view::{BadgeView, ShareView};

/// How wide a character is on average, in tenths of a pixel at the size that badges are written in.
const CHARACTER: usize = 66;
/// The longest text of a part.
const LONGEST: usize = 40;

const PLAIN: &str = "#3d3a35";
const GOOD: &str = "#1b6a3d";
const POOR: &str = "#8a4b00";
const BAD: &str = "#b01e17";

/// A part of a badge: its words and its colour.
type Part = (String, &'static str);

/// The badge at `path`; nothing where no system or team has one there.
pub fn file(handbook: &Handbook, path: &str) -> Option<String> {
    let name = path.strip_prefix("badges/")?.strip_suffix(".svg")?;
    let at = |name: &str| {
        let page = Address::of_page(name, handbook.model.settings.urls);
        handbook.routes.at(&page.file)
    };
    let here = Here::new(handbook, "index.html");
    if let Some(parts) = at(name).and_then(|route| parts(&here, route)) {
        return Some(svg(&parts));
    }
    let (of, fact) = name.rsplit_once('/')?;
    let route = at(of)?;
    let number = Routes::facts(route).iter().position(|known| *known == fact)?;
    Some(svg(&one(&parts(&here, route)?, number)))
}

/// What other sites show of a system or team. Only where the settings know the site's address.
pub fn view(here: &Here<'_>, route: &Route) -> Option<ShareView> {
    let base = here.model().settings.base_url.as_ref()?;
    let page = here.handbook.routes.address(route)?;
    let parts = parts(here, route)?;
    let badge = |file: Option<String>, parts: &[Part]| {
        let badge = Route::Data(file?);
        let address = here.handbook.routes.address(&badge)?;
        let words = words(parts);
        let text = words.replace(['[', ']', '\\'], "");
        let markdown = format!("[![{text}]({base}{})]({base}{})", address.href, page.href, base = base.value);
        Some(BadgeView { href: here.must(&badge), words, markdown })
    };
    let facts = Routes::facts(route).into_iter().enumerate();
    let facts = facts.filter_map(|(number, fact)| badge(Routes::badge_of(route, fact), &one(&parts, number)));
    let card = Route::Card(Box::new(route.clone()));
    let address = here.handbook.routes.address(&card)?;
    let title = escaped(&parts[0].0);
    Some(ShareView {
        badges: badge(Routes::badge(route), &parts).into_iter().chain(facts).collect(),
        card: here.must(&card),
        card_html: format!(
            "<iframe src=\"{}{}\" title=\"{title}\" width=\"420\" height=\"300\" loading=\"lazy\"></iframe>",
            base.value, address.href
        ),
    })
}

fn parts(here: &Here<'_>, route: &Route) -> Option<Vec<Part>> {
    match route {
        Route::System(id) => Some(of_system(here, here.model().systems.get(id)?)),
        Route::Team(id) => Some(of_team(here, here.model().teams.get(id)?)),
        _ => None,
    }
}

/// The name and one of the facts that follow it.
fn one(parts: &[Part], number: usize) -> Vec<Part> {
    [&parts[0], &parts[number + 1]].into_iter().cloned().collect()
}

fn of_system(here: &Here<'_>, system: &System) -> Vec<Part> {
    let owner = here.owner_of(system);
    let covered = coverage([here.model().coverage(system)]);
    let is_covered = covered.covered == covered.applicable;
    vec![
        (system.title().to_owned(), PLAIN),
        if owner.problem.is_none() { (owner.text, GOOD) } else { ("no owner".to_owned(), BAD) },
        (format!("{}/{} stages", covered.covered, covered.applicable), if is_covered { GOOD } else { POOR }),
        gaps(here, Kind::System, &system.id),
        reviewed(system.reviewed.as_ref().map(|date| date.value.to_string())),
    ]
}

fn of_team(here: &Here<'_>, team: &Team) -> Vec<Part> {
    let owned: Vec<&System> = here.owned(&team.id).collect();
    let covered = coverage(owned.iter().filter(|system| system.is_live()).map(|system| here.model().coverage(system)));
    let is_covered = covered.covered == covered.applicable;
    vec![
        (team.title().to_owned(), PLAIN),
        (plural(owned.len(), "system"), PLAIN),
        (format!("{}/{} stages", covered.covered, covered.applicable), if is_covered { GOOD } else { POOR }),
        gaps(here, Kind::Team, &team.id),
        reviewed(team.reviewed.as_ref().map(|date| date.value.to_string())),
    ]
}

fn gaps(here: &Here<'_>, kind: Kind, id: &Id) -> Part {
    let found = match kind {
        Kind::Team => here.handbook.relations.of_team(&here.handbook.judgement, id),
        _ => here.gaps_on(kind, id),
    };
    let counts = counts(found);
    let colour = if counts.error > 0 { BAD } else { POOR };
    (plural(counts.total, "gap"), if counts.total == 0 { GOOD } else { colour })
}

fn reviewed(date: Option<String>) -> Part {
    date.map_or_else(|| ("never reviewed".to_owned(), POOR), |date| (format!("reviewed {date}"), PLAIN))
}

fn words(parts: &[Part]) -> String {
    let words: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    words.join(" · ")
}

/// The picture. Its colours are its own, for it stands on sites of any scheme; each text has more than 4.5 to 1.
fn svg(parts: &[Part]) -> String {
    let title = escaped(&words(parts));
    let (mut at, mut drawn) = (0, String::new());
    for (text, colour) in parts {
        let short: String = text.chars().take(LONGEST).collect();
        let length = (short.chars().count() * CHARACTER).div_ceil(10);
        let width = length + 14;
        drawn.push_str(&format!(
            "<rect x=\"{at}\" width=\"{width}\" height=\"22\" fill=\"{colour}\"/><text x=\"{}\" y=\"15\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            at + 7,
            escaped(&short)
        ));
        at += width;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{at}\" height=\"22\" viewBox=\"0 0 {at} 22\" role=\"img\" aria-label=\"{title}\"><title>{title}</title><clipPath id=\"r\"><rect width=\"{at}\" height=\"22\" rx=\"4\"/></clipPath><g clip-path=\"url(#r)\" fill=\"#fff\" font-family=\"system-ui,sans-serif\" font-size=\"12\">{drawn}</g></svg>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
