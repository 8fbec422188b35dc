//! The handbook's own YAML, written tidily: also for what an import reads.

use super::{Outgoing, Written, word};
use crate::model::{
    AppliesTo, Check, Checklist, Date, Domain, Entities, Id, Item, Kind, Link, Metric, Model, OnCall, Owner, Period,
    Person, Ref, StageOwner, Step, System, Team, Waiver,
};
use crate::source::Spanned;
use crate::source::yaml::write::Value;

pub(super) fn write(outgoing: &Outgoing<'_>) -> Vec<Written> {
    vec![Written::new("ownership.yaml", of_model(outgoing.model))]
}

/// The entities of a handbook but those that come with the program.
#[must_use]
pub fn of_model(model: &Model) -> String {
    let own = |list: &&Checklist| !list.place.path.as_str().starts_with("guide/");
    document([
        ("teams", each(model.teams.values(), |team| (&team.id, self::team(team)))),
        ("people", each(model.people.values(), |person| (&person.id, self::person(person)))),
        ("domains", each(model.domains.values(), |domain| (&domain.id, self::domain(domain)))),
        ("systems", each(model.systems.values(), |system| (&system.id, self::system(system)))),
        ("metrics", each(model.metrics.values(), |metric| (&metric.id, self::metric(metric)))),
        ("checklists", each(model.checklists.values().filter(own), |list| (&list.id, checklist(list)))),
        ("waivers", each(model.waivers.values(), |waiver| (&waiver.id, self::waiver(waiver)))),
    ])
}

