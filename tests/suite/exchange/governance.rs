//! Projects that keep who answers for what in files of their own: their facts are what we read.

use std::collections::BTreeSet;

use bailiwick::model::{Model, Status, TeamStatus};

use super::{count, facts, handbook_of};
use crate::driver::Handbook;

fn ids<'m, T: 'm>(of: impl Iterator<Item = &'m T>, id: impl Fn(&'m T) -> &'m bailiwick::model::Id) -> Vec<&'m str> {
    of.map(|one| id(one).as_str()).collect()
}

#[test]
fn the_groups_of_kubernetes_are_all_there() {
    let Some(book) = handbook_of("kubernetes", "kubernetes-community", "") else { return };
    let (checked, facts) = (book.check(), facts("kubernetes-community"));
    let (model, groups) = (&checked.handbook.model, &facts["groups"]);
    assert_eq!(checked.noted(), [] as [&str; 0]);
    assert_eq!(model.teams.len() as u64, groups["groups"]);
    assert_eq!(model.systems.len() as u64, groups["subprojects"]);
    let leads: BTreeSet<_> = model.teams.values().flat_map(|team| &team.members).map(|lead| &lead.id).collect();
    assert_eq!(leads.len() as u64, groups["distinct_leads"]);
    let silent: Vec<_> = model.teams.values().filter(|team| team.contact.chat.is_none()).collect();
    assert_eq!(ids(silent.into_iter(), |team| &team.id), ["committee-security-response"]);
    let unsummed = model.systems.values().filter(|system| system.summary.is_none()).count();
    assert_eq!(unsummed as u64, groups["subprojects_without_description"]);
    assert!(model.systems.contains_key("sig-docs-website") && model.systems.contains_key("sig-etcd-website"));
    let paths = model.systems.values().flat_map(|system| &system.repositories).map(|repository| repository.paths.len());
    assert_eq!(paths.sum::<usize>() as u64, groups["owners_urls"]);
    let shared = groups["owners_url_in_2_or_more_groups"].as_array().expect("a list").len();
    // One repository is claimed through two addresses.
    assert_eq!(count(&checked, "disputed-ownership"), shared + 1);
    assert_eq!(
        count(&checked, "leaderless-team") + count(&checked, "missing-owner") + count(&checked, "unknown-owner"),
        0
    );
}

#[test]
fn the_projects_of_openstack_are_all_there() {
    let Some(book) = handbook_of("openstack", "openstack-governance/reference/projects.yaml", "") else { return };
    let (checked, facts) = (book.check(), facts("openstack-governance"));
    let model = &checked.handbook.model;
    assert_eq!(checked.noted(), [] as [&str; 0]);
    assert_eq!(model.teams.len() as u64, facts["teams"]);
    assert_eq!(model.systems.len() as u64, facts["deliverables"]);
    let repositories: usize = model.systems.values().map(|system| system.repositories.len()).sum();
    assert_eq!(repositories as u64, facts["repositories"]);
    let leaderless = ids(model.teams.values().filter(|team| team.lead.is_none()), |team| &team.id);
    assert_eq!(leaderless, ["freezer", "ironic", "oslo", "release-management", "requirements", "vitrage"]);
    let deprecated = model.systems.values().filter(|system| system.status() == Status::Deprecated).count();
    // One says it by its cycle alone.
    assert_eq!(deprecated as u64, facts["release_management"]["deprecated"].as_u64().expect("a number") + 1);
}

