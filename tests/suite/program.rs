//! The program itself: arguments, exit codes, messages, files.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder on a fixed day, without what earlier runs kept.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    run_caching(folder, arguments, "")
}

/// The same with a folder in which highlighted code is kept.
pub fn run_caching(folder: &Path, arguments: &[&str], cache: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bailiwick"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795564800")
        .env("BAILIWICK_CACHE", cache)
        .env_remove("COLUMNS")
        .output()
        .expect("the program runs")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    folder
}

#[test]
fn init_writes_a_handbook_that_checks_and_builds_and_never_overwrites() {
    let folder = folder(&[]);
    let init = run(folder.path(), &["init", "book"]);
    assert!(init.status.success(), "{}", text(&init.stderr));
    let book = folder.path().join("book");
    let check = run(&book, &["check"]);
    assert_eq!(check.status.code(), Some(0), "{}{}", text(&check.stdout), text(&check.stderr));
    let build = run(&book, &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    assert!(text(&build.stdout).starts_with("Built "), "{}", text(&build.stdout));
    let again = run(folder.path(), &["init", "book"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("nothing is ever overwritten"));
}

#[test]
fn build_says_what_it_keeps_back() {
    let folder = folder(&[
        ("content/handbook.yaml", ""),
        ("content/plan.md", "---\ndraft: true\n---\n![](chart.svg)\n"),
        ("content/chart.svg", "<svg/>"),
    ]);
    let said = text(&run(folder.path(), &["build"]).stderr);
    let expected = "Not published: 1 draft, nor 1 file that only drafts link to: content/chart.svg.\n";
    assert_eq!(said, expected);
    assert!(!folder.path().join("public/chart.svg").exists());
    assert_eq!(text(&run(folder.path(), &["build", "--drafts"]).stderr), "");
    assert!(folder.path().join("public/chart.svg").exists());
}

#[test]
fn check_exits_with_0_1_or_2() {
    let fine = folder(&[("content/handbook.yaml", "")]);
    assert_eq!(run(fine.path(), &["check"]).status.code(), Some(0));
    let gap = folder(&[("content/handbook.yaml", ""), ("content/ownership/a.yaml", "systems: { a: {} }\n")]);
    let found = run(gap.path(), &["check"]);
    assert_eq!(found.status.code(), Some(1));
    assert!(text(&found.stdout).contains("content/ownership/a.yaml:1:12"), "{}", text(&found.stdout));
    assert_eq!(run(gap.path(), &["check", "--fail-on", "never"]).status.code(), Some(0));
    let nowhere = folder(&[]);
    let lost = run(nowhere.path(), &["check"]);
    assert_eq!(lost.status.code(), Some(2));
    assert!(text(&lost.stderr).contains("bailiwick init"), "{}", text(&lost.stderr));
    let slip = run(fine.path(), &["check", "--only", "split-ownershp"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("did you mean `split-ownership`?"));
}

#[test]
fn a_baseline_lets_known_gaps_pass_and_new_ones_fail() {
    let book = folder(&[("content/handbook.yaml", ""), ("content/ownership/a.yaml", "systems: { a: {} }\n")]);
    let update = run(book.path(), &["check", "--baseline", "known.txt", "--update-baseline"]);
    assert_eq!(update.status.code(), Some(0), "{}", text(&update.stderr));
    let known = ["check", "--baseline", "known.txt"];
    assert_eq!(run(book.path(), &known).status.code(), Some(0));
    std::fs::write(book.path().join("content/ownership/b.yaml"), "\n\nsystems: { b: {} }\n").expect("written");
    assert_eq!(run(book.path(), &known).status.code(), Some(1));
    std::fs::write(book.path().join("content/ownership/a.yaml"), "").expect("written");
    std::fs::write(book.path().join("content/ownership/b.yaml"), "").expect("written");
    let gone = run(book.path(), &known);
    assert!(text(&gone.stderr).contains("closed since"), "{}", text(&gone.stderr));
}

#[test]
fn build_publishes_nothing_over_an_error_unless_told_to_keep_going() {
    let book =
        folder(&[("content/handbook.yaml", ""), ("content/a.md", "# A\n"), ("content/ownership/a.yaml", "teams: [\n")]);
    let build = run(book.path(), &["build"]);
    assert_eq!(build.status.code(), Some(1));
    assert!(text(&build.stderr).contains("content/ownership/a.yaml"), "{}", text(&build.stderr));
    assert!(!book.path().join("public").exists());
    let anyway = run(book.path(), &["build", "--keep-going"]);
    assert_eq!(anyway.status.code(), Some(1));
    assert!(book.path().join("public/a.html").exists());
}

#[test]
fn a_broken_theme_is_an_error_to_build_as_to_check() {
    let book =
        folder(&[("content/handbook.yaml", "theme: ours\n"), ("themes/ours/templates/page.html", "{% block x %}")]);
    for command in ["check", "build"] {
        let run = run(book.path(), &[command]);
        let said = text(&run.stdout) + &text(&run.stderr);
        assert_eq!(run.status.code(), Some(1), "{command}: {said}");
        assert!(said.contains("themes/ours/templates/page.html"), "{command}: {said}");
    }
    assert!(!book.path().join("public").exists());
}

#[test]
fn a_second_build_writes_nothing_and_a_removed_page_is_gone() {
    let book = folder(&[("content/handbook.yaml", ""), ("content/a.md", "# A\n"), ("content/b.md", "# B\n")]);
    run(book.path(), &["build"]);
    let second = text(&run(book.path(), &["build"]).stdout);
    assert!(second.contains(" 0 files written,"), "{second}");
    std::fs::remove_file(book.path().join("content/b.md")).expect("removed");
    run(book.path(), &["build"]);
    assert!(!book.path().join("public/b.html").exists());
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let book = folder(&[("content/handbook.yaml", ""), ("site/mine.txt", "mine")]);
    for out in ["site", ".", "content", "content/sub"] {
        let build = run(book.path(), &["build", "--out", out]);
        assert_eq!(build.status.code(), Some(2), "{out}");
        assert!(text(&build.stderr).contains("will not publish into"), "{}", text(&build.stderr));
    }
}

#[test]
fn nothing_but_the_handbook_is_published() {
    let book = folder(&[
        ("content/handbook.yaml", ""),
        ("content/.secret", "x"),
        ("content/a.md~", "x"),
        ("content/.a.md.swp", "x"),
        ("content/4913", "x"),
        ("content/a.md.bak", "x"),
        ("content/a.md.orig", "x"),
        ("content/Thumbs.db", "x"),
        ("content/ok.txt", "x"),
        ("outside.txt", "CANARY"),
    ]);
    std::os::unix::fs::symlink("../outside.txt", book.path().join("content/inside-root.txt")).expect("linked");
    std::os::unix::fs::symlink("/etc/hostname", book.path().join("content/leak.txt")).expect("linked");
    std::os::unix::fs::symlink(".", book.path().join("content/loop")).expect("linked");
    let build = run(book.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    assert!(text(&build.stderr).contains("content/leak.txt"), "{}", text(&build.stderr));
    let public = book.path().join("public");
    for absent in [".secret", "a.md~", ".a.md.swp", "4913", "a.md.bak", "a.md.orig", "Thumbs.db", "leak.txt", "loop"] {
        assert!(!public.join(absent).exists(), "{absent}");
    }
    assert!(public.join("ok.txt").exists());
}

#[test]
fn builds_are_equal_wherever_and_whenever_they_run() {
    let files =
        [("content/handbook.yaml", ""), ("content/t/p1.md", "# P\n\n[n](p2.md)\n"), ("content/t/p2.md", "# Q\n")];
    let (one, two) = (folder(&files), folder(&files));
    let build = |book: &Path, zone: &str, threads: &str| {
        let status = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
            .args(["build", "--as-of", "2026-11-25"])
            .current_dir(book)
            .envs([("TZ", zone), ("LANG", "tr_TR.UTF-8"), ("RAYON_NUM_THREADS", threads)])
            .output()
            .expect("runs")
            .status;
        assert!(status.success());
    };
    build(one.path(), "UTC", "4");
    build(two.path(), "Pacific/Auckland", "1");
    let difference = Command::new("diff")
        .arg("-r")
        .args([one.path().join("public"), two.path().join("public")])
        .output()
        .expect("runs");
    assert!(difference.status.success(), "{}", text(&difference.stdout));
}

#[test]
fn a_file_of_50_megabytes_and_a_bomb_end_in_an_error_at_once() {
    let book = folder(&[("content/handbook.yaml", "")]);
    let big = book.path().join("content/ownership/big.yaml");
    std::fs::create_dir_all(big.parent().expect("a parent")).expect("made");
    std::fs::write(&big, "a: 1\n".repeat(10_500_000)).expect("written");
    let started = std::time::Instant::now();
    let check = run(book.path(), &["check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(text(&check.stdout).contains("files above 32 MiB are not read"), "{}", text(&check.stdout));
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn explain_and_rules_speak_of_every_rule() {
    let folder = folder(&[]);
    let rules = text(&run(folder.path(), &["rules"]).stdout);
    for rule in bailiwick::gaps::rules::ALL {
        assert!(rules.contains(rule.id), "{}", rule.id);
        let explained = run(folder.path(), &["explain", rule.id]);
        assert!(explained.status.success() && text(&explained.stdout).contains(rule.title), "{}", rule.id);
    }
    let slip = run(folder.path(), &["explain", "split-ownershp"]);
    assert!(text(&slip.stderr).contains("did you mean `split-ownership`?"), "{}", text(&slip.stderr));
}

#[test]
fn who_answers_people_and_scripts() {
    let book = folder(&[
        ("content/handbook.yaml", ""),
        ("content/ownership/a.yaml", "teams: { pay: { name: Payments } }\nsystems: { ledger: { owner: pay } }\n"),
    ]);
    let found = run(book.path(), &["who", "who", "owns", "ledger?"]);
    assert_eq!(found.status.code(), Some(0), "{}", text(&found.stderr));
    assert!(text(&found.stdout).contains("Owner      Payments (pay)"), "{}", text(&found.stdout));
    let slip = run(book.path(), &["who", "legder"]);
    assert_eq!(slip.status.code(), Some(1));
    assert!(text(&slip.stderr).contains("did you mean\n  system:ledger"), "{}", text(&slip.stderr));
    assert!(slip.stdout.is_empty());
    let json = run(book.path(), &["who", "--json", "nobody-at-all"]);
    assert_eq!(json.status.code(), Some(1));
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!((value["version"].as_u64(), value["status"].as_str()), (Some(1), Some("unknown")));
    assert_eq!(run(folder(&[]).path(), &["who", "x"]).status.code(), Some(2));
}

#[test]
fn schema_prints_one_lists_all_and_writes_them() {
    let folder = folder(&[]);
    let one = run(folder.path(), &["schema", "ownership"]);
    let value: serde_json::Value = serde_json::from_slice(&one.stdout).expect("JSON");
    assert!(value["properties"]["systems"].is_object());
    assert!(text(&run(folder.path(), &["schema"]).stdout).contains("# yaml-language-server: $schema="));
    assert_eq!(run(folder.path(), &["schema", "--out", ".schema"]).status.code(), Some(0));
    assert!(folder.path().join(".schema/page.json").is_file());
    let slip = run(folder.path(), &["schema", "ownerhsip"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("did you mean `ownership`?"), "{}", text(&slip.stderr));
}

#[test]
fn export_prints_one_file_and_writes_several() {
    let book = folder(&[
        ("content/handbook.yaml", ""),
        (
            "content/ownership/a.yaml",
            "teams: { pay: {} }\nsystems:\n  a: { owner: pay, repositories: [https://git.example/o/a] }\n  \
             b: { owner: pay, repositories: [https://git.example/o/b, \"https://../../../leak/c\"] }\n",
        ),
    ]);
    let yaml = run(book.path(), &["export", "yaml"]);
    assert!(text(&yaml.stdout).contains("owner: pay"), "{}", text(&yaml.stderr));
    let several = run(book.path(), &["export", "codeowners"]);
    assert_eq!(several.status.code(), Some(2));
    assert!(text(&several.stderr).contains("git.example/o/b/CODEOWNERS"), "{}", text(&several.stderr));
    let only = run(book.path(), &["export", "codeowners", "--only", "git@git.example:o/a.git"]);
    assert!(text(&only.stdout).ends_with("\n* @o/pay\n"), "{}", text(&only.stdout));
    assert_eq!(run(book.path(), &["export", "codeowners", "--out", "out/"]).status.code(), Some(0));
    assert!(book.path().join("out/git.example/o/b/CODEOWNERS").is_file());
    assert!(!book.path().join("leak").exists() && book.path().join("out/leak/c/CODEOWNERS").is_file());
    let slip = run(book.path(), &["export", "backstgae"]);
    assert!(text(&slip.stderr).contains("did you mean `backstage`?"), "{}", text(&slip.stderr));
}

#[test]
fn a_theme_begins_with_copies_of_what_it_changes_and_never_overwrites() {
    let book =
        folder(&[("content/handbook.yaml", "theme: acme\n"), ("content/ownership/a.yaml", "teams: { a: {} }\n")]);
    let new = run(book.path(), &["theme", "new", "acme", "team.html", "words/de.yaml"]);
    assert_eq!(text(&new.stdout).lines().next(), Some("  themes/acme/templates/team.html"), "{}", text(&new.stderr));
    assert!(book.path().join("themes/acme/words/de.yaml").is_file());
    assert_eq!(run(book.path(), &["theme", "new", "acme"]).status.code(), Some(0));
    let build = run(book.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    let says = |arguments: &[&str]| {
        let output = run(book.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        text(&output.stderr)
    };
    assert!(says(&["theme", "new", "acme", "team.html"]).contains("nothing is ever overwritten"));
    assert!(says(&["theme", "new", "other", "taem.html"]).contains("did you mean `team.html`?"));
    assert!(says(&["theme", "new", "Not A Name"]).contains("cannot be a theme's name"));
    assert!(text(&run(book.path(), &["theme", "files"]).stdout).contains("templates/base.html\n"));
}
