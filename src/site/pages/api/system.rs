//! Systems and domains in the data files.

use serde_json::{Map, Value, json};

use super::shape::{Field, MAYBE_DATE, MAYBE_TEXT, Shape, TEXT, TEXTS, field, part};
use super::values::{self, ESCALATION, FILE, LINKS};
use crate::model::word;
use crate::model::{Domain, Id, System};
use crate::routes::Route;
use crate::site::here::Here;

const STAGES: Shape = Shape::Each(&Shape::Object(&[
    part("state", Shape::Word(&["covered", "split", "unowned", "not-applicable"]), "how the stage is owned"),
    part("teams", TEXTS, "ids of the existing teams that are named"),
    part("named", TEXTS, "everybody who is named, existing or not"),
    part("why", MAYBE_TEXT, "why it differs from the owner"),
]));

const ON_CALL: Shape = Shape::Object(&[
    part("schedule", MAYBE_TEXT, "the address of the rota"),
    part("team", MAYBE_TEXT, "id of the team that is called"),
    part("escalation", ESCALATION, "whom to call next, in order"),
]);

const REPOSITORIES: Shape = Shape::List(&Shape::Object(&[
    part("url", TEXT, ""),
    part("paths", TEXTS, "the parts of it that are this system, as globs; none means all"),
]));

const DEPLOYMENT: Shape = Shape::Maybe(&Shape::Object(&[
    part("independent", Shape::Maybe(&Shape::Flag), "whether it can be deployed without any other"),
    part("pipeline", MAYBE_TEXT, "address"),
]));

const DATA: Shape = Shape::Maybe(&Shape::Object(&[
    part("classification", MAYBE_TEXT, "how confidential it is"),
    part("quality_owner", MAYBE_TEXT, "id of a team"),
    part("retention", MAYBE_TEXT, "how long it is kept: `7y`"),
]));

const KINDS: Shape = Shape::Word(&["service", "infrastructure", "data"]);
const STATUSES: Shape = Shape::Word(&["idea", "experimental", "production", "deprecated", "retired"]);

