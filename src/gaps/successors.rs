//! What took the place of something that is gone: a guess, good for advice and never for a judgement.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::Names;
use crate::model::{Domain, EntityRef, Id, Kind, Model, Page, System, Team};
use crate::routes::{Earlier, Route};
use crate::source::{Place, Spanned};

/// What may have taken a place, and can bear the earlier address.
pub(super) struct Successor<'m> {
    /// Itself.
    pub entity: EntityRef,
    /// Its name.
    pub title: &'m str,
    /// Where to add an alias.
    pub place: Place,
    /// The aliases it has.
    pub aliases: &'m [Spanned<String>],
}

/// What is in a handbook and was not there earlier, in which whatever is gone is looked for.
pub(super) struct Successors<'m> {
    model: &'m Model,
    earlier: &'m Earlier,
    /// The systems that each team owned earlier.
    owned: Owned<'m>,
    teams: Fresh<'m>,
    systems: Fresh<'m>,
    domains: Fresh<'m>,
    /// Pages by what they are called below `content/`.
    pages: Fresh<'m>,
    page_names: &'m BTreeMap<Id, &'m Page>,
}

type Owned<'m> = BTreeMap<&'m Id, Vec<&'m System>>;

/// The pages that were not there earlier, by what they are called below `content/`.
pub(super) fn fresh_pages<'m>(model: &'m Model, earlier: &Earlier) -> BTreeMap<Id, &'m Page> {
    let is_fresh = |page: &&Page| !earlier.model.pages.contains_key(&page.path) && !page.is_draft;
    model.pages.values().filter(is_fresh).map(|page| (page_name(page), page)).collect()
}

impl<'m> Successors<'m> {
    /// Looks once at everything that is new, `pages` being [`fresh_pages`].
    pub fn of(model: &'m Model, earlier: &'m Earlier, pages: &'m BTreeMap<Id, &'m Page>) -> Self {
        let then = &earlier.model;
        let owned = model.systems_by_owner();
        let teams = model.teams.values().filter(|team| !then.teams.contains_key(&team.id));
        let systems = model.systems.values().filter(|system| !then.systems.contains_key(&system.id));
        let domains = model.domains.values().filter(|domain| !then.domains.contains_key(&domain.id));
        Self {
            teams: Fresh::of(teams.map(|team| (&team.id, of_team(team, &owned)))),
            systems: Fresh::of(systems.map(|system| (&system.id, of_system(system)))),
            domains: Fresh::of(domains.map(|domain| (&domain.id, of_domain(domain)))),
            pages: Fresh::of(pages.iter().map(|(name, page)| (name, of_page(page)))),
            page_names: pages,
            owned: then.systems_by_owner(),
            model,
            earlier,
        }
    }

    /// What stands now for what stood at `route` earlier: the same thing, or what most likely took its place.
    pub fn successor(&mut self, route: &Route) -> Option<Successor<'m>> {
        let (model, then) = (self.model, &self.earlier.model);
        match route {
            Route::Team(id) => team(model, id).or_else(|| {
                let was = of_team(then.teams.get(id)?, &self.owned);
                team(model, self.teams.nearest(id, &was)?)
            }),
            Route::System(id) => system(model, id)
                .or_else(|| system(model, self.systems.nearest(id, &of_system(then.systems.get(id)?))?)),
            Route::Domain(id) => domain(model, id)
                .or_else(|| domain(model, self.domains.nearest(id, &of_domain(then.domains.get(id)?))?)),
            Route::Page(path) => {
                let same = model.pages.get(path).filter(|page| !page.is_draft);
                let near = || {
                    let gone = then.pages.get(path)?;
                    self.page_names.get(self.pages.nearest(&page_name(gone), &of_page(gone))?).copied()
                };
                same.or_else(near).map(page)
            }
            _ => None,
        }
    }
}

fn page_name(page: &Page) -> Id {
    Id::new(page.content_path())
}

