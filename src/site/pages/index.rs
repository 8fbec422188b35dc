//! The index that the search field reads.

use serde::Serialize;

use super::system::answer;
use crate::model::word;
use crate::model::{Page, System, Team};
use crate::routes::Route;
use crate::site::Handbook;
use crate::site::here::Here;

/// An entry of the search index. Its short names are the contract with the theme's script.
#[derive(Default, Serialize)]
struct Entry {
    /// Kind.
    k: &'static str,
    /// Name.
    n: String,
    /// Id.
    #[serde(skip_serializing_if = "String::is_empty")]
    i: String,
    /// Link from the root.
    u: String,
    /// Summary.
    #[serde(skip_serializing_if = "String::is_empty")]
    s: String,
    /// Owner, and the owner's page from the root.
    #[serde(skip_serializing_if = "String::is_empty")]
    o: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ou: Option<String>,
    /// Chat channel and its address.
    #[serde(skip_serializing_if = "String::is_empty")]
    c: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cu: Option<String>,
    /// Rota.
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<String>,
    /// Runbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    r: Option<String>,
    /// Earlier ids, repositories' addresses and paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    a: Vec<String>,
    /// `owned` or `unowned`.
    #[serde(skip_serializing_if = "str::is_empty")]
    x: &'static str,
    /// Words of the text.
    #[serde(skip_serializing_if = "String::is_empty")]
    t: String,
}

/// The search index: a classic script, so that it loads from a file share too.
pub fn index(handbook: &Handbook) -> String {
    // Links from the root are links from a file that stands there.
    let here = Here::new(handbook, "index.html");
    let model = &handbook.model;
    let systems = model.systems.values().map(|system| system_entry(&here, system));
    let teams = model.teams.values().map(|team| team_entry(&here, team));
    let domains = model.domains.values().map(|domain| Entry {
        k: "Domain",
        n: domain.title().to_owned(),
        i: domain.id.to_string(),
        u: here.must(&Route::Domain(domain.id.clone())),
        s: domain.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        ..Entry::default()
    });
    let pages = model.pages.values().filter_map(|page| page_entry(&here, page));
    let entries: Vec<Entry> = systems.chain(teams).chain(domains).chain(pages).collect();
    let json = serde_json::to_string(&entries).unwrap_or_else(|_| "[]".to_owned());
    format!("window.BAILIWICK_INDEX={};\n", script_safe(&json))
}

/// JSON that is also safe inside a script element and old scripts.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn system_entry(here: &Here<'_>, system: &System) -> Entry {
    let answer = answer(here, system);
    let mut also: Vec<String> = system.aliases.iter().map(|alias| alias.value.clone()).collect();
    for repository in &system.repositories {
        also.push(repository.url.value.clone());
        also.extend(repository.paths.iter().map(|path| path.value.clone()));
    }
    let asked = answer.owner.clone().or(answer.fallback);
    Entry {
        k: "System",
        n: system.title().to_owned(),
        i: system.id.to_string(),
        u: here.must(&Route::System(system.id.clone())),
        s: system.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        o: asked.as_ref().map(|name| name.text.clone()).unwrap_or_default(),
        ou: asked.and_then(|name| name.href),
        c: answer.contact.chat.as_ref().map(|chat| chat.text.clone()).unwrap_or_default(),
        cu: answer.contact.chat.and_then(|chat| chat.href),
        p: answer.contact.schedule,
        r: answer.runbook,
        a: also,
        x: if answer.owner.is_some() { "owned" } else { "unowned" },
        t: word(system.kind()).to_owned(),
    }
}

fn team_entry(here: &Here<'_>, team: &Team) -> Entry {
    let contact = here.contact(team);
    let members: Vec<&str> = team.members.iter().map(|member| here.model().person_title(&member.id)).collect();
    Entry {
        k: "Team",
        n: team.title().to_owned(),
        i: team.id.to_string(),
        u: here.must(&Route::Team(team.id.clone())),
        s: team.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        c: contact.chat.as_ref().map(|chat| chat.text.clone()).unwrap_or_default(),
        cu: contact.chat.and_then(|chat| chat.href),
        p: contact.schedule,
        a: team.aliases.iter().map(|alias| alias.value.clone()).collect(),
        t: members.join(" "),
        ..Entry::default()
    }
}

fn page_entry(here: &Here<'_>, page: &Page) -> Option<Entry> {
    let route = here.handbook.routes.route_of(page)?;
    let owner = page.owner.as_ref().and_then(|owner| owner.named.first()).map(|owner| here.named(owner));
    Some(Entry {
        k: "Page",
        n: page.title.clone(),
        u: here.to(&route)?,
        s: page.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        o: owner.as_ref().map(|owner| owner.text.clone()).unwrap_or_default(),
        ou: owner.and_then(|owner| owner.href),
        t: words(page),
        ..Entry::default()
    })
}

/// The distinct words of a page's text, in the order in which they first come.
fn words(page: &Page) -> String {
    let text = &page.file.text()[page.file.markdown().range()];
    let mut seen = std::collections::HashSet::new();
    let mut words = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))) {
        let word = word.trim_matches(['-', '_']).to_lowercase();
        let is_one = word.chars().nth(2).is_some() && word.chars().nth(40).is_none();
        if is_one && seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words.join(" ")
}
