//! `feed.xml`: the pages that changed last, as an Atom feed.

use std::cmp::Reverse;

use super::sitemap::escape;
use crate::model::Date;
use crate::routes::{FEED, Route};
use crate::site::Handbook;
use crate::site::framing::title;
use crate::site::here::Here;

/// How many pages a feed lists: enough for a reader who comes back after a holiday.
const MOST: usize = 50;

/// A page that changed.
struct Entry {
    day: Date,
    /// Its address from the site's root.
    href: String,
    title: String,
    summary: Option<String>,
}

/// The feed. Without the site's address it would hold none, and is not published.
pub fn feed(handbook: &Handbook) -> String {
    let settings = &handbook.model.settings;
    let base = settings.base_url.as_ref().map_or("", |base| base.value.as_str());
    let mut entries = entries(handbook);
    entries.sort_by(|a, b| (Reverse(a.day), &a.href).cmp(&(Reverse(b.day), &b.href)));
    entries.truncate(MOST);
    // Where nothing ever changed, the feed itself is as old as the day on which the handbook was read.
    let newest = entries.first().map_or(handbook.as_of, |entry| entry.day);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escape(&settings.language).replace('"', "&quot;")
    );
    let (base, name) = (escape(base), escape(&settings.title));
    xml.push_str(&format!("  <id>{base}</id>\n  <title>{name}</title>\n"));
    if !settings.description.is_empty() {
        xml.push_str(&format!("  <subtitle>{}</subtitle>\n", escape(&settings.description)));
    }
    xml.push_str(&format!("  <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}{FEED}\"/>\n"));
    xml.push_str(&format!("  <link rel=\"alternate\" type=\"text/html\" href=\"{base}\"/>\n"));
    xml.push_str(&format!("  <updated>{}</updated>\n  <author><name>{name}</name></author>\n", moment(newest)));
    xml.push_str(&format!("  <generator version=\"{}\">Bailiwick</generator>\n", env!("CARGO_PKG_VERSION")));
    for entry in &entries {
        xml.push_str(&shown(entry, &base));
    }
    xml + "</feed>\n"
}

fn shown(entry: &Entry, base: &str) -> String {
    let url = format!("{base}{}", escape(&entry.href));
    let summary = entry.summary.as_ref().map(|text| format!("    <summary>{}</summary>\n", escape(text)));
    format!(
        "  <entry>\n    <id>{url}</id>\n    <title>{}</title>\n    <link rel=\"alternate\" type=\"text/html\" \
         href=\"{url}\"/>\n    <updated>{}</updated>\n{}  </entry>\n",
        escape(&entry.title),
        moment(entry.day),
        summary.unwrap_or_default(),
    )
}

/// A civil day has no zone and no hour: midnight of universal time stands for it, on every machine.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// Pages, teams and systems whose files say on which day they last changed or were confirmed, not after the day on which
/// the handbook is read.
fn entries(handbook: &Handbook) -> Vec<Entry> {
    let model = &handbook.model;
    let pages = model.pages.values().filter(|page| !page.file.built_in && !page.is_draft).filter_map(|page| {
        let summary = page.summary.as_ref().map(|summary| summary.value.clone());
        Some((handbook.routes.route_of(page)?, page.changed()?, summary))
    });
    let teams = model.teams.values().filter_map(|team| {
        let summary = team.summary.as_ref().map(|summary| summary.value.clone());
        Some((Route::Team(team.id.clone()), team.reviewed.as_ref()?.value, summary))
    });
    let systems = model.systems.values().filter_map(|system| {
        let summary = system.summary.as_ref().map(|summary| summary.value.clone());
        Some((Route::System(system.id.clone()), system.reviewed.as_ref()?.value, summary))
    });
    let all = pages.chain(teams).chain(systems).filter(|(_, day, _)| *day <= handbook.as_of);
    let mut latest = std::collections::BTreeMap::new();
    // Several texts may stand on one page: the latest change is the page's.
    for (route, day, summary) in all {
        let entry = latest.entry(route).or_insert((day, summary.clone()));
        if entry.0 < day {
            *entry = (day, summary);
        }
    }
    let here = Here::new(handbook, FEED);
    let entry = |(route, (day, summary)): (Route, (Date, Option<String>))| {
        let href = handbook.routes.address(&route)?.href.trim_start_matches("./").to_owned();
        Some(Entry { day, href, title: title(&here, &route), summary })
    };
    latest.into_iter().filter_map(entry).collect()
}
