//! What is generated is up to date: with `BAILIWICK_UPDATE=1` the new text is written instead.

use std::path::Path;

use bailiwick::gaps::{self, Section, rules};
use serde_json::Value;

/// Holds a generated file against its text, or writes it.
pub fn up_to_date(path: &Path, text: &str) {
    if std::env::var_os("BAILIWICK_UPDATE").is_some() {
        std::fs::write(path, text).expect("writable");
        return;
    }
    let old = std::fs::read_to_string(path).unwrap_or_default();
    assert!(old == text, "{} is stale: run the tests once with BAILIWICK_UPDATE=1", path.display());
}

fn reference(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content/reference").join(name)
}

#[test]
fn the_list_of_rules_is_up_to_date() {
    let mut text = String::from(
        "---\ntitle: Rules\nsummary: Every rule that finds gaps, with its severity and what it is a sign of.\nweight: 60\n---\n\nEach rule has a page of its own with examples; `bailiwick explain RULE` shows it in the terminal. A severity with\nT goes one step up for tier 1, and one step down for tier 4, ideas and experiments.\n",
    );
    for section in Section::ALL {
        let of_section: Vec<_> = rules::ALL.iter().filter(|rule| rule.section == section).collect();
        if of_section.is_empty() {
            continue;
        }
        text.push_str(&format!("\n## {}\n\n| rule | severity | finds | shows |\n|---|---|---|---|\n", section.title()));
        for rule in of_section {
            let scaled = if rule.is_scaled { " T" } else { "" };
            let shows: Vec<String> = rule
                .shows
                .iter()
                .map(|shows| match shows {
                    bailiwick::gaps::Shows::M(mistake) => mistake.name().to_owned(),
                    bailiwick::gaps::Shows::F(failure) => failure.name().to_owned(),
                })
                .collect();
            text.push_str(&format!(
                "| [{id}](rule:{id}) | {}{scaled} | {} | {} |\n",
                rule.severity,
                rule.title,
                shows.join("; "),
                id = rule.id,
            ));
        }
    }
    up_to_date(&reference("rules.md"), &text);
}

#[test]
fn the_tables_of_limits_causes_and_fields_are_up_to_date() {
    let unrecorded = gaps::unrecorded::table();
    let of_gaps = [("limits", gaps::limits::table()), ("causes", gaps::silence::table()), ("unrecorded", unrecorded)];
    tables_are_up_to_date("gaps.md", &of_gaps);
    tables_are_up_to_date("own-rules.md", &[("fields", gaps::own::fields::table())]);
}

/// What a newcomer copies is a rule that is there, and so it cannot go stale.
#[test]
fn the_example_of_a_rule_is_a_rule() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/gaps/rules");
    let fenced = |language: &str, file: &str| {
        let text = std::fs::read_to_string(rules.join(file)).expect("the rule is there");
        format!("`````{language} title=\"src/gaps/rules/{file}\"\n{text}`````\n")
    };
    let code = fenced("rust", "no_runbook.rs");
    let page = fenced("markdown", "no-runbook.md");
    tables_are_up_to_date("contributing.md", &[("rule-code", code), ("rule-page", page)]);
}

/// A struct by its name, what it says of itself, and a row for each field.
type Described = (String, String, Vec<[String; 3]>);

/// The fields of the views as the source describes them: of each struct its name, and a row for each field.
fn structs(file: &str) -> Vec<Described> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site").join(file);
    let text = std::fs::read_to_string(path).expect("the source is there");
    let (mut found, mut said) = (Vec::<Described>::new(), String::new());
    for line in text.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            said.push_str(doc);
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.split([' ', '<']).next().unwrap_or_default();
            found.push((name.to_owned(), std::mem::take(&mut said).trim().to_owned(), Vec::new()));
        } else if line.starts_with("pub fn ") {
            said.clear();
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
            let row =
                [name.to_owned(), as_seen(kind.trim_end_matches(',')), std::mem::take(&mut said).trim().to_owned()];
            found.last_mut().into_iter().for_each(|(_, _, fields)| fields.push(row.clone()));
        } else if !line.starts_with('#') {
            said.clear();
        }
    }
    found
}

