//! How findings become gaps: levels, root causes, waivers, limits, identity.

use std::collections::BTreeSet;

use bailiwick::diagnostic::Severity;

use crate::driver::{Checked, Handbook};

const OWNERSHIP: &str = "content/ownership/all.yaml";
const SETTINGS: &str = "content/handbook.yaml";

/// The rules that found something on an entity, in the order of the judgement.
fn on<'c>(checked: &'c Checked, entity: &str) -> Vec<&'c str> {
    checked.gaps().iter().filter(|gap| gap.entity.to_string() == entity).map(|gap| gap.rule.id()).collect()
}

fn severities(checked: &Checked, rule: &str) -> Vec<(String, Severity)> {
    let gaps = checked.gaps().iter().filter(|gap| gap.rule.id() == rule);
    let mut all: Vec<_> = gaps.map(|gap| (gap.entity.id.to_string(), gap.severity)).collect();
    all.sort();
    all
}

const SCALED: &str = "
teams: { a: { members: [x, y] }, b: { members: [z, w] } }
domains: { money: { lead: x } }
systems:
  heavy: { owner: a, tier: 1, lifecycle: { maintain: null } }
  light: { owner: a, tier: 4, lifecycle: { maintain: null } }
  plain: { owner: b, domain: money, lifecycle: { maintain: null } }
  trial: { owner: a, status: experimental, tier: 2, lifecycle: { maintain: null } }
";

#[test]
fn the_tier_moves_a_default_by_one_step() {
    let checked = Handbook::owning(SCALED).check();
    let expected = [
        ("heavy", Severity::Error),
        ("light", Severity::Info),
        ("plain", Severity::Warning),
        ("trial", Severity::Info),
    ];
    assert_eq!(severities(&checked, "unowned-stage"), expected.map(|(id, severity)| (id.to_owned(), severity)));
}

#[test]
fn what_the_settings_say_is_final_and_the_last_override_that_holds_wins() {
    let settings = "
gaps:
  rules:
    unowned-stage:
      severity: warning
      overrides:
        - { tier: [1, 4], severity: info }
        - { team: b, severity: error }
        - { status: experimental, severity: off }
        - { domain: money, team: a, severity: off }
";
    let checked = Handbook::owning(SCALED).edit(SETTINGS, settings).check();
    let expected = [("heavy", Severity::Info), ("light", Severity::Info), ("plain", Severity::Error)];
    assert_eq!(severities(&checked, "unowned-stage"), expected.map(|(id, severity)| (id.to_owned(), severity)));
    assert_eq!(checked.errors(), Vec::<String>::new());
}

#[test]
fn unknown_rules_limits_and_teams_in_the_settings_are_errors_with_the_near_word() {
    let settings = "
gaps:
  rules:
    split-owership: warning
    unowned-stage: { overrides: [{ team: bb, severity: off }, { domain: mony, severity: off }] }
  limits: { scatered-lifecycle: 4, stale-metric: soon }
";
    let checked = Handbook::owning(SCALED).edit(SETTINGS, settings).check();
    let expected = [
        "content/handbook.yaml:4:5 unknown-rule",
        "content/handbook.yaml:5:42 unknown-team",
        "content/handbook.yaml:5:73 unknown-domain",
        "content/handbook.yaml:6:13 unknown-limit",
        "content/handbook.yaml:6:50 wrong-type",
    ];
    assert_eq!(checked.errors(), expected);
    let diagnostics = checked.diagnostics();
    let help: Vec<&str> = diagnostics.iter().flat_map(|found| &found.help).map(|help| help.text.as_str()).collect();
    assert_eq!(
        help[..4],
        [
            "did you mean `split-ownership`?",
            "name a team by its id, or remove the override",
            "did you mean `money`?",
            "did you mean `scattered-lifecycle`?"
        ]
    );
}

