//! What queries mean.

use super::*;
use crate::source::Sources;

const DATA: &str = r##"
systems:
  ledger: { name: Ledger, owner: money, aliases: [bookkeeping] }
  card-payments: { name: Card payments, repositories: [{ url: https://git.example/acme/money, paths: [/cards/**, "*.sql"] }] }
  refunds: { repositories: [{ url: "https://git.example/acme/money", paths: [/cards/refunds/**] }] }
  who: {}
  whole: { repositories: [https://git.example/acme/whole] }
  money: { name: Money store }
teams:
  money: { name: Money team, members: [ana], contact: { chat: "#money-help", email: money@example.com } }
people:
  ana: { name: Ana Sousa, handle: asousa }
"##;

fn model() -> Model {
    Model::read(&Sources::of([
        ("content/ownership/a.yaml", DATA),
        ("content/runbooks/ledger.md", "# Ledger runbook\n"),
    ]))
}

fn one(query: &str) -> String {
    match model().find(query) {
        Found::One { entity, by, also } => {
            let also: Vec<String> = also.iter().map(ToString::to_string).collect();
            format!("{entity} {by:?} {}", also.join(" ")).trim_end().to_owned()
        }
        Found::Several(entities) => format!("several: {entities:?}"),
        Found::Nothing(near) => format!("nothing: {near:?}"),
    }
}

#[test]
fn things_are_found_by_whatever_people_call_them() {
    for (query, found) in [
        ("ledger", "system:ledger Id"),
        ("LEDGER", "system:ledger Id"),
        ("system:ledger", "system:ledger Id"),
        ("bookkeeping", "system:ledger Alias"),
        ("Card payments", "system:card-payments Id"),
        ("card_payments", "system:card-payments Id"),
        ("ana", "person:ana Id"),
        ("Ana Sousa", "person:ana Name"),
        ("@asousa", "person:ana Contact"),
        ("#money-help", "team:money Contact"),
        ("money@example.com", "team:money Contact"),
        ("@acme/money", "system:money Id team:money"),
        ("money", "system:money Id team:money"),
        ("team:money", "team:money Id"),
        ("who", "system:who Id"),
    ] {
        assert_eq!(one(query), found, "{query}");
    }
}

#[test]
fn whole_questions_are_understood() {
    for query in [
        "who owns ledger?",
        "Who owns the Ledger service?",
        "who's on call for ledger",
        "who do I ask about the ledger, please?",
        "owner of ledger",
        "who owns ledger's data?",
    ] {
        assert!(one(query).starts_with("system:ledger"), "{query}: {}", one(query));
    }
    assert_eq!(one("who owns card payments?"), "system:card-payments Id");
}

#[test]
fn words_that_say_more_than_a_name_are_not_that_name() {
    assert!(one("ledger v2").starts_with("nothing"), "{}", one("ledger v2"));
    assert!(one("who owns ledger and refunds?").starts_with("several"), "{}", one("who owns ledger and refunds?"));
}

#[test]
fn paths_and_addresses_lead_to_the_most_exact_claim() {
    for (query, found) in [
        ("cards/api/main.rs", "system:card-payments Path"),
        ("./cards/refunds/main.rs", "system:refunds Path"),
        ("who owns /cards/refunds/main.rs?", "system:refunds Path"),
        ("db/schema.sql", "system:card-payments Path"),
        ("https://git.example/acme/money/blob/main/cards/refunds/a.rs", "system:refunds Repository"),
        ("git@git.example:acme/money.git", "several: [system:card-payments, system:refunds]"),
        ("https://git.example/acme/whole/blob/main/a/b.rs", "system:whole Repository"),
        ("runbooks/ledger.md", "page:content/runbooks/ledger.md Path"),
        ("https://git.example/acme/other", "nothing: []"),
    ] {
        let got = one(query).replace("EntityRef { kind: System, id: \"", "system:").replace("\" }", "");
        assert_eq!(got, found, "{query}");
    }
}

#[test]
fn a_slip_is_answered_with_what_is_near() {
    let near = |query: &str| match model().find(query) {
        Found::Nothing(near) => near.iter().map(ToString::to_string).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(near("legder"), ["system:ledger"]);
    assert_eq!(near("payments"), ["system:card-payments"]);
    assert_eq!(near("team:mony"), ["team:money"]);
    assert_eq!(near("zzzzzz"), [] as [&str; 0]);
    assert_eq!(near(""), [] as [&str; 0]);
    assert_eq!(near("????"), [] as [&str; 0]);
}
