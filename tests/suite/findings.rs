//! What rules find, and leave alone, beyond the examples of their pages.

use bailiwick::diagnostic::Severity;

use crate::driver::{Checked, Handbook};

const TEAM: &str = "teams:\n  payments:\n    lead: yara\n    members: [yara, callum]\n    contact: { chat: \"#pay\" }\n    on_call: { schedule: https://pager.example/pay, escalation: [yara] }\n    decides: [architecture, deployment, incident-response]\n    reviewed: 2026-11-01\n";

/// A handbook with one sound team and these systems.
fn owned(systems: &str) -> Checked {
    Handbook::owning(&format!("{TEAM}systems:\n{systems}")).check()
}

fn rules_of(checked: &Checked) -> Vec<&str> {
    checked.gaps().iter().map(|gap| gap.rule.id()).collect()
}

#[test]
fn a_system_that_has_everything_has_no_gap() {
    let checked = Handbook::owning(&format!(
        "{TEAM}domains: {{ money: {{ lead: yara }} }}\nsystems:\n  ledger:\n    owner: payments\n    domain: money\n    tier: 3\n    summary: Entries.\n    depends_on: [external:bank]\n    repositories: [https://git.example/l]\n    runbook: https://wiki.example/l\n    dashboard: https://graphs.example/l\n    deployment: {{ independent: true, pipeline: https://ci.example/l }}\n    metrics: [up]\n    debt_reviewed: 2026-11-01\n    reviewed: 2026-11-01\nmetrics:\n  up: {{ measures: reliability, target: \">= 99\", unit: \"%\", source: https://graphs.example/l }}\n"
    ));
    assert_eq!(rules_of(&checked.check()), [] as [&str; 0]);
}

#[test]
fn what_is_not_operated_needs_nobody_on_call() {
    let library = owned(
        "  lib: { owner: payments, tier: 2, lifecycle: { deploy: not-applicable, operate: not-applicable, maintain: not-applicable } }\n",
    );
    let rules = rules_of(&library);
    for rule in ["no-on-call", "no-runbook", "no-monitoring", "no-metrics", "no-reliability-target"] {
        assert!(!rules.contains(&rule), "{rule}");
    }
    assert!(!rules.contains(&"cannot-deploy-alone") && !rules.contains(&"no-debt-review"));
}

#[test]
fn a_system_without_an_owner_is_one_gap_about_its_care() {
    let checked = owned("  ledger: { tier: 1, domain: money }\n");
    assert_eq!(checked.messages("missing-owner").len(), 1);
    for rule in ["no-on-call", "no-runbook", "no-metrics", "no-debt-review", "stale-review", "open-checklist"] {
        assert_eq!(checked.gaps_of(rule), [] as [&str; 0], "{rule}");
    }
}

#[test]
fn a_review_is_an_error_at_twice_its_age() {
    let severity = |reviewed: &str| {
        let checked = owned(&format!("  ledger: {{ owner: payments, reviewed: {reviewed} }}\n"));
        let mut stale = checked.gaps().iter().filter(|gap| gap.rule.id() == "stale-review");
        stale.next().map(|gap| gap.severity)
    };
    // 180 days before 2026-11-25 is 2026-05-29; 360 days before is 2025-11-30.
    assert_eq!(severity("2026-05-29"), None);
    assert_eq!(severity("2026-05-28"), Some(Severity::Warning));
    assert_eq!(severity("2025-11-30"), Some(Severity::Warning));
    assert_eq!(severity("2025-11-29"), Some(Severity::Error));
    assert_eq!(severity("2027-01-01"), None, "a day to come is no reason to complain");
}

#[test]
fn a_teams_gap_weighs_as_much_as_its_most_critical_system() {
    let severity = |tier: i64| {
        let yaml = format!(
            "teams: {{ a: {{ lead: yara, members: [yara], contact: {{ chat: a }} }} }}\nsystems: {{ s: {{ owner: a, tier: {tier} }} }}\n"
        );
        let checked = Handbook::owning(&yaml).check();
        checked.gaps().iter().find(|gap| gap.rule.id() == "bus-factor-one").map(|gap| gap.severity)
    };
    assert_eq!(severity(1), Some(Severity::Error));
    assert_eq!(severity(3), Some(Severity::Warning));
    assert_eq!(severity(4), Some(Severity::Info));
}

