//! The handbook's own YAML, written tidily: also for what an import reads.

use super::{Outgoing, Written, word};
use crate::model::{
    AppliesTo, Check, Checklist, Date, Domain, Id, Item, Kind, Link, Metric, Model, OnCall, Owner, Period, Person, Ref,
    StageOwner, Step, System, Team, Waiver, is_placeholder,
};
use crate::source::Spanned;
use crate::source::slug::Distinct;
use crate::source::yaml::write::Value;

pub(super) fn write(outgoing: &Outgoing<'_>) -> Vec<Written> {
    vec![Written::new("ownership.yaml", to_yaml(outgoing.model))]
}

/// The entities of a model, but those that come with the program, as one ownership file.
#[must_use]
pub fn to_yaml(model: &Model) -> String {
    let ours = Ours { model };
    let own = |list: &&Checklist| !list.place.path.as_str().starts_with("guide/");
    document([
        ("teams", each(model.teams.values(), |team| (&team.id, ours.team(team)))),
        ("people", each(model.people.values(), |person| (&person.id, self::person(person)))),
        ("domains", each(model.domains.values(), |domain| (&domain.id, ours.domain(domain)))),
        ("systems", each(model.systems.values(), |system| (&system.id, ours.system(system)))),
        ("metrics", each(model.metrics.values(), |metric| (&metric.id, self::metric(metric)))),
        ("checklists", each(model.checklists.values().filter(own), |list| (&list.id, checklist(list)))),
        ("waivers", each(model.waivers.values(), |waiver| (&waiver.id, ours.waiver(waiver)))),
    ])
}

/// One map for each kind, with an empty line between.
fn document(kinds: [(&str, Value); 7]) -> String {
    let there = kinds.into_iter().filter(|(_, value)| !value.is_empty());
    let texts = there.map(|(kind, value)| Value::Map(vec![(kind.to_owned(), value)]).to_document());
    texts.collect::<Vec<_>>().join("\n")
}

fn each<'e, T: 'e>(all: impl IntoIterator<Item = &'e T>, entry: impl Fn(&'e T) -> (&'e Id, Value)) -> Value {
    let entries = all.into_iter().map(|one| {
        let (id, value) = entry(one);
        (id.to_string(), if value.is_empty() { Value::bare("{}") } else { value })
    });
    Value::Map(entries.collect())
}

/// Writes references as the model knows what they name.
struct Ours<'m> {
    model: &'m Model,
}