/// A type as a template sees it.
fn as_seen(kind: &str) -> String {
    if let Some(inner) = kind.strip_prefix("Vec<").and_then(|inner| inner.strip_suffix('>')) {
        return format!("list of {}", as_seen(inner));
    }
    if let Some(inner) = kind.strip_prefix("Option<").and_then(|inner| inner.strip_suffix('>')) {
        return format!("{} or none", as_seen(inner));
    }
    if let Some(inner) = kind.strip_prefix("Listed<").and_then(|inner| inner.strip_suffix('>')) {
        return format!("[Listed](#view-listed) of {}", as_seen(inner));
    }
    match kind {
        "String" | "&'static str" | "Severity" | "StageState" | "T" => "text".to_owned(),
        "usize" | "u8" | "i64" | "f64" => "number".to_owned(),
        "bool" => "flag".to_owned(),
        view => format!("[{view}](#view-{})", view.to_lowercase()),
    }
}

#[test]
fn the_tables_of_the_views_are_up_to_date() {
    let files = [
        "frame.rs",
        "view/entities.rs",
        "view/gaps.rs",
        "view/guide.rs",
        "view/list.rs",
        "view/stages.rs",
        "view/share.rs",
        "view/start.rs",
        "view/texts.rs",
        "parts.rs",
    ];
    let views: Vec<_> = files.iter().flat_map(|file| structs(file)).collect();
    let mut text = String::new();
    for (name, about, fields) in &views {
        text.push_str(&format!(
            "### {name} {{#view-{}}}\n\n{about}\n\n| Field | Is | Holds |\n|---|---|---|\n",
            name.to_lowercase()
        ));
        for [field, kind, says] in fields {
            text.push_str(&format!("| `{field}` | {kind} | {} |\n", says.replace('|', "\\|")));
        }
        text.push('\n');
    }
    assert!(views.len() > 50, "{}", views.len());
    tables_are_up_to_date("themes.md", &[("views", format!("{}\n", text.trim_end()))]);
}

fn tables_are_up_to_date(page: &str, tables: &[(&str, String)]) {
    let path = reference(page);
    let mut text = std::fs::read_to_string(&path).expect("the page is there");
    for (name, table) in tables {
        let begin = format!("<!-- made: {name} -->\n\n");
        let (before, rest) = text.split_once(&begin).expect("the page says where the table stands");
        let (_, after) = rest.split_once("\n<!-- end -->").expect("the table has an end");
        text = format!("{before}{begin}{table}\n<!-- end -->{after}");
    }
    up_to_date(&path, &text);
}

#[test]
fn the_tables_of_the_data_files_are_up_to_date() {
    let path = reference("api.md");
    let text = std::fs::read_to_string(&path).expect("the page is there");
    let begin = "<!-- made: api -->\n\n";
    let (before, rest) = text.split_once(begin).expect("the page says where the tables stand");
    let (_, after) = rest.split_once("\n<!-- end -->").expect("the tables have an end");
    let built = crate::driver::Handbook::of([]).build();
    let schema: Value = serde_json::from_str(built.file("api/v1/schema.json")).expect("JSON");
    let mut tables = String::new();
    for (name, file) in schema["$defs"].as_object().expect("a map") {
        tables.push_str(&format!(
            "### api/v1/{name}.json {{#{name}}}\n\n{}\n\n",
            file["description"].as_str().unwrap_or_default()
        ));
        let list = &file["properties"][name]["items"];
        let fields = if list.is_object() {
            tables.push_str(&format!("`{name}`, a list of:\n\n"));
            list
        } else {
            file
        };
        tables.push_str("| Field | Is | Holds |\n|---|---|---|\n");
        rows(fields, "", &mut tables);
        tables.push('\n');
    }
    let tables = tables.trim_end();
    up_to_date(&path, &format!("{before}{begin}{tables}\n\n<!-- end -->{after}"));
}

/// A row for each field of a map, and for each field of the maps it holds.
fn rows(schema: &Value, prefix: &str, table: &mut String) {
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if name == "$schema" {
            continue;
        }
        let says = field["description"].as_str().unwrap_or_default();
        table.push_str(&format!("| `{prefix}{name}` | {} | {says} |\n", shape(field)));
        let mut inner = field;
        let mut prefix = format!("{prefix}{name}");
        loop {
            if inner["anyOf"].is_array() {
                inner = &inner["anyOf"][0];
            } else if inner["items"].is_object() {
                inner = &inner["items"];
                prefix.push_str("[]");
            } else if inner["additionalProperties"].is_object() {
                inner = &inner["additionalProperties"];
                prefix.push_str(".…");
            } else {
                break;
            }
        }
        rows(inner, &format!("{prefix}."), table);
    }
}

