//! Backstage catalogs: every entity, every reference as Backstage resolves it, every owner that dangles.

use super::{count, facts, handbook_of};
use crate::driver::Handbook;

/// A catalog's files are wherever they are: all of them, by their ending.
fn catalog(name: &str) -> Option<Handbook> {
    let ending = if name == "acme-json" { "json" } else { "{yaml,yml}" };
    handbook_of("backstage", &format!("backstage/{name}/**/*.{ending}"), "")
}

#[test]
fn the_entities_of_real_catalogs_are_all_there_and_their_owners_dangle_where_they_do() {
    for name in
        ["acme-2020", "acme-json", "demo", "janus-showcase", "openedx-xblock", "rhdh-templates", "roadie-plugins"]
    {
        let Some(book) = catalog(name) else { return };
        let (checked, facts) = (book.check(), facts("backstage"));
        let (model, facts) = (&checked.handbook.model, &facts[name]);
        let of = |kind: &str| facts["by_kind"][kind].as_u64().unwrap_or(0);
        let placeholders = if name == "rhdh-templates" { 2 } else { 0 };
        assert_eq!(model.teams.len() as u64, of("Group"), "{name}");
        assert_eq!(model.people.len() as u64, of("User"), "{name}");
        assert_eq!(model.domains.len() as u64 + placeholders, of("System") + of("Domain"), "{name}");
        let systems = of("Component") + of("API") + of("Resource") + of("Template");
        assert_eq!(model.systems.len() as u64, systems, "{name}");
        let noted = checked.noted();
        let users = noted.iter().filter(|note| note.contains("dangling-reference")).count();
        let children = facts["group_refs_dangling"].as_array().expect("a list").len();
        let dangling = count(&checked, "unknown-owner") + users - children;
        assert_eq!(dangling, facts["owner_refs_dangling"].as_array().expect("a list").len(), "{name}");
        let empty = model.teams.values().filter(|team| team.members.is_empty()).count();
        assert_eq!(empty, facts["groups_without_members"].as_array().expect("a list").len(), "{name}");
        assert_eq!(checked.errors(), [] as [&str; 0], "{name}");
    }
}

#[test]
fn references_have_kinds_namespaces_and_any_letter_case() {
    let settings = "sources: [{type: backstage, path: ../c}]\n";
    let catalog = "\
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: {name: all}
spec: {targets: [./more/*.yaml, 'https://elsewhere.example/x.yaml']}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Web
  annotations: {github.com/project-slug: acme/web, backstage.io/source-location: 'url:https://github.com/acme/web/tree/main/ui/'}
  links: [{url: https://run.example/web, title: Runbook}, {url: 'javascript:alert(1)', title: Bad}]
spec: {type: website, lifecycle: experimental, owner: 'Group:Default/Front', system: shop, dependsOn: ['Resource:db', 'component:ops/agent']}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: web}
spec: {type: openapi, lifecycle: production, owner: user:ana, system: shop}
";
    let more = "\
kind: Group
metadata: {name: front}
spec: {type: team, parent: shop-all, children: [], members: [bo]}
---
kind: Group
metadata: {name: top}
spec: {type: org, children: [front, shop-all]}
---
kind: Group
metadata: {name: shop-all}
spec: {type: org}
---
kind: User
metadata: {name: ana}
spec: {memberOf: [Front]}
---
kind: User
metadata: {name: bo}
spec: {memberOf: []}
---
kind: System
metadata: {name: shop}
spec: {owner: front, domain: trade}
---
kind: Domain
metadata: {name: trade}
spec: {owner: nobody-knows}
---
kind: Resource
metadata: {name: db}
spec: {type: database, owner: front, dependencyOf: ['component:ops/agent']}
---
kind: Component
metadata: {name: agent, namespace: ops}
spec: {owner: default/front}
---
kind: Component
metadata: {name: '${{ values.name }}'}
spec: {owner: front}
---
kind: Robot
metadata: {name: r}
";
    let checked = Handbook::of([("content/handbook.yaml", settings)])
        .beside("../c/catalog-info.yaml", catalog)
        .beside("../c/more/a.yaml", more)
        .beside("../c/unnamed/b.yaml", "kind: User\nmetadata: {name: never}\n")
        .beside("../c/unnamed/c.yml", "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: known}\n")
        .check();
    let model = &checked.handbook.model;
    let systems: Vec<&str> = model.systems.keys().map(bailiwick::model::Id::as_str).collect();
    assert_eq!(systems, ["api-web", "db", "ops-agent", "web"]);
    let web = &model.systems["web"];
    assert_eq!(model.owner_of(web).map(|team| team.id.as_str()), Some("front"));
    let needs: Vec<&str> = web.depends_on.iter().map(|needed| needed.id.as_str()).collect();
    assert_eq!(needs, ["db", "ops-agent"]);
    assert_eq!(model.systems["ops-agent"].depends_on[0].id.as_str(), "db");
    assert_eq!(web.repositories[0].paths[0].value, "/ui/**");
    assert_eq!((web.repositories.len(), web.links.len(), web.runbook.is_some()), (1, 0, true));
    assert_eq!(model.domains["shop"].parent.as_ref().map(|parent| parent.id.as_str()), Some("trade"));
    assert_eq!(model.teams["front"].members.len(), 2);
    assert_eq!(model.teams["shop-all"].parent.as_ref().map(|parent| parent.id.as_str()), Some("top"));
    assert!(!model.people.contains_key("never") && model.people.contains_key("known"));
    assert_eq!(checked.gaps_of("unknown-owner"), ["../c/more/a.yaml:27:15 unknown-owner"]);
    assert_eq!(checked.gaps_of("person-as-owner").len(), 1);
    assert_eq!(checked.noted(), ["../c/more/a.yaml:38:18 not-imported", "../c/more/a.yaml:41:7 not-imported"]);
}
