//! Finds what a query means: an id, an earlier id, a name, a person, a path, a repository, or a question that holds one.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::{EntityRef, Id, Kind, Model, territory};
use crate::diagnostic::Sketch;

/// Words that ask, and name nothing. The search field of the site passes over the same ones.
const ASKING: [&str; 36] = [
    "who",
    "whom",
    "whos",
    "what",
    "which",
    "owns",
    "own",
    "owner",
    "owners",
    "runs",
    "run",
    "maintains",
    "builds",
    "responsible",
    "accountable",
    "for",
    "of",
    "the",
    "is",
    "are",
    "a",
    "an",
    "to",
    "does",
    "do",
    "i",
    "we",
    "ask",
    "call",
    "page",
    "on",
    "by",
    "about",
    "oncall",
    "contact",
    "should",
];

/// Words for what is asked for, which people put behind its name: "the ledger service".
const NOUNS: [&str; 12] = [
    "system",
    "service",
    "team",
    "domain",
    "person",
    "repository",
    "repo",
    "component",
    "squad",
    "please",
    "now",
    "today",
];

/// How many names are proposed, at most.
const MOST_PROPOSED: usize = 5;

/// How a query names what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// By its id.
    Id,
    /// By an earlier id.
    Alias,
    /// By its name.
    Name,
    /// By a way to reach it: a channel, an e-mail address, a handle.
    Contact,
    /// By a path in a repository.
    Path,
    /// By the address of a repository.
    Repository,
}

/// What a query comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One thing is meant.
    One {
        /// What.
        entity: EntityRef,
        /// How the query names it.
        by: Match,
        /// Things of another kind that the same words name.
        also: Vec<EntityRef>,
    },
    /// The query names several things.
    Several(Vec<EntityRef>),
    /// The query names nothing; what is near, the nearest first.
    Nothing(Vec<EntityRef>),
}

impl Found {
    /// Everything that was found or is proposed.
    #[must_use]
    pub fn entities(&self) -> Vec<EntityRef> {
        match self {
            Self::One { entity, also, .. } => [entity].into_iter().chain(also).cloned().collect(),
            Self::Several(entities) | Self::Nothing(entities) => entities.clone(),
        }
    }
}

/// One thing that the words of a query name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    /// Words of the query that do not take part: the fewest are the best match.
    unused: usize,
    by: Match,
    order: usize,
    entity: EntityRef,
}

impl Model {
    /// What `query` means: an entity as data refers to it (`team:payments`), an address of a repository, a path in one,
    /// or words: an id, an earlier id or a name, whatever their case, with a question around them or without.
    #[must_use]
    pub fn find(&self, query: &str) -> Found {
        let query = query.trim();
        if let Some((kind, id)) = query.split_once(':').and_then(|(kind, id)| Some((Kind::named(kind.trim())?, id)))
            && !id.starts_with("//")
        {
            return self.find_typed(kind, id.trim());
        }
        let spoken = Spoken::of(query);
        let named = pick(self.hits(&spoken));
        if let Some(found) = named {
            return found;
        }
        let written = query.split_whitespace().find(|word| word.contains('/')).map(trimmed);
        if let Some(found) = written.and_then(|written| self.find_territory(written)) {
            return found;
        }
        Found::Nothing(self.near(&spoken.whole, None))
    }

    fn find_typed(&self, kind: Kind, id: &str) -> Found {
        let spoken = Spoken::exactly(id);
        let hits: Vec<Hit> = self.hits(&spoken).into_iter().filter(|hit| hit.entity.kind == kind).collect();
        pick(hits).unwrap_or_else(|| Found::Nothing(self.near(&spoken.whole, Some(kind))))
    }

    /// The systems that a path or the address of a repository belongs to, the most exact claims only.
    fn find_territory(&self, written: &str) -> Option<Found> {
        let is_address = territory::is_repository(written);
        let claims = if is_address { territory::of_address(self, written) } else { territory::of_path(self, written) };
        let entities: BTreeSet<EntityRef> = claims.into_iter().map(|id| EntityRef::new(Kind::System, id)).collect();
        let mut entities: Vec<EntityRef> = entities.into_iter().collect();
        let by = if is_address { Match::Repository } else { Match::Path };
        match entities.len() {
            0 => self.find_page(written),
            1 => entities.pop().map(|entity| Found::One { entity, by, also: Vec::new() }),
            _ => Some(Found::Several(entities)),
        }
    }

