//! `bailiwick fix`: random handbooks in which only what was meant changes, and the program on real files.

use std::path::Path;
use std::process::{Command, Output};

use bailiwick::fix::{Asked, plan};
use bailiwick::source::Sources;
use proptest::prelude::*;

use crate::driver::TODAY;

const TEAMS: &str = "teams:\n  payments: { name: Payments Crew, aliases: [billing] }\n  night-ops: {}\n  platform: { aliases: [infra] }\n";

/// Ways to write a team, and the way it is written once mended.
const WRITTEN: [(&str, &str); 9] = [
    ("payments", "payments"),
    ("billing", "payments"),
    ("Payments", "payments"),
    ("Payments Crew", "payments"),
    ("team:BILLING", "team:payments"),
    ("group:default/billing", "payments"),
    ("night_ops", "night-ops"),
    ("infra", "platform"),
    ("somebody-else", "somebody-else"),
];

/// One system: in braces or in lines, who owns it and contributes, in which quotes, and what stands around it.
#[derive(Clone, Debug)]
struct Spec {
    in_braces: bool,
    owner: usize,
    contributor: usize,
    quote: usize,
    comment: &'static str,
    blank: bool,
}

/// One waiver: whether it has ended, in braces or in lines, with a comment above.
type WaiverSpec = (bool, bool, bool);

fn spec() -> impl Strategy<Value = Spec> {
    let comment = prop::sample::select(vec!["", " # owner: billing", "   # ünï: [x] {", " # 'billing"]);
    (any::<bool>(), 0..WRITTEN.len(), 0..WRITTEN.len(), 0..3_usize, comment, any::<bool>()).prop_map(
        |(in_braces, owner, contributor, quote, comment, blank)| Spec {
            in_braces,
            owner,
            contributor,
            quote,
            comment,
            blank,
        },
    )
}

fn quoted(text: &str, quote: usize) -> String {
    let mark = ["", "'", "\""][quote];
    format!("{mark}{text}{mark}")
}

/// The text of a handbook, before (`side` 0) or after (`side` 1) mending.
fn written(specs: &[Spec], waivers: &[WaiverSpec], side: usize, newline: &str) -> String {
    let mut text = String::from("# Systems of billing.\nsystems:\n");
    let team = |at: usize| if side == 0 { WRITTEN[at].0 } else { WRITTEN[at].1 };
    for (number, spec) in specs.iter().enumerate() {
        let owner = quoted(team(spec.owner), spec.quote);
        // A form that holds `: ` would need quotes; none here does.
        let contributor = quoted(team(spec.contributor), (spec.quote + 1) % 3);
        if spec.in_braces {
            text += &format!("  s{number}: {{ owner: {owner}, contributors: [{contributor} ] }}{}\n", spec.comment);
        } else {
            text += &format!(
                "  s{number}:\n    summary: billing owns it\n    owner:   {owner}{}\n    contributors:\n    - {contributor}\n    # end\n",
                spec.comment
            );
        }
        if spec.blank {
            text += "\n";
        }
    }
    text += "waivers: # of billing\n";
    for (number, (ended, in_lines, has_comment)) in waivers.iter().enumerate() {
        if side == 1 && *ended {
            continue;
        }
        let until = if *ended { "2026-11-24" } else { "2026-11-25" };
        if *has_comment {
            text += &format!("  # why {number}\n");
        }
        text += &match in_lines {
            true => format!(
                "  w{number}:\n    rule: no-domain\n    on: system:s0 # x\n    reason: |\n      # billing\n    until: {until}\n      # more\n"
            ),
            false => format!("  w{number}: {{ rule: no-domain, on: system:s0, reason: r, until: {until} }}\n"),
        };
    }
    text.replace('\n', newline)
}

