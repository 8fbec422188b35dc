//! A Backstage catalog: groups, users, systems and domains, components and resources.

use std::collections::BTreeSet;

use super::{HEAD, Outgoing, Written, is_there, living, maybe, members, outside, owner_id, systems, teams, word};
use crate::model::{Domain, Id, Kind, Model, Ref, Repository, Status, System, SystemKind, Team};
use crate::source::yaml::write::Value;

pub(super) fn write(outgoing: &Outgoing<'_>) -> Vec<Written> {
    let model = outgoing.model;
    let mut entities: Vec<Value> = Vec::new();
    entities.extend(model.domains.values().map(|domain| self::domain(model, domain)));
    let teams: Vec<&Team> = teams(model).collect();
    entities.extend(teams.iter().map(|team| group(model, team)));
    let leads = model.domains.values().filter_map(|domain| domain.lead.as_ref()).map(|lead| &lead.id);
    let members = teams.iter().flat_map(|team| members(model, team));
    let people: BTreeSet<&Id> = members.chain(leads).chain(model.people.keys()).collect();
    entities.extend(people.iter().filter(|id| is_there(model, id)).map(|id| user(model, id)));
    entities.extend(living(model).map(|system| component(model, system)));
    let documents = entities.iter().map(Value::to_document).collect::<Vec<_>>().join("---\n");
    vec![Written::new("catalog-info.yaml", format!("{HEAD}{documents}"))]
}

fn entity(kind: &str, metadata: Value, spec: Value) -> Value {
    Value::Map(vec![
        ("apiVersion".into(), Value::text("backstage.io/v1alpha1")),
        ("kind".into(), Value::text(kind)),
        ("metadata".into(), metadata),
        ("spec".into(), spec),
    ])
}

fn domain(model: &Model, domain: &Domain) -> Value {
    // Components belong to systems there: a domain of ours that holds systems is one.
    let holds_systems = model.systems_by_domain().contains_key(&domain.id);
    let (kind, above) = if holds_systems { ("System", "domain") } else { ("Domain", "subdomainOf") };
    let parent = domain.parent.as_ref().and_then(|parent| model.domain(parent));
    let owner = domain.lead.as_ref().map(|lead| lead_of(model, lead));
    entity(
        kind,
        metadata(&domain.id, domain.title(), domain.summary.as_ref().map(|text| text.value.as_str())),
        Value::map([
            ("owner", Value::text(owner.unwrap_or_else(|| "unknown".into()))),
            (above, maybe(parent.map(|parent| parent.id.as_str()))),
        ]),
    )
}

fn lead_of(model: &Model, lead: &Ref) -> String {
    let team = model.team(lead).filter(|_| lead.kind == Some(Kind::Team));
    team.map_or_else(|| format!("user:{}", lead.id), |team| format!("group:{}", team.id))
}

fn metadata(id: &Id, title: &str, description: Option<&str>) -> Value {
    Value::map([("name", Value::text(id.as_str())), ("title", Value::text(title)), ("description", maybe(description))])
}

fn group(model: &Model, team: &Team) -> Value {
    let members = members(model, team).map(Id::as_str);
    let parent = team.parent.as_ref().and_then(|parent| model.team(parent));
    let profile = Value::map([
        ("displayName", Value::text(team.title())),
        ("email", maybe(team.contact.email.as_ref().map(|email| email.value.as_str()))),
    ]);
    entity(
        "Group",
        metadata(&team.id, team.title(), team.summary.as_ref().map(|text| text.value.as_str())),
        Value::Map(
            [
                ("type", Value::text("team")),
                ("profile", profile),
                ("parent", maybe(parent.map(|parent| parent.id.as_str()))),
                ("members", Value::texts(members)),
            ]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            // A group must say its children, if only that it has none: they name their parent themselves.
            .chain([("children", Value::bare("[]"))])
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
        ),
    )
}

fn user(model: &Model, id: &Id) -> Value {
    let profile = Value::map([("displayName", Value::text(model.person_title(id)))]);
    let spec = vec![("profile".to_owned(), profile), ("memberOf".to_owned(), Value::bare("[]"))];
    let name = Value::map([("name", Value::text(id.as_str()))]);
    entity("User", name, Value::Map(spec))
}

fn component(model: &Model, system: &System) -> Value {
    let (kind, type_word) = kind_of(system);
    let needed = systems(model, &system.depends_on).filter(|other| other.status() != Status::Retired);
    let needed = needed.map(|other| format!("{}:{}", kind_of(other).0.to_lowercase(), other.id));
    let mut metadata =
        match metadata(&system.id, system.title(), system.summary.as_ref().map(|text| text.value.as_str())) {
            Value::Map(entries) => entries,
            _ => Vec::new(),
        };
    let labels = Value::map(system.tier().map(|tier| ("tier", Value::text(tier.to_string()))));
    let others = [("annotations", annotations(system)), ("labels", labels), ("links", links(system))];
    metadata
        .extend(others.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value)));
    let owner = owner_id(model, system).map_or_else(|| "unknown".to_owned(), |id| format!("group:{id}"));
    let domain = system.domain.as_ref().and_then(|domain| model.domain(domain));
    let spec = Value::map([
        ("type", Value::text(type_word)),
        ("lifecycle", Value::text(word(system.status()))),
        ("owner", Value::text(owner)),
        ("system", maybe(domain.map(|domain| domain.id.as_str()))),
        ("dependsOn", Value::texts(needed)),
    ]);
    entity(kind, Value::Map(metadata), spec)
}

fn kind_of(system: &System) -> (&'static str, &'static str) {
    match system.kind() {
        SystemKind::Service => ("Component", "service"),
        SystemKind::Infrastructure => ("Resource", "infrastructure"),
        SystemKind::Data => ("Resource", "database"),
    }
}

/// Where the code lies; of several repositories the first.
fn annotations(system: &System) -> Value {
    let Some(repository) = system.repositories.first() else { return Value::nothing() };
    let url = repository.url.value.trim_end_matches('/').trim_end_matches(".git");
    let slug = ["github.com", "gitlab.com"].into_iter().find_map(|host| {
        let slug = url.strip_prefix(&format!("https://{host}/"))?;
        Some((format!("{host}/project-slug"), Value::text(slug)))
    });
    let location = url.starts_with("https://").then(|| {
        let folder = folder(repository).map(|folder| format!("tree/HEAD/{folder}/")).unwrap_or_default();
        ("backstage.io/source-location".to_owned(), Value::text(format!("url:{url}/{folder}")))
    });
    Value::map(slug.into_iter().chain(location))
}

/// The one folder of the repository that is the system, if it is one.
fn folder(repository: &Repository) -> Option<&str> {
    let [only] = repository.paths.as_slice() else { return None };
    let folder = only.value.trim_matches('/').trim_end_matches("/**");
    Some(folder).filter(|folder| !folder.is_empty() && !folder.contains(['*', '?', '[', '\\']))
}

fn links(system: &System) -> Value {
    let runbook = system.runbook.as_ref().map(|runbook| ("Runbook", runbook.target.value.as_str()));
    let dashboard = system.dashboard.as_ref().map(|dashboard| ("Dashboard", dashboard.value.as_str()));
    let others = system.links.iter().map(|link| (link.name.as_str(), link.url.value.as_str()));
    let all = runbook.into_iter().chain(dashboard).chain(others);
    let link = |(title, url)| Some(Value::map([("url", Value::text(outside(url)?)), ("title", Value::text(title))]));
    Value::List(all.filter_map(link).collect())
}
