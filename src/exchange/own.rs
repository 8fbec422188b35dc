//! Our own YAML, written once from what another format says: `bailiwick import`.

use crate::model::{
    Domain, Id, Kind, Link, Model, OnCall, Owner, Person, Ref, Repository, System, Team, Word, is_placeholder,
};
use crate::source::Spanned;
use crate::source::slug::Distinct;
use crate::source::yaml::write::Value;

/// The teams, people, domains and systems of a model as one ownership file.
#[must_use]
pub fn to_yaml(model: &Model) -> String {
    let write = Write { model };
    let teams = model.teams.values().map(|team| (team.id.as_str(), write.team(team)));
    let people = model.people.values().map(|person| (person.id.as_str(), Write::person(person)));
    let domains = model.domains.values().map(|domain| (domain.id.as_str(), write.domain(domain)));
    let systems = model.systems.values().map(|system| (system.id.as_str(), write.system(system)));
    let sections =
        [("teams", all(teams)), ("domains", all(domains)), ("systems", all(systems)), ("people", all(people))];
    let texts = sections.into_iter().filter(|(_, section)| !section.is_empty());
    texts.map(|(key, section)| Value::map([(key, section)]).to_document()).collect::<Vec<_>>().join("\n")
}

/// A map of entities; one of which nothing is known is there all the same.
fn all<'a>(entities: impl Iterator<Item = (&'a str, Value)>) -> Value {
    Value::Map(entities.map(|(id, value)| (id.to_owned(), value)).collect())
}

struct Write<'m> {
    model: &'m Model,
}

