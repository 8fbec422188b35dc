//! Files that describe one service each, and tables.

use bailiwick::model::{Id, Model, Status, System};

use super::{facts, handbook_of};
use crate::driver::{Checked, Handbook};

fn read(kind: &str, path: &str, text: &str) -> Checked {
    read_with(kind, "", &[(path, text)])
}

fn read_with(kind: &str, more: &str, files: &[(&str, &str)]) -> Checked {
    let settings = format!("sources: [{{type: {kind}, path: ../s{more}}}]\n");
    let book = Handbook::of([("content/handbook.yaml", settings.as_str())]);
    let book = files.iter().fold(book, |book, (path, text)| book.beside(&format!("../s/{path}"), text));
    book.check()
}

fn owner<'m>(model: &'m Model, system: &str) -> Option<&'m str> {
    model.owner_of(&model.systems[system]).map(|team| team.id.as_str())
}

fn ownerless(system: &System) -> bool {
    system.owner.as_ref().is_some_and(|owner| owner.named.is_empty())
}

#[test]
fn the_descriptors_of_real_repositories_are_all_there() {
    for (kind, systems) in [("datadog", 4), ("opslevel", 4), ("compass", 2), ("cortex", 2)] {
        let Some(book) = handbook_of(kind, &format!("service-definitions/{kind}"), "") else { return };
        let checked = book.check();
        let model = &checked.handbook.model;
        assert_eq!(checked.errors(), [] as [&str; 0], "{kind}");
        assert_eq!(model.systems.len(), systems, "{kind}: {:?}", model.systems.keys().collect::<Vec<_>>());
        if kind == "cortex" {
            continue;
        }
        let without = facts("service-definitions")["without_owner"][kind].as_u64().unwrap_or(0);
        assert_eq!(model.systems.values().filter(|system| ownerless(system)).count() as u64, without, "{kind}");
    }
    let Some(book) = handbook_of("cortex", "service-definitions/cortex/cortexapps-cli/**/*.yaml", "") else { return };
    let checked = book.check();
    let (model, kinds) = (&checked.handbook.model, facts("service-definitions")["cortexapps_cli_kinds"].take());
    assert_eq!(model.systems.len() as u64, kinds["service"]);
    assert_eq!(model.teams.len() as u64, kinds["team"]);
    assert_eq!(model.people.len() as u64, kinds["employee"]);
    assert_eq!(checked.noted().len() as u64, 24 + 4 + 4);
    assert_eq!(model.teams["team-data"].parent.as_ref().map(|parent| parent.id.as_str()), Some("team-engineering"));
    assert_eq!(model.teams["team-engineering"].members.len(), 5);
}

#[test]
fn datadog_definitions_of_every_version_are_read() {
    let text = "\
schema-version: v2.2
dd-service: web
team: front
tier: '2'
lifecycle: beta
contacts: [{type: slack, contact: 'https://chat.example/C1'}, {type: email, contact: front@acme.example}]
links: [{name: Run, type: runbook, url: 'https://run.example'}, {name: S, type: repo, url: 'https://git.example/web/tree/main/ui'}]
integrations: {pagerduty: {service-url: 'https://pager.example/web'}}
---
schema-version: v2
dd-service: old
dd-team: Back
repos: [{name: r, url: 'https://git.example/old'}]
---
apiVersion: v3
kind: datastore
metadata: {name: db, owner: back, additionalOwners: [{name: front}]}
spec: {lifecycle: production, tier: '1', dependsOn: ['service:web'], componentOf: ['system:shop']}
datadog: {codeLocations: [{repositoryURL: 'https://git.example/mono', paths: ['db/**']}]}
---
apiVersion: v3
kind: system
metadata: {name: shop, owner: front}
---
schema-version: v7
dd-service: future
";
    let checked = read("datadog", "a/service.datadog.yaml", text);
    let model = &checked.handbook.model;
    assert_eq!(
        (owner(model, "web"), owner(model, "old"), owner(model, "db")),
        (Some("front"), Some("back"), Some("back"))
    );
    let web = &model.systems["web"];
    assert_eq!((web.tier(), web.status()), (Some(2), Status::Experimental));
    assert_eq!(web.repositories[0].paths[0].value, "/ui/**");
    assert!(web.runbook.is_some() && web.on_call.is_some());
    assert_eq!(
        model.teams["front"].contact.email.as_ref().map(|email| email.value.as_str()),
        Some("front@acme.example")
    );
    let db = &model.systems["db"];
    assert_eq!((db.contributors[0].id.as_str(), db.depends_on[0].id.as_str()), ("front", "web"));
    assert_eq!(
        db.domain.as_ref().and_then(|domain| model.domain(domain)).map(bailiwick::model::Domain::title),
        Some("shop")
    );
    assert_eq!(checked.noted(), ["../s/a/service.datadog.yaml:25:1 not-imported"]);
}

