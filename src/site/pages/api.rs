//! `api/v1/`: the handbook as JSON files, sorted and stable.

use serde_json::{Map, Value, json};

use crate::gaps::{Gap, Shows};
use crate::model::{Domain, Id, Ref, System, Team};
use crate::routes::Route;
use crate::site::Handbook;
use crate::site::here::{Here, word};

/// The JSON file of this name.
pub fn file(handbook: &Handbook, name: &str) -> Vec<u8> {
    let here = Here::new(handbook, "index.html");
    let model = &handbook.model;
    let value = match name {
        "api/v1/index.json" => index(handbook),
        "api/v1/teams.json" => list("teams", model.teams.values().map(|team| team_json(&here, team))),
        "api/v1/systems.json" => list("systems", model.systems.values().map(|system| system_json(&here, system))),
        "api/v1/domains.json" => list("domains", model.domains.values().map(|domain| domain_json(&here, domain))),
        "api/v1/people.json" => list("people", model.people.values().map(|person| {
            json!({ "id": person.id.as_str(), "name": person.title(), "left": person.left.as_ref().map(|d| d.value.to_string()) })
        })),
        "api/v1/addresses.json" => addresses(handbook),
        _ => list("gaps", handbook.judgement.gaps.iter().map(|gap| gap_json(&here, gap))),
    };
    let mut bytes = serde_json::to_vec_pretty(&value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn list(name: &str, items: impl Iterator<Item = Value>) -> Value {
    let items: Vec<Value> = items.collect();
    let mut map = Map::new();
    map.insert("version".into(), json!(1));
    map.insert(name.into(), Value::Array(items));
    Value::Object(map)
}

fn index(handbook: &Handbook) -> Value {
    let model = &handbook.model;
    json!({
        "version": 1,
        "title": model.settings.title,
        "as_of": handbook.as_of.to_string(),
        "counts": {
            "teams": model.teams.len(),
            "systems": model.systems.len(),
            "domains": model.domains.len(),
            "people": model.people.len(),
            "gaps": handbook.judgement.gaps.len(),
            "waived": handbook.judgement.waived.len(),
        },
        "files": ["teams.json", "systems.json", "domains.json", "people.json", "gaps.json", "addresses.json"],
    })
}

fn ids(references: &[Ref]) -> Vec<&str> {
    references.iter().map(|reference| reference.id.as_str()).collect()
}

fn text(value: Option<&crate::source::Spanned<String>>) -> Option<&str> {
    value.map(|text| text.value.as_str())
}

fn team_json(here: &Here<'_>, team: &Team) -> Value {
    let contact = here.contact(team);
    json!({
        "id": team.id.as_str(),
        "name": team.title(),
        "summary": text(team.summary.as_ref()),
        "type": team.team_type.as_ref().map(|kind| word(kind.value)),
        "status": word(team.status.as_ref().map(|status| status.value).unwrap_or_default()),
        "successor": team.successor.as_ref().map(|successor| successor.id.as_str()),
        "parent": team.parent.as_ref().map(|parent| parent.id.as_str()),
        "lead": team.lead.as_ref().map(|lead| lead.id.as_str()),
        "members": ids(&team.members),
        "contact": {
            "chat": text(team.contact.chat.as_ref()),
            "chat_url": contact.chat.and_then(|chat| chat.href),
            "email": contact.email,
            "tracker": contact.tracker,
        },
        "on_call": contact.schedule,
        "decides": team.decides.iter().map(|decision| decision.value.as_str()).collect::<Vec<_>>(),
        "owns": here.owned(&team.id).map(|system| system.id.as_str()).collect::<Vec<_>>(),
        "aliases": team.aliases.iter().map(|alias| alias.value.as_str()).collect::<Vec<_>>(),
        "reviewed": team.reviewed.as_ref().map(|date| date.value.to_string()),
        "url": here.must(&Route::Team(team.id.clone())),
    })
}

fn system_json(here: &Here<'_>, system: &System) -> Value {
    let model = here.model();
    let stages = model.coverage(system).stages.iter().map(|standing| {
        let value = json!({
            "state": standing.state,
            "teams": standing.teams.iter().map(Id::as_str).collect::<Vec<_>>(),
            "named": ids(&standing.named),
            "why": standing.why,
        });
        (standing.stage.to_string(), value)
    });
    let named = system.owner.as_ref().map(|owner| ids(&owner.named)).unwrap_or_default();
    json!({
        "id": system.id.as_str(),
        "name": system.title(),
        "summary": text(system.summary.as_ref()),
        "kind": word(system.kind()),
        "status": word(system.status()),
        "tier": system.tier(),
        "domain": system.domain.as_ref().map(|domain| domain.id.as_str()),
        "owner": model.owner_of(system).map(|team| team.id.as_str()),
        "named_owners": named,
        "lifecycle": stages.collect::<Map<_, _>>(),
        "contributors": ids(&system.contributors),
        "depends_on": system.depends_on.iter().map(|reference| reference.written.as_str()).collect::<Vec<_>>(),
        "writes": ids(&system.writes),
        "repositories": system.repositories.iter().map(|repository| json!({
            "url": repository.url.value,
            "paths": repository.paths.iter().map(|path| path.value.as_str()).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "runbook": system.runbook.as_ref().and_then(|runbook| here.address(&runbook.target)),
        "dashboard": text(system.dashboard.as_ref()),
        "metrics": ids(&system.metrics),
        "aliases": system.aliases.iter().map(|alias| alias.value.as_str()).collect::<Vec<_>>(),
        "reviewed": system.reviewed.as_ref().map(|date| date.value.to_string()),
        "url": here.must(&Route::System(system.id.clone())),
    })
}

fn domain_json(here: &Here<'_>, domain: &Domain) -> Value {
    let systems = here.handbook.relations.in_domain.get(&domain.id);
    json!({
        "id": domain.id.as_str(),
        "name": domain.title(),
        "summary": text(domain.summary.as_ref()),
        "lead": domain.lead.as_ref().map(|lead| lead.id.as_str()),
        "parent": domain.parent.as_ref().map(|parent| parent.id.as_str()),
        "systems": systems.into_iter().flatten().map(Id::as_str).collect::<Vec<_>>(),
        "url": here.must(&Route::Domain(domain.id.clone())),
    })
}

fn gap_json(here: &Here<'_>, gap: &Gap) -> Value {
    let source = here.source(&gap.place);
    json!({
        "fingerprint": gap.fingerprint,
        "rule": gap.rule.id(),
        "severity": gap.severity,
        "entity": gap.entity.to_string(),
        "stage": gap.stage.as_ref().map(Id::as_str),
        "team": gap.team.as_ref().map(Id::as_str),
        "domain": gap.domain.as_ref().map(Id::as_str),
        "message": gap.message,
        "evidence": gap.evidence,
        "help": gap.help.iter().map(|help| json!({ "text": help.text, "snippet": help.snippet })).collect::<Vec<_>>(),
        "shows": gap.rule.shows().iter().map(|shows| match shows {
            Shows::M(mistake) => format!("{mistake:?}"),
            Shows::F(failure) => format!("{failure:?}"),
        }).collect::<Vec<_>>(),
        "file": source.file,
        "line": source.line,
    })
}

/// Every address with what stands there, and every earlier address with where it leads.
fn addresses(handbook: &Handbook) -> Value {
    let pages = handbook.routes.iter().filter(|(_, route)| route.is_page()).map(|(file, _)| file);
    let redirects = handbook.routes.redirects.iter().map(|(file, redirect)| {
        let to = handbook.routes.address(&redirect.to).map_or("", |address| address.href.as_str());
        (file.clone(), json!(to))
    });
    json!({
        "version": 1,
        "pages": pages.collect::<Vec<_>>(),
        "redirects": redirects.collect::<Map<_, _>>(),
    })
}
