//! CODEOWNERS: every path of real repositories comes down to the owners their hosts would ask.

use std::collections::BTreeSet;

use bailiwick::exchange::codeowners::{Dialect, Owners};

use crate::driver::Handbook;
use crate::real_input::corpus;

fn text(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of the rules that match no path, and of those that never decide on any.
fn idle(owners: &Owners, paths: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut matched, mut winning) = (BTreeSet::new(), BTreeSet::new());
    for path in paths.lines() {
        matched.extend(owners.rules.iter().filter(|rule| rule.matcher.is_match(path)).map(|rule| rule.line));
        winning.extend(owners.winning(path).iter().map(|rule| rule.line));
    }
    let lines = owners.rules.iter().map(|rule| rule.line);
    let dead = lines.clone().filter(|line| !matched.contains(line)).collect();
    (dead, lines.filter(|line| matched.contains(line) && !winning.contains(line)).collect())
}

#[test]
fn the_resolved_tables_of_real_repositories_are_equal_for_every_path() {
    for (name, file, dialect) in [
        ("dd-trace-js", ".github/CODEOWNERS", Dialect::GitHub),
        ("gitlab-charts", ".gitlab/CODEOWNERS", Dialect::GitLab),
    ] {
        let Some(folder) = corpus(&format!("codeowners/{name}")) else { return };
        let owners = Owners::parse(dialect, &text(&folder.join(file)));
        let mut found = Vec::new();
        for path in text(&folder.join("paths.txt")).lines() {
            let winning = owners.winning(path);
            if winning.is_empty() && dialect == Dialect::GitHub {
                found.push(format!("{path}\t\t"));
            }
            for rule in winning {
                let named: Vec<&str> = rule.owners.iter().map(|owner| owner.text.as_str()).collect();
                let section = &owners.sections[rule.section].name;
                let section = if dialect == Dialect::GitLab { format!("{section}\t") } else { String::new() };
                found.push(format!("{path}\t{section}{}\t{}", rule.line, named.join(" ")));
            }
        }
        let table = text(&folder.join("expected-owners.tsv"));
        let mut expected: Vec<&str> = table.lines().skip(1).collect();
        found.sort();
        expected.sort_unstable();
        assert!(expected.len() > 1000);
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn dead_and_overridden_rules_of_real_repositories_are_known() {
    let Some(root) = corpus("codeowners") else { return };
    let facts = text(&root.join("../facts.json"));
    let facts: serde_json::Value = serde_json::from_str(&facts).expect("JSON");
    let numbers = |value: &serde_json::Value| -> Vec<usize> {
        value.as_array().into_iter().flatten().filter_map(|line| line.as_u64()?.try_into().ok()).collect()
    };
    let mut seen = 0;
    for (file, fact) in facts["codeowners"].as_object().expect("by file") {
        let (owners, folder) = (text(&root.join(file)), file.split('/').next().expect("a folder"));
        let dialect = Dialect::named(fact["reading"].as_str().expect("a dialect")).expect("known");
        assert_eq!(Dialect::guess(file, &owners), dialect, "{file}");
        let owners = Owners::parse(dialect, &owners);
        assert_eq!(owners.rules.len() as u64, fact["rules"], "{file}");
        assert_eq!(owners.problems, [], "{file}");
        if dialect == Dialect::GitLab {
            assert_eq!(owners.sections.len() as u64 - 1, fact["sections"], "{file}");
            let optional = owners.sections.iter().filter(|section| section.is_optional).count();
            assert_eq!(optional as u64, fact["optional_sections"], "{file}");
            let inherited = owners.rules.iter().filter(|rule| rule.is_inherited).count();
            assert_eq!(inherited as u64, fact["rules_using_default_owners"], "{file}");
            let ownerless = owners.rules.iter().filter(|rule| rule.owners.is_empty()).count();
            assert_eq!(ownerless as u64, fact["rules_without_owner"], "{file}");
        }
        let named: BTreeSet<String> =
            owners.rules.iter().flat_map(|rule| &rule.owners).map(|owner| owner.text.to_lowercase()).collect();
        assert_eq!(named.len() as u64, fact["distinct_owners_ignoring_case"], "{file}");
        // The largest would take long unoptimised, and two tables are checked above.
        if fact["paths"].as_u64().is_none_or(|paths| paths > 1500) {
            continue;
        }
        let paths = text(&root.join(folder).join("paths.txt"));
        let (dead, overridden) = idle(&owners, &paths);
        assert_eq!(dead, numbers(&fact["rules_that_match_no_path"]), "{file}");
        assert_eq!(overridden, numbers(&fact["rules_always_overridden"]), "{file}");
        let without_rule = paths.lines().filter(|path| owners.winning(path).is_empty()).count();
        assert_eq!(without_rule as u64, fact["paths_without_any_rule"], "{file}");
        seen += 1;
    }
    assert!(seen >= 4);
}

#[test]
fn each_dialect_reads_a_line_in_its_own_way() {
    let named = |dialect, text: &str, path: &str| -> Vec<String> {
        let owners = Owners::parse(dialect, text);
        let winning = owners.winning(path);
        winning.iter().flat_map(|rule| &rule.owners).map(|owner| owner.text.clone()).collect()
    };
    let text = "* @org/all # everybody\n\\#x @a\n!y @b\n/a\\ b/ @org/space\nsrc/ me@x.example\nsrc/gen/\n/bad nobody\n";
    assert_eq!(named(Dialect::GitHub, text, "z"), ["@org/all"]);
    assert_eq!(named(Dialect::GitHub, text, "a b/c"), ["@org/space"]);
    assert_eq!(named(Dialect::GitHub, text, "src/x"), ["me@x.example"]);
    assert_eq!(named(Dialect::GitHub, text, "src/gen/x"), [""; 0]);
    assert_eq!(named(Dialect::GitHub, text, "bad"), ["@org/all"]);
    assert_eq!(Owners::parse(Dialect::GitHub, text).problems.len(), 3);

    let text = "* @all\n[Docs][2] @docs\n/docs/\n/docs/api/ @api\n!/docs/old/\n^[docs] @other\n*.md\n\\#x @hash\n";
    assert_eq!(named(Dialect::GitLab, text, "docs/a.txt"), ["@all", "@docs"]);
    assert_eq!(named(Dialect::GitLab, text, "docs/api/a.txt"), ["@all", "@api"]);
    assert_eq!(named(Dialect::GitLab, text, "docs/old/a.md"), ["@all"]);
    assert_eq!(named(Dialect::GitLab, text, "README.md"), ["@all", "@other"]);
    assert_eq!(named(Dialect::GitLab, text, "#x"), ["@all", "@hash"]);
    assert_eq!(named(Dialect::GitLab, "[A]\n[xy].md @class\n[B][1] @b\n[xy.md @open\n", "y.md"), ["@class"]);
    let owners = Owners::parse(Dialect::GitLab, text);
    assert_eq!((owners.sections.len(), owners.sections[1].approvals), (2, 2));

    let text = "@@@Devs @ann bo@x.example\n\"a b/*\" @@Devs\n*.rs @jo\n";
    assert_eq!(named(Dialect::Bitbucket, text, "a b/c"), ["@ann", "bo@x.example"]);
    assert_eq!(named(Dialect::Bitbucket, text, "a b/c.rs"), ["@jo"]);
}

#[test]
fn a_file_becomes_teams_people_and_a_system_for_each_pattern() {
    let settings = "sources: [{type: codeowners, path: ../shop, repository: https://git.example/shop, \
                    names: {'@acme/pay': payments}}]\n";
    let owners = "* @acme/pay\n/web/ @acme/front @ana\n/web/ @acme/front\n*.md @Ana\n/old/\n!x @y\n";
    let checked = Handbook::of([("content/handbook.yaml", settings)])
        .beside("../shop/.github/CODEOWNERS", owners)
        .beside("../shop/README", "no owners")
        .check();
    let model = &checked.handbook.model;
    assert_eq!(model.teams.keys().map(bailiwick::model::Id::as_str).collect::<Vec<_>>(), ["front", "payments"]);
    assert_eq!(model.people["ana"].handle.as_ref().expect("a handle").value, "@ana");
    assert_eq!(
        model.systems.keys().map(bailiwick::model::Id::as_str).collect::<Vec<_>>(),
        ["everything-else", "md", "old", "web"]
    );
    assert_eq!(model.systems["web"].owner.as_ref().expect("an owner").named.len(), 1);
    assert_eq!(model.systems["web"].repositories[0].paths[0].value, "/web/");
    assert_eq!(checked.noted(), ["../shop/.github/CODEOWNERS:6:1 codeowners-line"]);
    assert_eq!(checked.gaps_of("missing-owner"), ["../shop/.github/CODEOWNERS:5:1 missing-owner"]);
    assert_eq!(checked.gaps_of("person-as-owner"), ["../shop/.github/CODEOWNERS:4:6 person-as-owner"]);
}

#[test]
fn who_owns_a_path_is_what_the_last_matching_rule_says() {
    let settings = "sources: [{type: codeowners, path: ../shop}]\n";
    let none = "sources: [{type: codeowners, path: ../shop, systems: none}]\n";
    let owners = "* @acme/all\n/web/ @acme/front\n/web/*.md @acme/docs\n/web/old/\n";
    let asked = |settings: &str, query: &str| {
        let book = Handbook::of([("content/handbook.yaml", settings)]).beside("../shop/CODEOWNERS", owners);
        let (found, _) = bailiwick::site::Handbook::about(book.inputs(), query);
        found.entities().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(asked(settings, "web/a/b.rs"), ["system:web"]);
    assert_eq!(asked(settings, "./web/a.md"), ["system:web-md"]);
    assert_eq!(asked(settings, "README.md"), ["system:everything-else"]);
    assert_eq!(asked(settings, "web/old/x"), ["system:web-old"]);
    assert_eq!(asked(none, "web/a/b.rs"), ["team:front"]);
    assert_eq!(asked(settings, "front"), ["team:front"]);
}
