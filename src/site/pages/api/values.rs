//! Values that fields of several kinds of entities are made of.

use serde_json::{Value, json};

use super::shape::{MAYBE_TEXT, Part, Shape, TEXT, part};
use crate::model::{Date, Link, OnCall, Ref, Step};
use crate::site::here::Here;
use crate::source::{Place, Spanned};

/// Whom to call next.
pub(super) const ESCALATION: Shape = Shape::List(&Shape::Object(&[
    part("to", TEXT, "id of a person or team"),
    part("after", MAYBE_TEXT, "how long after the first call: `20m`; `null` means next"),
]));

/// Named links.
pub(super) const LINKS: Shape =
    Shape::List(&Shape::Object(&[part("name", TEXT, ""), part("url", MAYBE_TEXT, "address, or from the site's root")]));

/// Where something is described.
pub(super) const FILE: Part = part("file", TEXT, "the file that describes it, from the handbook's root");

pub(super) fn text(value: Option<&Spanned<String>>) -> Value {
    json!(value.map(|text| &text.value))
}

pub(super) fn texts(values: &[Spanned<String>]) -> Value {
    json!(values.iter().map(|text| &text.value).collect::<Vec<_>>())
}

pub(super) fn date(value: Option<&Spanned<Date>>) -> Value {
    json!(value.map(|date| date.value.to_string()))
}

pub(super) fn id(reference: Option<&Ref>) -> Value {
    json!(reference.map(|reference| reference.id.as_str()))
}

pub(super) fn ids(references: &[Ref]) -> Value {
    json!(references.iter().map(|reference| reference.id.as_str()).collect::<Vec<_>>())
}

/// The escalation of whoever is called, if anybody is.
pub(super) fn escalation_of(on_call: Option<&OnCall>) -> Value {
    let step = |step: &Step| json!({ "to": step.to.id.as_str(), "after": step.after.map(crate::model::Period::short) });
    json!(on_call.into_iter().flat_map(|on_call| &on_call.escalation).map(step).collect::<Vec<_>>())
}

/// The rota of whoever is called, if there is one.
pub(super) fn schedule_of(here: &Here<'_>, on_call: Option<&OnCall>) -> Value {
    json!(on_call.and_then(|on_call| on_call.schedule.as_ref()).and_then(|schedule| here.address(schedule)))
}

pub(super) fn links(here: &Here<'_>, links: &[Link]) -> Value {
    let link = |link: &Link| json!({ "name": link.name, "url": here.address(&link.url) });
    json!(links.iter().map(link).collect::<Vec<_>>())
}

pub(super) fn file(here: &Here<'_>, place: &Place) -> Value {
    json!(here.source(place).file)
}

pub(super) fn line(here: &Here<'_>, place: &Place) -> Value {
    json!(here.source(place).line)
}
