//! The data files of a site: all of them keep to the schema that is published beside them.

use std::path::Path;

use serde_json::{Value, json};

use crate::driver::{Built, Handbook};

fn read(built: &Built, name: &str) -> Value {
    serde_json::from_str(built.file(&format!("api/v1/{name}.json"))).expect("JSON")
}

/// The schema with nothing more allowed than it names: what is written is what is described.
fn strict(mut schema: Value) -> Value {
    if let Some(map) = schema.as_object_mut() {
        if map.contains_key("properties") {
            map.insert("additionalProperties".into(), json!(false));
        }
        let keys: Vec<String> = map.keys().cloned().collect();
        for key in keys {
            let value = map[&key].take();
            map[&key] = strict(value);
        }
        schema
    } else if let Some(list) = schema.as_array() {
        Value::Array(list.iter().cloned().map(strict).collect())
    } else {
        schema
    }
}

/// What of the built files does not keep to the schema.
fn wrong(built: &Built) -> Vec<String> {
    let schema = strict(read(built, "schema"));
    let mut wrong = Vec::new();
    let index = read(built, "index");
    let files = index["files"].as_array().expect("a list").iter().filter_map(Value::as_str);
    for file in files.chain(["index.json"]).filter(|file| *file != "schema.json") {
        let name = file.trim_end_matches(".json");
        let mut one = schema.clone();
        one["$ref"] = json!(format!("#/$defs/{name}"));
        let validator = jsonschema::validator_for(&one).expect("a schema");
        let value = read(built, name);
        assert_eq!(value["$schema"], json!(format!("schema.json#/$defs/{name}")));
        wrong.extend(validator.iter_errors(&value).map(|error| format!("{file} {}: {error}", error.instance_path)));
    }
    wrong
}

#[test]
fn every_data_file_keeps_to_its_schema() {
    let manual = Handbook::at(Path::new(env!("CARGO_MANIFEST_DIR"))).build();
    assert_eq!(wrong(&manual), [] as [&str; 0]);
    assert_eq!(wrong(&Handbook::of([]).build()), [] as [&str; 0]);
    for rule in bailiwick::gaps::rules::ALL {
        for example in rule.examples() {
            let files = example.files();
            let built = Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).build();
            assert_eq!(wrong(&built), [] as [&str; 0], "{} line {}", rule.id, example.line);
        }
    }
}

#[test]
fn the_data_files_hold_what_a_front_end_needs() {
    let built = Handbook::of([
        ("content/handbook.yaml", "base_url: https://handbook.example\n"),
        (
            "content/ownership/a.yaml",
            "teams: { pay: { aliases: [billing], on_call: { escalation: [{ to: ana, after: 20m }] } } }\n\
             systems: { ledger: { owner: pay, depends_on: [bank], data: { retention: 7y } }, bank: {} }\n\
             waivers: { w: { rule: missing-owner, on: system:bank, reason: Later, until: 2027-01-01 } }\n",
        ),
        ("content/a.md", "# A page\n"),
    ])
    .build();
    assert_eq!(read(&built, "index")["base_url"], "https://handbook.example/");
    assert_eq!(read(&built, "aliases")["teams"]["billing"], "pay");
    assert_eq!(read(&built, "teams")["teams"][0]["escalation"], json!([{ "to": "ana", "after": "20m" }]));
    let systems = read(&built, "systems");
    assert_eq!(systems["systems"][0]["used_by"], json!(["ledger"]));
    assert_eq!(systems["systems"][1]["data"]["retention"], "7y");
    assert_eq!(systems["systems"][1]["lifecycle"]["build"]["teams"], json!(["pay"]));
    assert_eq!(read(&built, "waived")["waived"][0]["waived"]["waiver"], "w");
    let rules = read(&built, "rules");
    assert_eq!(rules["rules"].as_array().map(Vec::len), Some(bailiwick::gaps::rules::ALL.len()));
    let standings = read(&built, "standings");
    assert!(standings["standings"].as_array().expect("a list").iter().any(|one| one["system"] == "ledger"));
    let pages = read(&built, "pages");
    assert!(pages["pages"].as_array().expect("a list").iter().any(|page| page["title"] == "A page"));
    assert_eq!(
        read(&built, "gaps")["gaps"],
        serde_json::from_str::<Value>(built.file("gaps.json")).expect("JSON")["gaps"]
    );
}
