//! The pages of rules are their tests: each example shows exactly what it says it shows.

use std::collections::BTreeSet;
use std::path::Path;

use bailiwick::gaps::example::{Example, MARK};
use bailiwick::gaps::{Failure, Mistake, Rule, Shows, rules};

use crate::driver::{Checked, Handbook};

/// The headings of a rule's page, in order.
const HEADINGS: [&str; 4] = ["## What it finds", "## Why it matters", "## How to close it", "## Examples"];

#[test]
fn each_example_shows_what_it_says() {
    let wrong: Vec<String> = rules::ALL.iter().flat_map(|rule| wrong_examples(rule)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn wrong_examples(rule: &Rule) -> Vec<String> {
    let examples = rule.examples();
    let mut wrong = Vec::new();
    for (is_bad, kind) in [(true, "bad"), (false, "good")] {
        if !rules::ELSEWHERE.contains(&rule.id) && !examples.iter().any(|example| example.is_bad == is_bad) {
            wrong.push(format!("{}.md has no {kind} example", rule.id));
        }
    }
    wrong.extend(examples.iter().filter_map(|example| what_is_wrong(rule, example)));
    wrong
}

fn what_is_wrong(rule: &Rule, example: &Example) -> Option<String> {
    let checked = judged(example);
    let (found, marked) = (found(rule, &checked), marked(example));
    let errors = checked.errors();
    let at = format!("{}.md:{}", rule.id, example.line);
    if found != marked {
        return Some(format!("{at}: marked {marked:?}, found {found:?}"));
    }
    if example.is_bad == marked.is_empty() {
        return Some(format!("{at}: a bad example marks a line with `{MARK}`, a good one none"));
    }
    (!errors.is_empty()).then(|| format!("{at}: the example cannot be understood: {errors:?}"))
}

fn judged(example: &Example) -> Checked {
    let files = example.files();
    let handbook = Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let Some(as_of) = &example.as_of else { return handbook.check() };
    let date: bailiwick::model::Date = as_of.parse().expect("as_of is a date");
    handbook.as_of(date.year(), date.month(), date.day()).check()
}

/// The lines on which the rule found something, as path and line of the example's file.
fn found(rule: &Rule, checked: &Checked) -> BTreeSet<(String, usize)> {
    let gaps = checked.gaps().iter().filter(|gap| gap.rule.id() == rule.id);
    gaps.map(|gap| {
        let file = checked.handbook.sources.get(&gap.place.path).expect("a place is in a file that is there");
        (gap.place.path.to_string(), file.lines().line(gap.place.span.start))
    })
    .collect()
}

fn marked(example: &Example) -> BTreeSet<(String, usize)> {
    let mut marked = BTreeSet::new();
    for (path, text) in example.files() {
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains(MARK));
        marked.extend(lines.map(|(at, _)| (path.clone(), at + 1)));
    }
    marked
}

#[test]
fn a_page_has_its_parts_and_is_short() {
    for rule in rules::ALL {
        let (title, rest) = rule.doc.split_once('\n').expect("a page has lines");
        assert_eq!(title, format!("# {}", rule.title), "{}.md", rule.id);
        let headings: Vec<&str> =
            rest.lines().filter(|line| line.starts_with('#') && !line.starts_with("# ")).collect();
        assert_eq!(headings, HEADINGS, "{}.md", rule.id);
        let words = prose(rule.doc).split_whitespace().count();
        assert!((80..=280).contains(&words), "{}.md has {words} words", rule.id);
    }
}

/// The words by which a page tells what its gaps are a sign of.
fn word(shows: Shows) -> &'static str {
    match shows {
        Shows::M(Mistake::M1) => "confus",
        Shows::M(Mistake::M2) => "split",
        Shows::M(Mistake::M3) => "execution",
        Shows::M(Mistake::M4) => "long-term",
        Shows::F(Failure::F1) => "systems break",
        Shows::F(Failure::F2) => "diffused",
        Shows::F(Failure::F3) => "production outcome",
        Shows::F(Failure::F4) => "slow",
        Shows::F(Failure::F5) => "debt accumulates",
    }
}

#[test]
fn a_page_says_which_mistakes_and_failures_its_gaps_are_a_sign_of() {
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        let (_, why) = rule.doc.split_once(HEADINGS[1]).expect("a page says why");
        let (why, _) = why.split_once(HEADINGS[2]).expect("a page says how");
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let unnamed = rule.shows.iter().map(|shows| word(*shows)).filter(|word| !why.contains(word));
        wrong.extend(unnamed.map(|word| format!("{}.md does not speak of `{word}`", rule.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text of a page without its examples.
fn prose(doc: &str) -> String {
    doc.split("```").step_by(2).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_folder_and_the_registry_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/gaps/rules");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of rules is there")
        .map(|entry| entry.expect("can be read").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "mod.rs")
        .collect();
    let registered: BTreeSet<String> = rules::ALL
        .iter()
        .flat_map(|rule| [format!("{}.md", rule.id), format!("{}.rs", rule.id.replace('-', "_"))])
        .collect();
    assert_eq!(files, registered);
}

#[test]
fn rules_are_in_the_order_of_their_sections_and_named_once() {
    assert!(rules::ALL.is_sorted_by_key(|rule| rule.section));
    let mut ids: Vec<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "a rule is here twice");
    for rule in rules::ALL {
        assert!(!rule.shows.is_empty(), "{} shows nothing", rule.id);
    }
}
