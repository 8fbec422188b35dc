//! Who owns this: the answer for a terminal, and that judging one entity finds of it what judging all finds.

use std::collections::BTreeMap;

use bailiwick::gaps::rules;
use bailiwick::model::{EntityRef, Kind};
use bailiwick::site::Who;

use crate::driver::Handbook;

/// For every team, system and domain: the gaps that `who` tells, and those of the handbook judged whole.
fn differences(title: &str, handbook: &Handbook) -> Vec<String> {
    let whole = handbook.check().handbook;
    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for gap in &whole.judgement.gaps {
        let mark = format!("{} {}", gap.rule.id(), gap.fingerprint);
        if matches!(gap.entity.kind, Kind::System | Kind::Person) {
            expected.entry(gap.entity.to_string()).or_default().push(mark.clone());
        }
        if let Some(team) = &gap.team {
            expected.entry(format!("team:{team}")).or_default().push(mark.clone());
        }
        if let Some(domain) = &gap.domain {
            expected.entry(format!("domain:{domain}")).or_default().push(mark);
        }
    }
    let model = &whole.model;
    let entities = (model.systems.keys().map(|id| EntityRef::new(Kind::System, id)))
        .chain(model.teams.keys().map(|id| EntityRef::new(Kind::Team, id)))
        .chain(model.domains.keys().map(|id| EntityRef::new(Kind::Domain, id)))
        .chain(model.people.keys().map(|id| EntityRef::new(Kind::Person, id)));
    let mut wrong = Vec::new();
    for entity in entities {
        let query = entity.to_string();
        let answer = handbook.who(&query).answer.unwrap_or_else(|| panic!("{title}: {query} is there"));
        let told: Vec<String> =
            answer.gaps.into_iter().map(|gap| format!("{} {}", gap.rule, gap.fingerprint)).collect();
        let all = expected.remove(&query).unwrap_or_default();
        if told != all {
            wrong.push(format!("{title}: {query}: told {told:?}, all {all:?}"));
        }
    }
    wrong
}

#[test]
fn the_gaps_of_one_are_those_found_when_all_are_judged() {
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        for example in rule.examples() {
            let files = example.files();
            let handbook = Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
            wrong.extend(differences(&format!("{} line {}", rule.id, example.line), &handbook));
        }
    }
    wrong.extend(differences("the manual", &Handbook::at(std::path::Path::new(env!("CARGO_MANIFEST_DIR")))));
    assert_eq!(wrong, [] as [&str; 0]);
}

#[test]
fn the_gaps_of_one_are_those_found_when_all_are_judged_at_large() {
    let files = crate::generate::organisation(12, 60);
    let handbook = Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert_eq!(differences("generated", &handbook), [] as [&str; 0]);
}

#[test]
fn the_gaps_of_one_are_those_found_when_nobody_records_what_rules_ask_for() {
    let mut yaml = String::from("teams: { t: { members: [x, y] } }\nsystems:\n");
    for at in 0..30 {
        yaml.push_str(&format!("  s{at}: {{ owner: {} }}\n", ["t", "s1", "nobody-here"][at % 3]));
    }
    assert_eq!(differences("bare", &Handbook::owning(&yaml)), [] as [&str; 0]);
}

