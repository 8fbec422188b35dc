//! The handbook in `content/`: our own fixture, with honest gaps and without errors.

use std::path::Path;

use crate::driver::Handbook;
use crate::html::broken_links;

fn example() -> Handbook {
    Handbook::at(Path::new(env!("CARGO_MANIFEST_DIR")))
}

#[test]
fn the_example_is_understood_whole_and_its_links_lead_somewhere() {
    let checked = example().check();
    assert_eq!(checked.noted(), [] as [&str; 0]);
    let built = example().build();
    assert_eq!(broken_links(&built), [] as [&str; 0]);
}

#[test]
fn the_example_has_the_gaps_its_baseline_lists() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/.baseline");
    let baseline = bailiwick::gaps::Baseline::of(example().check().gaps()).text();
    crate::reference::up_to_date(&path, &baseline);
}

#[test]
fn most_rules_have_something_to_show_in_the_example() {
    let checked = example().check();
    let found: std::collections::BTreeSet<&str> = checked.gaps().iter().map(|gap| gap.rule.id()).collect();
    let all = bailiwick::gaps::rules::ALL.len();
    assert!(found.len() * 2 > all, "{} of {all} rules find something: {found:?}", found.len());
}
