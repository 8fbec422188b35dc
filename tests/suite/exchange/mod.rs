//! Ownership read where it already lives.

use crate::driver::{Checked, Handbook};
use crate::real_input::corpus;

mod backstage;
mod codeowners;
mod governance;
mod hostile;
mod import;
mod services;
mod verified;
mod written;

/// The facts about a corpus.
pub fn facts(name: &str) -> serde_json::Value {
    let file = corpus("").expect("the corpora are there").join("facts.json");
    let text = std::fs::read_to_string(file).expect("the facts are there");
    let mut all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    all[name].take()
}

/// A handbook of nothing but one source: a corpus, read from its own folder with these further settings.
pub fn handbook_of(kind: &str, name: &str, more: &str) -> Option<Handbook> {
    let folder = corpus("")?.canonicalize().expect("the corpora").join(name);
    let own = tempfile::tempdir().expect("a folder");
    let root = own.path().canonicalize().expect("a folder");
    let up = "../".repeat(root.components().count() - 1);
    let path = format!("{up}{}", folder.strip_prefix("/").expect("absolute").display());
    std::fs::create_dir(root.join("content")).expect("a folder");
    let settings = format!("sources: [{{type: {kind}, path: \"{path}\"{more}}}]\n");
    std::fs::write(root.join("content/handbook.yaml"), settings).expect("a file");
    Some(Handbook::at(&root))
}

/// How many gaps of a rule stand.
pub fn count(checked: &Checked, rule: &str) -> usize {
    checked.gaps_of(rule).len()
}

#[test]
fn a_format_that_nobody_knows_and_a_path_that_leads_nowhere_are_the_authors_slips() {
    let settings = "sources:\n  - {type: backstgae, path: ../a}\n  - {path: ../a}\n  - {type: x, paths: []}\n";
    let checked = Handbook::of([("content/handbook.yaml", settings)]).check();
    assert_eq!(
        checked.errors(),
        [
            "content/handbook.yaml:2:12 unknown-format",
            "content/handbook.yaml:3:5 missing-field",
            "content/handbook.yaml:4:5 missing-field"
        ]
    );
}

#[test]
fn a_foreign_file_is_neither_a_page_nor_a_data_file() {
    let book = Handbook::of([]).beside("../shop/README.md", "# Shop").beside("content/ownership/sigs.yaml", "sigs: []");
    assert_eq!(book.check().noted(), [] as [&str; 0]);
    assert!(!book.site().files().iter().any(|file| file.contains("README") || file.contains("sigs")));
}
