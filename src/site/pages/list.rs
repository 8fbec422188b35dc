//! Long lists: what each holds, how it is parted, and one of its pages.

use super::{domains, page, search, stubs, teams};
use crate::gaps::Gap;
use crate::model::{Id, System, Team};
use crate::routes::{List, Part, Route};
use crate::site::Handbook;
use crate::site::here::Here;
use crate::site::parts::Link;
use crate::site::view::{Data, ListView, Listed, PageRow, PartLink};

/// Up to this many systems the page of all systems lists each.
pub const MOST_SYSTEMS: usize = 300;

/// What stands on a list, in order.
enum Entries<'h> {
    Systems(Vec<&'h System>),
    /// Teams, and how far each stands below the topmost.
    Teams(Vec<(&'h Team, usize)>),
    People(Vec<&'h Id>),
    /// Gaps by their ids on a page, so that the page of any gap can be told.
    Gaps(Vec<&'h Gap>),
    Pages(Vec<PageRow>),
    Index(&'h [search::Entry]),
}

/// Every list that is too long for the page it belongs to, with how much it holds.
pub fn long(handbook: &Handbook) -> Vec<(Route, List, usize)> {
    let (model, relations) = (&handbook.model, &handbook.relations);
    let here = Here::new(handbook, "index.html");
    let systems = if model.systems.len() > MOST_SYSTEMS { model.systems.len() } else { 0 };
    let mut lists = vec![
        (Route::Systems, List::Systems, systems),
        (Route::Teams, List::Teams, model.teams.len()),
        (Route::People, List::People, model.people.len()),
        (Route::Search, List::Entries, handbook.routes.iter().filter(|(_, route)| search::is_listed(route)).count()),
    ];
    let gaps = |of: Route| {
        let found = relations.gaps_of(&handbook.judgement, &of).len();
        (of, List::Gaps, found)
    };
    for id in model.domains.keys() {
        let domain = Route::Domain(id.clone());
        lists.push((domain.clone(), List::Systems, relations.in_domain.get(id).map_or(0, Vec::len)));
        lists.push((domain.clone(), List::Teams, domains::teams_in(&here, id).len()));
        lists.push(gaps(domain));
    }
    for id in model.teams.keys() {
        let team = Route::Team(id.clone());
        lists.push((team.clone(), List::Systems, relations.owned.get(id).map_or(0, Vec::len)));
        lists.push(gaps(team));
    }
    lists.extend(handbook.judgement.rules.iter().map(|rule| gaps(Route::Rule(Id::new(rule.id())))));
    lists.extend(page::long_folders(&here));
    lists.retain(|(_, list, length)| list.pages(*length) > 0);
    lists
}

/// One page of a long list.
pub fn show(here: &Here<'_>, part: &Part) -> Data {
    let Some(entries) = Entries::of(here, &part.of, part.list) else { return stubs::not_found(here) };
    let from = (part.number - 1) * part.list.per_page();
    let to = (from + part.list.per_page()).min(entries.len());
    let link = |number: usize| {
        let route = Route::Part(Box::new(Part { number, ..part.clone() }));
        here.to(&route).map(|href| Link { text: number.to_string(), href })
    };
    let mut view = ListView {
        page: Link { text: crate::site::framing::title(here, &part.of), href: here.must(&part.of) },
        total: entries.len(),
        parts: entries.parts(here, &part.of, part.list),
        previous: part.number.checked_sub(1).and_then(link),
        next: link(part.number + 1),
        ..ListView::default()
    };
    match entries {
        Entries::Systems(all) => view.systems = all[from..to].iter().map(|system| here.row(system)).collect(),
        Entries::Teams(all) => view.teams = all[from..to].iter().map(|at| teams::row(here, *at)).collect(),
        Entries::People(all) => view.people = all[from..to].iter().map(|id| here.person(id)).collect(),
        Entries::Gaps(all) => view.gaps = here.gap_views(all[from..to].iter().copied()),
        Entries::Pages(mut all) => view.pages = all.drain(from..to).collect(),
        Entries::Index(all) => view.letters = search::letters(here, &all[from..to]),
    }
    Data::List(Box::new(view))
}

/// The pages of the list that belongs to the page of `of`; none where it stands whole on that page.
pub fn parts(here: &Here<'_>, of: &Route, list: List) -> Vec<PartLink> {
    if here.to(&Route::Part(Box::new(Part { of: of.clone(), list, number: 1 }))).is_none() {
        return Vec::new();
    }
    Entries::of(here, of, list).map_or_else(Vec::new, |entries| entries.parts(here, of, list))
}

/// A list as the page it belongs to shows it.
pub fn listed<T: Copy, R>(here: &Here<'_>, (of, list): (&Route, List), all: &[T], row: impl Fn(T) -> R) -> Listed<R> {
    let parts = parts(here, of, list);
    let most = if parts.is_empty() { all.len() } else { list.beginning() };
    Listed { total: all.len(), rows: all.iter().take(most).map(|one| row(*one)).collect(), parts }
}

/// The beginning of a list that has no pages of its own.
pub fn beginning<T, R>(all: impl IntoIterator<Item = T>, most: usize, row: impl FnMut(T) -> R) -> Listed<R> {
    let mut all = all.into_iter();
    let rows: Vec<R> = all.by_ref().take(most).map(row).collect();
    Listed { total: rows.len() + all.count(), rows, parts: Vec::new() }
}

impl<'h> Entries<'h> {
    fn of(here: &Here<'h>, of: &Route, list: List) -> Option<Self> {
        let (model, relations) = (here.model(), &here.handbook.relations);
        let systems = |ids: Option<&'h Vec<Id>>| {
            Self::Systems(ids.into_iter().flatten().filter_map(|id| model.systems.get(id)).collect())
        };
        Some(match (list, of) {
            (List::Systems, Route::Domain(id)) => systems(relations.in_domain.get(id)),
            (List::Systems, Route::Team(id)) => systems(relations.owned.get(id)),
            (List::Systems, _) => Self::Systems(model.systems.values().collect()),
            (List::Teams, Route::Domain(id)) => {
                let teams = domains::teams_in(here, id);
                Self::Teams(teams.into_iter().map(|team| (team, model.ancestors(team).len())).collect())
            }
            (List::Teams, _) => Self::Teams(teams::in_order(here)),
            (List::People, _) => Self::People(model.people.keys().collect()),
            (List::Gaps, of) => Self::Gaps(relations.gaps_by_anchor(&here.handbook.judgement, of)),
            (List::Pages, Route::Section(folder)) => Self::Pages(page::children(here, &format!("content/{folder}"))),
            (List::Pages, Route::Page(path)) => Self::Pages(page::children(here, path.folder())),
            (List::Pages, _) => return None,
            (List::Entries, _) => Self::Index(search::entries(here.handbook)),
        })
    }

    fn len(&self) -> usize {
        match self {
            Self::Systems(all) => all.len(),
            Self::Teams(all) => all.len(),
            Self::People(all) => all.len(),
            Self::Gaps(all) => all.len(),
            Self::Pages(all) => all.len(),
            Self::Index(all) => all.len(),
        }
    }

    fn name(&self, here: &Here<'_>, at: usize) -> String {
        match self {
            Self::Systems(all) => all[at].title().to_owned(),
            Self::Teams(all) => all[at].0.title().to_owned(),
            Self::People(all) => here.model().person_title(all[at]).to_owned(),
            Self::Gaps(all) => here.entity(&all[at].entity).text,
            Self::Pages(all) => all[at].link.text.clone(),
            Self::Index(all) => all[at].text.clone(),
        }
    }

    fn parts(&self, here: &Here<'_>, of: &Route, list: List) -> Vec<PartLink> {
        let size = list.per_page();
        let part = |number: usize| {
            let route = Route::Part(Box::new(Part { of: of.clone(), list, number }));
            let address = here.handbook.routes.address(&route)?;
            let (from, to) = ((number - 1) * size, (number * size).min(self.len()));
            Some(PartLink {
                number,
                href: address.from(here.file),
                first: self.name(here, from),
                last: self.name(here, to - 1),
                key: if let Self::Gaps(all) = self { all[from].anchor.clone() } else { String::new() },
                is_here: address.file == here.file,
            })
        };
        (1..=self.len().div_ceil(size)).filter_map(part).collect()
    }
}