    fn find_page(&self, written: &str) -> Option<Found> {
        let written = written.trim_start_matches("./").trim_start_matches('/');
        let is_meant = |path: &str| path == written || path.strip_prefix("content/") == Some(written);
        let page = self.pages.values().find(|page| !page.file.built_in && is_meant(page.path.as_str()))?;
        let entity = EntityRef::new(Kind::Page, &Id::new(page.path.as_str()));
        Some(Found::One { entity, by: Match::Path, also: Vec::new() })
    }

    /// Everything that words of the query name.
    fn hits(&self, spoken: &Spoken) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.each_name(&mut |kind, id, by, name| {
            if let Some(&unused) = spoken.windows.get(name) {
                hits.push(Hit { unused, by, order: order(kind), entity: EntityRef::new(kind, id) });
            }
        });
        hits
    }

    /// Hands over every name of everything, folded.
    fn each_name(&self, take: &mut dyn FnMut(Kind, &Id, Match, &str)) {
        let mut name = String::new();
        let mut say = |kind, id: &Id, by, text: &str| {
            fold_into(text, &mut name);
            take(kind, id, by, &name);
        };
        for system in self.systems.values() {
            say(Kind::System, &system.id, Match::Id, system.id.as_str());
            system.name.iter().for_each(|name| say(Kind::System, &system.id, Match::Name, name));
            system.aliases.iter().for_each(|alias| say(Kind::System, &system.id, Match::Alias, alias));
        }
        for team in self.teams.values() {
            say(Kind::Team, &team.id, Match::Id, team.id.as_str());
            team.name.iter().for_each(|name| say(Kind::Team, &team.id, Match::Name, name));
            team.aliases.iter().for_each(|alias| say(Kind::Team, &team.id, Match::Alias, alias));
            let ways = team.contact.chat.iter().chain(&team.contact.email);
            ways.for_each(|way| say(Kind::Team, &team.id, Match::Contact, way));
        }
        for domain in self.domains.values() {
            say(Kind::Domain, &domain.id, Match::Id, domain.id.as_str());
            domain.name.iter().for_each(|name| say(Kind::Domain, &domain.id, Match::Name, name));
            domain.aliases.iter().for_each(|alias| say(Kind::Domain, &domain.id, Match::Alias, alias));
        }
        for id in &self.named_people {
            say(Kind::Person, id, Match::Id, id.as_str());
            let Some(person) = self.people.get(id) else { continue };
            person.name.iter().for_each(|name| say(Kind::Person, id, Match::Name, name));
            person.handle.iter().for_each(|handle| say(Kind::Person, id, Match::Contact, handle));
        }
    }

    /// What is near in spelling, or holds the words; the nearest first.
    fn near(&self, whole: &str, only: Option<Kind>) -> Vec<EntityRef> {
        if whole.is_empty() {
            return Vec::new();
        }
        let sketch = Sketch::of(whole);
        let (length, most) = (sketch.length, sketch.most());
        let mut near: Vec<(usize, usize, EntityRef)> = Vec::new();
        self.each_name(&mut |kind, id, _, name| {
            if only.is_some_and(|only| only != kind) {
                return;
            }
            let of_name = Sketch::of(name);
            let distance = if sketch.may_be_near(of_name) { strsim::osa_distance(whole, name) } else { usize::MAX };
            if distance <= most && distance < length {
                near.push((distance, order(kind), EntityRef::new(kind, id)));
            } else if length > 2 && name.contains(whole) {
                near.push((most + 1, of_name.length - length, EntityRef::new(kind, id)));
            }
        });
        near.sort();
        let mut proposed: Vec<EntityRef> = Vec::new();
        for (.., entity) in near {
            if proposed.len() < MOST_PROPOSED && !proposed.contains(&entity) {
                proposed.push(entity);
            }
        }
        proposed
    }
}

/// The repository, where the query says one, and the path in it that a query asks for; nothing where it asks for none.
#[must_use]
pub fn asked_path(query: &str) -> Option<(Option<String>, String)> {
    let words = || query.split_whitespace().map(trimmed);
    // A file needs no folder, but an ending: else any slip would be a path.
    let file = || words().next().filter(|word| words().count() == 1 && word.contains('.'));
    let written = words().find(|word| word.contains('/')).or_else(file)?;
    if territory::is_repository(written) {
        let (repository, path) = territory::split_address(written);
        return (!path.is_empty()).then_some((Some(repository), path));
    }
    Some((None, written.trim_start_matches("./").trim_start_matches('/').to_owned()))
}