impl Ours<'_> {
    /// A reference as this handbook writes it: the bare id where the field says the kind.
    fn named(&self, reference: &Ref, kind: Kind) -> Value {
        let id = &reference.id;
        if reference.is_external {
            let is_written = reference.written.to_lowercase().starts_with("external:");
            return Value::text(if is_written { reference.written.clone() } else { format!("external:{id}") });
        }
        if is_placeholder(&reference.written) || !reference.is_legible() {
            return Value::text(reference.written.clone());
        }
        // A team that is not there, and whose name a person has, must not turn into that person.
        let is_misleading = kind == Kind::Team && self.model.team(reference).is_none();
        let says_kind = reference.kind.filter(|own| *own != kind || (is_misleading && self.model.names_person(id)));
        Value::text(says_kind.map_or_else(|| id.to_string(), |own| format!("{own}:{id}")))
    }

    fn reference(&self, reference: Option<&Ref>, kind: Kind) -> Value {
        reference.map_or_else(Value::nothing, |reference| self.named(reference, kind))
    }

    fn references(&self, references: &[Ref], kind: Kind) -> Value {
        Value::List(references.iter().map(|reference| self.named(reference, kind)).collect())
    }

    /// One name, several, or nobody where the key is there and says so.
    fn owners(&self, named: &[Ref]) -> Value {
        match named {
            [] => Value::bare("null"),
            [only] => self.named(only, Kind::Team),
            several => self.references(several, Kind::Team),
        }
    }

    fn owner(&self, owner: Option<&Owner>) -> Value {
        owner.map_or_else(Value::nothing, |owner| self.owners(&owner.named))
    }

    fn on_call(&self, on_call: Option<&OnCall>) -> Value {
        let Some(on_call) = on_call else { return Value::nothing() };
        let step = |step: &Step| match step.after {
            Some(after) => Value::map([("to", self.named(&step.to, Kind::Team)), ("after", period(Some(after)))]),
            None => self.named(&step.to, Kind::Team),
        };
        Value::map([
            ("schedule", text(on_call.schedule.as_ref())),
            ("team", self.reference(on_call.team.as_ref(), Kind::Team)),
            ("escalation", Value::List(on_call.escalation.iter().map(step).collect())),
        ])
    }

    fn team(&self, team: &Team) -> Value {
        let contact = Value::map([
            ("chat", text(team.contact.chat.as_ref())),
            ("email", text(team.contact.email.as_ref())),
            ("tracker", text(team.contact.tracker.as_ref())),
        ]);
        let has_nobody = team.lists_members && team.members.is_empty();
        let members = if has_nobody { Value::bare("[]") } else { self.references(&team.members, Kind::Person) };
        let with = team.interacts_with.iter();
        let with = with.map(|(team, mode)| (team.id.to_string(), Value::text(word(mode.value))));
        Value::map([
            ("name", title(team.name.as_ref(), &team.id)),
            ("summary", text(team.summary.as_ref())),
            ("type", team.team_type.as_ref().map_or_else(Value::nothing, |kind| Value::text(word(kind.value)))),
            ("status", team.status.as_ref().map_or_else(Value::nothing, |status| Value::text(word(status.value)))),
            ("successor", self.reference(team.successor.as_ref(), Kind::Team)),
            ("parent", self.reference(team.parent.as_ref(), Kind::Team)),
            ("lead", self.reference(team.lead.as_ref(), Kind::Person)),
            ("members", members),
            ("contact", contact),
            ("on_call", self.on_call(team.on_call.as_ref())),
            ("decides", texts(&team.decides)),
            ("interacts_with", Value::map(with)),
            ("owns", self.references(&team.owns, Kind::System)),
            ("tasks", texts(&team.tasks)),
            ("aliases", texts(&team.aliases)),
            ("formed", date(team.formed.as_ref())),
            ("reviewed", date(team.reviewed.as_ref())),
            ("links", links(&team.links)),
        ])
    }

    fn domain(&self, domain: &Domain) -> Value {
        Value::map([
            ("name", title(domain.name.as_ref(), &domain.id)),
            ("summary", text(domain.summary.as_ref())),
            ("lead", self.reference(domain.lead.as_ref(), Kind::Person)),
            ("parent", self.reference(domain.parent.as_ref(), Kind::Domain)),
            ("aliases", texts(&domain.aliases)),
        ])
    }

    fn system(&self, system: &System) -> Value {
        let stages = system.lifecycle.iter().map(|own| (own.stage.value.clone(), self.stage(own)));
        let checks = system.checks.iter().map(|check| (check.item.value.clone(), self.check(check)));
        Value::map([
            ("name", title(system.name.as_ref(), &system.id)),
            ("summary", text(system.summary.as_ref())),
            ("kind", system.kind.as_ref().map_or_else(Value::nothing, |kind| Value::text(word(kind.value)))),
            ("domain", self.reference(system.domain.as_ref(), Kind::Domain)),
            ("tier", system.tier().map_or_else(Value::nothing, |tier| Value::bare(tier.to_string()))),
            ("status", system.status.as_ref().map_or_else(Value::nothing, |status| Value::text(word(status.value)))),
            ("owner", self.owner(system.owner.as_ref())),
            ("lifecycle", Value::map(stages)),
            ("contributors", self.references(&system.contributors, Kind::Team)),
            ("depends_on", self.references(&system.depends_on, Kind::System)),
            ("writes", self.references(&system.writes, Kind::System)),
            ("repositories", repositories(system)),
            ("runbook", runbook(system)),
            ("dashboard", text(system.dashboard.as_ref())),
            ("deployment", deployment(system)),
            ("on_call", self.on_call(system.on_call.as_ref())),
            ("data", self.data(system)),
            ("metrics", self.references(&system.metrics, Kind::Metric)),
            ("checks", Value::map(checks)),
            ("debt_reviewed", date(system.debt_reviewed.as_ref())),
            ("sunset", date(system.sunset.as_ref())),
            ("replaced_by", self.reference(system.replaced_by.as_ref(), Kind::System)),
            ("reviewed", date(system.reviewed.as_ref())),
            ("aliases", texts(&system.aliases)),
            ("links", links(&system.links)),
        ])
    }

    fn stage(&self, own: &StageOwner) -> Value {
        if own.is_not_applicable {
            return Value::text("not-applicable");
        }
        if own.why.is_none() {
            return self.owners(&own.named);
        }
        let team = if own.named.is_empty() { Value::nothing() } else { self.owners(&own.named) };
        Value::map([("team", team), ("why", text(own.why.as_ref()))])
    }

    fn data(&self, system: &System) -> Value {
        let Some(data) = &system.data else { return Value::nothing() };
        let value = Value::map([
            ("classification", text(data.classification.as_ref())),
            ("quality_owner", self.reference(data.quality_owner.as_ref(), Kind::Team)),
            ("retention", period(data.retention.as_ref().map(|retention| retention.value))),
        ]);
        if value.is_empty() { Value::bare("{}") } else { value }
    }

    fn check(&self, check: &Check) -> Value {
        let is_bare = check.waived.is_none() && check.until.is_none() && check.by.is_none() && check.evidence.is_none();
        if is_bare && check.done.is_some() {
            return date(check.done.as_ref());
        }
        let value = Value::map([
            ("done", date(check.done.as_ref())),
            ("waived", text(check.waived.as_ref())),
            ("until", date(check.until.as_ref())),
            ("by", self.reference(check.by.as_ref(), Kind::Person)),
            ("evidence", text(check.evidence.as_ref())),
        ]);
        if value.is_empty() { Value::bare("{}") } else { value }
    }

    fn waiver(&self, waiver: &Waiver) -> Value {
        Value::map([
            ("rule", text(waiver.rule.as_ref())),
            ("on", waiver.on.as_ref().map_or_else(Value::nothing, |on| Value::text(on.value.to_string()))),
            ("reason", text(waiver.reason.as_ref())),
            ("until", date(waiver.until.as_ref())),
            ("by", self.reference(waiver.by.as_ref(), Kind::Person)),
        ])
    }
}