#[test]
fn what_openstack_retired_is_retired() {
    let Some(book) = handbook_of("openstack", "openstack-governance/reference", "") else { return };
    let (checked, facts) = (book.check(), facts("openstack-governance"));
    let model = &checked.handbook.model;
    // The file has one deliverable twice.
    assert!(matches!(&checked.noted()[..], [one] if one.ends_with("legacy.yaml:2749:5 duplicate-key")));
    let is = |status| move |team: &&bailiwick::model::Team| team.status.as_ref().is_some_and(|own| own.value == status);
    let archived = facts["sigs"]["archived"].as_u64().unwrap_or(0) + facts["sigs"]["completed"].as_u64().unwrap_or(0);
    let dissolved = model.teams.values().filter(is(TeamStatus::Dissolved)).count() as u64;
    assert_eq!(dissolved, facts["legacy"]["wholly_retired"].as_u64().expect("a number") + archived);
    let forming = model.teams.values().filter(is(TeamStatus::Forming)).count();
    assert_eq!(forming as u64, facts["sigs"]["status"]["forming"]);
    let retired = model.systems.values().filter(|system| system.status() == Status::Retired);
    assert!(retired.clone().all(|system| system.sunset.is_some()));
    assert_eq!(retired.count() as u64, facts["legacy"]["deliverables"]);
    assert!(model.systems["ansible-role-tripleo-ui"].owner.is_some());
    assert!(model.teams.contains_key("technical-committee"));
    assert_eq!(checked.messages("unknown-owner"), [""; 0]);
}

#[test]
fn a_group_that_cannot_be_read_costs_itself() {
    let settings = "sources: [{type: kubernetes, path: ../c}]\n";
    let sigs = "sigs:\n  - dir: sig-a\n    subprojects:\n      - {description: nameless}\n      - {name: web}\n  - {}\n  - 7\n";
    let book = Handbook::of([("content/handbook.yaml", settings)]).beside("../c/sigs.yaml", sigs);
    let checked = book.check();
    let model: &Model = &checked.handbook.model;
    assert_eq!((model.teams.len(), model.systems.len()), (1, 1));
    assert_eq!(checked.errors(), [] as [&str; 0]);
    assert_eq!(
        checked.noted(),
        ["../c/sigs.yaml:4:9 not-imported", "../c/sigs.yaml:6:5 not-imported", "../c/sigs.yaml:7:5 not-imported"]
    );
}

#[test]
fn owners_files_come_down_to_their_approvers() {
    for name in ["kubernetes-community", "kubernetes-owners"] {
        let folder = if name == "kubernetes-owners" { "kubernetes-owners/enhancements" } else { name };
        let Some(book) = handbook_of("owners", folder, "") else { return };
        let (checked, facts) = (book.check(), facts(name));
        let facts = if name == "kubernetes-owners" { &facts["enhancements"] } else { &facts["owners_files"] };
        let model = &checked.handbook.model;
        assert_eq!(model.systems.len() as u64, facts["files"], "{name}");
        let aliases = model.teams.values().filter(|team| team.place.path.name() == "OWNERS_ALIASES").count();
        assert_eq!(aliases as u64, facts["aliases"], "{name}");
        let nobody = facts["approvers_resolve_to_nobody"].as_array().expect("a list").len();
        assert_eq!(count(&checked, "unknown-owner"), nobody, "{name}");
        let list = |key: &str| facts[key].as_array().expect("a list").len();
        let named = |system: &bailiwick::model::System| system.owner.clone().expect("an owner's place");
        let falls_to_another = |system: &&bailiwick::model::System| named(system).place.path != system.place.path;
        let without = model.systems.values().filter(falls_to_another).count();
        let closed = model.systems.values().filter(|system| named(system).named.is_empty()).count();
        assert_eq!(without + closed, list("no_approvers"), "{name}");
        let is_one = |system: &&bailiwick::model::System| {
            let owner = named(system);
            let is_person = matches!(&owner.named[..], [one] if one.kind == Some(bailiwick::model::Kind::Person));
            is_person || model.owner_of(system).is_some_and(|team| team.members.len() == 1)
        };
        let own = model.systems.values().filter(|system| !falls_to_another(system));
        assert_eq!(own.filter(is_one).count(), list("one_approver_after_aliases"), "{name}");
    }
}

