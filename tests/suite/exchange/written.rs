//! What is written for other tools is read back to the same owners.

use std::collections::BTreeMap;
use std::path::Path;

use bailiwick::exchange::codeowners::{Dialect, Owners};
use bailiwick::exchange::to_yaml;
use bailiwick::exchange::write::{self, Outgoing, Written};
use bailiwick::model::{Found, Model, Status};
use proptest::prelude::*;
use serde_json::json;

use crate::driver::Handbook;

/// A model of these files.
fn model(handbook: &Handbook) -> Model {
    handbook.check().handbook.model
}

/// The files of a format.
fn written(model: &Model, format: &str, dialect: Dialect) -> Vec<Written> {
    let writer = write::named(format).unwrap_or_else(|| panic!("{format} is written"));
    (writer.write)(&Outgoing { model, dialect, handle: "@{org}/{team}".into() })
}

const SHOP: &str = r##"
teams:
  pay: { name: "Payments, Inc.", summary: "Takes: money", members: [ana, bo], parent: group, contact: { chat: "#pay", email: pay@example.com }, aliases: [billing] }
  fleet: { name: "no", members: [cy] }
  group: { name: Group }
  gone: { status: dissolved, successor: pay }
people:
  ana: { name: Ana "A" Sousa, handle: asousa }
  cy: { name: Cy }
domains:
  money: { name: Money, summary: 1.10, lead: ana, parent: all, aliases: [cash] }
  all: { name: All }
