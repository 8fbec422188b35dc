//! What people see, to the letter, and what holds for every printer whatever it is given.

use proptest::prelude::*;

use super::*;
use crate::source::{SourcePath, Sources, Span};

const SYSTEMS: &str = "content/ownership/systems.yaml";
const TEAMS: &str = "content/ownership/teams.yaml";

fn place(sources: &Sources, path: &str, needle: &str) -> Place {
    let path = SourcePath::new(path);
    let file = sources.get(&path).expect("the file is there");
    let start = file.text().find(needle).expect("the text is there");
    Place::new(&path, Span::new(start, start + needle.len()))
}

fn shown(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    printed(Format::Human, &Report::new(sources, diagnostics, Vec::new()), human::Look::default())
}

fn printed(format: Format, report: &Report<'_>, look: human::Look) -> String {
    let mut out = Vec::new();
    format::print(format, report, look, &mut out).expect("memory");
    String::from_utf8(out).expect("text")
}

#[test]
fn a_diagnostic_stands_under_its_line_with_notes_and_an_edit() {
    let sources = Sources::of([(SYSTEMS, "systems:\n  ledger:\n    owner: paymnets\n")]);
    let owner = place(&sources, SYSTEMS, "paymnets");
    let said = Diagnostic::error("unknown-owner", owner.clone(), "`paymnets`, owner of `ledger`, is no known team")
        .note("no team has this name or alias")
        .help(Help::words("or declare the team"))
        .help(Help::replace("did you mean `payments`?", owner, "payments"));
    let expected = "\
error[unknown-owner]: `paymnets`, owner of `ledger`, is no known team
 --> content/ownership/systems.yaml:3:12
  |
3 |     owner: paymnets
  |            ^^^^^^^^
  |
  = note: no team has this name or alias
  = help: or declare the team
help: did you mean `payments`?
  |
3 -     owner: paymnets
3 +     owner: payments
  |

summary: 1 error in 1 file
  1 × unknown-owner
";
    assert_eq!(shown(&sources, &[said]), expected);
}

#[test]
fn related_places_share_the_snippet_in_one_file_and_follow_in_others() {
    let sources = Sources::of([
        (SYSTEMS, "systems:\n  ledger:\n    owner: payments\n    tier: 1\n    stages:\n      deploy: platform\n"),
        (TEAMS, "teams:\n  platform:\n    owns: [ledger]\n"),
    ]);
    let said = Diagnostic::warning("split-ownership", place(&sources, SYSTEMS, "payments"), "two teams own `ledger`")
        .related(place(&sources, SYSTEMS, "platform"), "deploys it")
        .related(place(&sources, TEAMS, "ledger"), "claims it")
        .help(Help::write("say which team owns it", "ledger:\n  owner: payments\n"));
    let expected = "\
warning[split-ownership]: two teams own `ledger`
 --> content/ownership/systems.yaml:3:12
  |
3 |     owner: payments
  |            ^^^^^^^^
...
6 |       deploy: platform
  |               -------- deploys it
  |
 ::: content/ownership/teams.yaml:3:12
  |
3 |     owns: [ledger]
  |            ------ claims it
  |
help: say which team owns it
  |
  | ledger:
  |   owner: payments
  |

summary: 1 warning in 1 file
  1 × split-ownership
";
    assert_eq!(shown(&sources, &[said]), expected);
}

#[test]
fn tabs_wide_characters_and_line_ends_of_windows_line_up() {
    let sources = Sources::of([(SYSTEMS, "a:\r\n\towner: x1\r\n größe: {名前: 決済, owner: x2}\r\n")]);
    let said = |needle| Diagnostic::new("unknown-owner", Severity::Info, place(&sources, SYSTEMS, needle), needle);
    let expected = "\
info[unknown-owner]: x1
 --> content/ownership/systems.yaml:2:9
  |
2 |     owner: x1
  |            ^^

info[unknown-owner]: x2
 --> content/ownership/systems.yaml:3:25
  |
3 |  größe: {名前: 決済, owner: x2}
  |                             ^^

summary: 2 info in 1 file
  2 × unknown-owner
";
    assert_eq!(shown(&sources, &[said("x2"), said("x1")]), expected);
}

#[test]
fn a_long_line_is_trimmed_around_the_place_and_keeps_its_column() {
    let line = format!("{}owner: x1{}\n", "-".repeat(3000), "+".repeat(3000));
    let sources = Sources::of([(SYSTEMS, line.as_str())]);
    let said = Diagnostic::error("x", place(&sources, SYSTEMS, "x1"), "m");
    let text = shown(&sources, &[said]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], " --> content/ownership/systems.yaml:1:3008");
    assert!(lines[3].starts_with("1 | ...---") && lines[3].ends_with("+++..."), "{text}");
    assert!(lines[3].len() <= 100, "{text}");
    assert_eq!(lines[3].find("x1"), lines[4].find("^^"), "{text}");
}

