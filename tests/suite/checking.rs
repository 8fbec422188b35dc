//! `check`, `rules` and `explain` as people call them: which gaps are asked for, when it fails, and where it is written.

use crate::program::{folder, run, text};

const BOOK: [(&str, &str); 2] = [
    (
        "content/handbook.yaml",
        "gaps:\n  custom:\n    - { id: no-summary, on: system, when: summary is missing, message: '{name} has no summary', severity: info }\n",
    ),
    (
        "content/ownership/a.yaml",
        "teams: { t: { members: [x, y] } }\nsystems: { a: {}, b: { owner: t, summary: S } }\n",
    ),
];

/// The codes of the gaps that `check` reports with these arguments, and its exit code.
fn checked(arguments: &[&str]) -> (Vec<String>, Option<i32>) {
    let book = folder(&BOOK);
    let all = [&["check", "--format", "json"], arguments].concat();
    let output = run(book.path(), &all);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let said = report["diagnostics"].as_array().cloned().unwrap_or_default();
    let codes = said.iter().filter_map(|said| Some(said["code"].as_str()?.to_owned())).collect();
    (codes, output.status.code())
}

#[test]
fn only_skip_deny_and_fail_on_say_what_counts() {
    let only = |rule: &str| vec![rule.to_owned()];
    assert_eq!(checked(&["--only", "missing-owner"]), (only("missing-owner"), Some(1)));
    assert_eq!(checked(&["--only", "no-summary"]), (only("no-summary"), Some(0)));
    assert_eq!(checked(&["--only", "no-summary", "--fail-on", "info"]).1, Some(1));
    assert_eq!(checked(&["--only", "no-summary", "--deny", "no-summary"]).1, Some(1));
    assert_eq!(checked(&["--only", "missing-owner", "--fail-on", "never"]).1, Some(0));
    assert_eq!(
        checked(&["--only", "missing-owner,no-summary", "--skip", "missing-owner"]),
        (only("no-summary"), Some(0))
    );
    assert!(!checked(&["--skip", "missing-owner"]).0.contains(&"missing-owner".to_owned()));
}

#[test]
fn an_unknown_rule_is_met_with_the_near_one_wherever_one_is_named() {
    let book = folder(&BOOK);
    for arguments in [
        ["check", "--only", "no-sumary"],
        ["check", "--skip", "no-sumary"],
        ["check", "--deny", "no-sumary"],
        ["explain", "--root=.", "no-sumary"],
    ] {
        let slip = run(book.path(), &arguments);
        assert_eq!(slip.status.code(), Some(2), "{arguments:?}");
        assert!(text(&slip.stderr).contains("did you mean `no-summary`?"), "{arguments:?}: {}", text(&slip.stderr));
    }
}

#[test]
fn own_rules_are_listed_and_explained() {
    let book = folder(&BOOK);
    let rules = text(&run(book.path(), &["rules"]).stdout);
    assert!(rules.contains("This handbook's own rules") && rules.contains("no-summary"), "{rules}");
    let explained = text(&run(book.path(), &["explain", "no-summary"]).stdout);
    assert!(explained.contains("summary is missing"), "{explained}");
    assert!(!text(&run(std::path::Path::new("/"), &["rules"]).stdout).contains("no-summary"));
}

#[test]
fn every_format_can_be_written_to_a_file_without_colours() {
    let book = folder(&BOOK);
    for format in ["human", "json", "sarif", "github", "gitlab", "junit"] {
        let file = format!("report.{format}");
        let output = run(book.path(), &["check", "--format", format, "--output", &file]);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), ""), "{format}");
        let written = std::fs::read_to_string(book.path().join(&file)).expect("written");
        assert!(written.contains("missing-owner") && !written.contains('\u{1b}'), "{format}: {written}");
        let again = run(book.path(), &["check", "--format", format]);
        assert_eq!(text(&again.stdout), written, "{format}: the same bytes on standard output");
    }
    let nowhere = run(book.path(), &["check", "--output", "no/such/folder/x"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(text(&nowhere.stderr).contains("no/such/folder/x"));
}

#[test]
fn the_human_report_keeps_to_the_width_and_to_no_color() {
    let book = folder(&BOOK);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_bailiwick"))
        .args(["check", "--as-of", "2026-11-25"])
        .current_dir(book.path())
        .envs([("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")])
        .output()
        .expect("runs");
    assert!(!text(&output.stdout).contains('\u{1b}'));
    assert!(text(&output.stdout).contains("summary"));
}

#[test]
fn timings_name_each_step_and_each_rule_and_leave_the_report_alone() {
    let book = folder(&BOOK);
    let plain = run(book.path(), &["check", "--format", "json"]);
    let timed = run(book.path(), &["check", "--format", "json", "--timings"]);
    assert_eq!(text(&plain.stdout), text(&timed.stdout));
    let said = text(&timed.stderr);
    for step in ["read", "model", "routes", "rules and relations", "theme", "print", "missing-owner", "no-summary"] {
        assert!(said.contains(step), "{step}: {said}");
    }
}

#[test]
fn the_day_decides_and_the_same_day_gives_the_same_bytes() {
    let book = folder(&[
        ("content/handbook.yaml", ""),
        (
            "content/ownership/a.yaml",
            "teams: { t: { members: [x, y] } }\nsystems: { a: { owner: t, status: deprecated, sunset: 2026-12-24 } }\n",
        ),
    ]);
    let passed = |day: &str| {
        let output = run(book.path(), &["check", "--only", "sunset-passed", "--as-of", day, "--format", "sarif"]);
        let again = run(book.path(), &["check", "--only", "sunset-passed", "--as-of", day, "--format", "sarif"]);
        assert_eq!(output.stdout, again.stdout);
        output.status.code()
    };
    assert_eq!((passed("2026-12-24"), passed("2026-12-25")), (Some(0), Some(1)));
}
