//! `bailiwick import` and `bailiwick init --from`: from others' files to a handbook of one's own.

use bailiwick::exchange::to_yaml;
use bailiwick::model::Model;
use bailiwick::source::Sources;

use super::handbook_of;
use crate::program::{folder, run, text};

#[test]
fn what_is_imported_is_read_back_to_the_same_model() {
    for (kind, name) in [
        ("kubernetes", "kubernetes-community"),
        ("owners", "kubernetes-owners/enhancements"),
        ("openstack", "openstack-governance/reference"),
        ("rust-team", "rust-team"),
        ("gitlab-product", "gitlab-product"),
        ("backstage", "backstage/**/*.{yaml,yml,json}"),
        ("codeowners", "codeowners/esphome"),
        ("codeowners", "codeowners/gitlab-charts"),
        ("cortex", "service-definitions/cortex/**/*.yaml"),
        ("datadog", "service-definitions/datadog"),
        ("opslevel", "service-definitions/opslevel"),
        ("compass", "service-definitions/compass"),
    ] {
        let Some(book) = handbook_of(kind, name, "") else { return };
        let model = &book.check().handbook.model;
        let written = to_yaml(model);
        assert!(written.len() > 100, "{name}");
        let back = Model::read(&Sources::of([("content/ownership/all.yaml", written.as_str())]));
        let errors: Vec<_> = back.diagnostics.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(errors, [""; 0], "{name}");
        assert_eq!((back.teams.len(), back.systems.len()), (model.teams.len(), model.systems.len()), "{name}");
        let again = to_yaml(&back);
        let differing = written.lines().zip(again.lines()).find(|(a, b)| a != b);
        assert_eq!(differing, None, "{name}");
        assert_eq!(written.lines().count(), again.lines().count(), "{name}");
    }
}

#[test]
fn import_writes_yaml_once_and_says_what_it_left_out() {
    let shop = folder(&[
        (".github/CODEOWNERS", "* @acme/all\n/web/ @acme/front @ana\n!x @y\n"),
        (
            "a/catalog-info.yaml",
            "kind: Component\nmetadata: {name: web}\nspec: {owner: front}\n---\nkind: Robot\nmetadata: {name: r}\n",
        ),
    ]);
    let out = run(shop.path(), &["import", "codeowners", "."]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let yaml = text(&out.stdout);
    assert!(yaml.contains("  web:\n    owner: [front, person:ana]\n"), "{yaml}");
    let said = text(&out.stderr);
    assert!(said.contains(".github/CODEOWNERS:3:1") && said.contains("Not carried over: "), "{said}");
    assert!(said.contains("Read 2 teams, 0 domains, 2 systems, 1 person from 1 file."), "{said}");

    let out = run(shop.path(), &["import", "Backstage", "a", "--out", "own/shop.yaml"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert!(text(&out.stderr).contains("catalog-info.yaml:5:7"), "{}", text(&out.stderr));
    let own = std::fs::read_to_string(shop.path().join("own/shop.yaml")).expect("written");
    assert!(own.contains("systems:\n  web: { owner: front }\n"), "{own}");
    let again = run(shop.path(), &["import", "backstage", "a", "--out", "own/shop.yaml"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(run(shop.path(), &["import", "backstag", "a"]).status.code(), Some(2));
    assert_eq!(run(shop.path(), &["import", "backstage", "nowhere"]).status.code(), Some(2));
}

#[test]
fn init_knows_governance_by_what_its_files_say() {
    let project =
        "nova:\n  ptl:\n    name: Ana\n    irc: ana\n  deliverables:\n    nova:\n      repos: [openstack/nova]\n";
    let checkouts = folder(&[
        ("governance/reference/projects.yaml", project),
        ("governance/reference/members.yaml", "- name: Bo\n  irc: bo\n  memberid: 7\n"),
        ("other/projects.yaml", "website:\n  started: 2024\n"),
    ]);
    let init = run(checkouts.path(), &["init", "book", "--from", "governance"]);
    let says = "OpenStack governance: 5 teams, people, domains and systems in 2 files";
    assert!(text(&init.stdout).contains(says), "{}{}", text(&init.stdout), text(&init.stderr));
    assert_eq!(run(checkouts.path(), &["init", "another", "--from", "other"]).status.code(), Some(2));
}

#[test]
fn init_from_a_checkout_gives_a_site_with_gaps() {
    let shop = folder(&[
        ("shop/.github/CODEOWNERS", "* @acme/all\n/web/ @acme/front @ana\n"),
        ("shop/.git/config", "[remote \"origin\"]\n\turl = git@git.example:acme/shop.git\n"),
        ("bare/README.md", "nothing"),
    ]);
    let init = run(shop.path(), &["init", "book", "--from", "shop"]);
    assert!(init.status.success(), "{}", text(&init.stderr));
    assert!(
        text(&init.stdout).contains("CODEOWNERS: 5 teams, people, domains and systems in 1 file"),
        "{}",
        text(&init.stdout)
    );
    let settings = std::fs::read_to_string(shop.path().join("book/content/handbook.yaml")).expect("written");
    assert!(settings.contains("path: \"../shop\"\n    repository: https://git.example/acme/shop"), "{settings}");
    let check = run(shop.path(), &["check", "--root", "book"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(text(&check.stdout).contains("../shop/.github/CODEOWNERS:2:"), "{}", text(&check.stdout));
    let build = run(shop.path(), &["build", "--root", "book", "--out", "site"]);
    assert!(build.status.success(), "{}", text(&build.stderr));
    assert_eq!(run(shop.path(), &["init", "book", "--from", "shop"]).status.code(), Some(2));
    let bare = run(shop.path(), &["init", "other", "--from", "bare"]);
    assert_eq!(bare.status.code(), Some(2));
    assert!(text(&bare.stderr).contains("catalog-info.yaml"), "{}", text(&bare.stderr));
}