#[test]
fn a_limit_moves_what_is_too_many() {
    let four = "
teams: { a: {}, b: {}, c: {} }
systems: { s: { owner: a, lifecycle: { deploy: b, maintain: c } } }
";
    let found =
        |settings: &str| Handbook::owning(four).edit(SETTINGS, settings).check().gaps_of("scattered-lifecycle").len();
    assert_eq!((found(""), found("gaps: { limits: { scattered-lifecycle: 4 } }")), (1, 0));
}

#[test]
fn one_root_cause_is_one_gap() {
    let checked = Handbook::owning(
        "
teams:
  a: { members: [x, y], contact: { chat: '#a' }, owns: [missing, typo, word, person, gone, split] }
  b: { members: [z, w] }
  old: { status: dissolved }
domains: { d: { lead: x } }
systems:
  missing: { domain: d }
  typo: { domain: d, owner: aa }
  word: { domain: d, owner: tbd }
  person: { domain: d, owner: x }
  gone: { domain: d, owner: old }
  split: { domain: d, owner: [b, c], lifecycle: { operate: [b, old] } }
  stages: { domain: d, owner: b, lifecycle: { build: bb, operate: tbd, maintain: null } }
",
    )
    .check();
    let ours = |entity: &str| -> BTreeSet<&str> { on(&checked, entity).into_iter().collect() };
    assert_eq!(ours("system:missing"), ["missing-owner"].into());
    assert_eq!(ours("system:typo"), ["unknown-owner"].into());
    assert_eq!(ours("system:word"), ["placeholder-owner"].into());
    assert_eq!(ours("system:gone"), ["dissolved-owner"].into());
    assert!(ours("system:person").contains("person-as-owner"));
    let consequences = ["disputed-ownership", "unowned-stage", "no-on-call", "no-escalation", "scattered-lifecycle"];
    for entity in ["system:person", "system:split"] {
        assert!(ours(entity).is_disjoint(&consequences.into()), "{entity}: {:?}", ours(entity));
    }
    assert_eq!(checked.gaps_of("unowned-stage").len(), 1, "only `maintain` is nobody's without another reason");
}

#[test]
fn a_cause_that_is_off_still_silences() {
    let checked = Handbook::owning("systems: { s: {} }\nteams: { a: { owns: [s] } }")
        .edit(SETTINGS, "gaps: { rules: { missing-owner: off } }")
        .check();
    assert!(on(&checked, "system:s").iter().all(|rule| !["missing-owner", "no-on-call"].contains(rule)));
}

const WAIVED: &str = "
teams: { a: { members: [x] }, b: { members: [y] } }
systems:
  s: { owner: [a, b], aliases: [old] }
waivers:
  w: { rule: split-ownership, on: system:old, reason: Hand-over, until: 2026-11-25, by: x }
";

#[test]
fn a_waiver_holds_to_the_end_of_its_last_day() {
    let handbook = Handbook::owning(WAIVED);
    let on_the_day = handbook.check();
    assert_eq!(on_the_day.gaps_of("split-ownership"), Vec::<String>::new());
    let waived: Vec<_> = on_the_day.handbook.judgement.waived.iter().filter_map(|gap| gap.waived.as_ref()).collect();
    assert_eq!(waived.len(), 1);
    assert_eq!((waived[0].waiver.as_str(), waived[0].reason.as_str()), ("w", "Hand-over"));
    assert_eq!(handbook.as_of(2026, 11, 26).check().gaps_of("split-ownership").len(), 1);
}

#[test]
fn a_waiver_on_nothing_is_an_error_with_the_near_word() {
    let waivers = "
waivers:
  a: { rule: split-ownrship, on: system:s, reason: r, until: 2027-01-01 }
  b: { rule: split-ownership, on: system:led-ger, reason: r, until: 2027-01-01 }
  c: { rule: stale-page, on: page:runbooks/s.md, reason: r, until: 2027-01-01 }
";
    let checked = Handbook::owning("systems: { s: { owner: t }, ledger: { owner: t } }\nteams: { t: {} }")
        .edit("content/ownership/waivers.yaml", waivers)
        .edit("content/runbooks/s.md", "# S\n")
        .check();
    let expected =
        ["content/ownership/waivers.yaml:3:14 unknown-rule", "content/ownership/waivers.yaml:4:35 unknown-entity"];
    assert_eq!(checked.errors(), expected);
}

