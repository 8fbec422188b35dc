//! Who has what: looked up often, so worked out once.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::pages::index::Texts;
use super::pages::search::Entry;
use crate::gaps::{Gap, Judgement};
use crate::model::{EntityRef, Id, Model, Ref};
use crate::routes::{List, Part, Route, Routes};
use crate::source::SourcePath;

/// Where the pages stand.
#[derive(Default)]
pub struct Placed {
    /// The page whose text stands at a route: the handbook's own before the guide's.
    pub page_on: BTreeMap<Route, SourcePath>,
    /// The pages that are shown somewhere: the guide's, then the handbook's own.
    pub shown: Vec<SourcePath>,
}

/// Lists by id, each in the order of ids or, for gaps, of the judgement.
#[derive(Default)]
pub struct Relations {
    /// The systems a team owns.
    pub owned: BTreeMap<Id, Vec<Id>>,
    /// The systems a team answers for in some stage, of which it is not the owner.
    pub helped: BTreeMap<Id, Vec<Id>>,
    /// The systems in a domain.
    pub in_domain: BTreeMap<Id, Vec<Id>>,
    /// The systems that need a system.
    pub used_by: BTreeMap<Id, Vec<Id>>,
    /// The systems that write a data system.
    pub written_by: BTreeMap<Id, Vec<Id>>,
    /// The teams below a team.
    pub below: BTreeMap<Id, Vec<Id>>,
    /// Where the pages stand.
    pub placed: Arc<Placed>,
    /// Open gaps on an entity, as places in the judgement.
    gaps_on: BTreeMap<EntityRef, Vec<usize>>,
    /// Open gaps that a team should close.
    gaps_of_team: BTreeMap<Id, Vec<usize>>,
    /// Open gaps in a domain.
    gaps_in_domain: BTreeMap<Id, Vec<usize>>,
    /// Open gaps that a rule found.
    gaps_by_rule: BTreeMap<String, Vec<usize>>,
    /// Long lists of gaps by the ids they have on a page.
    gaps_by_anchor: BTreeMap<Route, Vec<usize>>,
    /// The words of all texts, for search.
    pub texts: OnceLock<Texts>,
    /// The index from A to Z.
    pub index: OnceLock<Vec<Entry>>,
    /// The pages that stand in a folder at addresses of their own, by weight, then title.
    pub folders: OnceLock<BTreeMap<String, Vec<SourcePath>>>,
}

impl Relations {
    /// `placed` is [`Placed::of`] the same model and its addresses.
    pub(super) fn of(model: &Model, judgement: &Judgement, placed: Arc<Placed>) -> Self {
        let mut relations = Self { placed, ..Self::default() };
        for system in model.systems.values() {
            let owner = model.owner_of(system).map(|team| &team.id);
            if let Some(owner) = owner {
                push(&mut relations.owned, owner, &system.id);
            }
            for standing in &model.coverage(system).stages {
                for team in standing.teams.iter().filter(|team| Some(*team) != owner) {
                    push(&mut relations.helped, team, &system.id);
                }
            }
            if let Some(domain) = &system.domain {
                push(&mut relations.in_domain, &domain.id, &system.id);
            }
            push_all(&mut relations.used_by, model, &system.depends_on, &system.id);
            push_all(&mut relations.written_by, model, &system.writes, &system.id);
        }
        for team in model.teams.values() {
            if let Some(parent) = team.parent.as_ref().and_then(|parent| model.team(parent)) {
                push(&mut relations.below, &parent.id, &team.id);
            }
        }
        for (at, gap) in judgement.gaps.iter().enumerate() {
            relations.add_gap(at, gap);
        }
        relations.order_long_lists(judgement);
        relations
    }

    fn add_gap(&mut self, at: usize, gap: &Gap) {
        self.gaps_on.entry(gap.entity.clone()).or_default().push(at);
        match self.gaps_by_rule.get_mut(gap.rule.id()) {
            Some(list) => list.push(at),
            None => {
                self.gaps_by_rule.insert(gap.rule.id().to_owned(), vec![at]);
            }
        }
        if let Some(team) = &gap.team {
            self.gaps_of_team.entry(team.clone()).or_default().push(at);
        }
        if let Some(domain) = &gap.domain {
            self.gaps_in_domain.entry(domain.clone()).or_default().push(at);
        }
    }

