//! A field that nobody records is one gap of the handbook, and not one of every system.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bailiwick::diagnostic::Severity;
use bailiwick::gaps::Baseline;
use bailiwick::model::Kind;

use crate::driver::{Checked, Handbook};

const SETTINGS: &str = "content/handbook.yaml";
const NOBODY: &str = "none of 20 systems in production names a runbook";

/// So many systems of one team with nothing but an owner and a name, each with what `more` says of it.
fn systems(count: usize, more: impl Fn(usize) -> &'static str) -> String {
    let mut yaml = String::from("teams: { t: { members: [x, y] } }\nsystems:\n");
    for at in 0..count {
        let _ = writeln!(yaml, "  s{at:02}: {{ owner: t{} }}", more(at));
    }
    yaml
}

fn book(count: usize, more: impl Fn(usize) -> &'static str) -> Handbook {
    Handbook::owning(&systems(count, more))
}

/// The gaps of a rule as `entity: message`.
fn said(checked: &Checked, rule: &str) -> Vec<String> {
    let gaps = checked.gaps().iter().filter(|gap| gap.rule.id() == rule);
    gaps.map(|gap| format!("{}: {}", gap.entity, gap.message)).collect()
}

#[test]
fn what_none_of_twenty_records_is_one_gap_and_what_one_records_is_a_gap_of_each_other() {
    let checked = book(20, |_| "").check();
    assert_eq!(said(&checked, "no-runbook"), [format!("handbook:: {NOBODY}")]);
    let gap = checked.gaps().iter().find(|gap| gap.rule.id() == "no-runbook").expect("it is there");
    assert_eq!(gap.help[0].snippet, "systems:\n  s00:\n    runbook: runbooks/s00.md");
    assert!(gap.help[1].text.contains("no-runbook: off"), "{:?}", gap.help);
    let rota = checked.gaps().iter().find(|gap| gap.rule.id() == "no-on-call").expect("it is there");
    assert_eq!(rota.help[0].snippet, "teams:\n  t:\n    on_call: { schedule: https://… }", "the team's, for all");
    assert_eq!(book(19, |_| "").check().messages("no-runbook").len(), 19);
    let begun = book(20, |at| if at == 7 { ", runbook: https://wiki.example/7" } else { "" });
    assert_eq!(begun.check().messages("no-runbook").len(), 19);
    let set = book(5, |_| "").edit(SETTINGS, "gaps: { limits: { unrecorded: 5 } }").check();
    assert_eq!(set.messages("no-runbook"), ["none of 5 systems in production names a runbook"]);
}

#[test]
fn a_handbook_that_records_only_owners_has_a_gap_for_each_field_and_none_for_each_system() {
    let checked = book(30, |_| "").check();
    let of_systems: BTreeSet<&str> =
        checked.gaps().iter().filter(|gap| gap.entity.kind == Kind::System).map(|gap| gap.rule.id()).collect();
    assert_eq!(of_systems, BTreeSet::new());
    let of_handbook: Vec<&str> =
        checked.gaps().iter().filter(|gap| gap.entity.kind == Kind::Handbook).map(|gap| gap.rule.id()).collect();
    for rule in
        ["no-domain", "no-on-call", "no-runbook", "no-monitoring", "cannot-deploy-alone", "no-metrics", "stale-review"]
    {
        assert_eq!(of_handbook.iter().filter(|found| **found == rule).count(), 1, "{rule}");
    }
    assert!(
        said(&checked, "open-checklist")
            .contains(&"handbook:: none of the 30 systems that a checklist asks for `tier` has it".to_owned())
    );
}

#[test]
fn a_checklist_does_not_say_again_what_a_rule_says_of_a_field() {
    // Nobody asks a deprecated system for a runbook but the checklist.
    let all = book(60, |at| if at < 25 { ", status: deprecated" } else { "" }).check();
    assert_eq!(all.messages("no-runbook"), ["none of 35 systems in production names a runbook"]);
    assert!(!said(&all, "open-checklist").iter().any(|message| message.contains("`runbook`")));
    let deprecated = book(25, |_| ", status: deprecated").check();
    assert_eq!(deprecated.messages("no-runbook"), [""; 0]);
    let only = "handbook:: none of the 25 systems that a checklist asks for `runbook` has it".to_owned();
    assert!(said(&deprecated, "open-checklist").contains(&only), "{:?}", said(&deprecated, "open-checklist"));
}