/// What is meant by the best of these hits; nothing where there are none.
fn pick(mut hits: Vec<Hit>) -> Option<Found> {
    hits.sort();
    let best = hits.first()?.clone();
    hits.retain(|hit| hit.unused == best.unused);
    // An id names one thing, whatever else has it for its name.
    let exact = hits.iter().take_while(|hit| hit.by == best.by);
    let mut meant: Vec<EntityRef> = exact.map(|hit| hit.entity.clone()).collect();
    meant.dedup();
    if meant.iter().filter(|entity| entity.kind == best.entity.kind).count() > 1 {
        return Some(Found::Several(meant));
    }
    let mut also: Vec<EntityRef> = Vec::new();
    for hit in hits {
        if hit.entity != best.entity && !also.contains(&hit.entity) {
            also.push(hit.entity);
        }
    }
    Some(Found::One { entity: best.entity, by: best.by, also })
}

/// A query's words.
struct Spoken {
    /// What is asked for, folded: all words but those that only ask.
    whole: String,
    /// Folded runs of words that may name something, with how many words each leaves out.
    windows: HashMap<String, usize>,
}

impl Spoken {
    fn exactly(text: &str) -> Self {
        let whole = fold(text);
        Self { windows: HashMap::from([(whole.clone(), 0)]), whole }
    }

    fn of(query: &str) -> Self {
        let words: Vec<&str> = query.split_whitespace().map(trimmed).filter(|word| !word.is_empty()).collect();
        let asks = |word: &&str| ASKING.contains(&plain(word).as_str());
        let start = words.iter().position(|word| !asks(word)).unwrap_or(0);
        let mut asked = &words[start..];
        while let [rest @ .., last] = asked
            && !rest.is_empty()
            && (asks(last) || NOUNS.contains(&plain(last).as_str()))
        {
            asked = rest;
        }
        let mut spoken = Self::exactly(&asked.join(" "));
        spoken.windows.entry(fold(&words.join(" "))).or_insert(0);
        spoken.windows.entry(fold(&words[start..].join(" "))).or_insert(0);
        // `@acme/payments` and `ledger's` name what is behind the slash and before the mark.
        if let [only] = asked
            && let Some((_, name)) = only.strip_prefix('@').and_then(|handle| handle.split_once('/'))
        {
            spoken.windows.insert(fold(name), 0);
        }
        // Only a question has words around what it asks for: `payments api v2` is not `payments api`.
        if start > 0 || query.ends_with('?') {
            spoken.add_windows(asked, asks);
        }
        spoken
    }

    /// Every run of up to six words that does more than ask.
    fn add_windows(&mut self, words: &[&str], asks: impl Fn(&&str) -> bool) {
        for start in 0..words.len().min(32) {
            for end in start + 1..=words.len().min(start + 6) {
                let run = &words[start..end];
                if !run.iter().all(&asks) {
                    let text = run.join(" ");
                    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(&text);
                    self.windows.entry(fold(text)).or_insert(words.len() - run.len());
                }
            }
        }
    }
}

/// A word without the marks that end a sentence or quote a name.
fn trimmed(word: &str) -> &str {
    word.trim_matches(['?', '!', ',', ';', '"', '\'', '`', '“', '”', '(', ')']).trim_end_matches(['.', ':'])
}

/// A word's letters alone, in lower case: `who's` is `whos`.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The order of kinds where one word names several: people ask for systems first.
fn order(kind: Kind) -> usize {
    [Kind::System, Kind::Team, Kind::Domain, Kind::Person].iter().position(|known| *known == kind).unwrap_or(4)
}

fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}

/// One spelling for `Card payments`, `card-payments` and `card_payments`: letters and digits, with `-` between words.
fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        text.chars().for_each(|c| push(c.to_ascii_lowercase(), folded));
    } else {
        text.nfc().flat_map(char::to_lowercase).for_each(|c| push(c, folded));
    }
    while folded.ends_with('-') {
        folded.pop();
    }
}

fn push(c: char, folded: &mut String) {
    if c.is_alphanumeric() {
        folded.push(c);
    } else if !folded.is_empty() && !folded.ends_with('-') {
        folded.push('-');
    }
}

#[cfg(test)]
mod tests;
