//! Who owned what when, read from git: systems that are handed on again and again.

use std::path::Path;
use std::process::Command;

use crate::program::{folder, run, text};

const TEAMS: &str = "teams: { a: {}, b: {}, c: {}, present: { aliases: [former] } }\n";

/// Writes the systems and commits on a day of 2026, or of 2025 where it is more than twelve months ago.
fn commit(repository: &Path, day: &str, file: &str, systems: &str) {
    let path = repository.join("book/content/ownership").join(file);
    std::fs::write(path, systems).expect("written");
    git(repository, day, &["add", "--all"]);
    git(repository, day, &["commit", "--quiet", "--message", day]);
}

fn git(repository: &Path, day: &str, arguments: &[&str]) {
    let time = format!("{day}T12:00:00Z");
    let output = Command::new("git")
        .args(["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(repository)
        .env("GIT_COMMITTER_DATE", &time)
        .env("GIT_AUTHOR_DATE", &time)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", text(&output.stderr));
}

/// A repository whose handbook lies in a folder of it, with the first commit on this day.
fn repository(day: &str, systems: &str) -> tempfile::TempDir {
    let repository = folder(&[
        ("book/content/handbook.yaml", ""),
        ("book/content/ownership/teams.yaml", TEAMS),
        ("code/main.rs", "fn main() {}\n"),
    ]);
    git(repository.path(), day, &["init", "--quiet"]);
    commit(repository.path(), day, "all.yaml", systems);
    repository
}

/// What `check --history` says of hand-overs on 2026-11-25: for each the message and its evidence.
fn handovers(repository: &Path) -> Vec<String> {
    let check = ["check", "--history", "--only", "frequent-handover", "--format", "json", "--as-of", "2026-11-25"];
    let output = run(&repository.join("book"), &check);
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    let gaps = report["diagnostics"].as_array().expect("a list").iter();
    let gaps = gaps.filter(|gap| gap["code"] == "frequent-handover");
    gaps.map(|gap| {
        let notes = gap["notes"].as_array().expect("a list").iter().filter_map(serde_json::Value::as_str);
        format!("{}: {}", gap["message"].as_str().expect("text"), notes.collect::<Vec<_>>().join(", "))
    })
    .collect()
}

const THREE: &str =
    "often has had 3 owners within twelve months: a until 2026-02-01, b since 2026-02-01, c since 2026-08-01";

#[test]
fn three_owners_in_a_year_of_commits_are_found_with_their_days() {
    let book = repository("2025-06-01", "systems: { often: { owner: a }, calm: { owner: a } }\n");
    commit(book.path(), "2026-02-01", "all.yaml", "systems: { often: { owner: b }, calm: { owner: a } }\n");
    assert_eq!(handovers(book.path()), [] as [&str; 0]);
    commit(book.path(), "2026-08-01", "all.yaml", "systems: { often: { owner: c }, calm: { owner: a } }\n");
    assert_eq!(handovers(book.path()), [THREE]);
    let without = run(&book.path().join("book"), &["check", "--only", "frequent-handover"]);
    assert!(!text(&without.stdout).contains("owners within"), "the history is read only where it is asked");
    let build = run(&book.path().join("book"), &["build", "--history"]);
    assert!(build.status.success(), "{}", text(&build.stderr));
    let page = std::fs::read_to_string(book.path().join("book/public/systems/often.html")).expect("built");
    assert!(page.contains("3 owners within twelve months"));
}

#[test]
fn what_is_older_than_a_year_counts_no_more() {
    let book = repository("2025-01-01", "systems: { often: { owner: a } }\n");
    commit(book.path(), "2025-06-01", "all.yaml", "systems: { often: { owner: b } }\n");
    commit(book.path(), "2026-08-01", "all.yaml", "systems: { often: { owner: c } }\n");
    assert_eq!(handovers(book.path()), [] as [&str; 0]);
}

#[test]
fn a_system_in_another_file_a_new_name_and_a_split_are_no_new_owner() {
    let book = repository("2025-06-01", "systems: { often: { owner: a }, old-id: { owner: former } }\n");
    commit(book.path(), "2026-02-01", "all.yaml", "systems: { old-id: { owner: present } }\n");
    // Between the two commits nobody owned it, which is no owner.
    commit(book.path(), "2026-02-02", "moved.yaml", "systems: { often: { owner: a } }\n");
    commit(book.path(), "2026-03-01", "moved.yaml", "systems: { often: { owner: [a, b] } }\n");
    commit(book.path(), "2026-04-01", "moved.yaml", "systems: { often: { owner: b } }\n");
    commit(book.path(), "2026-05-01", "all.yaml", "systems: { new-id: { owner: c, aliases: [old-id] } }\n");
    assert_eq!(handovers(book.path()), [] as [&str; 0]);
    commit(book.path(), "2026-06-01", "all.yaml", "systems: { new-id: { owner: b, aliases: [old-id] } }\n");
    let evidence = "present until 2026-05-01, c since 2026-05-01, b since 2026-06-01";
    assert_eq!(handovers(book.path()), [format!("new-id has had 3 owners within twelve months: {evidence}")]);
}

#[test]
fn what_is_not_committed_counts_from_today_and_a_merge_from_its_day() {
    let book = repository("2025-06-01", "systems: { often: { owner: a } }\n");
    git(book.path(), "2025-06-01", &["checkout", "--quiet", "-b", "side"]);
    commit(book.path(), "2025-07-01", "all.yaml", "systems: { often: { owner: b } }\n");
    git(book.path(), "2026-02-01", &["checkout", "--quiet", "main"]);
    git(book.path(), "2026-02-01", &["merge", "--quiet", "--no-ff", "--message", "merge", "side"]);
    let path = book.path().join("book/content/ownership/all.yaml");
    std::fs::write(path, "systems: { often: { owner: c } }\n").expect("written");
    assert_eq!(handovers(book.path()), [THREE.replace("2026-08-01", "2026-11-25")]);
}

#[test]
fn a_history_that_cannot_be_read_ends_the_check_with_the_reason() {
    let book = folder(&[("content/handbook.yaml", "")]);
    let output = run(book.path(), &["check", "--history"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("git cannot read the history here"), "{}", text(&output.stderr));
    git(book.path(), "2026-01-01", &["init", "--quiet"]);
    let output = run(book.path(), &["check", "--history"]);
    assert!(text(&output.stderr).contains("`HEAD` is no commit"), "{}", text(&output.stderr));
}
