//! Real organisations' handbooks and data, read through the variable `BAILIWICK_CORPORA`. Without them these tests say
//! so and check nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bailiwick::source::yaml;

use crate::driver::Handbook;
use crate::html::broken_links;

/// The folder of a corpus, or nothing (and a word) where it is absent.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("BAILIWICK_CORPORA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora"), PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the corpus `{name}` is not here");
    None
}

/// Every file below a folder: its path from there, and its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_str().expect("a plain name").to_owned();
                found.push((name, std::fs::read(&path).expect("readable")));
            }
        }
    }
    found.sort();
    found
}

/// A handbook of a corpus's pages. Pages of the shape `x.html.md.erb` are read as `x.md`.
pub fn handbook(folder: &Path) -> (Handbook, usize) {
    let mut book = Handbook::of([]);
    let mut pages = BTreeSet::new();
    for (name, bytes) in files(folder) {
        let hidden = name.split('/').any(|part| part.starts_with('.'));
        let name = name.replace(".html.md.erb", ".md").replace(".md.erb", ".md");
        if hidden {
            continue;
        }
        if name.ends_with(".md") {
            pages.insert(name.clone());
        }
        book = book.bytes(&format!("content/{name}"), &bytes);
    }
    (book, pages.len())
}

/// Builds a corpus of pages, and says what came of it.
fn build(name: &str) {
    let Some(folder) = corpus(&format!("content/{name}")) else { return };
    let (book, pages) = handbook(&folder);
    let checked = book.check();
    let built = book.build();
    let own = checked.handbook.model.pages.values().filter(|page| !page.file.built_in);
    let shown = own.filter(|page| checked.handbook.routes.route_of(page).is_some()).count();
    let drafts = checked.handbook.model.pages.values().filter(|page| page.is_draft).count();
    let broken = checked.gaps_of("broken-link");
    println!(
        "{name}: {pages} pages in, {shown} out, {drafts} drafts; {} noted, {} broken links reported",
        checked.noted().len(),
        broken.len()
    );
    assert_eq!(shown + drafts, pages, "no page is lost: {:#?}", checked.errors());
    assert_eq!(broken_links(&built), [] as [&str; 0], "what is not reported leads somewhere");
}

#[test]
fn the_sourcegraph_handbook() {
    build("sourcegraph-handbook");
}

#[test]
fn the_18f_handbook() {
    build("18f-handbook");
}

#[test]
fn the_gds_way() {
    build("gds-way");
}

#[test]
fn the_artsy_readme() {
    build("artsy-readme");
}

#[test]
fn the_mercari_checklist() {
    build("mercari-production-readiness");
}

/// Text as a YAML scalar.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON, and so YAML")
}

/// GitLab's groups and categories in our words: a group is a team, a category a system owned by the groups naming it.
fn rewritten(stages: &str, categories: &str) -> String {
    let stages = yaml::parse(stages);
    let categories = yaml::parse(categories);
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = String::from("teams:\n");
    let all = stages.root().and_then(|root| root.get("stages")).expect("stages");
    for (_, stage) in all.entries() {
        for (id, group) in stage.get("groups").into_iter().flat_map(yaml::Node::entries) {
            let id = id.text().expect("an id").to_lowercase();
            let name = group.get("name").and_then(yaml::Node::text).unwrap_or(&id);
            out.push_str(&format!("  {id}:\n    name: {}\n", quoted(name)));
            if let Some(channel) = group.get("slack").and_then(|slack| slack.get("channel")).and_then(yaml::Node::text)
            {
                out.push_str(&format!("    contact: {{ chat: {} }}\n", quoted(channel)));
            }
            for category in group.get("categories").into_iter().flat_map(yaml::Node::items) {
                owners.entry(category.text().expect("an id").to_owned()).or_default().push(id.clone());
            }
        }
    }
    out.push_str("systems:\n");
    for (id, category) in categories.root().expect("categories").entries() {
        let id = id.text().expect("an id");
        let name = category.get("name").and_then(yaml::Node::text).unwrap_or(id);
        let owners = owners.get(id).map(|owners| owners.join(", ")).unwrap_or_default();
        out.push_str(&format!("  {}:\n    name: {}\n    owner: [{owners}]\n", id.to_lowercase(), quoted(name)));
    }
    out
}

#[test]
fn gitlabs_groups_and_categories_show_the_gaps_that_are_known() {
    let Some(folder) = corpus("gitlab-product/data") else { return };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("readable");
    let data = rewritten(&read("stages.yml"), &read("categories.yml"));
    let handbook = Handbook::owning(&data);
    let checked = handbook.check();
    let facts = std::fs::read_to_string(folder.join("../../facts.json")).expect("the facts are there");
    let facts: serde_json::Value = serde_json::from_str(&facts).expect("JSON");
    let facts = &facts["gitlab-product"];
    let model = &checked.handbook.model;
    let entities = |rule: &str| -> BTreeSet<String> {
        checked.gaps().iter().filter(|gap| gap.rule.id() == rule).map(|gap| gap.entity.id.to_string()).collect()
    };
    let known = |key: &str| -> BTreeSet<String> {
        let list = facts[key].as_array().expect("a list");
        list.iter().map(|id| id.as_str().expect("text").to_owned()).collect()
    };
    assert_eq!(model.teams.len(), 60);
    assert_eq!(model.systems.len(), 139);
    assert_eq!(entities("missing-owner"), known("categories_in_no_group"));
    assert_eq!(entities("split-ownership"), known("categories_in_2_or_more_groups"));
    assert_eq!(entities("unknown-owner"), BTreeSet::new());
    let built = handbook.build();
    assert_eq!(broken_links(&built), [] as [&str; 0]);
}
