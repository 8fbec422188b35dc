//! Foreign files of any kind: what cannot be read is noted with its place, the rest is read, and nothing panics.

use std::time::{Duration, Instant};

use bailiwick::exchange;
use proptest::prelude::*;

use super::count;
use crate::driver::Handbook;

/// A file of each format by its usual name, with words that its reader looks for.
const FILES: [(&str, &str, &str); 13] = [
    (
        "backstage",
        "catalog-info.yaml",
        "kind: Component\nmetadata: {name: a, links: [{url: u}]}\nspec: {owner: a, dependsOn: [b]}",
    ),
    (
        "backstage",
        "x/catalog-info.yaml",
        "kind: Group\nmetadata: {name: a}\nspec: {parent: a, children: [a], members: [b]}",
    ),
    ("codeowners", "CODEOWNERS", "^[S][2] @a\n/a/**/b*[c]? @b/c x@y.z # d\n!/e \\#"),
    ("compass", "compass.yml", "name: a\nid: b\nownerId: c\nrelationships: {DEPENDS_ON: [b]}"),
    (
        "cortex",
        "cortex.yaml",
        "info: {title: a, x-cortex-tag: b, x-cortex-owners: [{name: c}], x-cortex-parents: [{tag: b}]}",
    ),
    ("csv", "a.csv", "system,owner,tier\n\"a\",b,1\n"),
    (
        "datadog",
        "service.datadog.yaml",
        "schema-version: v2.1\ndd-service: a\nteam: b\nlinks: [{url: c}]\n---\napiVersion: v3\nkind: system\nmetadata: {name: a}",
    ),
    ("gitlab-product", "stages.yml", "stages: {a: {groups: {b: {pm: c, categories: [d]}}}}"),
    (
        "kubernetes",
        "sigs.yaml",
        "sigs: [{dir: a, name: b, leadership: {chairs: [{github: c}]}, subprojects: [{name: d, owners: [e]}]}]",
    ),
    ("openstack", "projects.yaml", "a: {ptl: {name: b}, deliverables: {c: {repos: [d/e]}}}"),
    ("opslevel", "opslevel.yml", "service: {name: a, owner: b, tools: [{url: c}], aliases: [d]}"),
    ("owners", "OWNERS", "approvers: [a, b]\nfilters: {'.*': {approvers: [c]}}\noptions: {no_parent_owners: true}"),
    (
        "rust-team",
        "teams/a.toml",
        "name = \"a\"\nsubteam-of = \"a\"\n[people]\nleads = [{ github = \"b\" }]\nmembers = [\"c\"]",
    ),
];

fn book(kind: &str, name: &str, text: &str) -> Handbook {
    let settings = format!("sources: [{{type: {kind}, path: ../f}}]\n");
    Handbook::of([("content/handbook.yaml", settings.as_str())]).beside(&format!("../f/{name}"), text)
}

#[test]
fn every_format_that_is_read_is_among_the_hostile() {
    for format in exchange::ALL {
        assert!(FILES.iter().any(|(kind, ..)| *kind == format.id), "{}", format.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_foreign_file_makes_it_panic(at in 0..FILES.len(), cut in 0usize..200, junk in "\\PC{0,12}", value in "[\\[\\]{}:,'\"&*|>#@!\\-\n a-cÀ]{0,40}") {
        let (kind, name, text) = FILES[at];
        let cut = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        for text in [format!("{}{junk}{}", &text[..cut], &text[cut..]), text[..cut].to_owned(), format!("{}{value}", &text[..cut]), value] {
            let _ = book(kind, name, &text).check().handbook.diagnostics().len();
        }
    }
}

#[test]
fn each_format_takes_its_example_without_a_word() {
    for (kind, name, text) in FILES.iter().filter(|(kind, ..)| *kind != "codeowners") {
        let checked = book(kind, name, text).check();
        let noted: Vec<String> =
            checked.noted().into_iter().filter(|note| !note.ends_with("dangling-reference")).collect();
        assert_eq!(noted, [""; 0], "{kind} {name}");
        let model = &checked.handbook.model;
        assert!(model.systems.len() + model.teams.len() > 0, "{kind} {name}");
    }
}

#[test]
fn what_is_broken_is_noted_with_its_place_and_the_rest_is_read() {
    let settings = "sources: [{type: backstage, path: ../f}]\n";
    let mut sources = bailiwick::source::Sources::of([("content/handbook.yaml", settings)]);
    sources.set_foreign(
        "../f/a/catalog-info.yaml",
        b"kind: Component\nmetadata: {name: [\n---\nkind: Group\nmetadata: {name: ok}\n",
    );
    sources.set_foreign("../f/b/catalog-info.yaml", &[b'a', 0xff]);
    sources.set_foreign("../f/c/catalog-info.yaml", b"kind: Group\nmetadata: {name: x}\nspec: {parent: y}\n---\nkind: Group\nmetadata: {name: y}\nspec: {parent: x}\n");
    let inputs = bailiwick::site::Inputs {
        sources,
        as_of: crate::driver::TODAY,
        with_drafts: false,
        redirects: std::collections::BTreeSet::new(),
    };
    let checked = crate::driver::Checked { handbook: bailiwick::site::Handbook::load(inputs) };
    let codes: Vec<String> =
        checked.diagnostics().iter().map(|noted| format!("{} {}", noted.severity, noted.code)).collect();
    assert_eq!(codes, ["warning yaml-syntax", "warning unreadable-file"]);
    assert!(checked.handbook.model.teams.contains_key("ok"));
    assert!(count(&checked, "circular-parent") > 0);
}

#[test]
fn a_file_of_600_000_lines_is_read_in_seconds_and_is_no_flood() {
    let text: String = (0..600_000).map(|at| if at % 2 == 0 { "!broken @a\n" } else { "# words\n" }).collect();
    let begun = Instant::now();
    let checked = book("codeowners", "CODEOWNERS", &text).check();
    assert_eq!(checked.noted().len(), 51);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn thousands_of_entities_join_in_a_moment() {
    let system = |at: usize| {
        let (team, need) = (at % 300, at / 2);
        format!("kind: Component\nmetadata: {{name: s{at}}}\nspec: {{owner: t{team}, dependsOn: [s{need}]}}\n")
    };
    let text = (0..5000).map(system).collect::<Vec<_>>().join("---\n");
    let team = |at: usize| format!("kind: Group\nmetadata: {{name: t{at}}}\nspec: {{}}\n");
    let teams = (0..300).map(team).collect::<Vec<_>>().join("---\n");
    let files = [("../f/catalog-info.yaml", text), ("../f/org/catalog-info.yaml", teams)];
    let settings = "sources: [{type: backstage, path: ../f}, {type: backstage, path: ../f}]\n";
    let mut sources = bailiwick::source::Sources::of([("content/handbook.yaml", settings)]);
    for (path, text) in &files {
        sources.set_foreign(path, text.as_bytes());
    }
    let mut model = bailiwick::model::Model::read(&sources);
    let begun = Instant::now();
    exchange::read(&mut model, &sources);
    // Unoptimised, on a busy machine.
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert_eq!((model.systems.len(), model.teams.len()), (5000, 300));
    println!("two sources of 5,300 entities: {:?}", begun.elapsed());
}
