//! The schemas for editors and the reader agree on what is right.

use std::collections::BTreeSet;
use std::path::Path;

use bailiwick::model::schema::{ALL, Schema};
use serde_json::{Map, Value, json};

use crate::driver::Handbook;

/// The path of a file that the schema of this name describes.
fn path_of(name: &str) -> &'static str {
    match name {
        "handbook" => "content/handbook.yaml",
        "page" => "content/a.md",
        _ => "content/ownership/all.yaml",
    }
}

/// What the reader says of a file with this text: errors of form, and slips in front matter.
fn said_by_reader(name: &str, yaml: &str) -> Vec<String> {
    let text = if name == "page" { format!("---\n{yaml}\n---\n") } else { yaml.to_owned() };
    let checked = Handbook::of([(path_of(name), text.as_str())]).check();
    let codes = ["unknown-field", "wrong-type", "unknown-word", "missing-field", "unsafe-address", "invalid-id"];
    let all = checked.diagnostics().into_iter().filter(|one| codes.contains(&&*one.code));
    all.map(|one| format!("{}: {}", one.code, one.message)).collect()
}

/// What the schema says of a value.
fn said_by_schema(name: &str, value: &Value) -> Vec<String> {
    let schema = Schema::named(name).expect("there").to_json();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect()
}

/// The YAML of a file as a validator sees it; nothing where it cannot be read.
fn value_of(yaml: &str) -> Option<Value> {
    let mut value: serde_yaml::Value = serde_yaml::from_str(yaml).ok()?;
    value.apply_merge().ok()?;
    serde_json::to_value(value).ok()
}

/// A right value for every field, `at` of the shapes that a field may have.
fn sample(name: &str, schema: &Value, at: usize) -> Value {
    if let Some(shapes) = schema["anyOf"].as_array() {
        return sample(name, &shapes[at % shapes.len()], at);
    }
    if let Some(words) = schema["enum"].as_array() {
        return words[at % (words.len() - 1)].clone();
    }
    if let Some(fields) = schema["properties"].as_object() {
        return Value::Object(fields.iter().map(|(name, field)| (name.clone(), sample(name, field, at))).collect());
    }
    if schema["additionalProperties"].is_object() {
        return Value::Object(Map::from_iter([("1".to_owned(), sample(name, &schema["additionalProperties"], at))]));
    }
    if schema["items"].is_object() {
        return json!([sample(name, &schema["items"], at)]);
    }
    let pattern = schema["pattern"].as_str().unwrap_or_default();
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    };
    match (name, types.first().copied().unwrap_or_default()) {
        ("about", _) => json!("team/payments"),
        ("when", _) => json!("name is missing"),
        ("shows", _) => json!("M1"),
        ("on", _) => json!("system:ledger"),
        _ if pattern.contains("{4}") => json!("2026-09-01"),
        _ if pattern.contains("min") => json!("20m"),
        _ if pattern.contains(">=") => json!(">= 99.95"),
        (_, "boolean") => json!(true),
        (_, "integer") => json!(1),
        (_, "number") => json!(1.5),
        _ if schema["not"].is_object() => json!("https://a.example/x"),
        _ => json!("payments"),
    }
}

/// A right value for every field of a schema, in one of the shapes that fields may have.
pub fn sample_of(name: &str, at: usize) -> Value {
    sample("", &Schema::named(name).expect("there").to_json(), at)
}

#[test]
fn every_field_that_is_described_is_accepted_by_both() {
    for schema in ALL {
        for at in 0..3 {
            let value = sample("", &schema.to_json(), at);
            assert_eq!(said_by_schema(schema.name, &value), [] as [&str; 0], "{} {at}", schema.name);
            assert_eq!(
                said_by_reader(schema.name, &value.to_string()),
                [] as [&str; 0],
                "{} {at}\n{value:#}",
                schema.name
            );
        }
    }
}

/// Calls `take` with a whole value for each map with fields in it, where that map holds what `change` makes of it.
fn each_map(value: &Value, change: &dyn Fn(&mut Map<String, Value>) -> bool, take: &mut dyn FnMut(&Value)) {
    fn walk(
        at: &[String],
        whole: &Value,
        change: &dyn Fn(&mut Map<String, Value>) -> bool,
        take: &mut dyn FnMut(&Value),
    ) {
        let here = whole.pointer(&at.concat()).expect("a path of this value");
        let keys: Vec<String> = match here {
            Value::Object(map) => map.keys().map(|key| format!("/{key}")).collect(),
            Value::Array(list) => (0..list.len()).map(|at| format!("/{at}")).collect(),
            _ => Vec::new(),
        };
        if here.is_object() && here.get("1").is_none() {
            let mut changed = whole.clone();
            if changed.pointer_mut(&at.concat()).and_then(Value::as_object_mut).is_some_and(change) {
                take(&changed);
            }
        }
        for key in keys {
            walk(&[at, &[key]].concat(), whole, change, take);
        }
    }
    walk(&[], value, change, take);
}