/// What a value is, in words.
fn shape(schema: &Value) -> String {
    if let Some(of) = schema["anyOf"].as_array() {
        return format!("{} or `null`", shape(&of[0]));
    }
    if let Some(words) = schema["enum"].as_array() {
        return words
            .iter()
            .map(|word| format!("`{}`", word.as_str().unwrap_or_default()))
            .collect::<Vec<_>>()
            .join(", ");
    }
    if let Some(value) = schema.get("const") {
        return format!("`{value}`");
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (_, Some("date")) => "date".into(),
        (Some("string"), _) => "text".into(),
        (Some("integer"), _) => "whole number".into(),
        (Some("boolean"), _) => "`true` or `false`".into(),
        (Some("array"), _) if schema["items"]["type"] == "object" => "list".into(),
        (Some("array"), _) => format!("list of {}s", shape(&schema["items"])),
        (Some("object"), _) => "map".into(),
        (other, _) => other.unwrap_or_default().into(),
    }
}

#[test]
fn the_list_of_commands_is_up_to_date() {
    let mut command = bailiwick::cli::command();
    command.build();
    let mut text = String::from(
        "---\ntitle: Commands\nsummary: Every command of the program with its options.\nweight: 70\n---\n\nExit codes: 0 all is well, 1 there are findings that matter, 2 the command could not do its work.\n",
    );
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        describe(sub, "bailiwick", &mut text);
    }
    up_to_date(&reference("commands.md"), &text);
}

/// A command with its options, and the commands below it.
fn describe(command: &clap::Command, above: &str, text: &mut String) {
    let name = format!("{above} {}", command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    text.push_str(&format!("\n## {name}\n\n{about}\n\n"));
    text.push_str("| option | meaning |\n|---|---|\n");
    for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!("| `{}` | {} |\n", shown(argument), help.replace('|', "\\|")));
    }
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        describe(sub, &name, text);
    }
}

fn shown(argument: &clap::Arg) -> String {
    let names: Vec<String> = argument.get_value_names().into_iter().flatten().map(ToString::to_string).collect();
    let takes_value = argument.get_action().takes_values();
    let value = if takes_value { format!(" {}", names.join(" ")) } else { String::new() };
    match (argument.get_short(), argument.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}{value}"),
        (None, Some(long)) => format!("--{long}{value}"),
        _ => names.join(" "),
    }
}

#[test]
fn the_manual_names_every_field() {
    // A field nobody knows makes the reader list those it does know.
    let probe = r"
teams: { x: { zzzzzzzz: 1, contact: { zzzzzzzz: 1 }, on_call: { zzzzzzzz: 1 } } }
people: { x: { zzzzzzzz: 1 } }
domains: { x: { zzzzzzzz: 1 } }
systems: { x: { zzzzzzzz: 1, data: { zzzzzzzz: 1 }, deployment: { zzzzzzzz: 1 }, runbook: { zzzzzzzz: 1 }, checks: { y: { zzzzzzzz: 1 } } } }
metrics: { x: { zzzzzzzz: 1 } }
checklists: { x: { zzzzzzzz: 1, items: [{ id: a, zzzzzzzz: 1 }] } }
waivers: { x: { zzzzzzzz: 1 } }
zzzzzzzz: 1
";
    let checked = crate::driver::Handbook::owning(probe)
        .edit("content/handbook.yaml", "zzzzzzzz: 1\ngaps: { custom: [{ id: a, zzzzzzzz: 1 }] }\n")
        .edit("content/a.md", "---\nzzzzzzzz: 1\n---\n")
        .check();
    let helps =
        checked.diagnostics().into_iter().filter(|error| error.code == "unknown-field").flat_map(|error| error.help);
    let manual: String = ["data.md", "settings.md", "pages.md", "own-rules.md"]
        .map(|name| std::fs::read_to_string(reference(name)).unwrap_or_default())
        .concat();
    let mut missing = std::collections::BTreeSet::new();
    for help in helps {
        for field in help.text.split('`').skip(1).step_by(2) {
            if !manual.contains(&format!("`{field}")) {
                missing.insert(field.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "the manual does not speak of {missing:?}");
}