#[test]
fn a_fingerprint_outlives_reformatting_and_anchors_are_distinct() {
    let before = Handbook::owning("systems: { s: { owner: [a, b] }, t: { owner: x } }").check();
    let after =
        Handbook::owning("# moved\nsystems:\n  t: { owner: x }\n  s:\n    name: New\n    owner: [b, a]\n").check();
    let prints = |checked: &Checked| -> BTreeSet<String> {
        checked.gaps().iter().map(|gap| format!("{} {}", gap.rule.id(), gap.fingerprint)).collect()
    };
    assert_eq!(prints(&before), prints(&after));
    let whole = Handbook::at(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).check();
    let all = || whole.gaps().iter().chain(&whole.handbook.judgement.waived);
    let anchors: BTreeSet<&str> = all().map(|gap| gap.anchor.as_str()).collect();
    assert_eq!(anchors.len(), all().count());
    assert!(all().all(|gap| gap.fingerprint.len() == 16));
}

#[test]
fn a_ring_of_parents_is_reported_once_as_a_path() {
    let checked = Handbook::owning(
        "
teams:
  a: { name: A, parent: c, members: [u1] }
  b: { name: B, parent: a, members: [u2] }
  c: { name: C, parent: b, members: [u3] }
  d: { name: D, parent: d, members: [u4] }
  e: { name: E, parent: a, members: [u5] }
  root: { name: Root, members: [u6] }
",
    )
    .check();
    assert_eq!(checked.messages("circular-parent"), ["A is above itself: a → c → b → a", "D is its own parent"]);
}

#[test]
fn messages_name_who_and_what() {
    let checked = Handbook::owning(
        "
teams: { payments: { name: Payments }, legal: { name: Law and Order } }
systems:
  ledger: { name: Ledger, owner: paymnets, lifecycle: { deploy: Law an Order } }
  archive: { owner: legacy-ops }
",
    )
    .check();
    assert_eq!(
        checked.messages("unknown-owner"),
        [
            "archive: the owner `legacy-ops` is not a team of this handbook",
            "Ledger: the owner `paymnets` is not a team of this handbook",
            "Ledger: for `deploy`, the owner `Law an Order` is not a team of this handbook",
        ]
    );
    let help: Vec<String> = checked
        .gaps()
        .iter()
        .filter(|gap| gap.rule.id() == "unknown-owner")
        .map(|gap| gap.help.first().map(|help| help.text.clone()).unwrap_or_default())
        .collect();
    assert_eq!(
        help,
        ["name a team that exists, or describe this one", "did you mean `payments`?", "did you mean `legal`?"]
    );
}

#[test]
fn links_to_rules_stages_and_mistakes_are_checked_and_near_ones_proposed() {
    let links =
        "[a](rule:split-ownerhip) [b](stage:opperate) [c](mistake:spliting-ownership) [d](mistake:nothing-like-it)";
    let fine = "[a](rule:split-ownership) [b](stage:operate) [c](mistake:splitting-ownership)";
    let checked = Handbook::owning("teams: {}").edit("content/a.md", &format!("# A\n\n{links}\n\n{fine}\n")).check();
    let broken: Vec<_> = checked.gaps().iter().filter(|gap| gap.rule.id() == "broken-link").collect();
    let help: Vec<&str> = broken.iter().map(|gap| gap.help[0].text.as_str()).collect();
    assert_eq!(
        help,
        [
            "name what is there, or take it out",
            "did you mean `mistake:splitting-ownership`?",
            "did you mean `rule:split-ownership`?",
            "did you mean `stage:operate`?",
        ]
    );
}

