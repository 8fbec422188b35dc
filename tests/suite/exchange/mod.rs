//! Ownership read where it already lives.

use crate::driver::Handbook;

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

mod codeowners;
