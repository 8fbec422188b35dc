//! Metrics, checklists, stages and pages in the data files.

use serde_json::{Value, json};

use super::shape::{Field, MAYBE_DATE, MAYBE_TEXT, Shape, TEXT, TEXTS, field, part};
use super::values::{self, FILE};
use crate::model::word;
use crate::model::{AppliesTo, Checklist, Item, Measurement, Metric, Page, Period, Stage};
use crate::routes::Route;
use crate::site::here::Here;

const MEASUREMENTS: Shape =
    Shape::List(&Shape::Object(&[part("date", Shape::Date, ""), part("value", Shape::Number, "in the metric's unit")]));

const MEASURES: Shape = Shape::Maybe(&Shape::Word(&["reliability", "response", "delivery", "execution"]));

/// A metric.
pub(super) const METRIC: &[Field<Metric>] = &[
    field("id", TEXT, "its id", |_, metric| json!(metric.id.as_str())),
    field("name", TEXT, "its name; the id where none is given", |_, metric| json!(metric.title())),
    field("measures", MEASURES, "what it tells about", |_, metric| {
        json!(metric.measures.as_ref().map(|measures| word(measures.value)))
    }),
    field("is_outcome", Shape::Flag, "whether it tells about outcomes", |_, metric| json!(metric.is_outcome())),
    field("target", MAYBE_TEXT, "what it should be: `>= 99.95`", |_, metric| {
        json!(metric.target.as_ref().map(|target| &target.value.text))
    }),
    field("unit", MAYBE_TEXT, "for showing", |_, metric| values::text(metric.unit.as_ref())),
    field("source", MAYBE_TEXT, "where it comes from, as an address", |here, metric| {
        json!(metric.source.as_ref().and_then(|source| here.address(source)))
    }),
    field("measurements", MEASUREMENTS, "oldest first", |_, metric| {
        let measured = |one: &Measurement| json!({ "date": one.date.value.to_string(), "value": one.value });
        json!(metric.measurements.iter().map(measured).collect::<Vec<_>>())
    }),
    field("is_met", Shape::Maybe(&Shape::Flag), "whether the newest value meets the target", |here, metric| {
        let newest = metric.newest(here.handbook.as_of);
        json!(newest.zip(metric.target.as_ref()).map(|(newest, target)| target.is_met(newest.value)))
    }),
    field("systems", TEXTS, "ids of the systems judged by it", |here, metric| {
        let is_judged = |system: &&crate::model::System| system.metrics.iter().any(|one| one.id == metric.id);
        let systems = here.model().systems.values().filter(is_judged);
        json!(systems.map(|system| system.id.as_str()).collect::<Vec<_>>())
    }),
    Field { part: FILE, value: |here, metric| values::file(here, &metric.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, metric| values::line(here, &metric.place)),
];

const APPLIES_TO: Shape = Shape::Object(&[
    part("kind", TEXTS, "kinds of system; none means all, as for the others"),
    part("tier", Shape::List(&Shape::Integer), ""),
    part("status", TEXTS, ""),
    part("domain", TEXTS, "ids of domains"),
]);

const ITEMS: Shape = Shape::List(&Shape::Object(&[
    part("id", TEXT, ""),
    part("text", TEXT, "what must be so"),
    part("why", MAYBE_TEXT, ""),
    part("evidence", MAYBE_TEXT, "the field of a system that meets it by being there"),
    part("every", MAYBE_TEXT, "how long an attestation holds: `180d`"),
    part("required", Shape::Flag, "whether an open item is a gap"),
    part("applies_to", APPLIES_TO, "the systems it applies to, among those of the checklist"),
]));

/// A checklist.
pub(super) const CHECKLIST: &[Field<Checklist>] = &[
    field("id", TEXT, "its id", |_, list| json!(list.id.as_str())),
    field("name", TEXT, "its name; the id where none is given", |_, list| json!(list.title())),
    field("stage", MAYBE_TEXT, "id of the stage it belongs to", |_, list| {
        json!(list.stage.as_ref().map(|stage| stage.as_str()))
    }),
    field("applies_to", APPLIES_TO, "the systems it applies to", |_, list| applies_to(&list.applies_to)),
    field("items", ITEMS, "in order", |_, list| json!(list.items.iter().map(item).collect::<Vec<_>>())),
    field("url", TEXT, "its page", |here, list| json!(address(here, list))),
    Field { part: FILE, value: |here, list| values::file(here, &list.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, list| values::line(here, &list.place)),
];

/// The checklist of a stage stands on the stage's page.
fn address(here: &Here<'_>, list: &Checklist) -> String {
    let stage = list.stage.as_ref().map(|stage| Route::Stage(stage.value.clone()));
    here.must(&stage.unwrap_or_else(|| Route::Checklist(list.id.clone())))
}

fn item(item: &Item) -> Value {
    json!({
        "id": item.id.value,
        "text": item.text,
        "why": item.why,
        "evidence": values::text(item.evidence.as_ref()),
        "every": item.every.map(Period::short),
        "required": item.is_required,
        "applies_to": applies_to(&item.applies_to),
    })
}

fn applies_to(to: &AppliesTo) -> Value {
    json!({
        "kind": to.kinds.iter().map(|kind| word(*kind)).collect::<Vec<_>>(),
        "tier": to.tiers,
        "status": to.statuses.iter().map(|status| word(*status)).collect::<Vec<_>>(),
        "domain": to.domains.iter().map(|named| named.id.as_str()).collect::<Vec<_>>(),
    })
}

/// A stage of the lifecycle.
pub(super) const STAGE: &[Field<Stage>] = &[
    field("id", TEXT, "its id", |_, stage| json!(stage.id.as_str())),
    field("name", TEXT, "its name", |_, stage| json!(stage.name)),
    field("short", TEXT, "one word, for narrow places", |_, stage| json!(stage.short)),
    field("question", TEXT, "the question it answers", |_, stage| json!(stage.question)),
    field("url", TEXT, "its page", |here, stage| json!(here.must(&Route::Stage(stage.id.clone())))),
];

/// A page of the handbook or of the guide.
pub(super) const PAGE: &[Field<Page>] = &[
    field("path", TEXT, "its file, below `content/` or in the guide", |_, page| json!(page.content_path())),
    field("title", TEXT, "its title", |_, page| json!(page.title)),
    field("summary", MAYBE_TEXT, "what it says", |_, page| values::text(page.summary.as_ref())),
    field("about", MAYBE_TEXT, "what it is about: `team/payments`", |_, page| {
        json!(page.about.as_ref().map(|about| format!("{}/{}", about.kind, about.id)))
    }),
    field("is_built_in", Shape::Flag, "whether it comes with the program", |_, page| json!(page.file.built_in)),
    field("owner", MAYBE_TEXT, "id of the one existing team that its front matter names", |here, page| {
        let named = page.owner.as_ref().map(|owner| owner.named.as_slice()).unwrap_or_default();
        let team = if let [only] = named { here.model().team(only) } else { None };
        json!(team.map(|team| team.id.as_str()))
    }),
    field("named_owners", TEXTS, "everybody whom its front matter names", |_, page| {
        values::ids(page.owner.as_ref().map(|owner| owner.named.as_slice()).unwrap_or_default())
    }),
    field("aliases", TEXTS, "earlier addresses", |_, page| values::texts(&page.aliases)),
    field("reviewed", MAYBE_DATE, "when it was last confirmed", |_, page| values::date(page.reviewed.as_ref())),
    field("url", MAYBE_TEXT, "where it stands; `null` for a draft", |here, page| {
        json!(here.handbook.routes.route_of(page).and_then(|route| here.to(&route)))
    }),
];
