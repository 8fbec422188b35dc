//! A model with a few entities and what they have to do with, for those who ask about them alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{EntityRef, Id, Kind, Model, OnCall, Ref, System, Team, repository_name};

impl Model {
    /// The same model with only those systems that have to do with `entities`: the systems themselves, those they need
    /// or write, or name where a team should be, those that need or write them, and those that share a repository or a
    /// metric with them. Everything else is as it was, so that judging it finds of them what judging the whole would find.
    /// The other systems come beside it.
    #[must_use]
    pub fn around(mut self, entities: &[EntityRef]) -> (Self, BTreeMap<Id, System>) {
        let middle: BTreeSet<Id> = entities.iter().flat_map(|entity| self.middle(entity)).collect();
        let mut kept = middle.clone();
        let mut repositories = Repositories::of(middle.iter().filter_map(|id| self.systems.get(id)));
        let metrics: BTreeSet<Id> = {
            let middle = middle.iter().filter_map(|id| self.systems.get(id));
            middle.flat_map(|system| &system.metrics).map(|metric| metric.id.clone()).collect()
        };
        let names = self.names_of(&middle);
        for system in self.systems.values() {
            if middle.contains(&system.id) {
                let others = needed(system).chain(named(system)).filter_map(|reference| self.system(reference));
                kept.extend(others.map(|other| other.id.clone()));
            } else if needed(system).any(|reference| names.contains(&reference.id))
                || repositories.are_shared(system)
                || shares_metric(system, &metrics)
            {
                kept.insert(system.id.clone());
            }
        }
        drop(repositories);
        kept.extend(self.misnamed().chain(self.linked()).cloned());
        let mut rest = std::mem::take(&mut self.systems);
        self.systems = kept.into_iter().filter_map(|id| rest.remove_entry(&id)).collect();
        (self, rest)
    }

    /// The ids of these systems, and their earlier ones.
    fn names_of(&self, systems: &BTreeSet<Id>) -> BTreeSet<Id> {
        let former = self.former_systems().filter(|(_, present)| systems.contains(*present));
        systems.iter().chain(former.map(|(former, _)| former)).cloned().collect()
    }

    /// The systems that are named where a team should be: what they are is said of whoever names them.
    fn misnamed(&self) -> impl Iterator<Item = &Id> {
        let teams = self.teams.values().flat_map(|team| {
            let partners = team.interacts_with.iter().map(|(partner, _)| partner);
            let called = team.on_call.iter().flat_map(called);
            team.parent.iter().chain(&team.successor).chain(partners).chain(called)
        });
        let fallback = self.settings.fallback.team.iter();
        teams
            .chain(fallback)
            .filter(|named| self.team(named).is_none())
            .filter_map(|named| self.system(named))
            .map(|system| &system.id)
    }

    /// The systems to which pages link, by id or by the address of their page.
    fn linked(&self) -> impl Iterator<Item = &Id> {
        let links = self.pages.values().filter(|page| !page.file.built_in).flat_map(|page| &page.file.outline().links);
        let ids = links.filter_map(|link| {
            let link = link.destination.split(['#', '?']).next().unwrap_or_default().trim();
            let address = || {
                let page = link.rsplit_once("systems/")?.1.trim_end_matches('/');
                Some(page.strip_suffix(".html").or_else(|| page.strip_suffix(".md")).unwrap_or(page))
            };
            link.strip_prefix("system:").or_else(address).map(Id::new)
        });
        ids.filter_map(|id| self.system_named(&id)).map(|system| &system.id)
    }

    /// The systems that the entity is, or answers for.
    fn middle(&self, entity: &EntityRef) -> BTreeSet<Id> {
        match entity.kind {
            Kind::System => BTreeSet::from([entity.id.clone()]),
            Kind::Team => self.systems_of(self.teams.get(&entity.id).into_iter().collect()),
            Kind::Person => self.systems_of(self.teams.values().filter(|team| team.has(&entity.id)).collect()),
            Kind::Domain => {
                let is_in = |system: &&System| {
                    let domain = system.domain.as_ref().and_then(|domain| self.domain(domain));
                    domain.is_some_and(|domain| domain.id == entity.id)
                };
                self.systems.values().filter(is_in).map(|system| system.id.clone()).collect()
            }
            _ => BTreeSet::new(),
        }
    }

    /// The systems that name one of these teams, a team below one, or are named by one.
    fn systems_of<'m>(&'m self, mut teams: Vec<&'m Team>) -> BTreeSet<Id> {
        let above = teams.clone();
        let is_below = |team: &&Team| self.ancestors(team).iter().any(|parent| above.iter().any(|t| t.id == parent.id));
        teams.extend(self.teams.values().filter(is_below));
        let ids: BTreeSet<&Id> = teams.iter().map(|team| &team.id).collect();
        let names_one = |system: &&System| {
            named(system).any(|reference| self.team(reference).is_some_and(|team| ids.contains(&team.id)))
        };
        let naming = self.systems.values().filter(names_one).map(|system| system.id.clone());
        let owned = teams.iter().flat_map(|team| &team.owns).filter_map(|system| self.system(system));
        naming.chain(owned.map(|system| system.id.clone())).collect()
    }
}

impl Team {
    /// Whether this person is in the team, or leads it.
    #[must_use]
    pub fn has(&self, person: &Id) -> bool {
        self.members.iter().chain(&self.lead).any(|reference| reference.id == *person)
    }
}

fn needed(system: &System) -> impl Iterator<Item = &Ref> {
    system.depends_on.iter().chain(&system.writes).chain(&system.replaced_by)
}

/// Everybody whom a system names in some role.
fn named(system: &System) -> impl Iterator<Item = &Ref> {
    let owner = system.owner.iter().flat_map(|owner| &owner.named);
    let stages = system.lifecycle.iter().flat_map(|stage| &stage.named);
    let called = system.on_call.iter().flat_map(called);
    let quality = system.data.iter().filter_map(|data| data.quality_owner.as_ref());
    owner.chain(stages).chain(&system.contributors).chain(called).chain(quality)
}

fn called(on_call: &OnCall) -> impl Iterator<Item = &Ref> {
    on_call.team.iter().chain(on_call.escalation.iter().map(|step| &step.to))
}

/// Repositories of some systems. Addresses are many and repositories few, so what is said of one is remembered.
struct Repositories<'m> {
    names: BTreeSet<String>,
    known: HashMap<&'m str, bool>,
}

impl<'m> Repositories<'m> {
    fn of(systems: impl Iterator<Item = &'m System>) -> Self {
        let addresses = systems.flat_map(|system| &system.repositories).map(|repository| &repository.url);
        Self { names: addresses.map(|address| repository_name(address)).collect(), known: HashMap::new() }
    }

    /// Whether the system lies in one of them.
    fn are_shared(&mut self, system: &'m System) -> bool {
        system.repositories.iter().any(|repository| {
            let is_known = |address: &&str| self.names.contains(&repository_name(address));
            let address = repository.url.value.as_str();
            *self.known.entry(address).or_insert_with_key(is_known)
        })
    }
}

fn shares_metric(system: &System, with: &BTreeSet<Id>) -> bool {
    system.metrics.iter().any(|metric| with.contains(&metric.id))
}
