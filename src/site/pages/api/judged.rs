//! Gaps, rules, waivers and the standing on checklists in the data files.

use serde_json::{Value, json};

use super::shape::{Field, MAYBE_DATE, MAYBE_TEXT, Shape, TEXT, TEXTS, field, part};
use super::values::{self, FILE};
use crate::gaps::{Gap, RuleRef, Shows};
use crate::model::{Checklist, Id, ItemStanding, ItemState, System, Waiver};
use crate::routes::Route;
use crate::site::here::Here;

const SEVERITIES: Shape = Shape::Word(&["error", "warning", "info"]);

const HELP: Shape =
    Shape::List(&Shape::Object(&[part("text", TEXT, "what to do"), part("snippet", TEXT, "lines to write, or empty")]));

const RELATED: Shape = Shape::List(&Shape::Object(&[
    part("text", TEXT, "what stands there"),
    part("file", TEXT, ""),
    part("line", Shape::Integer, ""),
]));

const WAIVED: Shape = Shape::Maybe(&Shape::Object(&[
    part("waiver", TEXT, "id of the waiver"),
    part("reason", TEXT, ""),
    part("until", Shape::Date, "the last day"),
    part("by", MAYBE_TEXT, "who granted it"),
]));

/// A gap.
pub(super) const GAP: &[Field<Gap>] = &[
    field("fingerprint", TEXT, "16 hexadecimal digits by which the gap is known", |_, gap| json!(gap.fingerprint)),
    field("rule", TEXT, "id of the rule", |_, gap| json!(gap.rule.id())),
    field("severity", SEVERITIES, "how much it matters", |_, gap| json!(gap.severity)),
    field("entity", TEXT, "what it is about: `system:ledger`", |_, gap| json!(gap.entity.to_string())),
    field("stage", MAYBE_TEXT, "id of a stage", |_, gap| json!(gap.stage.as_ref().map(Id::as_str))),
    field("team", MAYBE_TEXT, "id of the team that answers for it", |_, gap| json!(gap.team.as_ref().map(Id::as_str))),
    field("domain", MAYBE_TEXT, "id of the domain it is counted in", |_, gap| {
        json!(gap.domain.as_ref().map(Id::as_str))
    }),
    field("message", TEXT, "one sentence", |_, gap| json!(gap.message)),
    field("evidence", TEXTS, "what shows it", |_, gap| json!(gap.evidence)),
    field("help", HELP, "how to close it", |_, gap| {
        json!(gap.help.iter().map(|help| json!({ "text": help.text, "snippet": help.snippet })).collect::<Vec<_>>())
    }),
    field("shows", TEXTS, "the mistakes and failures it is a sign of: `M2`, `F3`", |_, gap| signs(gap.rule.shows())),
    Field { part: FILE, value: |here, gap| values::file(here, &gap.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, gap| values::line(here, &gap.place)),
    field("url", TEXT, "where it stands, with its id on that page", |here, gap| json!(here.gap_href(gap))),
    field("related", RELATED, "other places that take part", |here, gap| {
        let label = |label: &crate::diagnostic::Label| {
            let source = here.source(&label.place);
            json!({ "text": label.text, "file": source.file, "line": source.line })
        };
        json!(gap.related.iter().map(label).collect::<Vec<_>>())
    }),
    field("waived", WAIVED, "the waiver that silences it", |_, gap| {
        json!(gap.waived.as_ref().map(|waived| json!({
            "waiver": waived.waiver.as_str(),
            "reason": waived.reason,
            "until": waived.until.to_string(),
            "by": waived.by,
        })))
    }),
];

fn signs(shows: &[Shows]) -> Value {
    let sign = |shows: &Shows| match shows {
        Shows::M(mistake) => format!("{mistake:?}"),
        Shows::F(failure) => format!("{failure:?}"),
    };
    json!(shows.iter().map(sign).collect::<Vec<_>>())
}

/// A rule.
pub(super) const RULE: &[Field<RuleRef>] = &[
    field("id", TEXT, "its id", |_, rule| json!(rule.id())),
    field("title", TEXT, "the problem in a few words", |_, rule| json!(rule.title())),
    field("severity", SEVERITIES, "of its gaps, unless something says otherwise", |_, rule| json!(rule.severity())),
    field("is_scaled", Shape::Flag, "whether tier and status move the severity", |_, rule| json!(rule.is_scaled())),
    field("section", TEXT, "the question under which it stands", |_, rule| json!(rule.section().title())),
    field("shows", TEXTS, "the mistakes and failures its gaps are a sign of", |_, rule| signs(rule.shows())),
    field("text", TEXT, "its page, as Markdown", |_, rule| json!(rule.doc())),
    field("gaps", Shape::Integer, "how many open gaps it found", |here, rule| {
        json!(here.handbook.relations.by_rule(&here.handbook.judgement, rule.id()).len())
    }),
    field("url", TEXT, "its page", |here, rule| json!(here.must(&Route::Rule(Id::new(rule.id()))))),
];

/// A waiver.
pub(super) const WAIVER: &[Field<Waiver>] = &[
    field("id", TEXT, "its id", |_, waiver| json!(waiver.id.as_str())),
    field("rule", MAYBE_TEXT, "id of the rule it silences", |_, waiver| values::text(waiver.rule.as_ref())),
    field("on", MAYBE_TEXT, "the entity on which: `system:ledger`", |_, waiver| {
        json!(waiver.on.as_ref().map(|on| on.value.to_string()))
    }),
    field("reason", MAYBE_TEXT, "why", |_, waiver| values::text(waiver.reason.as_ref())),
    field("until", MAYBE_DATE, "the last day on which it holds", |_, waiver| values::date(waiver.until.as_ref())),
    field("by", MAYBE_TEXT, "id of the person who granted it", |_, waiver| values::id(waiver.by.as_ref())),
    field("holds", Shape::Flag, "whether it still does", |here, waiver| json!(waiver.holds(here.handbook.as_of))),
    Field { part: FILE, value: |here, waiver| values::file(here, &waiver.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, waiver| values::line(here, &waiver.place)),
];

const ITEMS: Shape = Shape::List(&Shape::Object(&[
    part("item", TEXT, "id of the item"),
    part("state", Shape::Word(&["met", "expired", "waived", "open", "not-applicable"]), ""),
    part("shown_by", MAYBE_TEXT, "the field of the system that meets it"),
    part("done", MAYBE_DATE, "when it was attested"),
    part("reason", MAYBE_TEXT, "why it is waived"),
    part("until", MAYBE_DATE, "the last day of the waiver"),
    part("by", MAYBE_TEXT, "id of the person who says so"),
    part("evidence", MAYBE_TEXT, "what shows it, as an address"),
]));

/// How one system stands on one checklist.
pub(super) fn standing<'m>() -> [Field<(&'m System, &'m Checklist)>; 3] {
    [
        field("system", TEXT, "id of the system", |_, (system, _)| json!(system.id.as_str())),
        field("checklist", TEXT, "id of the checklist", |_, (_, list)| json!(list.id.as_str())),
        field("items", ITEMS, "the items, in the checklist's order", |here, (system, list)| {
            let items = here.model().standing(system, list, here.handbook.as_of);
            json!(items.iter().map(|standing| item(here, standing)).collect::<Vec<_>>())
        }),
    ]
}

fn item(here: &Here<'_>, standing: &ItemStanding<'_>) -> Value {
    let (mut shown_by, mut done, mut reason, mut until) = (None, None, None, None);
    match &standing.state {
        ItemState::Shown(field) => shown_by = Some(field.clone()),
        ItemState::Attested(date) | ItemState::Expired(date) => done = Some(date.to_string()),
        ItemState::Waived(why, end) => {
            reason = Some(why.clone());
            until = end.map(|end| end.to_string());
        }
        ItemState::Open | ItemState::NotApplicable => {}
    }
    json!({
        "item": standing.item.id.value,
        "state": standing.state.name(),
        "shown_by": shown_by,
        "done": done,
        "reason": reason,
        "until": until,
        "by": values::id(standing.by),
        "evidence": standing.evidence.and_then(|evidence| here.address(evidence)),
    })
}