#[test]
fn what_cannot_own_is_called_by_its_kind_and_several_names_become_a_list() {
    let checked = Handbook::owning(
        "
teams: { pay: {}, c3: {} }
systems:
  c1: { owner: pay }
  s1: { owner: \"system:c1\" }
  s2: { owner: \"system:c3\" }
  s3: { owner: \"domain:d\" }
  s4: { owner: \"a, b\", lifecycle: { deploy: \"pay; b\" } }
  s6: { owner: c1 }
  s7: { owner: d, lifecycle: { deploy: s7 } }
  s5: { owner: pay, contributors: [\"system:c1\"] }
domains: { d: {} }
",
    )
    .check();
    let gaps = checked.gaps();
    let said: Vec<_> = gaps.iter().filter(|gap| gap.rule.id() == "unknown-owner").collect();
    let messages: Vec<&str> = said.iter().map(|gap| gap.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "s1: the owner `system:c1` is a system, and a system cannot own",
            "s2: the owner `system:c3` is a system, and a system cannot own",
            "s3: the owner `domain:d` is a domain, and a domain cannot own",
            "s4: the owner `a, b` is not a team of this handbook",
            "s4: for `deploy`, the owner `pay; b` is not a team of this handbook",
            "s5: the contributor `system:c1` is a system, and not a team",
            "s6: the owner `c1` is a system, and a system cannot own",
            "s7: the owner `d` is a domain, and a domain cannot own",
            "s7: for `deploy`, the owner `s7` is a system, and a system cannot own",
        ]
    );
    let help = |at: usize| (said[at].help[0].text.as_str(), said[at].help[0].snippet.as_str());
    assert_eq!(help(0), ("an owner is a team or a person: `pay` answers for the system `c1`", ""));
    assert_eq!(help(1), ("did you mean `c3`?", ""));
    let nobody = "an owner is a team or a person, and `d` is a domain: name the team that answers";
    assert_eq!(help(2), (nobody, ""));
    assert_eq!((help(6), help(7)), (help(0), help(2)));
    assert_eq!((help(3).1, help(4).1), ("owner: [a, b]", "deploy: [pay, b]"));
}

#[test]
fn a_stage_that_does_not_exist_is_an_error() {
    let checked =
        Handbook::of([(OWNERSHIP, "teams: { t: {} }\nsystems: { s: { owner: t, lifecycle: { deplyo: t } } }")]);
    assert_eq!(checked.check().errors(), ["content/ownership/all.yaml:2:40 unknown-stage"]);
}

#[test]
fn a_name_that_cannot_be_seen_whole_is_one_error_and_no_gap() {
    let checked =
        Handbook::owning("teams: { a: {} }\nsystems: { s: { owner: 'a ' }, t: { owner: \"a\\u200b\" } }").check();
    assert_eq!(checked.errors().len(), 2);
    assert_eq!(checked.gaps_of("unknown-owner"), Vec::<String>::new());
    assert_eq!(checked.gaps_of("unowned-stage"), Vec::<String>::new());
}

#[test]
fn an_item_that_is_newly_open_is_new_though_its_checklist_is_known() {
    let list = |items: &str| {
        format!(
            "teams: {{ t: {{ members: [x, y] }} }}\nsystems: {{ s: {{ owner: t }} }}\nchecklists: {{ ours: {{ name: Ours, items: [{items}] }} }}\n"
        )
    };
    let one = "{ id: first, text: One }";
    let known = Handbook::owning(&list(one)).check();
    let baseline = bailiwick::gaps::Baseline::of(known.gaps());
    let line = "open-checklist system:s first";
    assert!(baseline.text().contains(line), "{}", baseline.text());
    let is_known = |checked: &Checked| {
        checked.gaps().iter().filter(|gap| gap.rule.id() == "open-checklist").all(|gap| baseline.knows(gap))
    };
    assert!(is_known(&known));
    let more = Handbook::owning(&list(&format!("{one}, {{ id: second, text: Two }}"))).check();
    assert!(!is_known(&more));
    let other = Handbook::owning(&list("{ id: second, text: Two }")).check();
    assert!(baseline.gone(other.gaps()).iter().any(|gone| gone.ends_with(line)), "the closed item is named");
}

#[test]
fn overrides_fit_by_kind_tier_status_domain_and_team_each_alone() {
    let yaml = "
teams: { a: { members: [x, y] }, b: { members: [z, w] } }
domains: { money: { lead: x } }
systems:
  s: { owner: a, kind: data, tier: 2, status: deprecated, domain: money, lifecycle: { maintain: null } }
  other: { owner: b, lifecycle: { maintain: null } }
";
    for part in
        ["kind: data", "tier: 2", "status: deprecated", "domain: money", "team: a", "kind: [data], tier: [1, 2]"]
    {
        let settings =
            format!("gaps: {{ rules: {{ unowned-stage: {{ overrides: [{{ {part}, severity: off }}] }} }} }}");
        let checked = Handbook::owning(yaml).edit(SETTINGS, &settings).check();
        assert_eq!(checked.errors(), [] as [&str; 0], "{part}");
        assert_eq!(severities(&checked, "unowned-stage"), [("other".to_owned(), Severity::Warning)], "{part}");
    }
}

#[test]
fn several_teams_in_one_text_are_split_in_every_spelling_and_not_unknown() {
    let owners = [
        "payments, platform",
        "payments and platform",
        "payments & platform",
        "Payments + Platform Team",
        "payments; platform",
        "payments | platform-team",
        "payments/platform",
        "Platform Team / payments",
    ];
    for owner in owners {
        let yaml = format!(
            "teams: {{ payments: {{ members: [a, b] }}, platform: {{ name: Platform Team, members: [c, d] }} }}\nsystems: {{ s: {{ owner: \"{owner}\" }}, t: {{ owner: payments, lifecycle: {{ operate: \"{owner}\" }} }} }}\n"
        );
        let checked = Handbook::owning(&yaml).check();
        let two = if owner.starts_with("Platform") { ["platform", "payments"] } else { ["payments", "platform"] };
        let two = format!("`{}` and `{}`", two[0], two[1]);
        let expected =
            [format!("s has more than one owner: {two}"), format!("t has more than one owner of `operate`: {two}")];
        assert_eq!(checked.messages("split-ownership"), expected, "{owner}");
        assert_eq!(checked.errors(), [] as [&str; 0], "{owner}");
        for other in ["unknown-owner", "unowned-stage"] {
            assert_eq!(checked.messages(other), [] as [&str; 0], "{owner}: {other}");
        }
    }
    let one =
        "teams: { both: { name: Search and Rescue, members: [a, b] } }\nsystems: { s: { owner: search and rescue } }";
    assert_eq!(Handbook::owning(one).check().messages("split-ownership"), [] as [&str; 0]);
    let strange = "teams: { a: {} }\nsystems: { s: { owner: a and nobody-we-know } }";
    assert_eq!(Handbook::owning(strange).check().messages("unknown-owner").len(), 1);
}

#[test]
fn an_attestation_of_an_item_that_no_checklist_has_is_noted_with_the_near_word() {
    let yaml =
        "teams: { t: {} }\nsystems:\n  s: { owner: t, checks: { runbook-rehersed: 2026-11-01, dance: 2026-11-01 } }\n";
    let checked = Handbook::owning(yaml).check();
    let path = format!("{OWNERSHIP}:3:28 unknown-item");
    assert!(checked.noted().contains(&path), "{:?}", checked.noted());
    let helps = checked.diagnostics().into_iter().flat_map(|noted| noted.help);
    assert!(helps.into_iter().any(|help| help.text == "did you mean `runbook-rehearsed`?"));
    assert_eq!(checked.errors(), [] as [&str; 0]);
}
