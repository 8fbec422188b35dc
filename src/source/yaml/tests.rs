//! What the reader makes of real and of hostile YAML.

use super::*;

fn text_at<'a>(document: &'a Document, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(document.root()?, |node, key| node.get(key))?.text()
}

fn codes(text: &str) -> Vec<&'static str> {
    parse(text).problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn scalars_keep_their_text_and_know_their_place() {
    let text = "a: no\nb: 1.10\nc: 007\nd: '12:30'\n";
    let document = parse(text);
    for (key, value) in [("a", "no"), ("b", "1.10"), ("c", "007"), ("d", "12:30")] {
        assert_eq!(text_at(&document, &[key]), Some(value));
    }
    let span = document.root().and_then(|root| root.get("b")).expect("is there").span();
    assert_eq!(&text[span.range()], "1.10");
}

#[test]
fn null_is_what_yaml_1_2_calls_null_and_only_without_quotes() {
    let document = parse("a: ~\nb: 'null'\nc: Null\nd:\ne: none\n");
    let is_null = |key| document.root().and_then(|root| root.get(key)).expect("is there").is_null();
    assert_eq!(["a", "b", "c", "d", "e"].map(is_null), [true, false, true, true, false]);
}

#[test]
fn duplicate_keys_are_reported_with_both_places_and_neither_wins_twice() {
    let text = "a: 1\nb: 2\na: 3\n";
    let document = parse(text);
    let problem = &document.problems[0];
    assert_eq!(problem.code, "duplicate-key");
    assert_eq!((problem.span.start, problem.other.as_ref().map(|other| other.0.start)), (10, Some(0)));
    assert_eq!(document.root().map(|root| root.entries().count()), Some(2));
}

#[test]
fn merge_keys_bring_in_what_is_not_there() {
    let document = parse("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\nmany: {<<: [*b, {z: 4}]}\n");
    assert_eq!(document.problems, []);
    assert_eq!(text_at(&document, &["use", "x"]), Some("1"));
    assert_eq!(text_at(&document, &["use", "y"]), Some("3"));
    assert_eq!(text_at(&document, &["many", "z"]), Some("4"));
    assert_eq!(codes("use: {<<: text}"), ["yaml-syntax"]);
}

#[test]
fn all_broken_documents_of_a_file_are_reported_and_the_whole_ones_read() {
    let document = parse("a: [\n---\nb: 1\n---\nc: ]\n---\nd: 2\n");
    assert_eq!(document.problems.len(), 2, "{:?}", document.problems);
    assert_eq!(document.roots().count(), 2);
}

#[test]
fn a_tab_is_called_a_tab() {
    let document = parse("teams:\n  - id: tabbed\n\tname: T\n");
    assert!(document.problems[0].message.contains("tab"), "{:?}", document.problems);
}

#[test]
fn aliases_that_multiply_are_refused_and_fair_ones_are_not() {
    let mut bomb = String::from("l0: &l0 [team]\n");
    for level in 1..9 {
        let previous = vec![format!("*l{}", level - 1); 9].join(",");
        bomb.push_str(&format!("l{level}: &l{level} [{previous}]\n"));
    }
    assert_eq!(codes(&bomb), ["yaml-budget"]);
    assert_eq!(codes("x: &t team-a\ny: [*t, *t, *t]\n"), [] as [&str; 0]);
    assert_eq!(codes("x: &t [*t]\n").len(), 1);
    assert_eq!(codes("x: *nowhere\n"), ["yaml-syntax"]);
}

#[test]
fn deep_nesting_ends_in_an_error() {
    for text in ["[".repeat(200_000), "- ".repeat(50_000), "{a: ".repeat(50_000)] {
        assert!(!parse(&text).problems.is_empty());
    }
}

#[test]
fn empty_texts_have_no_root_and_no_problem() {
    for text in ["", "# only a comment\n", "---\n", "---\n...\n", "\n\n"] {
        let document = parse(text);
        assert_eq!(document.problems, [], "{text:?}");
        assert!(document.root().is_none_or(Node::is_null), "{text:?}");
    }
}

#[test]
fn parts_have_places_in_the_whole() {
    let text = "---\ntitle: A\ntitle: B\n---\n";
    let document = parse_part(text, Span::new(4, 22));
    assert_eq!(&text[document.problems[0].span.range()], "title");
    assert_eq!(document.problems[0].span.start, 13);
}

proptest::proptest! {
    #[test]
    fn no_text_panics_and_every_span_is_inside(text in "[ -~\n\täß:&*\\[\\]{}<>|#!'\"-]{0,60}") {
        let document = parse(&text);
        for problem in &document.problems {
            proptest::prop_assert!(problem.span.end as usize <= text.len());
        }
        for data in &document.nodes {
            proptest::prop_assert!(text.get(data.span.range()).is_some());
        }
    }
}