#[test]
fn one_missing_escalation_is_one_gap_for_all_systems_of_a_team() {
    let yaml = "teams: { a: { lead: yara, members: [yara, bo], on_call: { schedule: https://pager.example/a } } }\nsystems: { x: { owner: a }, y: { owner: a }, z: { owner: a, on_call: { escalation: [bo] } } }\n";
    let messages = Handbook::owning(yaml).check().messages("no-escalation");
    assert_eq!(messages, ["a is on call for x and y, and nobody is called when the first call is not answered"]);
}

#[test]
fn a_stage_that_has_not_been_reached_asks_for_nothing() {
    let checked = |status: &str| {
        let yaml = format!(
            "{TEAM}checklists:\n  design: {{ stage: design, items: [{{ id: d, text: D }}] }}\n  build: {{ stage: build, items: [{{ id: b, text: B }}] }}\n  operate: {{ stage: operate, items: [{{ id: o, text: O }}, {{ id: p, text: P, required: false }}] }}\n  own: {{ items: [{{ id: x, text: X }}] }}\nsystems: {{ s: {{ owner: payments, status: {status} }} }}\n"
        );
        let checked = Handbook::owning(&yaml).check();
        let open = checked.gaps().iter().filter(|gap| gap.rule.id() == "open-checklist");
        let parts: Vec<String> = open.flat_map(|gap| gap.parts.iter().map(|(item, _)| item.clone())).collect();
        parts.into_iter().filter(|item| item.len() == 1).collect::<Vec<_>>()
    };
    assert_eq!(checked("idea"), ["d"]);
    assert_eq!(checked("experimental"), ["b", "d", "x"], "design, build and the handbook's own");
    assert_eq!(checked("production"), ["b", "d", "o", "x"]);
    assert_eq!(checked("retired"), [] as [&str; 0]);
}

#[test]
fn all_that_a_system_leaves_open_is_one_gap() {
    let lists = "checklists:\n  first: { items: [{ id: a, text: A }, { id: b, text: B }] }\n  second: { items: [{ id: c, text: C }] }\n";
    let yaml = format!(
        "{TEAM}{lists}systems: {{ s: {{ owner: payments, status: idea }}, t: {{ owner: payments, summary: T, status: experimental, repositories: [https://git.example/t], domain: d, tier: 2 }} }}\n"
    );
    let messages = Handbook::owning(&yaml).check().messages("open-checklist");
    let of_t: Vec<&String> = messages.iter().filter(|message| message.starts_with("t ")).collect();
    assert_eq!(of_t.len(), 1, "{of_t:?}");
    assert!(of_t[0].ends_with(" checklists open"), "{of_t:?}");
}

#[test]
fn a_built_in_checklist_is_asked_for_once_it_is_in_use() {
    let systems = "  a: { owner: payments, tier: 1 }\n  b: { owner: payments, tier: 1CHECKS }\n";
    let open = |checks: &str| {
        let checked = owned(&systems.replace("CHECKS", checks));
        let open = checked
            .gaps()
            .iter()
            .filter(|gap| gap.rule.id() == "open-checklist" && gap.entity.to_string() == "system:a");
        open.flat_map(|gap| gap.evidence.clone()).any(|line| line.starts_with("runbook-rehearsed"))
    };
    assert!(!open(""));
    assert!(open(", checks: { runbook-rehearsed: 2026-11-01 }"));
}

