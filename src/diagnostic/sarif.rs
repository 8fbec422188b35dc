//! The printer for code scanning services and editors: SARIF 2.1.0.
//!
//! Addresses are relative to the folder the report's paths begin in, called `%SRCROOT%` here and never told, so that the
//! same handbook gives the same bytes on every machine. Columns count UTF-16 code units.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Map, Value, json};

use super::report::{Columns, Report, RuleInfo, advice};
use super::{Diagnostic, Help, Label, Severity};
use crate::source::{Place, percent_encoded};

/// Where the form is defined.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of the folder addresses are relative to.
const ROOT: &str = "%SRCROOT%";

/// Prints the report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn print(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let codes = codes(report);
    let results: Vec<Value> = report.diagnostics().iter().map(|said| result(report, said, &codes)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bailiwick",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(report, &codes),
            }},
            "originalUriBaseIds": { ROOT: { "description": { "text": "the folder that file addresses are relative to" } } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

/// The ids of all rules that results refer to: the report's own in their order, then other codes by name.
fn codes<'a>(report: &'a Report<'_>) -> Vec<&'a str> {
    let known: Vec<&str> = report.rules().iter().map(|rule| rule.id).collect();
    let used: BTreeSet<&str> = report.counts().by_code().keys().map(AsRef::as_ref).collect();
    let others: Vec<&str> = used.into_iter().filter(|code| !known.contains(code)).collect();
    known.into_iter().chain(others).collect()
}

fn rules(report: &Report<'_>, codes: &[&str]) -> Vec<Value> {
    codes.iter().map(|code| report.rule(code).map_or_else(|| json!({ "id": code }), rule)).collect()
}

fn rule(rule: &RuleInfo<'_>) -> Value {
    let mut value = Map::new();
    value.insert("id".into(), json!(rule.id));
    value.insert("shortDescription".into(), json!({ "text": rule.title }));
    if !rule.description.is_empty() {
        value.insert("fullDescription".into(), json!({ "text": rule.description }));
    }
    if !rule.help.is_empty() {
        value.insert("help".into(), json!({ "text": rule.help, "markdown": rule.help }));
    }
    if let Some(docs) = &rule.docs {
        value.insert("helpUri".into(), json!(docs));
    }
    value.insert("defaultConfiguration".into(), json!({ "level": level(rule.severity) }));
    Value::Object(value)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(report: &Report<'_>, said: &Diagnostic, codes: &[&str]) -> Value {
    let text: Vec<String> = std::iter::once(said.message.clone()).chain(advice(said)).collect();
    let mut value = Map::new();
    value.insert("ruleId".into(), json!(said.code));
    value.insert("ruleIndex".into(), json!(codes.iter().position(|&code| code == said.code)));
    value.insert("level".into(), json!(level(said.severity)));
    value.insert("message".into(), message(&text.join("\n")));
    value.insert("locations".into(), Value::Array(location(report, said).into_iter().collect()));
    let lists = [
        ("relatedLocations", said.related.iter().zip(1..).map(|(label, id)| related(report, label, id)).collect()),
        ("fixes", said.help.iter().filter_map(|help| fix(report, help)).collect::<Vec<Value>>()),
    ];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    value.extend(lists.map(|(name, list)| (name.to_owned(), Value::Array(list))));
    if let Some(fingerprint) = &said.fingerprint {
        value.insert("partialFingerprints".into(), json!({ "bailiwickGap/v1": fingerprint }));
    }
    Value::Object(value)
}

/// A message in SARIF's own notation: braces would be placeholders, so they are doubled.
fn message(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}") })
}

/// The place and the entity, as far as they are known.
fn location(report: &Report<'_>, said: &Diagnostic) -> Option<Value> {
    let mut value = Map::new();
    if let Some(place) = &said.place {
        value.insert("physicalLocation".into(), physical(report, place));
    }
    if let Some(entity) = &said.entity {
        value.insert("logicalLocations".into(), json!([{ "fullyQualifiedName": entity }]));
    }
    (!value.is_empty()).then_some(Value::Object(value))
}

fn related(report: &Report<'_>, label: &Label, id: usize) -> Value {
    let mut value = json!({ "id": id, "physicalLocation": physical(report, &label.place) });
    if !label.text.is_empty() {
        value["message"] = message(&label.text);
    }
    value
}

fn physical(report: &Report<'_>, place: &Place) -> Value {
    json!({ "artifactLocation": artifact(report, place), "region": region(report, place) })
}

fn artifact(report: &Report<'_>, place: &Place) -> Value {
    json!({ "uri": percent_encoded(&report.path(&place.path), b""), "uriBaseId": ROOT })
}

fn region(report: &Report<'_>, place: &Place) -> Value {
    let region = report.region(place, Columns::Utf16);
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}

fn fix(report: &Report<'_>, help: &Help) -> Option<Value> {
    let (place, new) = help.edit.as_ref()?;
    let replacement = json!({ "deletedRegion": region(report, place), "insertedContent": { "text": new } });
    let change = json!({ "artifactLocation": artifact(report, place), "replacements": [replacement] });
    Some(json!({ "description": message(&help.text), "artifactChanges": [change] }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourcePath, Sources, Span};

    const PATH: &str = "content/größe #1.yaml";

    fn at(start: usize, end: usize) -> Place {
        Place::new(&SourcePath::new(PATH), Span::new(start, end))
    }

    /// A report with all that a result can have, and one with nothing.
    fn printed() -> Value {
        let sources = Sources::of([(PATH, "a: 😀 paymnets\nb: 2\n")]);
        let full = Diagnostic::error("unknown-owner", at(8, 16), "`paymnets` is no team of {a, b}")
            .related(at(17, 18), "the other place")
            .related(Place::start_of(&SourcePath::new("gone.md")), "")
            .note("a note")
            .help(Help::replace("did you mean `payments`?", at(8, 16), "payments"));
        let full = Diagnostic { entity: Some("system:a".into()), fingerprint: Some("f00".into()), ..full };
        let bare = Diagnostic { place: None, ..Diagnostic::new("bare", Severity::Info, at(0, 0), "m") };
        let rule = |id, docs| RuleInfo {
            id,
            title: "Title",
            description: "Description.",
            help: "## What it finds",
            severity: Severity::Warning,
            docs,
        };
        let rules = vec![rule("unused", None), rule("unknown-owner", Some("https://example.org/gaps/x/".into()))];
        let all = [full, bare];
        let mut out = Vec::new();
        print(&Report::new(&sources, &all, rules), &mut out).expect("memory");
        serde_json::from_slice(&out).expect("JSON")
    }

    #[test]
    fn a_result_says_all_there_is_to_say() {
        let place = |line: usize, start: usize, end: usize| {
            json!({
                "artifactLocation": { "uri": "content/gr%C3%B6%C3%9Fe%20%231.yaml", "uriBaseId": "%SRCROOT%" },
                "region": { "startLine": line, "startColumn": start, "endLine": line, "endColumn": end },
            })
        };
        let physical = place(1, 7, 15);
        let fixed = json!({
            "artifactLocation": physical["artifactLocation"],
            "replacements": [{ "deletedRegion": physical["region"], "insertedContent": { "text": "payments" } }],
        });
        let gone = json!({
            "artifactLocation": { "uri": "gone.md", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1 },
        });
        let help = "did you mean `payments`?";
        let expected = json!({
            "ruleId": "unknown-owner",
            "ruleIndex": 1,
            "level": "error",
            "message": { "text": format!("`paymnets` is no team of {{{{a, b}}}}\nnote: a note\nhelp: {help}") },
            "locations": [{
                "physicalLocation": physical,
                "logicalLocations": [{ "fullyQualifiedName": "system:a" }],
            }],
            "relatedLocations": [
                { "id": 1, "physicalLocation": place(2, 1, 2), "message": { "text": "the other place" } },
                { "id": 2, "physicalLocation": gone },
            ],
            "fixes": [{ "description": { "text": help }, "artifactChanges": [fixed] }],
            "partialFingerprints": { "bailiwickGap/v1": "f00" },
        });
        assert_eq!(printed()["runs"][0]["results"][1], expected);
    }

    #[test]
    fn rules_carry_their_help_and_every_result_has_its_rule() {
        let log = printed();
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let described = json!({
            "id": "unknown-owner",
            "shortDescription": { "text": "Title" },
            "fullDescription": { "text": "Description." },
            "help": { "text": "## What it finds", "markdown": "## What it finds" },
            "helpUri": "https://example.org/gaps/x/",
            "defaultConfiguration": { "level": "warning" },
        });
        assert_eq!(rules[1..], [described, json!({ "id": "bare" })]);
        for result in run["results"].as_array().expect("results") {
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
        assert_eq!(run["results"][0]["locations"], json!([]));
        assert_eq!((&run["columnKind"], &log["version"]), (&json!("utf16CodeUnits"), &json!("2.1.0")));
    }

    /// The published schema is not ours to carry: `tests/run` gets it and says in the variable where it lies.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test's own setting, no part of the core")]
    fn the_published_schema_holds_where_it_is_at_hand() {
        let Ok(path) = std::env::var("BAILIWICK_SARIF_SCHEMA") else {
            println!("skipped: BAILIWICK_SARIF_SCHEMA is not set; tests/run sets it");
            return;
        };
        let schema: Value = serde_json::from_slice(&std::fs::read(path).expect("the schema")).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a JSON Schema");
        let log = printed();
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path)).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut wrong = log;
        wrong["runs"][0]["results"][0]["level"] = json!("info");
        assert!(!validator.is_valid(&wrong), "the schema refuses what is wrong");
    }
}
