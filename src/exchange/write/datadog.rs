//! Datadog's entity definitions, version 3.

use super::{HEAD, Outgoing, Written, living, maybe, outside, owner_id, systems, word};
use crate::model::{Domain, Model, System, SystemKind, Team};
use crate::source::yaml::write::Value;

pub(super) fn write(outgoing: &Outgoing<'_>) -> Vec<Written> {
    let model = outgoing.model;
    let domains = model.domains.values().map(domain);
    let documents: Vec<String> =
        domains.chain(living(model).map(|system| entity(model, system))).map(|value| value.to_document()).collect();
    vec![Written::new("entity.datadog.yaml", format!("{HEAD}{}", documents.join("---\n")))]
}

fn domain(domain: &Domain) -> Value {
    Value::map([
        ("apiVersion", Value::text("v3")),
        ("kind", Value::text("system")),
        (
            "metadata",
            Value::map([
                ("name", Value::text(domain.id.as_str())),
                ("displayName", Value::text(domain.title())),
                ("description", maybe(domain.summary.as_ref().map(|text| text.value.as_str()))),
            ]),
        ),
    ])
}

fn kind_of(system: &System) -> &'static str {
    if system.kind() == SystemKind::Data { "datastore" } else { "service" }
}

fn entity(model: &Model, system: &System) -> Value {
    let owner = model.owner_of(system);
    let further = system.contributors.iter().filter_map(|reference| model.team(reference));
    let further = further.map(|team| Value::map([("name", Value::text(team.id.as_str()))]));
    let metadata = Value::map([
        ("name", Value::text(system.id.as_str())),
        ("displayName", Value::text(system.title())),
        ("description", maybe(system.summary.as_ref().map(|text| text.value.as_str()))),
        ("owner", maybe(owner_id(model, system))),
        ("additionalOwners", Value::List(further.collect())),
        ("contacts", owner.map_or_else(Value::nothing, contacts)),
        ("links", links(system)),
    ]);
    let needed = systems(model, &system.depends_on).map(|other| format!("{}:{}", kind_of(other), other.id));
    let domain = system.domain.as_ref().and_then(|domain| model.domain(domain));
    let spec = Value::map([
        ("lifecycle", Value::text(word(system.status()))),
        ("tier", system.tier().map_or_else(Value::nothing, |tier| Value::text(tier.to_string()))),
        ("componentOf", Value::texts(domain.map(|domain| format!("system:{}", domain.id)))),
        ("dependsOn", Value::texts(needed)),
    ]);
    Value::map([
        ("apiVersion", Value::text("v3")),
        ("kind", Value::text(kind_of(system))),
        ("metadata", metadata),
        ("spec", spec),
        ("integrations", integrations(model, system)),
        ("datadog", code(system)),
    ])
}

fn contacts(team: &Team) -> Value {
    let email = team.contact.email.as_ref().map(|email| ("email", "E-mail", email.value.as_str()));
    let chat = team.contact.chat.as_ref().map(|chat| ("slack", "Chat", chat.value.as_str()));
    let contact = |(kind, name, contact)| {
        Value::map([("type", Value::text(kind)), ("name", Value::text(name)), ("contact", Value::text(contact))])
    };
    Value::List(email.into_iter().chain(chat).map(contact).collect())
}

fn links(system: &System) -> Value {
    let runbook = system.runbook.as_ref().map(|runbook| ("runbook", "Runbook", runbook.target.value.as_str()));
    let dashboard = system.dashboard.as_ref().map(|dashboard| ("dashboard", "Dashboard", dashboard.value.as_str()));
    let others = system.links.iter().map(|link| ("other", link.name.as_str(), link.url.value.as_str()));
    let link = |(kind, name, url)| {
        let url = Value::text(outside(url)?);
        Some(Value::map([("name", Value::text(name)), ("type", Value::text(kind)), ("url", url)]))
    };
    Value::List(runbook.into_iter().chain(dashboard).chain(others).filter_map(link).collect())
}

/// The rota, where a tool that is known keeps it.
fn integrations(model: &Model, system: &System) -> Value {
    let own = system.on_call.as_ref();
    let teams = model.operator_of(system).and_then(|team| team.on_call.as_ref());
    let schedule = own.into_iter().chain(teams).find_map(|on_call| on_call.schedule.as_ref());
    let Some(schedule) = schedule.and_then(|schedule| outside(&schedule.value)) else { return Value::nothing() };
    let tool = ["pagerduty", "opsgenie"].into_iter().find(|tool| schedule.to_lowercase().contains(tool));
    Value::map(tool.map(|tool| (tool, Value::map([("serviceURL", Value::text(schedule))]))))
}

fn code(system: &System) -> Value {
    let location = |repository: &crate::model::Repository| {
        let paths = repository.paths.iter().map(|path| path.value.clone());
        Value::map([("repositoryURL", Value::text(repository.url.value.clone())), ("paths", Value::texts(paths))])
    };
    Value::map([("codeLocations", Value::List(system.repositories.iter().map(location).collect()))])
}