#[test]
fn approvers_come_from_the_folders_above_up_to_a_closed_one() {
    let settings = "sources: [{type: owners, path: ../r, repository: https://git.example/r}]\n";
    let book = Handbook::of([("content/handbook.yaml", settings)])
        .beside("../r/OWNERS_ALIASES", "aliases:\n  core-leads: [ana, bo]\n")
        .beside("../r/OWNERS", "approvers: [core-leads]\n")
        .beside("../r/web/OWNERS", "reviewers: [core-leads]\n")
        .beside("../r/solo/OWNERS", "approvers: [Cy]\n")
        .beside("../r/shut/OWNERS", "options: {no_parent_owners: true}\nreviewers: [dee]\n")
        .beside("../r/both/OWNERS", "approvers: [cy, core-leads]\n");
    let checked = book.check();
    let model = &checked.handbook.model;
    let owner = |id: &str| model.owner_of(&model.systems[id]).map(|team| team.id.as_str());
    assert_eq!((owner("everything-else"), owner("web")), (Some("core-leads"), Some("core-leads")));
    assert_eq!((owner("both"), owner("solo"), owner("shut")), (Some("both-approvers"), None, None));
    assert_eq!(model.teams["both-approvers"].members.len(), 3);
    assert_eq!(checked.gaps_of("person-as-owner"), ["../r/solo/OWNERS:1:13 person-as-owner"]);
    assert_eq!(checked.gaps_of("missing-owner"), ["../r/shut/OWNERS:1:1 missing-owner"]);
    assert_eq!(model.systems["web"].repositories[0].paths[0].value, "/web/**");
    assert_eq!(checked.noted(), [] as [&str; 0]);
}

#[test]
fn the_teams_of_rust_are_all_there() {
    let Some(book) = handbook_of("rust-team", "rust-team", "") else { return };
    let (checked, facts) = (book.check(), facts("rust-team"));
    let model = &checked.handbook.model;
    assert_eq!(checked.noted(), [] as [&str; 0]);
    let live: Vec<_> = model.teams.values().filter(|team| !team.is_dissolved()).collect();
    assert_eq!(live.len() as u64, facts["teams"]);
    assert_eq!((model.teams.len() - live.len()) as u64, facts["archived"]);
    assert_eq!(live.iter().filter(|team| team.parent.is_some()).count() as u64, facts["subteams"]);
    assert_eq!(model.people.len() as u64, facts["people"]);
    let without = |of: &dyn Fn(&&&bailiwick::model::Team) -> bool| live.iter().filter(of).count();
    let list = |key: &str| facts[key].as_array().expect("a list").len();
    assert_eq!(without(&|team| team.lead.is_none()), list("teams_without_leads"));
    assert_eq!(without(&|team| team.lists_members && team.members.is_empty()), list("teams_without_members"));
    assert_eq!(without(&|team| team.lists_members && team.members.len() == 1), list("teams_of_one"));
    let live = model.systems.values().filter(|system| system.status() != Status::Retired);
    assert_eq!(live.clone().count() as u64, facts["repos"]["live"]);
    let untold = live
        .filter(|system| system.contributors.is_empty() && system.owner.as_ref().is_some_and(|o| o.named.is_empty()));
    assert_eq!(untold.count(), facts["repos"]["without_any_team"].as_array().expect("a list").len());
    assert_eq!(count(&checked, "unknown-owner"), 0);
}

#[test]
fn the_groups_and_categories_of_gitlab_are_all_there() {
    let Some(book) = handbook_of("gitlab-product", "gitlab-product", "") else { return };
    let (checked, facts) = (book.check(), facts("gitlab-product"));
    let model = &checked.handbook.model;
    assert_eq!(checked.noted(), [] as [&str; 0]);
    assert_eq!(model.domains.len() as u64, facts["stages"]);
    assert_eq!(model.teams.len() as u64, facts["groups"]);
    assert_eq!(model.systems.len() as u64, facts["categories"]);
    let in_no_group = facts["categories_in_no_group"].as_array().expect("a list").len();
    assert_eq!(count(&checked, "missing-owner"), in_no_group);
    let in_two = facts["categories_in_2_or_more_groups"].as_array().expect("a list").len();
    assert_eq!(count(&checked, "split-ownership"), in_two);
    let silent = model.teams.values().filter(|team| team.contact.chat.is_none()).count() as u64;
    let missing = |key: &str| facts["missing"][key]["count"].as_u64().expect("a number");
    assert_eq!(silent, missing("no_slack") + missing("tbd_slack"));
    let leaderless = ids(model.teams.values().filter(|team| team.lead.is_none()), |team| &team.id);
    assert_eq!(leaderless, ["5-min-app", "moble_devops"]);
}