/// Lines as they stand in data files, and lines that come near them.
const LINES: &[&str] = &[
    "a: b",
    "b: c",
    "c:",
    "d:",
    "e: [x, y]",
    "f: {x: y, z: [w]}",
    "- a",
    "- b: c",
    "- b:",
    "-",
    "- - a",
    "- - b: c",
    "# note",
    "",
    "   ",
    "'q': \"r\"",
    "\"s\": t # u",
    "g : h",
    "i:  j  ",
    "---",
    "--- # x",
    "<<: x",
    "<<: {y: z}",
    "- [a]",
    "- {a: b}",
    "- 'x'",
    "a: - b",
    "k: |",
    "k: >-",
    "- |",
    "a: |+",
    "a: |2",
    "a: >- # c",
    "text",
    "...",
    "l: m: n",
    "-   o: p",
    "[]",
    "{}",
    "- # c",
    "c: # d",
    "x:y: z",
    "? a",
    "r: 'a",
    "- -",
    "--- a",
    "-a: b",
    "[a]: b",
    "{a: b}: c",
    "\"a\":b",
    "a: 'b' c",
    "a: [b,]",
    "a: [b, [c, {d: e}], {}]",
    "a: {b}",
    "a: {b: }",
    "a: [b: c]",
    "a: {\"b\":c}",
    "a: [b , c ]",
    "a: [ ]",
    "a: b#c",
    "a: #c",
    "ä: ö",
    "a:\tb",
    "a: \"b\"#c",
    "a: [b #c",
    "a: b:",
    "a: ?b",
    "a: -- b",
    "- ---",
    "...: b",
    "----: b",
    "a: \"b\\n\"",
    "a: \"\\u00e4\\\"\"",
    "'a''b': c",
    "a: \"\\q\"",
    "a: [",
    "b, c",
    "]",
    "}",
    "a: {",
    "b: c,",
    "\"b\":c,",
    "\"b\" : c",
    "{",
    "],",
    "[b, # c",
    " more",
    "a: \"b\\",
    "c\"",
    "- {a:",
    "b}",
    "a: &x b",
    "a: *x",
    "a: !t b",
    "a: \u{feff}b",
    "a: \u{85}",
    "a: \u{1}",
    "a: b\rc",
    "a: ：",
    "\u{2028}: x",
];

/// What is written between the parts of a text, where it is not broken up at random.
const PARTS: &[&str] = &[
    "", "", "", "", ":", ": ", "- ", "#", " #", "\"", "'", "[", "]", "{", "}", ", ", "\n", "\r\n", "\t", " ", "&x ",
    "*x", "!", "|", ">", "---", "...", "\\", "%", "@", "`", "~", "\u{7f}", "\u{a0}", "\u{fffe}", "?",
];

fn near_plain() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::{Strategy, any};
    use proptest::sample::select;

    let line = (0_usize..7, select(LINES), select(PARTS), any::<proptest::sample::Index>());
    let lines = proptest::collection::vec(line, 1..10);
    (lines, select(&["\n", "\n", "\r\n"][..])).prop_map(|(lines, end)| {
        let lines = lines.into_iter().map(|(indent, line, part, at)| {
            let places: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
            let (before, after) = line.split_at(*at.get(&places));
            format!("{}{before}{part}{after}{end}", " ".repeat(indent.saturating_sub(2)))
        });
        lines.collect()
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_plain_part_is_read_as_the_parser_reads_it(text in near_plain()) {
        if let Ok(document) = plain::parse(&text, 7) {
            proptest::prop_assert_eq!(document, events::parse(&text, 7));
        }
    }
}

#[test]
fn what_people_write_is_plain() {
    let text = "# Who owns what\nteams:\n  payments:\n    name: Payments # ours\n    members: [ada, 'grace', \"x\\ty\"]\n    contact: { chat: \"#pay\", email: p@example.org }\n    summary: >-\n      Moves money,\n      day and night.\n    links:\n    - https://example.org/a?b=c#d\n    - name: it's here\n      when:\n  risk: {\n    name: Risk,\n  }\n";
    for text in [text, &text.replace('\n', "\r\n"), &format!("---\n{text}---\nb: 1\n"), "{\"a\":[1,2]}", ""] {
        let document = plain::parse(text, 0).ok().expect("is plain");
        assert_eq!(document, events::parse(text, 0));
        assert_eq!(document.problems, []);
    }
    assert!(plain::parse("a: &x b\n", 0).is_err());
}