#[test]
fn a_team_that_is_only_named_is_one_unless_the_settings_say_otherwise() {
    let text = "version: 1\nservice: {name: Web Shop, owner: front, tier: tier_3, lifecycle: generally_available, product: Shop}\n";
    let checked = read("opslevel", "opslevel.yml", text);
    assert_eq!(owner(&checked.handbook.model, "web-shop"), Some("front"));
    assert_eq!(checked.handbook.model.systems["web-shop"].tier(), Some(3));
    let checked = read_with("opslevel", ", teams: none", &[("opslevel.yml", text)]);
    assert_eq!(checked.gaps_of("unknown-owner"), ["../s/opslevel.yml:2:34 unknown-owner"]);
    let checked = read("opslevel", "api/opslevel.yml", "repository: {owner: front}\n");
    assert_eq!(owner(&checked.handbook.model, "api"), Some("front"));
}

#[test]
fn opaque_ids_of_compass_have_the_names_that_the_settings_give() {
    let text = "name: Quill\nid: 'ari:x/1'\nownerId: 'ari:team/9'\nfields: {tier: 4}\nrelationships: {DEPENDS_ON: ['ari:x/2', 'ari:x/3']}\n";
    let other = "name: Ink\nid: 'ari:x/2'\nownerId: null\n";
    let own = "teams: {legal: {name: Legal}}\n";
    let settings = "sources: [{type: compass, path: ../s, names: {'ari:team/9': legal}}]\n";
    let book = Handbook::of([("content/handbook.yaml", settings), ("content/ownership/t.yaml", own)]);
    let checked = book.beside("../s/a/compass.yml", text).beside("../s/b/compass.yml", other).check();
    let model = &checked.handbook.model;
    assert_eq!(owner(model, "quill"), Some("legal"));
    let needs: Vec<(&str, bool)> =
        model.systems["quill"].depends_on.iter().map(|need| (need.id.as_str(), need.is_external)).collect();
    assert_eq!(needs, [("ink", false), ("3", true)]);
    assert_eq!(checked.gaps_of("missing-owner"), ["../s/b/compass.yml:1:7 missing-owner"]);
}

#[test]
fn a_table_is_of_systems_teams_or_people_by_its_columns() {
    let systems =
        "Service;Owning squad;Tier;Depends on;Repo\nWeb;Front;2;Db|Mail;https://git.example/web\nDb;TBD;;;\n;;;;\n";
    let columns = ", columns: {owner: Owning squad}";
    let checked = read_with("csv", columns, &[("all.csv", systems)]);
    let model = &checked.handbook.model;
    assert_eq!(model.systems.keys().map(Id::as_str).collect::<Vec<_>>(), ["db", "web"]);
    assert_eq!((owner(model, "web"), owner(model, "db")), (Some("front"), None));
    assert_eq!(model.systems["web"].depends_on.len(), 2);
    assert_eq!(checked.gaps_of("placeholder-owner"), ["../s/all.csv:3:4 placeholder-owner"]);
    assert_eq!(checked.noted(), ["../s/all.csv:4:1 not-imported"]);

    let teams = "team,lead,members,chat\n\"Front, End\",Ana,\"Ana, Bo\",#front\n";
    let checked = read("csv", "teams.csv", teams);
    let team = &checked.handbook.model.teams["front-end"];
    assert_eq!((team.title(), team.members.len()), ("Front, End", 2));
    let checked = read("csv", "x.csv", "colour,size\nred,1\n");
    assert_eq!(checked.noted(), ["../s/x.csv:1:1 not-imported"]);
}

#[test]
fn two_sources_that_disagree_are_a_gap_that_names_both_places() {
    let settings =
        "sources:\n  - {type: datadog, path: ../s/service.datadog.yaml}\n  - {type: csv, path: ../s/all.csv}\n";
    let book = Handbook::of([("content/handbook.yaml", settings)])
        .beside("../s/service.datadog.yaml", "schema-version: v2.1\ndd-service: web\nteam: front\n")
        .beside("../s/all.csv", "system,owner,summary\nweb,back,The shop\nmail,back,\n");
    let checked = book.check();
    assert_eq!(checked.gaps_of("disputed-ownership"), ["../s/service.datadog.yaml:3:7 disputed-ownership"]);
    let gap = checked.gaps().iter().find(|gap| gap.rule.id() == "disputed-ownership").expect("a gap");
    assert_eq!(checked.place(&gap.diagnostic().related[0].place), "../s/all.csv:2:5");
    let web = &checked.handbook.model.systems["web"];
    assert_eq!(web.summary.as_ref().map(|summary| summary.value.as_str()), Some("The shop"));
}