fn mended(text: &str) -> Option<String> {
    let sources = Sources::of([
        ("content/handbook.yaml", ""),
        ("content/ownership/teams.yaml", TEAMS),
        ("content/ownership/all.yaml", text),
    ]);
    let asked = Asked { as_of: TODAY, reviewed: Vec::new() };
    let plan = plan(&sources, &asked).expect("can be planned");
    assert!(plan.left.is_empty(), "{:?}", plan.left);
    assert!(plan.files.len() <= 1);
    plan.files.into_iter().next().map(|file| file.after)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn only_what_was_meant_changes_and_a_second_run_changes_nothing(
        specs in prop::collection::vec(spec(), 1..6),
        waivers in prop::collection::vec(any::<WaiverSpec>(), 0..4),
        is_windows in any::<bool>(),
    ) {
        let newline = if is_windows { "\r\n" } else { "\n" };
        let (before, after) = (written(&specs, &waivers, 0, newline), written(&specs, &waivers, 1, newline));
        let found = mended(&before).unwrap_or_else(|| before.clone());
        prop_assert_eq!(&found, &after);
        prop_assert_eq!(mended(&after), None);
    }

    #[test]
    fn no_text_makes_it_panic_or_leave_a_file_that_no_longer_reads(text in "(systems:|waivers:|teams:)?[ \n]?[-a-z:{}\\[\\]&*<|>#'\" \n]{0,60}") {
        let text = format!("{TEAMS}{text}\n{}", "systems: { a: { owner: billing } }\n");
        let sources = Sources::of([("content/handbook.yaml", ""), ("content/ownership/all.yaml", &text)]);
        for reviewed in [Vec::new(), vec!["team:payments".to_owned()]] {
            let planned = plan(&sources, &Asked { as_of: TODAY, reviewed });
            for file in planned.map(|plan| plan.files).unwrap_or_default() {
                let document = bailiwick::source::yaml::parse(&file.after);
                prop_assert!(document.problems.is_empty(), "{}", file.after);
            }
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bailiwick"))
        .args(arguments)
        .args(["--as-of", "2026-11-25"])
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn folder(data: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("content/ownership")).expect("made");
    std::fs::write(folder.path().join("content/handbook.yaml"), "").expect("written");
    std::fs::write(folder.path().join("content/ownership/all.yaml"), data).expect("written");
    folder
}

fn data(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("content/ownership/all.yaml")).expect("readable")
}

#[test]
fn a_dry_run_shows_a_diff_writes_nothing_and_exits_with_1() {
    let before = format!("{TEAMS}systems:\n  # the ledger\n  ledger:\n    owner: billing  # since 2024\n");
    let book = folder(&before);
    let shown = run(book.path(), &["fix", "--dry-run"]);
    let out = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert_eq!(shown.status.code(), Some(1), "{out}");
    assert!(out.contains("--- content/ownership/all.yaml\n+++ content/ownership/all.yaml\n@@ "), "{out}");
    assert!(out.contains("-    owner: billing  # since 2024\n+    owner: payments  # since 2024\n"), "{out}");
    assert!(out.ends_with("Would mend 1 name in 1 file.\n"), "{out}");
    assert_eq!(data(book.path()), before);
    let done = run(book.path(), &["fix"]);
    assert_eq!(done.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&done.stdout).contains("+    owner: payments"));
    assert_eq!(data(book.path()), before.replace("owner: billing", "owner: payments"));
    let again = run(book.path(), &["fix", "--dry-run"]);
    assert_eq!((again.status.code(), String::from_utf8_lossy(&again.stdout).as_ref()), (Some(0), "Nothing to mend.\n"));
}

#[test]
fn a_review_is_recorded_and_nothing_else_is_mended() {
    let before = "systems:\n  ledger: { owner: x } # y\nteams: { x: { aliases: [z] }, w: { parent: z } }\n";
    let book = folder(before);
    assert_eq!(run(book.path(), &["fix", "--reviewed", "system:ledger", "team:w"]).status.code(), Some(0));
    let after = before.replace("owner: x }", "owner: x, reviewed: 2026-11-25 }");
    assert_eq!(data(book.path()), after.replace("parent: z }", "parent: z, reviewed: 2026-11-25 }"));
    let lost = run(book.path(), &["fix", "--reviewed", "system:legder"]);
    assert_eq!(lost.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&lost.stderr).contains("did you mean `system:ledger`?"));
}

#[cfg(unix)]
#[test]
fn links_permissions_and_byte_order_marks_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let book = folder("");
    let (real, link) = (book.path().join("content/real.txt"), book.path().join("content/ownership/all.yaml"));
    std::fs::rename(&link, &real).expect("moved");
    std::fs::write(&real, format!("\u{feff}{TEAMS}systems: {{ a: {{ owner: billing }} }}")).expect("written");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("set");
    symlink("../real.txt", &link).expect("linked");
    assert_eq!(run(book.path(), &["fix"]).status.code(), Some(0));
    assert!(link.symlink_metadata().expect("there").is_symlink());
    assert_eq!(real.metadata().expect("there").permissions().mode() & 0o777, 0o640);
    assert_eq!(data(book.path()), format!("\u{feff}{TEAMS}systems: {{ a: {{ owner: payments }} }}"));
    let names: Vec<_> = std::fs::read_dir(book.path().join("content")).expect("there").flatten().collect();
    assert_eq!(names.len(), 3, "nothing is left beside it: {names:?}");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_refused_and_no_other_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let before = format!("{TEAMS}systems: {{ a: {{ owner: billing }} }}\n");
    let book = folder(&before);
    let locked = book.path().join("content/ownership/locked.yaml");
    std::fs::write(&locked, "systems: { b: { owner: billing } }\n").expect("written");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o444)).expect("set");
    let refused = run(book.path(), &["fix"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is read-only; nothing was written"));
    assert_eq!(data(book.path()), before);
}