const SHOP: &str = r##"
teams:
  payments: { name: Payments, lead: ana, members: [ana, bo], contact: { chat: "#pay" }, on_call: { schedule: https://pager.example/pay, escalation: [{ to: ana, after: 20m }] } }
  fleet: { name: Fleet, contact: { chat: "#fleet" } }
domains:
  money: { name: Money, lead: cy }
systems:
  ledger:
    name: Ledger
    owner: payments
    domain: money
    runbook: runbooks/ledger.md
    lifecycle: { deploy: { team: fleet, why: One fleet } }
    repositories: [{ url: https://git.example/money, paths: [/ledger/**] }]
  orphan: { domain: money }
"##;

fn shop() -> Handbook {
    Handbook::of([
        ("content/handbook.yaml", "base_url: https://handbook.example/\nchat: https://chat.example/{name}\n"),
        ("content/ownership/all.yaml", SHOP),
        ("content/runbooks/ledger.md", "# Ledger\n"),
    ])
}

#[test]
fn an_answer_names_owner_stages_ways_and_gaps() {
    let answer = shop().who("who owns /ledger/src/main.rs?").answer.expect("found");
    assert_eq!(answer.subject.entity, "system:ledger");
    assert_eq!(answer.subject.url.as_deref(), Some("https://handbook.example/systems/ledger.html"));
    assert_eq!(answer.owner.expect("owned").id, "payments");
    assert_eq!(answer.contact.chat.as_deref(), Some("#pay"));
    assert_eq!(answer.contact.chat_url.as_deref(), Some("https://chat.example/pay"));
    assert_eq!(answer.on_call.schedule.as_deref(), Some("https://pager.example/pay"));
    assert_eq!(answer.on_call.escalation[0].who, "ana");
    assert_eq!(answer.runbook.as_deref(), Some("https://handbook.example/runbooks/ledger.html"));
    let deploy = answer.stages.iter().find(|stage| stage.stage == "deploy").expect("a stage");
    assert_eq!((deploy.teams.as_slice(), deploy.why.as_deref()), (["Fleet".to_owned()].as_slice(), Some("One fleet")));
    assert!(answer.gaps.iter().any(|gap| gap.rule == "no-debt-review"), "{:?}", answer.gaps);
}

#[test]
fn where_nobody_owns_there_is_somebody_to_ask() {
    let answer = shop().who("orphan").answer.expect("found");
    assert!(answer.owner.is_none());
    assert_eq!(answer.why_not.as_deref(), Some("The data names no team."));
    assert_eq!(answer.fallback.as_deref(), Some("cy"));
}

#[test]
fn a_team_that_leads_a_domain_is_named_as_a_team() {
    let yaml = "teams: { pay: { name: Payments, members: [ana] } }\ndomains: { money: { lead: team:pay } }\n";
    let who = Handbook::owning(yaml).who("domain:money");
    assert_eq!(who.answer.expect("found").lead.as_deref(), Some("Payments"));
}

#[test]
fn teams_people_and_domains_are_answered_too() {
    let team = shop().who("payments").answer.expect("found");
    assert_eq!(team.systems.iter().map(|system| system.id.as_str()).collect::<Vec<_>>(), ["ledger"]);
    let person = shop().who("bo").answer.expect("found");
    assert_eq!(person.teams[0].id, "payments");
    assert_eq!(person.systems[0].id, "ledger");
    let domain = shop().who("money").answer.expect("found");
    assert_eq!(domain.lead.as_deref(), Some("cy"));
    assert_eq!(domain.systems.len(), 2);
}

impl Handbook {
    /// The answer to a query.
    fn who(&self, query: &str) -> Who {
        let (found, handbook) = bailiwick::site::Handbook::about(self.inputs(), query);
        Who::of(&handbook, query, &found)
    }
}

/// The names of all fields in a value.
fn names(value: &serde_json::Value, into: &mut std::collections::BTreeSet<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        into.insert(name.clone());
        names(value, into);
    }
    value.as_array().into_iter().flatten().for_each(|item| names(item, into));
}

#[test]
fn the_manual_names_every_field_of_the_answer() {
    let manual =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/reference/who.md"))
            .expect("the page is there");
    let mut all = std::collections::BTreeSet::new();
    names(&serde_json::to_value(shop().who("ledger")).expect("JSON"), &mut all);
    let missing: Vec<&String> = all.iter().filter(|name| !manual.contains(&format!("`{name}`"))).collect();
    assert!(all.len() > 40 && missing.is_empty(), "the manual does not speak of {missing:?}");
}
