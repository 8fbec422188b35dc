//! Bringing what other sources say together with what the handbook says: by id, and by earlier ids.
//!
//! The first statement of a thing stays; a later one fills in what the first leaves open. Two statements of who owns a
//! system are both kept, so that a rule can hold one against the other.

use std::collections::BTreeMap;

use super::{Domain, Entities, Id, Model, Owner, Person, Ref, System, Team};
use crate::source::Spanned;

impl Model {
    /// Adds entities read elsewhere, one reading after another, joins those that are here already, and resolves every
    /// name anew.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Entities>) {
        for entities in more {
            self.join(entities);
        }
        self.index();
        self.tell_teams_from_namespaces();
        self.spread();
    }

    fn join(&mut self, more: Entities) {
        let Entities { teams, people, domains, systems, metrics, checklists, waivers } = more;
        join_all(&mut self.teams, teams, |team| (&team.id, &team.aliases), join_team);
        join_all(&mut self.systems, systems, |system| (&system.id, &system.aliases), join_system);
        join_all(&mut self.people, people, |person| (&person.id, &[]), join_person);
        join_all(&mut self.domains, domains, |domain| (&domain.id, &domain.aliases), join_domain);
        for metric in metrics {
            self.metrics.entry(metric.id.clone()).or_insert(metric);
        }
        for checklist in checklists {
            self.checklists.entry(checklist.id.clone()).or_insert(checklist);
        }
        for waiver in waivers {
            self.waivers.entry(waiver.id.clone()).or_insert(waiver);
        }
    }
}

/// The names of an entity: its id, and its earlier ids.
type Names<T> = fn(&T) -> (&Id, &[Spanned<String>]);

/// Joins each of `more` to the one it speaks of, or adds it.
fn join_all<T>(into: &mut BTreeMap<Id, T>, more: Vec<T>, names: Names<T>, join: fn(&mut T, T)) {
    let mut known: BTreeMap<Id, Id> = BTreeMap::new();
    for entity in into.values() {
        let (id, aliases) = names(entity);
        for alias in aliases {
            known.entry(Id::new(alias)).or_insert_with(|| id.clone());
        }
    }
    known.extend(into.keys().map(|id| (id.clone(), id.clone())));
    for entity in more {
        let (id, aliases) = names(&entity);
        let all: Vec<Id> = std::iter::once(id.clone()).chain(aliases.iter().map(|alias| Id::new(alias))).collect();
        let present = all.iter().find_map(|name| known.get(name)).cloned();
        let id = present.unwrap_or_else(|| all[0].clone());
        for name in all {
            known.entry(name).or_insert_with(|| id.clone());
        }
        match into.get_mut(&id) {
            Some(first) => join(first, entity),
            None => {
                into.insert(id, entity);
            }
        }
    }
}

/// Fills in each named field that says nothing yet.
macro_rules! fill {
    ($first:ident, $second:ident: $($field:ident),*) => {
        $( if $first.$field.is_none() { $first.$field = $second.$field; } )*
    };
}

fn join_team(first: &mut Team, second: Team) {
    fill!(first, second: name, summary, team_type, status, successor, parent, lead, on_call, formed, reviewed);
    first.lists_members |= second.lists_members;
    add(&mut first.members, second.members, same);
    add(&mut first.owns, second.owns, same);
    add(&mut first.decides, second.decides, |a, b| a.value == b.value);
    add(&mut first.aliases, second.aliases, |a, b| a.value == b.value);
    add(&mut first.links, second.links, |a, b| a.name == b.name);
    add(&mut first.interacts_with, second.interacts_with, |a, b| same(&a.0, &b.0));
    if first.tasks.is_empty() {
        first.tasks = second.tasks;
    }
    let contact = &mut first.contact;
    contact.chat = contact.chat.take().or(second.contact.chat);
    contact.email = contact.email.take().or(second.contact.email);
    contact.tracker = contact.tracker.take().or(second.contact.tracker);
}

fn join_system(first: &mut System, second: System) {
    join_owner(first, second.owner);
    first.owner_elsewhere.extend(second.owner_elsewhere);
    fill!(first, second: name, summary, kind, domain, tier, status, runbook, dashboard, deployment, on_call, data);
    fill!(first, second: debt_reviewed, sunset, replaced_by, reviewed);
    add(&mut first.lifecycle, second.lifecycle, |a, b| a.stage.value == b.stage.value);
    add(&mut first.contributors, second.contributors, same);
    add(&mut first.depends_on, second.depends_on, same);
    add(&mut first.writes, second.writes, same);
    add(&mut first.metrics, second.metrics, same);
    add(&mut first.checks, second.checks, |a, b| a.item.value == b.item.value);
    add(&mut first.repositories, second.repositories, |a, b| a.url.value == b.url.value);
    add(&mut first.aliases, second.aliases, |a, b| a.value == b.value);
    add(&mut first.links, second.links, |a, b| a.name == b.name);
}

/// The first owner stays; any further statement is kept beside it.
fn join_owner(first: &mut System, second: Option<Owner>) {
    let Some(second) = second else { return };
    match &first.owner {
        Some(owner) if !owner.named.is_empty() => first.owner_elsewhere.push(second),
        _ => first.owner = Some(second),
    }
}

fn join_person(first: &mut Person, second: Person) {
    fill!(first, second: name, handle, left);
}

fn join_domain(first: &mut Domain, second: Domain) {
    fill!(first, second: name, summary, lead, parent);
    add(&mut first.aliases, second.aliases, |a, b| a.value == b.value);
}

fn same(a: &Ref, b: &Ref) -> bool {
    a.id == b.id
}

/// Adds what is not there yet.
fn add<T>(into: &mut Vec<T>, more: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    for item in more {
        if !into.iter().any(|present| same(present, &item)) {
            into.push(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, SourcePath, Sources};

    fn model(text: &str) -> Model {
        Model::read(&Sources::of([("content/ownership/a.yaml", text)]))
    }

    fn system(id: &str, owner: &str) -> System {
        let place = Place::start_of(&SourcePath::new("elsewhere/a"));
        let named = Ref::parse(owner, place.clone()).expect("a plain name");
        let owner = Some(Owner { named: vec![named], place: place.clone() });
        System { owner, name: Some(Spanned::new("Elsewhere".into(), place.clone())), ..System::new(Id::new(id), place) }
    }

    #[test]
    fn a_later_statement_fills_in_and_its_owner_is_kept_beside_the_first() {
        let mut model = model("systems:\n  ledger: {owner: payments, aliases: [old-ledger]}\n  bare: {}\n");
        let systems = vec![system("old-ledger", "risk"), system("bare", "risk"), system("new", "risk")];
        model.extend([Entities { systems, ..Entities::default() }]);
        assert_eq!(model.systems.len(), 3);
        let ledger = &model.systems["ledger"];
        assert_eq!(ledger.owner.as_ref().expect("an owner").named[0].id.as_str(), "payments");
        assert_eq!(ledger.owner_elsewhere[0].named[0].id.as_str(), "risk");
        assert_eq!(ledger.title(), "Elsewhere");
        assert_eq!(model.systems["bare"].owner.as_ref().expect("an owner").named[0].id.as_str(), "risk");
        assert_eq!(model.coverage.len(), 3);
    }
}
