//! Addresses are for ever: what was published before and is gone without a redirect is reported, with the line to add.

use std::path::Path;
use std::process::Command;

use crate::driver::{Checked, Handbook};
use crate::program::{folder, run, text};

const THEN: &str = "teams:\n  payments: { members: [ana, bo] }\n  platform: { members: [cy] }\nsystems:\n  ledger: { owner: payments, aliases: [general-ledger] }\ndomains:\n  money: { name: Money }\n";

/// The gone addresses with the first line to add for each.
fn gone(checked: &Checked) -> Vec<String> {
    let gaps = checked.gaps().iter().filter(|gap| gap.rule.id() == "broken-permalink");
    gaps.map(|gap| {
        let address = gap.message.split('`').nth(1).unwrap_or_default();
        format!("{address}: {}", gap.help.first().map(|help| help.snippet.as_str()).unwrap_or_default())
    })
    .collect()
}

#[test]
fn a_team_renamed_in_the_data_is_caught_and_an_alias_settles_it() {
    let then = Handbook::owning(THEN);
    let renamed = THEN.replace("payments", "money-movers");
    let checked = Handbook::owning(&renamed).check_since(&then);
    assert_eq!(gone(&checked), ["teams/payments.html: aliases: [payments]"]);
    assert_eq!(checked.gaps_of("broken-permalink"), ["content/ownership/all.yaml:2:3 broken-permalink"]);
    let settled = renamed.replace("{ members: [ana", "{ aliases: [payments], members: [ana");
    assert_eq!(gone(&Handbook::owning(&settled).check_since(&then)), [] as [&str; 0]);
    assert_eq!(gone(&then.check_since(&then)), [] as [&str; 0]);
}

#[test]
fn a_redirect_that_is_taken_away_is_gone_too() {
    let then = Handbook::owning(THEN);
    let now = Handbook::owning(&THEN.replace(", aliases: [general-ledger]", ", aliases: [gl]"));
    assert_eq!(gone(&now.check_since(&then)), ["systems/general-ledger.html: aliases: [gl, general-ledger]"]);
}

#[test]
fn systems_and_domains_have_successors_too() {
    let then = Handbook::owning(THEN);
    let now = Handbook::owning(&THEN.replace("  ledger:", "  book:").replace("  money:", "  finance:"));
    let mut found = gone(&now.check_since(&then));
    found.sort();
    // The new system has the old one's alias, so that address still leads somewhere.
    let expected = ["domains/money.html: aliases: [money]", "systems/ledger.html: aliases: [general-ledger, ledger]"];
    assert_eq!(found, expected);
}

#[test]
fn a_page_that_moved_is_found_by_its_title_or_its_text() {
    let body = "first line\n\nsecond line\n\nthird line\n";
    let then = Handbook::of([
        ("content/ops/escalation.md", "# Escalation\n\ntext\n"),
        ("content/ops/index.md", "# Ops\n"),
        ("content/b/long.md", &format!("# Old title\n\n{body}")),
        ("content/b/index.md", "# B\n"),
    ]);
    let now = Handbook::of([
        ("content/run/on-call.md", "# Escalation\n\nother\n"),
        ("content/ops/index.md", "# Ops\n"),
        ("content/run/index.md", "# Run\n"),
        ("content/c/renamed.md", &format!("---\naliases: [/x/]\n---\n# New title\n\n{body}")),
        ("content/b/index.md", "# B\n"),
        ("content/c/index.md", "# C\n"),
    ]);
    let checked = now.check_since(&then);
    assert_eq!(
        gone(&checked),
        ["b/long.html: aliases: [/x/, /b/long.html]", "ops/escalation.html: aliases: [/ops/escalation.html]"]
    );
    assert_eq!(
        checked.gaps_of("broken-permalink"),
        ["content/c/renamed.md:4:1 broken-permalink", "content/run/on-call.md:1:1 broken-permalink"]
    );
}

#[test]
fn a_reworded_heading_loses_its_id_unless_it_keeps_it() {
    let then = Handbook::of([("content/a.md", "# A\n\n## Who to call\n\n## When\n\n## Last\n\n<a id=\"raw\"></a>\n")]);
    let now = |text: &str| gone(&Handbook::of([("content/a.md", text)]).check_since(&then));
    assert_eq!(
        now("# A\n\n## Whom to wake\n\n## When\n\n<a id=\"raw\"></a>\n"),
        ["a.html#last: <a id=\"last\"></a>", "a.html#who-to-call: ## Whom to wake {#who-to-call}"]
    );
    assert_eq!(
        now("# A\n\n## Whom to wake {#who-to-call}\n\n## When\n\n# Last\n\n<i id='raw'>x</i>\n"),
        [] as [&str; 0]
    );
    assert_eq!(now("# A\n\n## Who to call\n\n## When\n\n## Last\n"), ["a.html#raw: <a id=\"raw\"></a>"]);
}

#[test]
fn ids_are_looked_for_where_the_address_leads_now() {
    let then = Handbook::of([("content/a.md", "# A\n\n## Part\n")]);
    let moved = |heading: &str| {
        let text = format!("---\naliases: [/a.html]\n---\n# A\n\n## {heading}\n");
        gone(&Handbook::of([("content/b.md", text.as_str())]).check_since(&then))
    };
    assert_eq!(moved("Part"), [] as [&str; 0]);
    assert_eq!(moved("Other"), ["a.html#part: ## Other {#part}"]);
}

