//! CODEOWNERS held against the handbook: as a source, and in a checkout.

use crate::driver::Handbook;
use crate::program::{folder, run, text};

const DATA: &str = "\
teams: { pay: { members: [ana, bo] }, platform: {}, web: {} }
systems:
  ledger: { owner: pay, repositories: [{ url: https://git.example/acme/shop, paths: [/services/ledger/**] }] }
  cards: { owner: pay, contributors: [web], repositories: [{ url: https://git.example/acme/shop, paths: [/services/cards/**] }] }
";

const OWNERS: &str =
    "* @acme/pay\n/services/ @acme/pay\n/services/ledger/ @acme/platform\n/services/cards/ @acme/web\n";

#[test]
fn a_file_that_says_otherwise_is_a_gap_at_its_line() {
    let settings = "sources: [{ type: codeowners, path: ../shop/CODEOWNERS, repository: \"https://git.example/acme/shop.git\", systems: none }]\n";
    let book = Handbook::owning(DATA).edit("content/handbook.yaml", settings);
    let checked = book.clone().beside("../shop/CODEOWNERS", OWNERS).check();
    assert_eq!(checked.gaps_of("codeowners-drift"), ["../shop/CODEOWNERS:3:1 codeowners-drift"]);
    assert_eq!(
        checked.messages("codeowners-drift"),
        ["CODEOWNERS gives `/services/ledger/` to platform, and this handbook gives ledger to pay"]
    );
    let agreed = OWNERS.replace("@acme/platform", "@acme/pay");
    let checked = book.clone().beside("../shop/CODEOWNERS", &agreed).check();
    assert_eq!(checked.gaps_of("codeowners-drift"), [] as [&str; 0]);
    // A wider line decides where no closer one does.
    let checked = book.beside("../shop/CODEOWNERS", "* @acme/web\n").check();
    assert_eq!(checked.gaps_of("codeowners-drift"), ["../shop/CODEOWNERS:1:1 codeowners-drift"]);
}

#[test]
fn a_checkout_is_verified_file_by_file() {
    let root = folder(&[
        ("book/content/handbook.yaml", ""),
        ("book/content/ownership/all.yaml", DATA),
        ("shop/CODEOWNERS", OWNERS),
        ("shop/.git/config", "[core]\n[remote \"origin\"]\n\turl = git@git.example:acme/shop.git\n"),
        ("shop/services/ledger/a.rs", ""),
        ("shop/services/cards/a.rs", ""),
        ("shop/services/lost/x/a.rs", ""),
        ("shop/services/lost/b.rs", ""),
        ("shop/README", ""),
        ("shop/target/made", ""),
        ("shop/.gitignore", "target/\n"),
    ]);
    let verify = |more: &[&str]| {
        let arguments = [&["verify", "codeowners", "../shop"], more].concat();
        run(&root.path().join("book"), &arguments)
    };
    let found = verify(&[]);
    let said = text(&found.stdout);
    assert_eq!(found.status.code(), Some(1), "{said}{}", text(&found.stderr));
    assert!(said.contains("../shop/CODEOWNERS:3:1") && said.contains("`/services/ledger/` to platform"), "{said}");
    assert!(said.contains("the folder `/services/lost/` (2 files) of this checkout belongs to no system"), "{said}");
    assert!(said.contains("what lies in `/` (3 files: `.gitignore`, `CODEOWNERS`, `README`)"), "{said}");
    assert!(!said.contains("target"), "{said}");
    let json = verify(&["--format", "json"]);
    assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok(), "{}", text(&json.stdout));
    // Everything in its place.
    let export = ["export", "codeowners", "--out", "../shop/CODEOWNERS"];
    std::fs::write(
        root.path().join("book/content/ownership/rest.yaml"),
        "systems: { rest: { owner: web, repositories: [https://git.example/acme/shop] } }\n",
    )
    .expect("written");
    assert_eq!(run(&root.path().join("book"), &export).status.code(), Some(0));
    let clean = verify(&[]);
    assert_eq!(clean.status.code(), Some(0), "{}{}", text(&clean.stdout), text(&clean.stderr));
}

#[test]
fn what_cannot_be_verified_is_said() {
    let root = folder(&[("content/handbook.yaml", ""), ("shop/a", ""), ("owned/CODEOWNERS", "* @a/b\n")]);
    let none = run(root.path(), &["verify", "codeowners", "shop"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("there is no CODEOWNERS in `shop`"), "{}", text(&none.stderr));
    let unknown = run(root.path(), &["verify", "codeowners", "owned"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("--repository"), "{}", text(&unknown.stderr));
}

/// What `who` answers, as `entity owner`.
fn who(book: &Handbook, query: &str) -> String {
    let (found, handbook) = bailiwick::site::Handbook::about(book.inputs(), query);
    let answer = bailiwick::site::Who::of(&handbook, query, &found).answer;
    answer.map_or_else(
        || "nothing".to_owned(),
        |answer| {
            let owner = answer.owner.map_or_else(|| "nobody".to_owned(), |owner| owner.id);
            format!("{} {owner}", answer.subject.entity)
        },
    )
}

#[test]
fn who_answers_for_paths_by_the_last_rule_that_matches() {
    let source = |more: &str| format!("sources: [{{ type: codeowners, path: x/CODEOWNERS{more} }}]\n");
    let owners = "/docs/guide/ @acme/docs\n/docs/ @acme/web\n/docs/free\n*.sql @acme/data\n";
    let book = Handbook::of([("content/handbook.yaml", source("").as_str())]).beside("x/CODEOWNERS", owners);
    for (query, answer) in [
        ("docs/guide/a.md", "system:docs web"),
        ("who owns docs/a.md?", "system:docs web"),
        ("docs/free", "system:docs-free nobody"),
        ("docs/a.sql", "system:sql data"),
        ("src/a.rs", "nothing"),
    ] {
        assert_eq!(who(&book, query), answer, "{query}");
    }
    let with_repository = source(", repository: \"https://git.example/acme/x\"");
    let book = book.edit("content/handbook.yaml", &with_repository);
    assert_eq!(who(&book, "https://git.example/acme/x/blob/main/docs/guide/a.md"), "system:docs web");
    assert_eq!(who(&book, "https://git.example/acme/y/blob/main/docs/guide/a.md"), "nothing");
    let book = book.edit("content/handbook.yaml", &source(", systems: none"));
    assert_eq!(who(&book, "docs/guide/a.md"), "team:web web");
    // The handbook's own word is not overruled.
    let own = "systems: { manual: { owner: docs, repositories: [{ url: https://git.example/acme/x, paths: [/docs/**] }] } }\n";
    assert_eq!(who(&book.edit("content/ownership/a.yaml", own), "docs/guide/a.md"), "system:manual docs");
}