fn id(value: Option<&Spanned<Id>>) -> Value {
    value.map_or_else(Value::nothing, |id| Value::text(id.to_string()))
}

fn text(value: Option<&Spanned<String>>) -> Value {
    value.map_or_else(Value::nothing, |text| Value::text(text.value.clone()))
}

/// A name that says no more than the id need not be written.
fn title(name: Option<&Spanned<String>>, id: &Id) -> Value {
    text(name.filter(|name| name.value != id.as_str()))
}

fn texts(values: &[Spanned<String>]) -> Value {
    Value::texts(values.iter().map(|text| text.value.clone()))
}

fn date(value: Option<&Spanned<Date>>) -> Value {
    value.map_or_else(Value::nothing, |date| Value::bare(date.value.to_string()))
}

fn period(value: Option<Period>) -> Value {
    value.map_or_else(Value::nothing, |period| Value::bare(period.short()))
}

fn flag(value: Option<bool>) -> Value {
    value.map_or_else(Value::nothing, |flag| Value::bare(flag.to_string()))
}

fn links(links: &[Link]) -> Value {
    // Two links may have one name elsewhere; the keys of a map may not.
    let mut names = Distinct::default();
    let named = links.iter().map(|link| (names.make(&link.name), Value::text(link.url.value.clone())));
    Value::map(named.collect::<Vec<_>>())
}

fn person(person: &Person) -> Value {
    Value::map([
        ("name", title(person.name.as_ref(), &person.id)),
        ("handle", text(person.handle.as_ref())),
        ("left", date(person.left.as_ref())),
    ])
}

fn repositories(system: &System) -> Value {
    let one = |repository: &crate::model::Repository| {
        let url = Value::text(repository.url.value.clone());
        if repository.paths.is_empty() { url } else { Value::map([("url", url), ("paths", texts(&repository.paths))]) }
    };
    Value::List(system.repositories.iter().map(one).collect())
}

fn runbook(system: &System) -> Value {
    let Some(runbook) = &system.runbook else { return Value::nothing() };
    let target = Value::text(runbook.target.value.clone());
    match &runbook.reviewed {
        Some(_) => Value::map([("url", target), ("reviewed", date(runbook.reviewed.as_ref()))]),
        None => target,
    }
}

fn deployment(system: &System) -> Value {
    let Some(deployment) = &system.deployment else { return Value::nothing() };
    let value = Value::map([
        ("independent", flag(deployment.independent.as_ref().map(|flag| flag.value))),
        ("pipeline", text(deployment.pipeline.as_ref())),
    ]);
    if value.is_empty() { Value::bare("{}") } else { value }
}

fn metric(metric: &Metric) -> Value {
    let measured = metric.measurements.iter().map(|one| {
        Value::map([("date", Value::bare(one.date.value.to_string())), ("value", Value::bare(one.value.to_string()))])
    });
    let target = metric.target.as_ref().map(|target| Value::text(target.value.text.clone()));
    Value::map([
        ("name", text(metric.name.as_ref())),
        ("measures", metric.measures.as_ref().map_or_else(Value::nothing, |one| Value::text(word(one.value)))),
        ("target", target.unwrap_or_else(Value::nothing)),
        ("unit", text(metric.unit.as_ref())),
        ("source", text(metric.source.as_ref())),
        ("measurements", Value::List(measured.collect())),
    ])
}

fn applies_to(to: &AppliesTo) -> Value {
    Value::map([
        ("kind", Value::texts(to.kinds.iter().map(|kind| word(*kind)))),
        ("tier", Value::List(to.tiers.iter().map(|tier| Value::bare(tier.to_string())).collect())),
        ("status", Value::texts(to.statuses.iter().map(|status| word(*status)))),
        ("domain", Value::texts(to.domains.iter().map(|named| named.id.as_str()))),
    ])
}

fn checklist(list: &Checklist) -> Value {
    let item = |item: &Item| {
        Value::map([
            ("id", Value::text(item.id.value.clone())),
            ("text", Value::text(item.text.clone())),
            ("why", item.why.as_ref().map_or_else(Value::nothing, |why| Value::text(why.clone()))),
            ("evidence", text(item.evidence.as_ref())),
            ("every", period(item.every)),
            ("required", flag(Some(false).filter(|_| !item.is_required))),
            ("applies_to", applies_to(&item.applies_to)),
        ])
    };
    Value::map([
        ("name", text(list.name.as_ref())),
        ("stage", id(list.stage.as_ref())),
        ("applies_to", applies_to(&list.applies_to)),
        ("items", Value::List(list.items.iter().map(item).collect())),
    ])
}