#[test]
fn teams_are_counted_too() {
    let mut yaml = String::from("teams:\n");
    for at in 0..25 {
        let _ = writeln!(yaml, "  t{at:02}: {{ lead: x, members: [x, y] }}");
    }
    yaml.push_str("systems:\n");
    for at in 0..25 {
        let _ = writeln!(yaml, "  s{at:02}: {{ owner: t{at:02} }}");
    }
    let checked = Handbook::owning(&yaml).check();
    assert_eq!(said(&checked, "unreachable-team"), ["handbook:: none of 25 teams says how to reach it"]);
    assert_eq!(said(&checked, "no-decision-authority"), ["handbook:: none of 25 teams says what it may decide"]);
    let reviews = [
        "handbook:: none of 25 live systems says when it was last reviewed",
        "handbook:: none of 25 teams says when it was last reviewed",
    ];
    assert_eq!(said(&checked, "stale-review"), reviews);
    let fingerprints: BTreeSet<&str> = checked.gaps().iter().map(|gap| gap.fingerprint.as_str()).collect();
    assert_eq!(fingerprints.len(), checked.gaps().len(), "each is known by its own");
}

#[test]
fn a_baseline_holds_whether_they_are_one_gap_or_many() {
    let (one, many) = (book(20, |_| "").check(), book(19, |_| "").check());
    for (of, open) in [(&one, &many), (&many, &one)] {
        let baseline = Baseline::of(of.gaps());
        assert!(baseline.text().contains(" no-runbook system:s07\n"), "{}", baseline.text());
        assert!(baseline.text().contains(" open-checklist system:s07 tier-agreed\n"), "{}", baseline.text());
        let is_new = |rule: &str| open.gaps().iter().any(|gap| gap.rule.id() == rule && !baseline.knows(gap));
        // The twentieth system is new.
        assert_eq!(is_new("no-runbook"), of.gaps().len() > open.gaps().len());
    }
    let baseline = Baseline::of(one.gaps());
    let begun = book(20, |at| if at == 7 { ", runbook: https://wiki.example/7, tier: 3" } else { "" }).check();
    let new: Vec<_> = begun.gaps().iter().filter(|gap| !baseline.knows(gap)).map(|gap| &gap.message).collect();
    assert_eq!(new, ["nothing"; 0], "the first runbook makes nothing new of the others");
    assert!(baseline.gone(begun.gaps()).iter().any(|gone| gone.ends_with("no-runbook system:s07")));
}

#[test]
fn waived_systems_and_those_that_an_override_turns_off_are_not_part_of_it() {
    let waiver = "waivers: { w: { rule: no-runbook, on: system:s03, reason: r, until: 2027-01-01, by: x } }\n";
    let checked = Handbook::owning(&(systems(20, |_| "") + waiver)).check();
    assert_eq!(said(&checked, "no-runbook"), [format!("handbook:: {NOBODY}")]);
    let waived: Vec<String> =
        checked.handbook.judgement.waived.iter().map(|gap| format!("{} {}", gap.rule.id(), gap.entity)).collect();
    assert_eq!(waived, ["no-runbook system:s03"]);
    assert_eq!(said(&checked, "useless-waiver"), [] as [&str; 0]);
    let off = "gaps: { rules: { no-runbook: { overrides: [{ kind: service, severity: off }] } } }";
    assert_eq!(said(&book(20, |_| "").edit(SETTINGS, off).check(), "no-runbook"), [] as [&str; 0]);
}

#[test]
fn its_severity_is_the_greatest_of_those_it_stands_for() {
    let severity = |more: &'static str| {
        let checked = book(20, |at| if at == 7 { more } else { "" }).check();
        let gap = checked.gaps().iter().find(|gap| gap.rule.id() == "no-runbook").expect("it is there").clone();
        (gap.severity, checked.place(&gap.place))
    };
    assert_eq!(severity(""), (Severity::Warning, "content/ownership/all.yaml:3:3".to_owned()));
    assert_eq!(severity(", tier: 1"), (Severity::Error, "content/ownership/all.yaml:10:3".to_owned()));
}

#[test]
fn what_follows_from_it_is_not_reported_either() {
    let checked = book(20, |_| ", tier: 2").check();
    assert_eq!(said(&checked, "no-metrics"), ["handbook:: none of 20 systems in production names a metric"]);
    assert_eq!(said(&checked, "no-reliability-target"), [] as [&str; 0]);
}

#[test]
fn where_nobody_owns_a_missing_runbook_is_no_gap_of_the_handbook_either() {
    let yaml = systems(20, |_| "").replace("owner: t", "owner: null");
    assert_eq!(said(&Handbook::owning(&yaml).check(), "no-runbook"), [] as [&str; 0]);
}
