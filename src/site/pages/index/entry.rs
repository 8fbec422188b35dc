//! One entry of the index: what is said of it, and by which words it is found.

use serde::Serialize;

use super::Found;
use super::texts::{Field, Texts};
use super::words;
use crate::model::word;
use crate::model::{Page, System, Team};
use crate::routes::Route;
use crate::site::here::Here;
use crate::site::pages::system::answer;

/// What an answer says of an entry. Its short names are the contract with the theme's script.
#[derive(Default, Serialize)]
pub(super) struct Entry {
    /// Kind.
    k: &'static str,
    /// Name.
    n: String,
    /// Link from the root.
    u: String,
    /// Summary.
    #[serde(skip_serializing_if = "String::is_empty")]
    s: String,
    /// Owner, or whom to ask instead; and their page from the root.
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
}

impl Found<'_> {
    pub(super) fn name(&self, here: &Here<'_>) -> String {
        match self {
            Self::System(system) => system.title().to_owned(),
            Self::Team(team) => team.title().to_owned(),
            Self::Domain(domain) => domain.title().to_owned(),
            Self::Person(id) => here.model().person_title(id).to_owned(),
            Self::Page(page) => page.title.clone(),
        }
    }

    /// What an entity is called besides its name: its id where that says more, and earlier ids.
    pub(super) fn also(&self, here: &Here<'_>) -> String {
        let (id, aliases) = match self {
            Self::System(system) => (&system.id, &system.aliases),
            Self::Team(team) => (&team.id, &team.aliases),
            Self::Domain(domain) => (&domain.id, &domain.aliases),
            Self::Person(id) => {
                return if says_more(id.as_str(), &self.name(here)) { id.to_string() } else { String::new() };
            }
            Self::Page(_) => return String::new(),
        };
        let id = says_more(id.as_str(), &self.name(here)).then_some(id.as_str());
        id.into_iter().chain(aliases.iter().map(|alias| alias.value.as_str())).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn entry(&self, here: &Here<'_>) -> Entry {
        let summary = |text: Option<&crate::source::Spanned<String>>| text.map(|text| text.value.clone());
        let entry = match self {
            Self::System(system) => of_system(here, system),
            Self::Team(team) => of_team(here, team),
            Self::Domain(domain) => Entry {
                k: "Domain",
                u: here.must(&Route::Domain(domain.id.clone())),
                s: summary(domain.summary.as_ref()).unwrap_or_default(),
                ..Entry::default()
            },
            Self::Person(id) => Entry { k: "Person", u: here.must(&Route::Person((*id).clone())), ..Entry::default() },
            Self::Page(page) => of_page(here, page),
        };
        Entry { n: self.name(here), ..entry }
    }

    /// Adds the words by which it is found, but for the names of entities, which are loaded first.
    pub(super) fn add_words(&self, here: &Here<'_>, number: u32, texts: &mut Texts) {
        let mut add = |field, text: &str| texts.add(number, field, text);
        match self {
            Self::System(system) => {
                add(Field::Record, word(system.kind()));
                add(Field::Record, &here.owner_of(system).text);
                for repository in &system.repositories {
                    add(Field::Record, repository.url.value.trim_start_matches("https://"));
                    repository.paths.iter().for_each(|path| add(Field::Record, &path.value));
                }
                system.summary.iter().for_each(|summary| add(Field::Record, &summary.value));
            }
            Self::Team(team) => {
                team.contact.chat.iter().for_each(|chat| add(Field::Record, &chat.value));
                team.members.iter().for_each(|member| add(Field::Record, here.model().person_title(&member.id)));
                team.summary.iter().for_each(|summary| add(Field::Record, &summary.value));
            }
            Self::Domain(domain) => domain.summary.iter().for_each(|summary| add(Field::Record, &summary.value)),
            Self::Person(_) => {}
            Self::Page(page) => {
                add(Field::Title, &page.title);
                page.summary.iter().for_each(|summary| add(Field::Record, &summary.value));
                add(Field::Text, &page.file.text()[page.file.markdown().range()]);
            }
        }
    }
}

/// Whether an id has words that a name has not.
fn says_more(id: &str, name: &str) -> bool {
    let cut = |text: &str| {
        let mut found = Vec::new();
        words::each(text, |word| found.push(word.to_owned()));
        found
    };
    let known = cut(name);
    cut(id).iter().any(|word| !known.contains(word))
}

fn of_system(here: &Here<'_>, system: &System) -> Entry {
    let answer = answer(here, system);
    let asked = answer.owner.clone().or(answer.fallback);
    Entry {
        k: "System",
        u: here.must(&Route::System(system.id.clone())),
        s: system.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        o: asked.as_ref().map(|name| name.text.clone()).unwrap_or_default(),
        ou: asked.and_then(|name| name.href),
        c: answer.contact.chat.as_ref().map(|chat| chat.text.clone()).unwrap_or_default(),
        cu: answer.contact.chat.and_then(|chat| chat.href),
        p: answer.contact.schedule,
        r: answer.runbook,
        ..Entry::default()
    }
}

fn of_team(here: &Here<'_>, team: &Team) -> Entry {
    let contact = here.contact(team);
    Entry {
        k: "Team",
        u: here.must(&Route::Team(team.id.clone())),
        s: team.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        c: contact.chat.as_ref().map(|chat| chat.text.clone()).unwrap_or_default(),
        cu: contact.chat.and_then(|chat| chat.href),
        p: contact.schedule,
        ..Entry::default()
    }
}

fn of_page(here: &Here<'_>, page: &Page) -> Entry {
    let owner = page.owner.as_ref().and_then(|owner| owner.named.first()).map(|owner| here.named(owner));
    Entry {
        k: "Page",
        u: here.handbook.routes.route_of(page).and_then(|route| here.to(&route)).unwrap_or_default(),
        s: page.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        o: owner.as_ref().map(|owner| owner.text.clone()).unwrap_or_default(),
        ou: owner.and_then(|owner| owner.href),
        ..Entry::default()
    }
}
