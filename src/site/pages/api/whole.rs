//! The data files that are no list: the index, addresses and earlier ids.

use serde_json::{Map, Value, json};

use super::FILES;
use super::shape::{Field, MAYBE_TEXT, Shape, TEXT, TEXTS, field, part, schema_of};
use crate::model::Id;
use crate::site::Handbook;

const COUNT: Shape = Shape::Integer;

const COUNTS: Shape = Shape::Object(&[
    part("teams", COUNT, ""),
    part("systems", COUNT, ""),
    part("domains", COUNT, ""),
    part("people", COUNT, "described ones"),
    part("gaps", COUNT, "open ones"),
    part("waived", COUNT, "gaps that a waiver silences"),
]);

/// The handbook itself.
pub(super) const INDEX: &[Field<Handbook>] = &[
    field("title", TEXT, "the site's title", |_, handbook| json!(handbook.model.settings.title)),
    field("description", TEXT, "what the site is; may be empty", |_, handbook| {
        json!(handbook.model.settings.description)
    }),
    field("language", TEXT, "the language of its words", |_, handbook| json!(handbook.model.settings.language)),
    field("base_url", MAYBE_TEXT, "the address under which it is published, with a final `/`", |_, handbook| {
        json!(handbook.model.settings.base_url.as_ref().map(|url| &url.value))
    }),
    field("as_of", Shape::Date, "the day on which it was judged", |_, handbook| json!(handbook.as_of.to_string())),
    field("counts", COUNTS, "how much there is", |_, handbook| {
        let (model, judgement) = (&handbook.model, &handbook.judgement);
        json!({
            "teams": model.teams.len(),
            "systems": model.systems.len(),
            "domains": model.domains.len(),
            "people": model.people.len(),
            "gaps": judgement.gaps.len(),
            "waived": judgement.waived.len(),
        })
    }),
    field("files", TEXTS, "the names of the other files", |_, _| {
        let others = FILES.iter().map(|file| file.name).filter(|name| *name != "index").chain(["schema"]);
        json!(others.map(|name| format!("{name}.json")).collect::<Vec<_>>())
    }),
];

/// Addresses.
pub(super) const ADDRESSES: &[Field<Handbook>] = &[
    field("pages", TEXTS, "the files of all pages", |_, handbook| {
        let pages = handbook.routes.iter().filter(|(_, route)| route.is_page());
        json!(pages.map(|(file, _)| file).collect::<Vec<_>>())
    }),
    field("files", TEXTS, "all other files but the theme's", |_, handbook| {
        let files = handbook.routes.iter().filter(|(_, route)| !route.is_page());
        json!(files.map(|(file, _)| file).collect::<Vec<_>>())
    }),
    field(
        "redirects",
        Shape::Each(&TEXT),
        "from the file of each earlier address to the present one",
        |_, handbook| {
            let redirects = handbook.routes.redirects.iter().map(|(file, redirect)| {
                let to = handbook.routes.address(&redirect.to).map_or("", |address| address.href.as_str());
                (file.clone(), json!(to))
            });
            Value::Object(redirects.collect())
        },
    ),
];

/// Earlier ids.
pub(super) const ALIASES: &[Field<Handbook>] = &[
    field("teams", Shape::Each(&TEXT), "from each earlier id to the present one", |_, handbook| {
        former(handbook.model.former_teams())
    }),
    field("systems", Shape::Each(&TEXT), "from each earlier id to the present one", |_, handbook| {
        former(handbook.model.former_systems())
    }),
];

fn former<'m>(ids: impl Iterator<Item = (&'m Id, &'m Id)>) -> Value {
    Value::Object(ids.map(|(former, present)| (former.to_string(), json!(present.as_str()))).collect())
}

/// The schemas of the fields by name.
pub(super) fn properties(fields: &[Field<Handbook>]) -> Value {
    let schema = schema_of("", fields.iter().map(|field| &field.part));
    schema.get("properties").cloned().unwrap_or_else(|| Value::Object(Map::new()))
}