systems:
  ledger:
    name: "Ledger #1"
    summary: "Writes; all, \"of\" it"
    owner: pay
    domain: money
    tier: 1
    status: production
    depends_on: [bus, lake, external:bank]
    contributors: [fleet]
    runbook: https://runbooks.example/ledger
    dashboard: https://dash.example/ledger
    aliases: [books]
    links: { Plan: https://plan.example/x }
    repositories: [{ url: https://git.example/acme/money, paths: [/ledger/**] }]
  bus: { name: Bus, kind: infrastructure, owner: fleet, tier: 2, repositories: [https://git.example/acme/money] }
  lake: { name: "2026-01-01", kind: data, owner: fleet, status: experimental, repositories: [{ url: https://git.example/acme/money, paths: [/ledger/lake/**, "/docs/*.md", "/a b/c"] }] }
  old: { name: Old, owner: fleet, status: retired }
  lost: { name: Lost, repositories: [{ url: "https://git.example/Acme/money.git/", paths: [/lost/] }] }
"##;

fn handbooks() -> Vec<(&'static str, Handbook)> {
    let generated = crate::generate::organisation(12, 60);
    vec![
        ("shop", Handbook::owning(SHOP)),
        ("generated", Handbook::of(generated.iter().map(|(path, text)| (path.as_str(), text.as_str())))),
        ("manual", Handbook::at(Path::new(env!("CARGO_MANIFEST_DIR")))),
    ]
}

/// What most formats can say of systems that are there: name, owner, domain, tier, status and what they need.
fn facts(model: &Model) -> BTreeMap<String, Vec<String>> {
    let of = |system: &bailiwick::model::System| {
        let needs = system.depends_on.iter().filter_map(|need| model.system(need));
        let mut needs: Vec<String> =
            needs.filter(|need| need.status() != Status::Retired).map(|need| need.id.to_string()).collect();
        needs.sort();
        vec![
            system.title().to_owned(),
            model.owner_of(system).map(|team| team.id.to_string()).unwrap_or_default(),
            system.domain.as_ref().map(|domain| domain.id.to_string()).unwrap_or_default(),
            format!("{:?} {:?}", system.tier(), system.status()),
            needs.join(" "),
            system.summary.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
        ]
    };
    let living = model.systems.values().filter(|system| system.status() != Status::Retired);
    living.map(|system| (system.id.to_string(), of(system))).collect()
}

/// Teams that are there, with those of their members who are.
fn members(model: &Model) -> BTreeMap<String, Vec<String>> {
    let there = model.teams.values().filter(|team| !team.is_dissolved());
    let is_there = |id: &bailiwick::model::Id| model.people.get(id).is_none_or(|person| person.left.is_none());
    let ids = |team: &bailiwick::model::Team| {
        team.members.iter().filter(|member| is_there(&member.id)).map(|member| member.id.to_string()).collect()
    };
    there.map(|team| (team.id.to_string(), ids(team))).collect()
}

/// The model of an empty handbook that reads what was written.
fn read_back(format: &str, files: &[Written]) -> Model {
    // A table of teams says which there are: a name in the other table makes none.
    let more = if format == "csv" { ", teams: none" } else { "" };
    let source = |file: &Written| format!("  - {{type: {format}, path: \"foreign/{}\"{more}}}\n", file.path);
    let sources = files.iter().map(source).collect::<Vec<_>>().concat();
    let mut handbook = Handbook::of([("content/handbook.yaml", format!("sources:\n{sources}").as_str())]);
    for file in files {
        handbook = handbook.beside(&format!("foreign/{}", file.path), &file.text);
    }
    model(&handbook)
}

#[test]
fn catalogs_definitions_and_tables_are_read_back_to_the_same_owners() {
    for (title, handbook) in handbooks() {
        let before = model(&handbook);
        for format in ["backstage", "datadog", "csv"] {
            let files = written(&before, format, Dialect::GitHub);
            let after = read_back(format, &files);
            let errors: Vec<&str> = after.diagnostics.iter().map(|one| one.message.as_str()).collect();
            assert_eq!(errors, [] as [&str; 0], "{title} {format}");
            assert_eq!(facts(&after), facts(&before), "{title} {format}");
            if format != "datadog" {
                assert_eq!(members(&after), members(&before), "{title} {format}");
            }
        }
    }
}

#[test]
fn aliases_are_read_back_to_the_same_members() {
    let before = model(&Handbook::owning(SHOP));
    let after = read_back("owners", &written(&before, "owners-aliases", Dialect::GitHub));
    let members = members(&after);
    assert_eq!(members["pay"], ["asousa", "bo"]);
    assert_eq!(members.keys().collect::<Vec<_>>(), ["fleet", "pay"]);
}

/// What of our own YAML is not the same once it was written and read.
fn hold(title: &str, before: &Model) {
    let text = to_yaml(before);
    let again = Handbook::owning(&text);
    let after = model(&again);
    let noted = |model: &Model| model.diagnostics.iter().map(|one| one.message.clone()).collect::<Vec<_>>();
    assert_eq!(noted(&after), noted(before), "{title}\n{text}");
    assert_eq!(to_yaml(&after), text, "{title}");
    assert_eq!(facts(&after), facts(before), "{title}");
    assert_eq!(members(&after), members(before), "{title}");
}

#[test]
fn our_own_data_is_read_back_whole() {
    for (title, handbook) in handbooks() {
        hold(title, &model(&handbook));
    }
    for at in 0..3 {
        let whole = crate::schema::sample_of("ownership", at);
        let before = model(&Handbook::owning(&whole.to_string()));
        hold(&format!("every field, {at}"), &before);
        // Nothing is lost: every field's name stands in what is written.
        let text = to_yaml(&before);
        for name in whole.to_string().split('"').skip(1).step_by(2).filter(|word| word.contains('_')) {
            assert!(text.contains(name), "`{name}` is written\n{text}");
        }
    }
}

#[test]
fn a_domains_earlier_ids_go_wherever_those_of_teams_do() {
    let before = model(&Handbook::owning(SHOP));
    assert!(to_yaml(&before).contains("aliases: [cash]"), "{}", to_yaml(&before));
    let found = before.find("cash");
    assert_eq!(found.entities().iter().map(ToString::to_string).collect::<Vec<_>>(), ["domain:money"]);
    let built = Handbook::owning(SHOP).build();
    let domains: serde_json::Value = serde_json::from_str(built.file("api/v1/domains.json")).expect("JSON");
    assert_eq!(domains["domains"][1]["aliases"], serde_json::json!(["cash"]));
}

#[test]
fn a_codeowners_file_names_for_each_path_whom_the_handbook_names() {
    let before = model(&Handbook::owning(SHOP));
    for dialect in [Dialect::GitHub, Dialect::GitLab, Dialect::Bitbucket] {
        let files = written(&before, "codeowners", dialect);
        assert_eq!(
            files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(),
            ["git.example/acme/money/CODEOWNERS"]
        );
        let owners = Owners::parse(dialect, &files[0].text);
        assert!(owners.problems.is_empty(), "{:?}\n{}", owners.problems, files[0].text);
        for (path, named) in [
            ("README", "@acme/fleet"),
            ("ledger/main.rs", "@acme/pay"),
            ("ledger/lake/a/b.sql", "@acme/fleet"),
            ("docs/a.md", "@acme/fleet"),
            ("docs/b/a.md", "@acme/fleet"),
            ("a b/c", "@acme/fleet"),
            ("a b/c/d", "@acme/fleet"),
            ("lost/x", ""),
        ] {
            let rules = owners.winning(path);
            let names: Vec<&str> =
                rules.iter().flat_map(|rule| &rule.owners).map(|owner| owner.text.as_str()).collect();
            assert_eq!(names.join(" "), named, "{dialect:?} {path}\n{}", files[0].text);
        }
    }
}

#[test]
fn every_line_of_a_codeowners_file_agrees_with_who() {
    for (title, handbook) in handbooks() {
        let before = model(&handbook);
        let mut held = 0;
        for dialect in [Dialect::GitHub, Dialect::GitLab, Dialect::Bitbucket] {
            for file in written(&before, "codeowners", dialect) {
                let repository = file.path.trim_end_matches("/CODEOWNERS");
                let owners = Owners::parse(dialect, &file.text);
                for rule in &owners.rules {
                    let path =
                        rule.pattern.trim_start_matches('/').replace("\\ ", " ").replace("**", "x").replace('*', "x");
                    let path = if path.ends_with('/') { format!("{path}file") } else { path };
                    let asked = format!("https://{repository}/blob/main/{path}");
                    let Found::One { entity, .. } = before.find(&asked) else { continue };
                    let owner = before.owner_of(&before.systems[&entity.id]).map(|team| team.id.to_string());
                    let said = owners.winning(&path).first().and_then(|rule| rule.owners.first());
                    let said = said.map(|said| {
                        said.text.trim_start_matches('@').rsplit('/').next().unwrap_or_default().to_owned()
                    });
                    if owner.is_some() {
                        assert_eq!(said, owner, "{title} {dialect:?} {path}\n{}", file.text);
                        held += 1;
                    }
                }
            }
        }
        assert!(held > 5, "{title}: {held}");
    }
}

#[test]
fn charts_hold_every_system_once_with_what_it_needs() {
    let before = model(&Handbook::owning(SHOP));
    let mermaid = written(&before, "mermaid", Dialect::GitHub)[0].text.clone();
    assert!(mermaid.starts_with("flowchart LR\n"), "{mermaid}");
    assert!(mermaid.contains("[\"Ledger #35;1\"]") && mermaid.contains("[\"Nobody\"]"), "{mermaid}");
    assert_eq!(mermaid.matches(" --> ").count(), 2, "{mermaid}");
    assert!(!mermaid.contains("Old"), "{mermaid}");
    let dot = written(&before, "graphviz", Dialect::GitHub)[0].text.clone();
    assert!(dot.contains("\"ledger\" -> \"bus\";") && dot.contains("label=\"Payments, Inc.\""), "{dot}");
}

/// What people may call things: any letters and signs, with no spaces around and none that cannot be seen.
fn any_name() -> impl Strategy<Value = String> {
    "[^\\p{C}\\p{Z}]{1,6}( [^\\p{C}\\p{Z}]{1,6})?"
}

/// A handbook of some systems, each of some team, with any names.
fn any_handbook() -> impl Strategy<Value = String> {
    let system = (any_name(), any_name(), 0..4_usize, 0..6_usize, 1..5_i64);
    (prop::collection::vec(any_name(), 3), prop::collection::vec(system, 1..6)).prop_map(|(teams, systems)| {
        let team = |(at, name): (usize, &String)| (format!("team-{at}"), json!({ "name": name, "summary": name }));
        let count = systems.len();
        let system = |(at, (name, summary, owner, need, tier)): (usize, &(String, String, usize, usize, i64))| {
            let mut value = json!({ "name": name, "summary": summary, "tier": tier });
            // One in four is nobody's.
            if *owner < 3 {
                value["owner"] = json!(format!("team-{owner}"));
            }
            if *need < count && *need != at {
                value["depends_on"] = json!([format!("system-{need}")]);
            }
            (format!("system-{at}"), value)
        };
        json!({
            "teams": teams.iter().enumerate().map(team).collect::<serde_json::Map<_, _>>(),
            "systems": systems.iter().enumerate().map(system).collect::<serde_json::Map<_, _>>(),
        })
        .to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_things_are_called_they_are_read_back(yaml in any_handbook()) {
        let before = model(&Handbook::owning(&yaml));
        prop_assert_eq!(before.diagnostics.len(), 0, "{}", yaml);
        hold("any", &before);
        for format in ["backstage", "datadog", "csv"] {
            let after = read_back(format, &written(&before, format, Dialect::GitHub));
            prop_assert_eq!(facts(&after), facts(&before), "{}", format);
        }
    }
}
