//! The index that the search field reads, in parts, so that no more is loaded than an answer takes.
//!
//! Every entry has a number: systems, teams, domains, people with pages, then the handbook's pages. `names.js` holds the
//! names of all but the pages and who owns what, and is enough for a first answer. `about-N.js` describes some entries:
//! how to reach an owner, where a page is. `text-N.js` holds the words of texts with the entries that have them. All
//! are classic scripts, so that they load from a file share too, and name what they bring by calling one function.

mod entry;
mod texts;
mod words;

use serde_json::{Value, json};

use crate::model::{Domain, Id, Page, System, Team};
use crate::routes::Route;
use crate::site::Handbook;
use crate::site::here::Here;
use crate::source::digits;
pub use texts::Texts;

/// How many entries one `about` file describes.
const PER_ABOUT: usize = 50;
/// How many entries there are for each `text` file.
const PER_TEXT: usize = 8;
/// The most `text` files.
const MOST_TEXTS: usize = 256;

/// The folder of the index's files.
const FOLDER: &str = "assets/search";

/// What can be found.
#[derive(Clone, Copy)]
enum Found<'h> {
    System(&'h System),
    Team(&'h Team),
    Domain(&'h Domain),
    Person(&'h Id),
    Page(&'h Page),
}

/// The files of the index.
pub fn files(handbook: &Handbook) -> Vec<String> {
    let count = all(handbook).len();
    let about = (0..count.div_ceil(PER_ABOUT)).map(|number| format!("{FOLDER}/about-{number}.js"));
    let texts = (0..texts_of(count)).map(|number| format!("{FOLDER}/text-{number}.js"));
    std::iter::once(format!("{FOLDER}/names.js")).chain(about).chain(texts).collect()
}

/// One of them, by its path; nothing where it is none of them.
pub fn file(handbook: &Handbook, path: &str) -> Option<String> {
    let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".js")?;
    // Links from the root are links from a file that stands there.
    let here = Here::new(handbook, "index.html");
    let content = match name.split_once('-') {
        None if name == "names" => names(&here),
        Some(("about", number)) => about(&here, number.parse().ok()?),
        Some(("text", number)) => handbook.relations.texts.get_or_init(|| texts(&here)).file(number.parse().ok()?)?,
        _ => return None,
    };
    Some(format!("BAILIWICK_SEARCH(\"{name}\",{});\n", script_safe(&content.to_string())))
}

fn texts_of(count: usize) -> usize {
    (count / PER_TEXT).clamp(1, MOST_TEXTS)
}

/// Everything that can be found, in the order of its numbers.
fn all(handbook: &Handbook) -> Vec<Found<'_>> {
    let model = &handbook.model;
    let has_page = |id: &&Id| handbook.routes.address(&Route::Person((*id).clone())).is_some();
    let entities = model.systems.values().map(Found::System).chain(model.teams.values().map(Found::Team));
    let entities = entities.chain(model.domains.values().map(Found::Domain));
    let people = model.settings.has_people_pages.then(|| model.people.keys().filter(has_page).map(Found::Person));
    let pages = handbook.relations.placed.shown.iter().filter_map(|path| model.pages.get(path)).map(Found::Page);
    entities.chain(people.into_iter().flatten()).chain(pages).collect()
}

/// What is loaded first: the names of all entities, and the owner of each system.
fn names(here: &Here<'_>) -> Value {
    let all = all(here.handbook);
    let entities: Vec<Found<'_>> = all.iter().copied().take_while(|found| !matches!(found, Found::Page(_))).collect();
    let count = |is: fn(&Found<'_>) -> bool| entities.iter().filter(|found| is(found)).count();
    let counts = [
        count(|found| matches!(found, Found::System(_))),
        count(|found| matches!(found, Found::Team(_))),
        count(|found| matches!(found, Found::Domain(_))),
        count(|found| matches!(found, Found::Person(_))),
        all.len() - entities.len(),
    ];
    let names: Vec<String> = entities.iter().map(|found| one_line(&found.name(here))).collect();
    let also: Vec<String> = entities.iter().map(|found| one_line(&found.also(here))).collect();
    let teams: std::collections::BTreeMap<&Id, usize> =
        here.model().teams.keys().enumerate().map(|(at, id)| (id, counts[0] + at)).collect();
    let owner = |system: &System| here.model().owner_of(system).and_then(|team| teams.get(&team.id));
    let owners = here.model().systems.values().map(|system| owner(system).map_or_else(String::new, |at| base36(*at)));
    let owners: Vec<String> = owners.collect();
    let (names, also) = (names.join("\n"), also.join("\n"));
    // Numbers belong to these names: files of another build are not mixed with these.
    let version = digits(<sha2::Sha256 as sha2::Digest>::digest(format!("{names}\n\n{also}\n\n{counts:?}")), 4);
    json!({
        "version": version, "counts": counts, "names": names, "also": also, "owners": owners.join(" "),
        "about": PER_ABOUT, "texts": texts_of(all.len()),
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number as the theme's script reads it: base 36.
fn base36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(u32::try_from(number % 36).unwrap_or(0), 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

fn about(here: &Here<'_>, number: usize) -> Value {
    let all = all(here.handbook);
    let entries = all.iter().skip(number * PER_ABOUT).take(PER_ABOUT).map(|found| found.entry(here));
    json!(entries.collect::<Vec<_>>())
}

fn texts(here: &Here<'_>) -> Texts {
    let all = all(here.handbook);
    let mut texts = Texts::new(texts_of(all.len()));
    for (number, found) in all.iter().enumerate() {
        found.add_words(here, u32::try_from(number).unwrap_or(u32::MAX), &mut texts);
    }
    texts
}

/// JSON that is also safe inside a script element and old scripts.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