#[test]
fn a_waiver_that_has_ended_says_whether_the_gap_is_back() {
    let evidence = |runbook: &str| {
        let checked = owned(&format!(
            "  s: {{ owner: payments{runbook} }}\nwaivers:\n  w: {{ rule: no-runbook, on: system:s, reason: R, until: 2026-10-31 }}\n"
        ));
        let gap = checked.gaps().iter().find(|gap| gap.rule.id() == "expired-waiver").cloned();
        gap.map(|gap| gap.evidence[0].clone())
    };
    assert_eq!(evidence("").as_deref(), Some("the gap that it silenced is back"));
    assert_eq!(evidence(", runbook: https://a.example").as_deref(), Some("what it silenced is closed"));
}

#[test]
fn links_are_followed_on_pages_and_in_data_but_not_on_hidden_drafts() {
    let handbook = Handbook::of([
        ("content/a.md", "# A\n\n[x](b.md#secton), [y](C.md), ![z](no.png), [gone][nowhere]\n"),
        ("content/b.md", "# B\n\n## Section\n"),
        ("content/draft.md", "---\ndraft: true\n---\n[x](missing.md)\n"),
        ("content/ownership/a.yaml", "systems: { s: { status: idea, runbook: bb.md, links: { L: b.md#section } } }\n"),
    ]);
    let mut found = handbook.check().gaps_of("broken-link");
    found.sort();
    let places = ["content/a.md:3:23", "content/a.md:3:35", "content/a.md:3:44", "content/a.md:3:5"];
    let expected: Vec<String> =
        places.iter().chain(&["content/ownership/a.yaml:1:40"]).map(|place| format!("{place} broken-link")).collect();
    assert_eq!(found, expected);
    assert_eq!(handbook.with_drafts().check().gaps_of("broken-link").len(), 6);
}

#[test]
fn a_broken_link_is_mended_by_its_own_suggestion() {
    let text = "# A\n\n[x](b.md#secton)\n";
    let checked = Handbook::of([("content/a.md", text), ("content/b.md", "# B\n\n## Section\n")]).check();
    let gap = &checked.gaps()[0];
    let (place, new) = gap.help[0].edit.as_ref().expect("the link is mended mechanically");
    let mut mended = text.to_owned();
    mended.replace_range(place.span.range(), new);
    assert_eq!(mended, "# A\n\n[x](b.md#section)\n");
}

#[test]
fn a_metric_that_three_systems_share_is_one_gap_on_the_most_critical() {
    let checked = Handbook::owning(&format!(
        "{TEAM}systems: {{ a: {{ owner: payments, tier: 3, metrics: [m] }}, b: {{ owner: payments, tier: 1, metrics: [m] }}, c: {{ owner: payments, metrics: [m] }} }}\nmetrics:\n  m: {{ measures: reliability, target: \"< 5\", unit: ms, measurements: [{{ date: 2026-11-01, value: 5 }}, {{ date: 2027-11-01, value: 1 }}] }}\n"
    ));
    let checked = checked.check();
    let missed: Vec<_> = checked.gaps().iter().filter(|gap| gap.rule.id() == "target-missed").collect();
    assert_eq!(missed.len(), 1);
    assert_eq!((missed[0].entity.to_string().as_str(), missed[0].severity), ("system:b", Severity::Error));
    assert_eq!(missed[0].message, "a, b and c miss a target: m was 5 ms on 2026-11-01, and should be < 5 ms");
}

#[test]
fn somebody_who_has_left_is_one_gap_per_system_however_many_checks() {
    let checked = Handbook::owning(&format!(
        "{TEAM}people: {{ brigid: {{ name: Brigid Nolan, left: 2026-03-13 }} }}\nchecklists: {{ operate: {{ stage: operate, items: [{{ id: a, text: A }}, {{ id: b, text: B }}] }} }}\nsystems:\n  s: {{ owner: payments, checks: {{ a: {{ done: 2026-01-01, by: brigid }}, b: {{ done: 2026-01-02, by: brigid }} }} }}\n"
    ));
    let messages = checked.check().messages("person-left");
    assert_eq!(messages, ["Brigid Nolan, who left on 2026-03-13, is the one who vouches for 2 checks of s"]);
}