    fn order_long_lists(&mut self, judgement: &Judgement) {
        let of_teams = self.gaps_of_team.iter().map(|(id, at)| (Route::Team(id.clone()), at));
        let of_domains = self.gaps_in_domain.iter().map(|(id, at)| (Route::Domain(id.clone()), at));
        let of_rules = self.gaps_by_rule.iter().map(|(id, at)| (Route::Rule(Id::new(id)), at));
        let all = of_teams.chain(of_domains).chain(of_rules);
        let long = all.filter(|(_, at)| List::Gaps.pages(at.len()) > 0);
        let ordered = long.map(|(of, at)| {
            let mut at = at.clone();
            at.sort_by(|a, b| judgement.gaps[*a].anchor.cmp(&judgement.gaps[*b].anchor));
            (of, at)
        });
        self.gaps_by_anchor = ordered.collect();
    }

    /// The gaps that the page of a team, domain or rule is about, by their ids on a page; nothing where they are few.
    pub fn gaps_by_anchor<'j>(&self, judgement: &'j Judgement, of: &Route) -> Vec<&'j Gap> {
        pick(judgement, self.gaps_by_anchor.get(of))
    }

    /// The page of the long list of `of` that holds the gap with this id.
    pub fn part_with(&self, judgement: &Judgement, of: &Route, anchor: &str) -> Option<Route> {
        let at = self.gaps_by_anchor.get(of)?;
        let before = at.partition_point(|at| judgement.gaps[*at].anchor.as_str() < anchor);
        let number = before / List::Gaps.per_page() + 1;
        Some(Route::Part(Box::new(Part { of: of.clone(), list: List::Gaps, number })))
    }

    /// The gaps that the page of a team, domain or rule is about, in the order of the judgement.
    pub fn gaps_of<'j>(&self, judgement: &'j Judgement, of: &Route) -> Vec<&'j Gap> {
        match of {
            Route::Team(id) => self.of_team(judgement, id),
            Route::Domain(id) => self.in_domain(judgement, id),
            Route::Rule(id) => self.by_rule(judgement, id.as_str()),
            _ => Vec::new(),
        }
    }

    /// Open gaps on an entity.
    pub fn on<'j>(&self, judgement: &'j Judgement, entity: &EntityRef) -> Vec<&'j Gap> {
        pick(judgement, self.gaps_on.get(entity))
    }

    /// Open gaps that a team should close.
    pub fn of_team<'j>(&self, judgement: &'j Judgement, team: &Id) -> Vec<&'j Gap> {
        pick(judgement, self.gaps_of_team.get(team))
    }

    /// Open gaps in a domain.
    pub fn in_domain<'j>(&self, judgement: &'j Judgement, domain: &Id) -> Vec<&'j Gap> {
        pick(judgement, self.gaps_in_domain.get(domain))
    }

    /// Open gaps that a rule found.
    pub fn by_rule<'j>(&self, judgement: &'j Judgement, rule: &str) -> Vec<&'j Gap> {
        pick(judgement, self.gaps_by_rule.get(rule))
    }
}

impl Placed {
    /// Where each page of the model stands.
    pub(super) fn of(model: &Model, routes: &Routes) -> Self {
        let mut placed = Self::default();
        for built_in in [true, false] {
            for page in model.pages.values().filter(|page| page.file.built_in == built_in) {
                let Some(route) = routes.route_of(page) else { continue };
                if routes.address(&route).is_some() {
                    placed.shown.push(page.path.clone());
                }
                placed.page_on.insert(route, page.path.clone());
            }
        }
        placed
    }
}

fn pick<'j>(judgement: &'j Judgement, at: Option<&Vec<usize>>) -> Vec<&'j Gap> {
    at.into_iter().flatten().filter_map(|&at| judgement.gaps.get(at)).collect()
}

fn push(into: &mut BTreeMap<Id, Vec<Id>>, key: &Id, value: &Id) {
    let list = into.entry(key.clone()).or_default();
    if list.last() != Some(value) {
        list.push(value.clone());
    }
}

fn push_all(into: &mut BTreeMap<Id, Vec<Id>>, model: &Model, to: &[Ref], value: &Id) {
    for reference in to {
        if let Some(target) = model.system(reference) {
            push(into, &target.id, value);
        }
    }
}
