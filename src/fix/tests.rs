//! Tests of mending: what changes, what stays, what is left alone.

use super::*;
use crate::source::Sources;
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 25);
const DATA: &str = "content/ownership/all.yaml";

fn asked(reviewed: &[&str]) -> Asked {
    Asked { as_of: TODAY, reviewed: reviewed.iter().map(|name| (*name).to_owned()).collect() }
}

fn handbook(data: &str) -> Sources {
    let teams = "teams:\n  payments: { name: Payments Crew, aliases: [billing, old_pay], lead: ana }\n  platform: {}\n\
                 people:\n  ana: { handle: asousa }\ndomains:\n  money: {}\n";
    let systems = "systems:\n  postgres-main: { aliases: [pg], owner: platform }\n  kafka: { owner: platform }\n";
    Sources::of([
        ("content/handbook.yaml", ""),
        ("content/ownership/teams.yaml", teams),
        ("content/ownership/systems.yaml", systems),
        (DATA, data),
    ])
}

/// The data after mending, and what was left.
fn mended(data: &str, reviewed: &[&str]) -> (String, Vec<String>) {
    let sources = handbook(data);
    let plan = plan(&sources, &asked(reviewed)).expect("can be planned");
    let after = plan.files.iter().find(|file| file.path.as_str() == DATA);
    let left = plan.left.iter().map(|note| note.message.clone()).collect();
    (after.map_or_else(|| data.to_owned(), |file| file.after.clone()), left)
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    assert_eq!(mended(before, &[]), (after.to_owned(), Vec::new()));
    assert_eq!(mended(after, &[]), (after.to_owned(), Vec::new()), "mended once, there is nothing to mend");
}

#[track_caller]
fn reviewed(before: &str, after: &str) {
    assert_eq!(mended(before, &["system:ledger"]), (after.to_owned(), Vec::new()));
    assert_eq!(mended(after, &["ledger"]), (after.to_owned(), Vec::new()), "a date that is there is not set again");
}

#[test]
fn every_reference_gets_the_present_name() {
    becomes(
        "systems:\n  ledger:\n    owner: billing # since 2024\n    domain: MONEY\n    contributors: [\"Payments Crew\", 'old-pay']\n\
         \n    lifecycle: { deploy: { team: team:billing, why: x }, operate: Platform }\n    depends_on:\n    - pg   # soon gone\n\
         \n    - external:PG\n    on_call: { escalation: [{ to: Ana }, person:ASOUSA, billing] }\n    data: { quality_owner: group:default/billing }\n",
        "systems:\n  ledger:\n    owner: payments # since 2024\n    domain: money\n    contributors: [\"payments\", 'payments']\n\
         \n    lifecycle: { deploy: { team: team:payments, why: x }, operate: platform }\n    depends_on:\n    - postgres-main   # soon gone\n\
         \n    - external:PG\n    on_call: { escalation: [{ to: ana }, person:ana, payments] }\n    data: { quality_owner: payments }\n",
    );
    becomes(
        "teams:\n  x: { interacts_with: { billing: collaboration }, parent: PLATFORM, owns: [component:pg], lead: user:Ana }\n",
        "teams:\n  x: { interacts_with: { payments: collaboration }, parent: platform, owns: [postgres-main], lead: person:ana }\n",
    );
}

#[test]
fn line_ends_block_scalars_tags_and_anchors_stay() {
    becomes(
        "systems:\r\n  a:\r\n    owner: &who !!str billing\r\n    contributors: [*who]\r\n  b:\r\n    owner: |-\r\n      billing\r\n\r\n    # c\r\n",
        "systems:\r\n  a:\r\n    owner: &who !!str payments\r\n    contributors: [*who]\r\n  b:\r\n    owner: |-\r\n      payments\r\n\r\n    # c\r\n",
    );
    becomes(
        "systems:\n  a: &base\n    owner: billing\n  b:\n    <<: *base\n    name: B\n  c: *base",
        "systems:\n  a: &base\n    owner: payments\n  b:\n    <<: *base\n    name: B\n  c: *base",
    );
}

#[test]
fn what_needs_thought_is_left() {
    for data in [
        "systems: { a: { owner: paymnets } }", // a slip of the keyboard may be another team
        "systems: { a: { owner: none } }",     // nobody
        "systems: { a: { owner: person:somebody } }", // nobody described them
        "systems: { a: { depends_on: [nothing] } }", // not there
        "systems: { a: { owner: ana } }",      // a person, and named as such
        "teams: { billing: {} }\nsystems: { a: { owner: billing } }", // a team of that very id
    ] {
        assert_eq!(mended(data, &[]), (data.to_owned(), Vec::new()), "{data}");
    }
    let (after, left) = mended("teams: { x: { aliases: [billing] } }\nsystems: { a: { owner: billing } }", &[]);
    assert!(after.ends_with("owner: billing } }"));
    assert_eq!(left, ["this name fits `payments` and `x`"]);
}