#[test]
fn what_steers_a_terminal_is_shown_and_not_sent() {
    let sources = Sources::of([(SYSTEMS, "a\u{1b}[31m: \u{202e}x1 # \u{9b}\n")]);
    let said = Diagnostic::error("x", place(&sources, SYSTEMS, "x1"), "`\u{1b}]0;\u{7}\u{202e}`\nerror: none")
        .note("\u{1b}[2J")
        .help(Help::write("\u{9b}2J", "\u{1b}c"));
    let expected = "\
error[x]: `\\u{1b}]0;\\u{7}\\u{202e}`\\nerror: none
 --> content/ownership/systems.yaml:1:10
  |
1 | a␛[31m: �x1 # �
  |          ^^
  |
  = note: \\u{1b}[2J
help: \\u{9b}2J
  |
  | ␛c
  |

summary: 1 error in 1 file
  1 × x
";
    assert_eq!(shown(&sources, &[said]), expected);
}

#[test]
fn places_that_cannot_be_shown_are_named() {
    let sources = Sources::of([(SYSTEMS, "")]);
    let gone = Diagnostic::error("gone", Place::new(&SourcePath::new("gone.md"), Span::new(4, 9)), "it is gone")
        .related(place(&sources, SYSTEMS, ""), "it was named here");
    let homeless = Diagnostic { place: None, ..Diagnostic::error("homeless", place(&sources, SYSTEMS, ""), "no file") };
    let expected = "\
error[homeless]: no file

error[gone]: it is gone
--> gone.md
::: content/ownership/systems.yaml
 = note: it was named here

summary: 2 errors in 1 file
  1 × gone
  1 × homeless
";
    assert_eq!(shown(&sources, &[gone, homeless]), expected);
}

#[test]
fn the_summary_is_bounded_and_says_what_the_rules_are_called() {
    const CODES: [&str; 22] =
        ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v"];
    let sources = Sources::default();
    let said =
        |code| Diagnostic { place: None, ..Diagnostic::error(code, Place::start_of(&SourcePath::new("a")), "m") };
    let all: Vec<Diagnostic> = CODES.into_iter().chain(["v"; 10]).map(said).collect();
    let rule = RuleInfo { id: "v", title: "Title", description: "", help: "", severity: Severity::Error, docs: None };
    let text = printed(Format::Human, &Report::new(&sources, &all, vec![rule]), human::Look::default());
    let summary = text.split_once("summary: ").expect("a summary").1;
    assert!(summary.starts_with("32 errors\n  11 × v  Title\n   1 × a\n   1 × b\n"), "{summary}");
    assert!(summary.ends_with("   1 × s\n  and 2 more kinds\n"), "{summary}");
}

#[test]
fn colour_is_there_when_asked_for_and_never_otherwise() {
    let sources = Sources::of([(SYSTEMS, "a: 1\n")]);
    let all = [Diagnostic::error("x", place(&sources, SYSTEMS, "1"), "m")];
    let report = Report::new(&sources, &all, Vec::new());
    let colored = printed(Format::Human, &report, human::Look { has_color: true, width: 80 });
    assert!(colored.contains("\u{1b}[") && !colored.contains("\u{1b}]"), "{colored:?}");
    let plain = printed(Format::Human, &report, human::Look { has_color: false, width: 80 });
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
}

/// Text with all that has ever led a printer astray.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-c:\\-{}<>&%,]{0,4}",
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("\t".to_owned()),
        Just("決済".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("👩\u{200d}💻".to_owned()),
        Just("\u{202e}\u{1b}[31m\u{9b}\u{0}".to_owned()),
        Just("x".repeat(700)),
    ];
    proptest::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

fn any_place() -> impl Strategy<Value = Place> {
    let path = prop_oneof![Just("a.yaml"), Just("b c.yaml"), Just("gone.yaml"), Just("image.png")];
    (path, 0..900_usize, 0..900_usize).prop_map(|(path, a, b)| Place::new(&SourcePath::new(path), Span::new(a, b)))
}

fn any_help() -> impl Strategy<Value = Help> {
    (text(), text(), proptest::option::of((any_place(), text()))).prop_map(|(text, snippet, edit)| Help {
        text,
        snippet,
        edit,
    })
}

fn any_diagnostic() -> impl Strategy<Value = Diagnostic> {
    let severity = prop_oneof![Just(Severity::Info), Just(Severity::Warning), Just(Severity::Error)];
    let related = proptest::collection::vec((any_place(), text()), 0..11);
    let help = proptest::collection::vec(any_help(), 0..3);
    (severity, text(), proptest::option::of(any_place()), related, help, proptest::option::of(text())).prop_map(
        |(severity, message, place, related, help, entity)| Diagnostic {
            code: "a-code".into(),
            severity,
            message,
            place,
            related: related.into_iter().map(|(place, text)| Label { place, text }).collect(),
            notes: entity.iter().cloned().collect(),
            help,
            fingerprint: None,
            entity,
        },
    )
}

proptest! {
    #[test]
    fn nothing_makes_a_printer_panic_or_steer_the_terminal(
        (a, b) in (text(), text()),
        all in proptest::collection::vec(any_diagnostic(), 0..4),
        width in 0..200_usize,
    ) {
        let sources = Sources::of([("a.yaml", a.as_str()), ("b c.yaml", &b), ("image.png", "x")]);
        let report = Report::new(&sources, &all, Vec::new());
        for format in Format::all() {
            let text = printed(format, &report, human::Look { has_color: false, width });
            let is_raw = |char: char| (char.is_control() && char != '\n') || char == '\u{202e}';
            match format {
                Format::Human => prop_assert!(!text.contains(is_raw), "{text:?}"),
                Format::Github => {
                    prop_assert!(!text.replace('\t', "").contains(is_raw), "{text:?}");
                    prop_assert_eq!(text.lines().count(), all.len());
                }
                Format::Junit => prop_assert_eq!(text.matches("<testcase ").count(), all.len().max(1)),
                Format::Json | Format::Sarif | Format::Gitlab => {
                    prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
                }
            }
        }
    }
}