#[test]
fn drafts_files_and_folders_that_went_are_reported_with_what_can_be_done() {
    let then = Handbook::of([("content/a.md", "# A\n"), ("content/f/x.pdf", "x"), ("content/g/p.md", "# P\n")]);
    let now = Handbook::of([("content/a.md", "---\ndraft: true\n---\n# A\n")]);
    let checked = now.check_since(&then);
    assert_eq!(
        gone(&checked),
        ["a.html: aliases: [/a.html]", "f/x.pdf: ", "g/p.html: aliases: [/g/p.html]", "g/index.html: aliases: [/g/]"]
    );
}

#[test]
fn a_gone_address_is_weighed_and_waived_like_any_gap() {
    let then = Handbook::of([("content/a.md", "# A\n\n## Part\n")]);
    let now = Handbook::of([("content/a.md", "# A\n")]);
    assert_eq!(now.check_since(&then).gaps_of("broken-permalink").len(), 1);
    let off = now.clone().edit("content/handbook.yaml", "gaps: { rules: { broken-permalink: off } }\n");
    assert_eq!(gone(&off.check_since(&then)), [] as [&str; 0]);
    let waiver = "waivers:\n  w: { rule: broken-permalink, on: \"page:a.md\", reason: nobody links there, until: 2027-01-01, by: ana }\n";
    let checked = now.edit("content/ownership/w.yaml", waiver).check_since(&then);
    assert_eq!(gone(&checked), [] as [&str; 0], "{:?}", checked.noted());
    assert_eq!(checked.handbook.judgement.waived.len(), 1);
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", text(&output.stderr));
}

#[test]
fn a_revision_is_read_from_git_without_touching_the_working_tree() {
    let repository = folder(&[
        ("docs/hb/content/handbook.yaml", ""),
        ("docs/hb/content/ownership/all.yaml", THEN),
        ("docs/hb/content/on call/\u{fc}ber.md", "# \u{dc}ber\n"),
        ("docs/hb/content/.hidden.md", "# Hidden\n"),
        ("content/elsewhere.md", "# No part of the handbook\n"),
    ]);
    let book = repository.path().join("docs/hb");
    std::os::unix::fs::symlink("on call", book.join("content/linked")).expect("linked");
    git(repository.path(), &["init", "--quiet"]);
    git(repository.path(), &["add", "--all"]);
    git(repository.path(), &["commit", "--quiet", "--message", "one"]);
    git(repository.path(), &["tag", "v1"]);
    assert_eq!(
        text(&run(&book, &["check", "--since", "v1", "--only", "broken-permalink"]).stdout),
        "nothing to report\n"
    );
    std::fs::write(book.join("content/ownership/all.yaml"), THEN.replace("payments", "money-movers")).expect("written");
    std::fs::remove_dir_all(book.join("content/on call")).expect("removed");
    std::fs::write(book.join("content/new.md"), "# Not committed\n").expect("written");
    let before = status(repository.path());
    let check = run(&book, &["check", "--since", "v1", "--format", "json", "--only", "broken-permalink"]);
    assert_eq!(check.status.code(), Some(1), "{}", text(&check.stderr));
    let said = text(&check.stdout);
    for address in ["teams/payments.html", "on call/\u{fc}ber.html", "on call/index.html", "linked/\u{fc}ber.html"] {
        assert!(said.contains(&format!("`{address}`")), "{address}: {said}");
    }
    assert!(said.contains("aliases: [payments]") && !said.contains("elsewhere") && !said.contains("hidden"), "{said}");
    assert_eq!(status(repository.path()), before);
}

/// What git sees of the working tree and the index, and when the index was last written.
fn status(repository: &Path) -> (String, std::time::SystemTime) {
    let index = repository.join(".git/index").metadata().expect("an index").modified().expect("a time");
    let output = Command::new("git")
        .args(["-C", repository.to_str().expect("a plain path"), "status", "--porcelain", "-z"])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .expect("git runs");
    (text(&output.stdout), index)
}

#[test]
fn a_revision_that_cannot_be_read_ends_the_check_with_the_reason() {
    let book = folder(&[("content/handbook.yaml", "")]);
    let since = |revision: &str| {
        let check = run(book.path(), &["check", &format!("--since={revision}")]);
        assert_eq!(check.status.code(), Some(2));
        text(&check.stderr)
    };
    assert!(since("HEAD").contains("git cannot read the history here"), "{}", since("HEAD"));
    git(book.path(), &["init", "--quiet"]);
    git(book.path(), &["commit", "--quiet", "--allow-empty", "--message", "empty"]);
    assert!(since("nope").contains("`nope` is no commit") && since("nope").contains("fetch-depth"));
    assert!(since("--all").contains("`--all` is no commit"));
    assert!(since("HEAD").contains("at `HEAD` there is no `content/handbook.yaml`"), "{}", since("HEAD"));
}

#[test]
fn a_clash_of_folders_is_told_once_and_names_both_sources() {
    let clash = |files: &[(&str, &str)]| Handbook::of(files.iter().copied()).check().errors();
    let folder = clash(&[("content/Teams/index.md", "# A"), ("content/Teams/b.md", "# B")]);
    assert_eq!(folder, ["content/Teams/index.md:1:1 address-clash"]);
    assert_eq!(clash(&[("content/Teams/b.md", "# B")]), ["content/Teams/b.md:1:1 address-clash"]);
    let file = Handbook::of([("content/A", "x"), ("content/a/b.md", "# B"), ("content/a/c.md", "# C")]).check();
    assert_eq!(file.errors(), ["content/a/b.md:1:1 address-clash"]);
    let said = &file.diagnostics()[0];
    assert_eq!(said.message, "`A` is the address of a file, and `a/b.html` needs a folder of that name");
    assert_eq!(said.related[0].place.path.as_str(), "content/A");
}