/// Entities that were read from elsewhere.
#[must_use]
pub fn of_entities(entities: &Entities) -> String {
    document([
        ("teams", each(&entities.teams, |team| (&team.id, self::team(team)))),
        ("people", each(&entities.people, |person| (&person.id, self::person(person)))),
        ("domains", each(&entities.domains, |domain| (&domain.id, self::domain(domain)))),
        ("systems", each(&entities.systems, |system| (&system.id, self::system(system)))),
        ("metrics", each(&entities.metrics, |metric| (&metric.id, self::metric(metric)))),
        ("checklists", each(&entities.checklists, |list| (&list.id, checklist(list)))),
        ("waivers", each(&entities.waivers, |waiver| (&waiver.id, self::waiver(waiver)))),
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

fn text(value: Option<&Spanned<String>>) -> Value {
    value.map_or_else(Value::nothing, |text| Value::text(text.value.clone()))
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

/// A reference where the field means `kind`.
fn named(reference: &Ref, kind: Kind) -> Value {
    Value::text(match reference.kind {
        _ if reference.is_external || !reference.is_legible() => reference.written.clone(),
        Some(own) if own != kind => format!("{own}:{}", reference.id),
        _ => reference.id.to_string(),
    })
}

fn reference(reference: Option<&Ref>, kind: Kind) -> Value {
    reference.map_or_else(Value::nothing, |reference| named(reference, kind))
}

fn references(references: &[Ref], kind: Kind) -> Value {
    Value::List(references.iter().map(|reference| named(reference, kind)).collect())
}

/// One name, several, or nobody where the key is there and says so.
fn owners(named: &[Ref]) -> Value {
    match named {
        [] => Value::bare("null"),
        [only] => self::named(only, Kind::Team),
        several => references(several, Kind::Team),
    }
}

fn owner(owner: Option<&Owner>) -> Value {
    owner.map_or_else(Value::nothing, |owner| owners(&owner.named))
}

fn links(links: &[Link]) -> Value {
    Value::map(links.iter().map(|link| (link.name.clone(), Value::text(link.url.value.clone()))))
}

fn on_call(on_call: Option<&OnCall>) -> Value {
    let Some(on_call) = on_call else { return Value::nothing() };
    let step = |step: &Step| match step.after {
        Some(after) => Value::map([("to", named(&step.to, Kind::Team)), ("after", period(Some(after)))]),
        None => named(&step.to, Kind::Team),
    };
    Value::map([
        ("schedule", text(on_call.schedule.as_ref())),
        ("team", reference(on_call.team.as_ref(), Kind::Team)),
        ("escalation", Value::List(on_call.escalation.iter().map(step).collect())),
    ])
}

fn team(team: &Team) -> Value {
    let contact = Value::map([
        ("chat", text(team.contact.chat.as_ref())),
        ("email", text(team.contact.email.as_ref())),
        ("tracker", text(team.contact.tracker.as_ref())),
    ]);
    let has_nobody = team.lists_members && team.members.is_empty();
    let members = if has_nobody { Value::bare("[]") } else { references(&team.members, Kind::Person) };
    let with = team.interacts_with.iter();
    let with = with.map(|(team, mode)| (team.id.to_string(), Value::text(word(mode.value))));
    Value::map([
        ("name", text(team.name.as_ref())),
        ("summary", text(team.summary.as_ref())),
        ("type", team.team_type.as_ref().map_or_else(Value::nothing, |kind| Value::text(word(kind.value)))),
        ("status", team.status.as_ref().map_or_else(Value::nothing, |status| Value::text(word(status.value)))),
        ("successor", reference(team.successor.as_ref(), Kind::Team)),
        ("parent", reference(team.parent.as_ref(), Kind::Team)),
        ("lead", reference(team.lead.as_ref(), Kind::Person)),
        ("members", members),
        ("contact", contact),
        ("on_call", on_call(team.on_call.as_ref())),
        ("decides", texts(&team.decides)),
        ("interacts_with", Value::map(with)),
        ("owns", references(&team.owns, Kind::System)),
        ("tasks", texts(&team.tasks)),
        ("aliases", texts(&team.aliases)),
        ("formed", date(team.formed.as_ref())),
        ("reviewed", date(team.reviewed.as_ref())),
        ("links", links(&team.links)),
    ])
}

fn person(person: &Person) -> Value {
    Value::map([
        ("name", text(person.name.as_ref())),
        ("handle", text(person.handle.as_ref())),
        ("left", date(person.left.as_ref())),
    ])
}

fn domain(domain: &Domain) -> Value {
    Value::map([
        ("name", text(domain.name.as_ref())),
        ("summary", text(domain.summary.as_ref())),
        ("lead", reference(domain.lead.as_ref(), Kind::Person)),
        ("parent", reference(domain.parent.as_ref(), Kind::Domain)),
    ])
}

fn system(system: &System) -> Value {
    let stages = system.lifecycle.iter().map(|own| (own.stage.value.clone(), stage(own)));
    let checks = system.checks.iter().map(|check| (check.item.value.clone(), self::check(check)));
    Value::map([
        ("name", text(system.name.as_ref())),
        ("summary", text(system.summary.as_ref())),
        ("kind", system.kind.as_ref().map_or_else(Value::nothing, |kind| Value::text(word(kind.value)))),
        ("domain", reference(system.domain.as_ref(), Kind::Domain)),
        ("tier", system.tier().map_or_else(Value::nothing, |tier| Value::bare(tier.to_string()))),
        ("status", system.status.as_ref().map_or_else(Value::nothing, |status| Value::text(word(status.value)))),
        ("owner", owner(system.owner.as_ref())),
        ("lifecycle", Value::map(stages)),
        ("contributors", references(&system.contributors, Kind::Team)),
        ("depends_on", references(&system.depends_on, Kind::System)),
        ("writes", references(&system.writes, Kind::System)),
        ("repositories", repositories(system)),
        ("runbook", runbook(system)),
        ("dashboard", text(system.dashboard.as_ref())),
        ("deployment", deployment(system)),
        ("on_call", on_call(system.on_call.as_ref())),
        ("data", data(system)),
        ("metrics", references(&system.metrics, Kind::Metric)),
        ("checks", Value::map(checks)),
        ("debt_reviewed", date(system.debt_reviewed.as_ref())),
        ("sunset", date(system.sunset.as_ref())),
        ("replaced_by", reference(system.replaced_by.as_ref(), Kind::System)),
        ("reviewed", date(system.reviewed.as_ref())),
        ("aliases", texts(&system.aliases)),
        ("links", links(&system.links)),
    ])
}

fn stage(own: &StageOwner) -> Value {
    if own.is_not_applicable {
        return Value::text("not-applicable");
    }
    if own.why.is_none() {
        return owners(&own.named);
    }
    let team = if own.named.is_empty() { Value::nothing() } else { owners(&own.named) };
    Value::map([("team", team), ("why", text(own.why.as_ref()))])
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

fn data(system: &System) -> Value {
    let Some(data) = &system.data else { return Value::nothing() };
    let value = Value::map([
        ("classification", text(data.classification.as_ref())),
        ("quality_owner", reference(data.quality_owner.as_ref(), Kind::Team)),
        ("retention", period(data.retention.as_ref().map(|retention| retention.value))),
    ]);
    if value.is_empty() { Value::bare("{}") } else { value }
}

fn check(check: &Check) -> Value {
    let is_bare = check.waived.is_none() && check.until.is_none() && check.by.is_none() && check.evidence.is_none();
    if is_bare && check.done.is_some() {
        return date(check.done.as_ref());
    }
    let value = Value::map([
        ("done", date(check.done.as_ref())),
        ("waived", text(check.waived.as_ref())),
        ("until", date(check.until.as_ref())),
        ("by", reference(check.by.as_ref(), Kind::Person)),
        ("evidence", text(check.evidence.as_ref())),
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
        ("domain", Value::texts(to.domains.iter().map(Id::as_str))),
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
        ("stage", text(list.stage.as_ref())),
        ("applies_to", applies_to(&list.applies_to)),
        ("items", Value::List(list.items.iter().map(item).collect())),
    ])
}

fn waiver(waiver: &Waiver) -> Value {
    Value::map([
        ("rule", text(waiver.rule.as_ref())),
        ("on", waiver.on.as_ref().map_or_else(Value::nothing, |on| Value::text(on.value.to_string()))),
        ("reason", text(waiver.reason.as_ref())),
        ("until", date(waiver.until.as_ref())),
        ("by", reference(waiver.by.as_ref(), Kind::Person)),
    ])
}