#[test]
fn a_value_that_stands_for_several_things_is_left() {
    let data = "systems:\n  a:\n    owner: &x Ana\n    domain: *x\ndomains: { ana: {} }\nteams: { t: { lead: *x } }";
    // As an owner, a lead and a domain it is `ana` each time: one edit for all three.
    assert_eq!(mended(data, &[]).0, data.replace("Ana", "ana"));
    let data = "systems:\n  a:\n    owner: &x Payments Crew\n    depends_on: [*x]\n  payments-crew: {}\n";
    let (after, left) = mended(data, &[]);
    assert_eq!((after.as_str(), left.len()), (data, 1), "{left:?}");
}

#[test]
fn front_matter_and_settings_are_mended_and_text_is_not() {
    let page = "\u{feff}---\ntitle: \"A\"\nowner: billing\nabout: system/PG\n---\nowner: billing\n";
    let mut sources = handbook("");
    sources.set("content/a.md", page.as_bytes());
    sources.set("content/handbook.yaml", b"fallback: { team: Billing }\ngaps: { rules: { no-domain: { overrides: [{ team: billing, severity: off }] } } }\n");
    let plan = plan(&sources, &asked(&[])).expect("can be planned");
    let texts: Vec<_> = plan.files.iter().map(|file| file.after.as_str()).collect();
    assert_eq!(
        texts,
        [
            "---\ntitle: \"A\"\nowner: payments\nabout: system/postgres-main\n---\nowner: billing\n",
            "fallback: { team: payments }\ngaps: { rules: { no-domain: { overrides: [{ team: payments, severity: off }] } } }\n"
        ]
    );
}

#[test]
fn files_of_other_tools_and_broken_files_are_not_touched() {
    let (after, left) = mended("systems:\n  a:\n    owner: billing\n    owner: billing\n", &[]);
    assert!(after.contains("owner: billing"));
    assert_eq!(left, ["`content/ownership/all.yaml` cannot be read whole, so nothing in it is mended"]);
    assert!(!is_ours(&SourcePath::new("content/catalog-info.yaml")));
    assert!(!is_ours(&SourcePath::new("themes/default/x.md")));
}

const ENDED: &str = "{ rule: no-domain, on: system:kafka, reason: r, until: 2026-01-31 }";
const HOLDS: &str = "{ rule: no-domain, on: system:kafka, reason: r, until: 2027-01-31 }";

#[test]
fn an_ended_waiver_goes_with_the_comments_right_above_it() {
    becomes(
        &format!(
            "waivers:\n  # All of them.\n\n  # Until June.\n  a: {ENDED} # x\n    # more\n\n  # Kept.\n  b: {HOLDS}\n"
        ),
        &format!("waivers:\n  # All of them.\n\n  # Kept.\n  b: {HOLDS}\n"),
    );
    becomes(
        &format!(
            "waivers:\n  b: {HOLDS}\n  a:\n    rule: no-domain\n    on: system:pg\n    reason: >-\n      long\n\n      text\n    until: 2026-01-31\ndomains: {{}}\n"
        ),
        &format!("waivers:\n  b: {HOLDS}\ndomains: {{}}\n"),
    );
    becomes(&format!("waivers:\n  a: {ENDED}\n  b: {ENDED}"), "waivers:\n");
}

#[test]
fn an_ended_waiver_goes_from_between_braces() {
    for (before, after) in [
        ("{ a: E }", "{  }"),
        ("{ a: E, b: H }", "{ b: H }"),
        ("{ b: H, a: E }", "{ b: H }"),
        ("{ a: E, c: E, b: H, d: E, e: E }", "{ b: H }"),
        ("{ a: E, # one\n  b: H, # two\n  c: E # three\n  }", "{  # one\n  b: H, # two\n   # three\n  }"),
    ] {
        let text = |text: &str| format!("waivers: {}\n", text.replace('E', ENDED).replace('H', HOLDS));
        becomes(&text(before), &text(after));
    }
}

#[test]
fn a_waiver_whose_anchor_others_use_is_left() {
    let data = format!("waivers:\n  a: &w {ENDED}\n  b:\n    <<: *w\n    until: 2027-01-31\n");
    let (after, left) = mended(&data, &[]);
    assert_eq!((after, left.len()), (data, 1), "{left:?}");
}

