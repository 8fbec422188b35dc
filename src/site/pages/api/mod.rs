//! `api/v1/`: the handbook as JSON files, sorted and stable, and the schema of them.
//!
//! A file is a line of [`FILES`], and its fields are a table: the JSON and its schema are both made of it.

mod described;
mod judged;
mod shape;
mod system;
mod team;
mod values;
mod whole;

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value, json};

use self::shape::{Field, object, schema_of};
use crate::model::{Checklist, Page, System};
use crate::site::Handbook;
use crate::site::here::Here;

/// The version of the files' form.
const VERSION: u8 = 1;

/// Where the files stand.
const FOLDER: &str = "api/v1/";

/// A data file.
struct File {
    /// Its name below `api/v1/`, without its ending.
    name: &'static str,
    says: &'static str,
    holds: Holds,
    schema: fn() -> Value,
}

/// What a data file holds.
enum Holds {
    /// One map.
    Map(fn(&Here<'_>) -> Value),
    /// A list under the file's own name. Its items are made and written one by one: all at once they would take many
    /// times the file's size.
    List(fn(&Here<'_>, &mut dyn FnMut(Value))),
}

/// A file that holds one list, under its own name.
macro_rules! list {
    ($name:literal, $says:literal, $fields:expr, |$here:ident| $subjects:expr) => {
        File {
            name: $name,
            says: $says,
            holds: Holds::List(|$here, take| $subjects.for_each(|subject| take(object(&$fields, $here, subject)))),
            schema: || json!({ $name: list_schema(&$fields) }),
        }
    };
}

/// Every data file but the schema, in the order of the manual.
static FILES: &[File] = &[
    File {
        name: "index",
        says: "What the handbook is, and how much there is of it.",
        holds: Holds::Map(|here| object(whole::INDEX, here, here.handbook)),
        schema: || whole::properties(whole::INDEX),
    },
    list!("teams", "Teams, by id.", team::TEAM, |here| here.model().teams.values()),
    list!("systems", "Systems, by id.", system::SYSTEM, |here| here.model().systems.values()),
    list!("domains", "Domains, by id.", system::DOMAIN, |here| here.model().domains.values()),
    list!("people", "People who are described, by id.", team::PERSON, |here| here.model().people.values()),
    list!("metrics", "Metrics, by id.", described::METRIC, |here| here.model().metrics.values()),
    list!("stages", "The stages of the lifecycle, in order.", described::STAGE, |here| {
        here.model().settings.lifecycle.stages.iter()
    }),
    list!("checklists", "Checklists, by id.", described::CHECKLIST, |here| here.model().checklists.values()),
    File {
        name: "standings",
        says: "How each system stands on each checklist it is held to, by id of both.",
        holds: Holds::List(|here, take| {
            let fields = judged::standing();
            for one in held_to(here) {
                take(object(&fields, here, &one));
            }
        }),
        schema: || json!({ "standings": list_schema(&judged::standing()) }),
    },
    list!("gaps", "Open gaps: errors first, then by rule and entity.", judged::GAP, |here| {
        here.handbook.judgement.gaps.iter()
    }),
    list!("waived", "Gaps that a waiver silences, in the same order.", judged::GAP, |here| {
        here.handbook.judgement.waived.iter()
    }),
    list!("waivers", "Waivers, by id.", judged::WAIVER, |here| here.model().waivers.values()),
    list!("rules", "Rules, in the order of the reference.", judged::RULE, |here| here.handbook.judgement.rules.iter()),
    list!("pages", "Pages of the handbook and of the guide, by path.", described::PAGE, |here| {
        let with_drafts = here.handbook.shows_drafts();
        let is_shown = move |page: &&Page| !page.is_draft || with_drafts;
        here.model().pages.values().filter(is_shown).filter(|page| !page.path.as_str().starts_with("rules/"))
    }),
    File {
        name: "addresses",
        says: "Every address, and every earlier address with the present one.",
        holds: Holds::Map(|here| object(whole::ADDRESSES, here, here.handbook)),
        schema: || whole::properties(whole::ADDRESSES),
    },
    File {
        name: "aliases",
        says: "Earlier ids with the present ones.",
        holds: Holds::Map(|here| object(whole::ALIASES, here, here.handbook)),
        schema: || whole::properties(whole::ALIASES),
    },
];

/// Systems with the checklists they are held to, by id of both.
fn held_to<'h>(here: &Here<'h>) -> impl Iterator<Item = (&'h System, &'h Checklist)> {
    let model = here.model();
    model.systems.values().flat_map(|system| model.checklists_reached(system).map(move |list| (system, list)))
}

/// The JSON file at this address.
pub fn file(handbook: &Handbook, address: &str) -> Vec<u8> {
    let here = Here::new(handbook, "index.html");
    // `gaps.json` at the root is the same list at a shorter address.
    let (folder, name) = address.strip_prefix(FOLDER).map_or((FOLDER, address), |name| ("", name));
    let name = name.trim_end_matches(".json");
    match FILES.iter().find(|file| file.name == name) {
        Some(file) => json(&Whole { file, folder, here: &here }),
        None => json(&schema()),
    }
}

/// JSON as it is published: indented, so that a difference reads well.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A data file: what it holds, below the version of its form and the place of its schema.
struct Whole<'a, 'h> {
    file: &'static File,
    /// From the file to the folder of the schema.
    folder: &'a str,
    here: &'a Here<'h>,
}

impl Serialize for Whole<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", &format!("{}schema.json#/$defs/{}", self.folder, self.file.name))?;
        map.serialize_entry("version", &VERSION)?;
        match self.file.holds {
            Holds::Map(value) => {
                for (name, value) in value(self.here).as_object().into_iter().flatten() {
                    map.serialize_entry(name, value)?;
                }
            }
            Holds::List(each) => map.serialize_entry(self.file.name, &List { here: self.here, each })?,
        }
        map.end()
    }
}

/// The items of a list, one by one.
struct List<'a, 'h> {
    here: &'a Here<'h>,
    each: fn(&Here<'_>, &mut dyn FnMut(Value)),
}

impl Serialize for List<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(None)?;
        let mut written = Ok(());
        (self.each)(self.here, &mut |item| {
            if written.is_ok() {
                written = items.serialize_element(&item);
            }
        });
        written.map_err(S::Error::custom)?;
        items.end()
    }
}

