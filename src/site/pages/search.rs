//! Everything from A to Z.

use unicode_normalization::UnicodeNormalization;

use super::list;
use crate::routes::{List, Route};
use crate::site::Handbook;
use crate::site::here::Here;
use crate::site::parts::Link;
use crate::site::view::{Data, IndexEntry, LetterGroup, SearchView};

/// An entry of the index, whatever page it is shown on.
pub struct Entry {
    /// What it is sorted by: its name's letters without marks, whatever their case.
    key: String,
    /// The letter it stands under, or `#`.
    letter: String,
    /// Which of the letters that is, from 1.
    number: usize,
    /// Its name.
    pub text: String,
    route: Route,
}

pub fn show(here: &Here<'_>) -> Data {
    let all = entries(here.handbook);
    let parts = list::parts(here, &Route::Search, List::Entries);
    let mut letters = letters(here, all);
    if !parts.is_empty() {
        for letter in &mut letters {
            letter.entries.clear();
            let at = all.partition_point(|entry| entry.number < letter.number);
            let part = parts.get(at / List::Entries.per_page()).map_or("", |part| part.href.as_str());
            part.clone_into(&mut letter.href);
        }
    }
    Data::Search(SearchView { total: all.len(), letters, parts })
}

/// Entries under their letters.
pub fn letters(here: &Here<'_>, entries: &[Entry]) -> Vec<LetterGroup> {
    let mut letters: Vec<LetterGroup> = Vec::new();
    for entry in entries {
        let Some(shown) = view(here, entry) else { continue };
        match letters.last_mut() {
            Some(group) if group.number == entry.number => group.entries.push(shown),
            _ => letters.push(LetterGroup {
                letter: entry.letter.clone(),
                number: entry.number,
                href: String::new(),
                entries: vec![shown],
            }),
        }
    }
    letters
}

/// Whether what stands at a route is an entry of the index.
pub fn is_listed(route: &Route) -> bool {
    matches!(route, Route::System(_) | Route::Team(_) | Route::Domain(_) | Route::Stage(_) | Route::Page(_))
}

/// All entries, by letter and name. Worked out once, for they stand on many pages where they are many.
pub fn entries(handbook: &Handbook) -> &[Entry] {
    handbook.relations.index.get_or_init(|| {
        let here = Here::new(handbook, "index.html");
        let routes = handbook.routes.iter().filter(|(_, route)| is_listed(route));
        let mut entries: Vec<Entry> = routes.map(|(_, route)| entry(&here, route)).collect();
        entries.sort_by(|a, b| (&a.key, &a.route).cmp(&(&b.key, &b.route)));
        let mut last = (String::new(), 0);
        for entry in &mut entries {
            if entry.letter != last.0 {
                last = (entry.letter.clone(), last.1 + 1);
            }
            entry.number = last.1;
        }
        entries
    })
}

fn entry(here: &Here<'_>, route: &Route) -> Entry {
    let text = crate::site::framing::title(here, route);
    let key: String =
        text.to_lowercase().nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let first = key.chars().next().filter(|c| c.is_alphabetic());
    let letter = first.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().collect());
    Entry { key, letter, number: 0, text, route: route.clone() }
}

fn view(here: &Here<'_>, entry: &Entry) -> Option<IndexEntry> {
    let model = here.model();
    let (kind, owner) = match &entry.route {
        Route::System(id) => ("System", model.systems.get(id).map(|system| here.owner_of(system).text)),
        Route::Team(_) => ("Team", None),
        Route::Domain(_) => ("Domain", None),
        Route::Stage(_) => ("Stage", None),
        Route::Page(path) => {
            let owner =
                model.pages.get(path).and_then(|page| page.owner.as_ref()).and_then(|owner| owner.named.first());
            ("Page", owner.map(|owner| here.named(owner).text))
        }
        _ => return None,
    };
    Some(IndexEntry { link: Link { text: entry.text.clone(), href: here.to(&entry.route)? }, kind, owner })
}