impl Write<'_> {
    fn team(&self, team: &Team) -> Value {
        let contact = Value::map([
            ("chat", text(team.contact.chat.as_ref())),
            ("email", text(team.contact.email.as_ref())),
            ("tracker", text(team.contact.tracker.as_ref())),
        ]);
        let partners = team.interacts_with.iter().map(|(team, how)| (self.name(team, Kind::Team), word(how.value)));
        // A list that is there and empty says that nobody is in the team.
        let members = if team.lists_members && team.members.is_empty() {
            Value::bare("[]")
        } else {
            self.names(&team.members, Kind::Person)
        };
        Value::map([
            ("name", title(team.name.as_ref(), &team.id)),
            ("summary", text(team.summary.as_ref())),
            ("type", team.team_type.as_ref().map_or_else(Value::nothing, |kind| word(kind.value))),
            ("status", team.status.as_ref().map_or_else(Value::nothing, |status| word(status.value))),
            ("successor", self.one(team.successor.as_ref(), Kind::Team)),
            ("parent", self.one(team.parent.as_ref(), Kind::Team)),
            ("lead", self.one(team.lead.as_ref(), Kind::Person)),
            ("members", members),
            ("contact", contact),
            ("on_call", self.on_call(team.on_call.as_ref())),
            ("decides", texts(&team.decides)),
            ("interacts_with", Value::map(partners)),
            ("owns", self.names(&team.owns, Kind::System)),
            ("tasks", texts(&team.tasks)),
            ("aliases", texts(&team.aliases)),
            ("formed", date(team.formed.as_ref())),
            ("reviewed", date(team.reviewed.as_ref())),
            ("links", links(&team.links)),
        ])
    }

    fn person(person: &Person) -> Value {
        Value::map([
            ("name", title(person.name.as_ref(), &person.id)),
            ("handle", text(person.handle.as_ref())),
            ("left", date(person.left.as_ref())),
        ])
    }

    fn domain(&self, domain: &Domain) -> Value {
        Value::map([
            ("name", title(domain.name.as_ref(), &domain.id)),
            ("summary", text(domain.summary.as_ref())),
            ("lead", self.one(domain.lead.as_ref(), Kind::Person)),
            ("parent", self.one(domain.parent.as_ref(), Kind::Domain)),
        ])
    }

    fn system(&self, system: &System) -> Value {
        let repositories = system.repositories.iter().map(repository).collect();
        let runbook = system.runbook.as_ref().map_or_else(Value::nothing, |runbook| Value::text(&*runbook.target));
        Value::map([
            ("name", title(system.name.as_ref(), &system.id)),
            ("summary", text(system.summary.as_ref())),
            ("kind", system.kind.as_ref().map_or_else(Value::nothing, |kind| word(kind.value))),
            ("domain", self.one(system.domain.as_ref(), Kind::Domain)),
            ("tier", system.tier.as_ref().map_or_else(Value::nothing, |tier| Value::bare(tier.value.to_string()))),
            ("status", system.status.as_ref().map_or_else(Value::nothing, |status| word(status.value))),
            ("owner", self.owner(system.owner.as_ref())),
            ("contributors", self.names(&system.contributors, Kind::Team)),
            ("depends_on", self.names(&system.depends_on, Kind::System)),
            ("writes", self.names(&system.writes, Kind::System)),
            ("repositories", Value::List(repositories)),
            ("runbook", runbook),
            ("dashboard", text(system.dashboard.as_ref())),
            ("on_call", self.on_call(system.on_call.as_ref())),
            ("sunset", date(system.sunset.as_ref())),
            ("replaced_by", self.one(system.replaced_by.as_ref(), Kind::System)),
            ("reviewed", date(system.reviewed.as_ref())),
            ("aliases", texts(&system.aliases)),
            ("links", links(&system.links)),
        ])
    }

    /// An owner's place that names nobody stays a place that names nobody.
    fn owner(&self, owner: Option<&Owner>) -> Value {
        match owner.map(|owner| owner.named.as_slice()) {
            None => Value::nothing(),
            Some([]) => Value::bare("null"),
            Some([only]) => Value::text(self.name(only, Kind::Team)),
            Some(several) => self.names(several, Kind::Team),
        }
    }

    fn on_call(&self, on_call: Option<&OnCall>) -> Value {
        let Some(on_call) = on_call else { return Value::nothing() };
        let steps: Vec<Ref> = on_call.escalation.iter().map(|step| step.to.clone()).collect();
        Value::map([
            ("schedule", text(on_call.schedule.as_ref())),
            ("team", self.one(on_call.team.as_ref(), Kind::Team)),
            ("escalation", self.names(&steps, Kind::Team)),
        ])
    }

    fn one(&self, reference: Option<&Ref>, kind: Kind) -> Value {
        reference.map_or_else(Value::nothing, |reference| Value::text(self.name(reference, kind)))
    }

    fn names(&self, references: &[Ref], kind: Kind) -> Value {
        Value::texts(references.iter().map(|reference| self.name(reference, kind)))
    }

    /// A reference as this handbook writes it: the bare id where the field says the kind.
    fn name(&self, reference: &Ref, kind: Kind) -> String {
        if reference.is_external {
            return format!("external:{}", reference.id);
        }
        if is_placeholder(&reference.written) {
            return reference.written.clone();
        }
        // A team that is not there, and whose name a person has, must not turn into that person.
        let is_misleading = kind == Kind::Team && self.model.team(reference).is_none();
        let says_kind = reference.kind.filter(|own| *own != kind || (is_misleading && self.is_person(&reference.id)));
        says_kind.map_or_else(|| reference.id.to_string(), |own| format!("{own}:{}", reference.id))
    }

    fn is_person(&self, id: &Id) -> bool {
        self.model.people.contains_key(id)
            || self
                .model
                .teams
                .values()
                .any(|team| team.members.iter().chain(&team.lead).any(|person| person.id == *id))
    }
}

/// A name that says no more than the id need not be written.
fn title(name: Option<&Spanned<String>>, id: &Id) -> Value {
    text(name.filter(|name| name.value != id.as_str()))
}

fn text(text: Option<&Spanned<String>>) -> Value {
    text.map_or_else(Value::nothing, |text| Value::text(&*text.value))
}

fn texts(texts: &[Spanned<String>]) -> Value {
    Value::texts(texts.iter().map(|text| text.value.clone()))
}

fn date(date: Option<&Spanned<crate::model::Date>>) -> Value {
    date.map_or_else(Value::nothing, |date| Value::bare(date.value.to_string()))
}

fn word<T: Word + PartialEq>(value: T) -> Value {
    let word = T::WORDS.iter().find(|(_, known)| *known == value);
    word.map_or_else(Value::nothing, |(word, _)| Value::text(*word))
}

fn links(links: &[Link]) -> Value {
    // Two links may have one name there; the keys of a map may not.
    let mut names = Distinct::default();
    let named = links.iter().map(|link| (names.make(&link.name), Value::text(&*link.url.value)));
    Value::map(named.collect::<Vec<_>>())
}

fn repository(repository: &Repository) -> Value {
    if repository.paths.is_empty() {
        return Value::text(&*repository.url.value);
    }
    Value::map([("url", Value::text(&*repository.url.value)), ("paths", texts(&repository.paths))])
}