fn team<'m>(model: &'m Model, id: &Id) -> Option<Successor<'m>> {
    let team = model.teams.get(id)?;
    let entity = EntityRef::new(Kind::Team, id);
    Some(Successor { entity, title: team.title(), place: team.place.clone(), aliases: &team.aliases })
}

fn system<'m>(model: &'m Model, id: &Id) -> Option<Successor<'m>> {
    let system = model.systems.get(id)?;
    let entity = EntityRef::new(Kind::System, id);
    Some(Successor { entity, title: system.title(), place: system.place.clone(), aliases: &system.aliases })
}

fn domain<'m>(model: &'m Model, id: &Id) -> Option<Successor<'m>> {
    let domain = model.domains.get(id)?;
    let entity = EntityRef::new(Kind::Domain, id);
    Some(Successor { entity, title: domain.title(), place: domain.place.clone(), aliases: &domain.aliases })
}

fn page(page: &Page) -> Successor<'_> {
    let entity = EntityRef::new(Kind::Page, &Id::new(page.path.as_str()));
    Successor { entity, title: &page.title, place: page.place(), aliases: &page.aliases }
}

fn of_team(team: &Team, owned: &Owned<'_>) -> Known {
    let owned = owned.get(&team.id).into_iter().flatten().map(|system| system.id.to_string());
    let members = team.members.iter().map(|member| member.id.to_string());
    Known { title: team.title().to_owned(), about: owned.chain(members).collect() }
}

fn of_system(system: &System) -> Known {
    let repositories = system.repositories.iter().map(|repository| repository.url.value.clone());
    let runbook = system.runbook.iter().map(|runbook| runbook.target.value.clone());
    Known { title: system.title().to_owned(), about: repositories.chain(runbook).collect() }
}

fn of_domain(domain: &Domain) -> Known {
    Known { title: domain.title().to_owned(), about: BTreeSet::new() }
}

fn of_page(page: &Page) -> Known {
    let body = &page.file.text()[page.file.markdown().range()];
    let lines = body.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
    Known { title: page.title.clone(), about: lines.collect() }
}

/// What tells whether two things are one under different ids.
struct Known {
    title: String,
    /// What it has to do with: members, repositories, lines of text.
    about: BTreeSet<String>,
}

/// Things of one kind that are new, found by title, by what they have to do with, and by id.
struct Fresh<'m> {
    ids: Vec<&'m Id>,
    /// How many things each has to do with.
    sizes: Vec<usize>,
    titles: HashMap<String, usize>,
    about: HashMap<String, Vec<usize>>,
    names: Names<'m>,
}

impl<'m> Fresh<'m> {
    fn of(all: impl Iterator<Item = (&'m Id, Known)>) -> Self {
        let (mut ids, mut sizes) = (Vec::new(), Vec::new());
        let (mut titles, mut about) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        for (at, (id, known)) in all.enumerate() {
            ids.push(id);
            sizes.push(known.about.len());
            titles.entry(known.title.to_ascii_lowercase()).or_insert(at);
            for thing in known.about {
                about.entry(thing).or_default().push(at);
            }
        }
        Self { names: Names::of(ids.iter().map(|id| (*id, None))), ids, sizes, titles, about }
    }

    /// The one of the same title, else the one that shares most, else the one whose id differs by a slip, else the only
    /// one.
    fn nearest(&mut self, gone: &Id, was: &Known) -> Option<&'m Id> {
        let at = self.titles.get(&was.title.to_ascii_lowercase()).copied().or_else(|| self.sharing_most(was));
        if let Some(at) = at {
            return Some(self.ids[at]);
        }
        let near = self.names.nearest(gone.as_str());
        near.or(match self.ids.as_slice() {
            [only] => Some(only),
            _ => None,
        })
    }

    fn sharing_most(&self, was: &Known) -> Option<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for at in was.about.iter().filter_map(|thing| self.about.get(thing)).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        // At least half of what either has to do with.
        let is_enough = |&(at, both): &(usize, usize)| both * 2 >= self.sizes[at].max(was.about.len());
        shared.into_iter().filter(is_enough).max_by_key(|&(_, both)| both).map(|(at, _)| at)
    }
}