/// A system.
pub(super) const SYSTEM: &[Field<System>] = &[
    field("id", TEXT, "its id", |_, system| json!(system.id.as_str())),
    field("name", TEXT, "its name; the id where none is given", |_, system| json!(system.title())),
    field("summary", MAYBE_TEXT, "what it does", |_, system| values::text(system.summary.as_ref())),
    field("kind", KINDS, "`service` where nothing is said", |_, system| json!(word(system.kind()))),
    field("status", STATUSES, "`production` where nothing is said", |_, system| json!(word(system.status()))),
    field("tier", Shape::Maybe(&Shape::Integer), "1 (most critical) to 4", |_, system| json!(system.tier())),
    field("domain", MAYBE_TEXT, "id of a domain", |_, system| values::id(system.domain.as_ref())),
    field("owner", MAYBE_TEXT, "id of the one existing team that owns it", |here, system| {
        json!(here.model().owner_of(system).map(|team| team.id.as_str()))
    }),
    field("named_owners", TEXTS, "everybody whom `owner` names, existing or not", |_, system| {
        values::ids(system.owner.as_ref().map(|owner| owner.named.as_slice()).unwrap_or_default())
    }),
    field("lifecycle", STAGES, "by id of the stage, who answers for it", stages),
    field("contributors", TEXTS, "ids of teams", |_, system| values::ids(&system.contributors)),
    field("depends_on", TEXTS, "as written, `external:…` among them", |_, system| {
        json!(system.depends_on.iter().map(|reference| reference.written.as_str()).collect::<Vec<_>>())
    }),
    field("used_by", TEXTS, "ids of the systems that need it", |here, system| {
        ids_of(here.handbook.relations.used_by.get(&system.id))
    }),
    field("writes", TEXTS, "ids of systems", |_, system| values::ids(&system.writes)),
    field("written_by", TEXTS, "ids of the systems that write it", |here, system| {
        ids_of(here.handbook.relations.written_by.get(&system.id))
    }),
    field("repositories", REPOSITORIES, "where its code lies", |_, system| {
        let paths = |repository: &crate::model::Repository| values::texts(&repository.paths);
        let repositories = system.repositories.iter();
        json!(repositories.map(|one| json!({ "url": one.url.value, "paths": paths(one) })).collect::<Vec<_>>())
    }),
    field("runbook", MAYBE_TEXT, "its address; of a page of the handbook, from the site's root", |here, system| {
        json!(system.runbook.as_ref().and_then(|runbook| here.address(&runbook.target)))
    }),
    field("runbook_reviewed", MAYBE_DATE, "when the runbook was last gone through", |_, system| {
        values::date(system.runbook.as_ref().and_then(|runbook| runbook.reviewed.as_ref()))
    }),
    field("dashboard", MAYBE_TEXT, "address", |_, system| values::text(system.dashboard.as_ref())),
    field("on_call", ON_CALL, "who is called, where that differs from the owner's", |here, system| {
        let on_call = system.on_call.as_ref();
        json!({
            "schedule": values::schedule_of(here, on_call),
            "team": values::id(on_call.and_then(|on_call| on_call.team.as_ref())),
            "escalation": values::escalation_of(on_call),
        })
    }),
    field("deployment", DEPLOYMENT, "how it is shipped", |here, system| {
        json!(system.deployment.as_ref().map(|deployment| json!({
            "independent": deployment.independent.as_ref().map(|flag| flag.value),
            "pipeline": deployment.pipeline.as_ref().and_then(|pipeline| here.address(pipeline)),
        })))
    }),
    field("data", DATA, "what it holds", |_, system| {
        json!(system.data.as_ref().map(|data| json!({
            "classification": values::text(data.classification.as_ref()),
            "quality_owner": values::id(data.quality_owner.as_ref()),
            "retention": data.retention.as_ref().map(|retention| retention.value.short()),
        })))
    }),
    field("metrics", TEXTS, "ids of metrics", |_, system| values::ids(&system.metrics)),
    field("debt_reviewed", MAYBE_DATE, "when its technical debt was last gone through", |_, system| {
        values::date(system.debt_reviewed.as_ref())
    }),
    field("sunset", MAYBE_DATE, "the day on which it ends", |_, system| values::date(system.sunset.as_ref())),
    field("replaced_by", MAYBE_TEXT, "id of a system", |_, system| values::id(system.replaced_by.as_ref())),
    field("aliases", TEXTS, "earlier ids", |_, system| values::texts(&system.aliases)),
    field("reviewed", MAYBE_DATE, "when the record was last confirmed", |_, system| {
        values::date(system.reviewed.as_ref())
    }),
    field("links", LINKS, "further links", |here, system| values::links(here, &system.links)),
    field("url", TEXT, "its page", |here, system| json!(here.must(&Route::System(system.id.clone())))),
    Field { part: FILE, value: |here, system| values::file(here, &system.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, system| values::line(here, &system.place)),
];

fn stages(here: &Here<'_>, system: &System) -> Value {
    let stage = |standing: &crate::model::Standing| {
        let value = json!({
            "state": standing.state,
            "teams": standing.teams.iter().map(Id::as_str).collect::<Vec<_>>(),
            "named": values::ids(&standing.named),
            "why": standing.why,
        });
        (standing.stage.to_string(), value)
    };
    Value::Object(here.model().coverage(system).stages.iter().map(stage).collect::<Map<_, _>>())
}

fn ids_of(ids: Option<&Vec<Id>>) -> Value {
    json!(ids.into_iter().flatten().map(Id::as_str).collect::<Vec<_>>())
}

/// A domain.
pub(super) const DOMAIN: &[Field<Domain>] = &[
    field("id", TEXT, "its id", |_, domain| json!(domain.id.as_str())),
    field("name", TEXT, "its name; the id where none is given", |_, domain| json!(domain.title())),
    field("summary", MAYBE_TEXT, "what it is about", |_, domain| values::text(domain.summary.as_ref())),
    field("lead", MAYBE_TEXT, "id of the person who decides", |_, domain| values::id(domain.lead.as_ref())),
    field("parent", MAYBE_TEXT, "id of the domain above it", |_, domain| values::id(domain.parent.as_ref())),
    field("aliases", TEXTS, "earlier ids", |_, domain| values::texts(&domain.aliases)),
    field("systems", TEXTS, "ids of its systems", |here, domain| {
        ids_of(here.handbook.relations.in_domain.get(&domain.id))
    }),
    field("url", TEXT, "its page", |here, domain| json!(here.must(&Route::Domain(domain.id.clone())))),
    Field { part: FILE, value: |here, domain| values::file(here, &domain.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, domain| values::line(here, &domain.place)),
];