/// The schema of all files: each is a definition.
fn schema() -> Value {
    let definition = |file: &File| {
        let mut properties = Map::from_iter([
            ("$schema".to_owned(), json!({ "type": "string", "description": "this schema, from the file" })),
            ("version".to_owned(), json!({ "const": VERSION, "description": "the version of this form" })),
        ]);
        if let Value::Object(own) = (file.schema)() {
            properties.extend(own);
        }
        let required: Vec<String> = properties.keys().cloned().collect();
        let value = json!({
            "description": file.says,
            "type": "object",
            "properties": properties,
            "required": required,
        });
        (file.name.to_owned(), value)
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Data files of a handbook, api/v1",
        "description": "Each file is described by the definition of its name. Within a version fields may be added; none goes, or changes its name or meaning.",
        "$defs": FILES.iter().map(definition).collect::<Map<_, _>>(),
    })
}

fn list_schema<T>(fields: &[Field<T>]) -> Value {
    json!({ "type": "array", "items": schema_of("", fields.iter().map(|field| &field.part)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::Routes;

    #[test]
    fn every_file_has_an_address_and_every_address_a_file() {
        let handbook = Routes::of(&crate::model::Model::default(), &crate::source::Sources::default(), &[], false);
        let addresses: Vec<String> = handbook
            .iter()
            .filter_map(|(file, _)| Some(file.strip_prefix("api/v1/")?.strip_suffix(".json")?.to_owned()))
            .collect();
        let mut names: Vec<String> =
            FILES.iter().map(|file| file.name.to_owned()).chain(["schema".to_owned()]).collect();
        names.sort();
        assert_eq!(addresses, names);
    }
}