#[test]
fn a_review_is_set_where_it_stands_and_added_where_it_does_not() {
    reviewed(
        "systems:\n  ledger:\n    reviewed: 2025-01-01 # x\n",
        "systems:\n  ledger:\n    reviewed: 2026-11-25 # x\n",
    );
    reviewed("systems: { ledger: { reviewed: '2025-01-01' } }", "systems: { ledger: { reviewed: '2026-11-25' } }");
    reviewed("systems:\n  ledger:\n    reviewed: # never\n", "systems:\n  ledger:\n    reviewed: 2026-11-25 # never\n");
    reviewed("systems: { ledger: { reviewed: ~ } }", "systems: { ledger: { reviewed: 2026-11-25 } }");
    reviewed(
        "systems:\n  ledger:\n      name: L # x\n      metrics:\n      - a\n      # y\n\n  # Next.\n  z: {}\n",
        "systems:\n  ledger:\n      name: L # x\n      metrics:\n      - a\n      reviewed: 2026-11-25\n      # y\n\n  # Next.\n  z: {}\n",
    );
    reviewed(
        "systems:\r\n  ledger:\r\n    name: L",
        "systems:\r\n  ledger:\r\n    name: L\r\n    reviewed: 2026-11-25",
    );
    reviewed("systems: { ledger: {} }", "systems: { ledger: { reviewed: 2026-11-25 } }");
    reviewed("systems: { ledger: { name: [L, M] } }", "systems: { ledger: { name: [L, M], reviewed: 2026-11-25 } }");
    reviewed("systems:\n  ledger: # x\n", "systems:\n  ledger: # x\n    reviewed: 2026-11-25\n");
    reviewed("systems: { ledger: }", "systems: { ledger: { reviewed: 2026-11-25 } }");
    reviewed("systems: { ledger, z: {} }", "systems: { ledger: { reviewed: 2026-11-25 }, z: {} }");
    reviewed("systems:\n  ledger: null\n", "systems:\n  ledger: { reviewed: 2026-11-25 }\n");
    reviewed(
        "systems:\n  ledger:\n    summary: |\n      # no comment\n  z: {}",
        "systems:\n  ledger:\n    summary: |\n      # no comment\n    reviewed: 2026-11-25\n  z: {}",
    );
}

#[test]
fn a_review_of_one_entity_is_never_that_of_another() {
    // The date comes by `<<`: a field of its own covers it.
    reviewed(
        "systems:\n  z: &z\n    reviewed: 2025-01-01\n  ledger:\n    <<: *z\n",
        "systems:\n  z: &z\n    reviewed: 2025-01-01\n  ledger:\n    reviewed: 2026-11-25\n    <<: *z\n",
    );
    reviewed(
        "systems:\n  z: { reviewed: &d 2025-01-01 }\n  ledger: { reviewed: *d }",
        "systems:\n  z: { reviewed: &d 2025-01-01 }\n  ledger: { reviewed: 2026-11-25 }",
    );
    let shared = "systems:\n  z: &z { name: Z }\n  ledger: *z\n";
    let (after, left) = mended(shared, &["system:ledger"]);
    assert_eq!((after.as_str(), left.len()), (shared, 1));
    let refused = plan(&handbook(shared), &asked(&["system:z"])).expect_err("would review the ledger too");
    assert!(refused.to_string().contains("system:ledger"), "{refused}");
}

#[test]
fn teams_and_pages_are_reviewed_too() {
    let mut sources = handbook("");
    sources.set("content/a.md", b"# A\n");
    sources.set("content/b.md", b"---\ntitle: B\n---\nText\n");
    let plan = plan(&sources, &asked(&["team:billing", "page:a.md", "page:content/b.md"])).expect("can be planned");
    let texts: Vec<_> = plan.files.iter().map(|file| file.after.as_str()).collect();
    assert_eq!(
        texts[..2],
        ["---\nreviewed: 2026-11-25\n---\n# A\n", "---\ntitle: B\nreviewed: 2026-11-25\n---\nText\n"]
    );
    assert!(texts[2].contains("lead: ana, reviewed: 2026-11-25 }"), "{}", texts[2]);
}

#[test]
fn a_review_of_nothing_is_an_error_with_a_proposal() {
    let refused = |name| plan(&handbook(""), &asked(&[name])).expect_err("names nothing").to_string();
    assert!(refused("system:kafak").ends_with("did you mean `system:kafka`?"), "{}", refused("system:kafak"));
    assert!(refused("kafak").ends_with("did you mean `system:kafka`?"));
    assert!(refused("domain:money").ends_with("name it as `system:ledger`"));
}