#[test]
fn a_field_that_is_not_described_is_refused_by_both() {
    for schema in ALL.iter().filter(|schema| schema.name != "page") {
        // Maps with names of one's own choice take any name: links, stages of `interacts_with`.
        let value = sample("", &schema.to_json(), 1);
        let mut refused = 0;
        each_map(
            &value,
            &|map| {
                map.insert("zzzzzz".into(), json!(1));
                true
            },
            &mut |changed| {
                let (one, other) =
                    (said_by_schema(schema.name, changed), said_by_reader(schema.name, &changed.to_string()));
                assert_eq!(one.is_empty(), other.is_empty(), "{one:?} {other:?} {changed:#}");
                refused += usize::from(!one.is_empty());
            },
        );
        assert!(refused > 10, "{}: {refused}", schema.name);
    }
}

#[test]
fn every_field_that_the_reader_knows_is_described() {
    for schema in ALL {
        for at in 0..3 {
            let value = sample("", &schema.to_json(), at);
            let insert = |map: &mut Map<String, Value>| map.insert("zzzzzzzz".into(), json!(1)).is_none();
            each_map(&value, &insert, &mut |changed| {
                // A field nobody knows makes the reader list those it does know.
                let yaml = changed.to_string();
                let text = if schema.name == "page" { format!("---\n{yaml}\n---\n") } else { yaml };
                let checked = Handbook::of([(path_of(schema.name), text.as_str())]).check();
                let all = checked.diagnostics();
                let Some(unknown) = all.iter().find(|one| one.code == "unknown-field") else { return };
                let known: Vec<&str> = unknown.help[0].text.split('`').skip(1).step_by(2).collect();
                for field in known {
                    let with_field = |map: &mut Map<String, Value>| {
                        map.remove("zzzzzzzz").is_some() && map.insert(field.to_owned(), Value::Null).is_none()
                    };
                    each_map(changed, &with_field, &mut |changed| {
                        assert_eq!(
                            said_by_schema(schema.name, changed),
                            [] as [&str; 0],
                            "{field} of {}",
                            unknown.message
                        );
                    });
                }
            });
        }
    }
}

#[test]
fn a_map_where_none_belongs_is_refused_by_both() {
    for schema in ALL {
        let names: BTreeSet<String> = {
            let mut names = BTreeSet::new();
            each_map(&sample("", &schema.to_json(), 1), &|_| true, &mut |_| {});
            let whole = sample("", &schema.to_json(), 0).to_string();
            names.extend(whole.split('"').skip(1).step_by(2).map(str::to_owned));
            names
        };
        for name in names {
            let value = sample("", &schema.to_json(), 1);
            each_map(&value, &|map| map.insert(name.clone(), json!([{ "zz": [1] }])).is_some(), &mut |changed| {
                let (one, other) =
                    (said_by_schema(schema.name, changed), said_by_reader(schema.name, &changed.to_string()));
                assert_eq!(one.is_empty(), other.is_empty(), "{name}: {one:?} {other:?} {changed:#}");
            });
        }
    }
}

/// Holds both against a file, where the reader has nothing to say of it.
fn hold(path: &str, text: &str) -> Option<String> {
    let name = match path {
        "content/handbook.yaml" => "handbook",
        path if path.starts_with("content/ownership/") => "ownership",
        path if path.ends_with(".md") && text.starts_with("---\n") => "page",
        _ => return None,
    };
    let yaml = if name == "page" { text[4..].split("\n---").next().unwrap_or_default() } else { text };
    let value = value_of(yaml)?;
    let (one, other) = (said_by_schema(name, &value), said_by_reader(name, yaml));
    (other.is_empty() && !one.is_empty()).then(|| format!("{path}: {one:?}"))
}

#[test]
fn what_the_reader_understands_the_schema_allows() {
    let mut wrong = Vec::new();
    let mut held = 0;
    for rule in bailiwick::gaps::rules::ALL {
        for example in rule.examples() {
            for (path, text) in example.files() {
                wrong.extend(hold(&path, &text));
                held += 1;
            }
        }
    }
    let manual = bailiwick::source::Disk::new(Path::new(env!("CARGO_MANIFEST_DIR"))).read().expect("there");
    for file in manual.files() {
        wrong.extend(hold(file.path.as_str(), file.text()));
        held += 1;
    }
    for (path, text) in crate::generate::organisation(10, 30) {
        wrong.extend(hold(&path, &text));
    }
    assert_eq!(wrong, [] as [&str; 0]);
    assert!(held > 200, "{held} files");
}

#[test]
fn a_site_publishes_the_schemas_and_the_program_prints_them() {
    let built = Handbook::of([]).build();
    for schema in ALL {
        let published: Value = serde_json::from_str(built.file(&schema.address())).expect("JSON");
        assert_eq!(published, schema.to_json());
    }
}
