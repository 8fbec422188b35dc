//! Rules of the handbook's own: what they find, where they are known, and what is said where one is wrong.

use std::collections::BTreeSet;
use std::path::Path;

use bailiwick::diagnostic::Severity;
use bailiwick::gaps::example::{self, MARK};

use crate::driver::{Checked, Handbook};

const SETTINGS: &str = "content/handbook.yaml";
const OWNERSHIP: &str = "content/ownership/all.yaml";

/// A handbook with one rule on systems.
fn ruled(when: &str, ownership: &str) -> Checked {
    let settings = format!(
        "gaps:\n  custom:\n    - id: own-rule\n      on: system\n      when: |\n        {when}\n      message: \"{{name}} is wrong\"\n"
    );
    Handbook::owning(ownership).edit(SETTINGS, &settings).check()
}

/// The systems on which a condition holds.
fn found(when: &str, ownership: &str) -> Vec<String> {
    let checked = ruled(when, ownership);
    assert_eq!(checked.errors(), [] as [&str; 0], "{when}");
    let own = checked.gaps().iter().filter(|gap| gap.rule.id() == "own-rule");
    own.map(|gap| gap.entity.id.to_string()).collect()
}

const SYSTEMS: &str = "
domains: { money: { lead: yara } }
teams: { payments: { members: [yara, callum], reviewed: 2026-09-01, aliases: [billing] }, parcels: {} }
systems:
  a: { name: Alpha, tier: 1, owner: payments, domain: money, runbook: https://wiki.example/a, reviewed: 2026-09-01 }
  b: { tier: 3, owner: [payments, parcels], status: deprecated, sunset: 2026-12-01, depends_on: [a, external:bank] }
  c: { kind: data, data: { retention: 30d }, deployment: { independent: false }, lifecycle: { operate: parcels } }
  d: { status: retired }
";

#[test]
fn conditions_ask_what_they_say() {
    let cases: [(&str, &[&str]); 34] = [
        ("tier is 1", &["a"]),
        ("tier == 1", &["a"]),
        ("tier != 1", &["b", "c"]),
        ("tier < 3", &["a"]),
        ("tier >= 1 and tier <= 3", &["a", "b"]),
        ("tier in [3, 4]", &["b"]),
        ("tier not in [3, 4]", &["a", "c"]),
        ("not tier > 2", &["a", "c"]),
        ("system.tier == 1", &["a"]),
        ("status is Deprecated", &["b"]),
        ("status in [retired, deprecated]", &["b", "d"]),
        ("runbook is missing", &["b", "c"]),
        ("not runbook", &["b", "c"]),
        ("runbook", &["a"]),
        ("runbook is not defined", &["b", "c"]),
        ("runbook matches \"^https://wiki\\.\"", &["a"]),
        ("runbook == none or name contains 'lph'", &["a", "b", "c"]),
        ("owner is billing", &["a"]),
        ("owner | length > 1 and owner contains parcels", &["b"]),
        ("owner.reviewed before 2026-10-01", &["a"]),
        ("owner.members | length == 2", &["a"]),
        ("domain.lead is yara", &["a"]),
        ("domain is not money", &["b", "c"]),
        ("lifecycle.operate is parcels", &["c"]),
        ("reviewed older_than 80d", &["a"]),
        ("reviewed older than 90d", &[]),
        ("sunset within 10d", &["b"]),
        ("sunset within 3d", &[]),
        ("sunset after today", &["b"]),
        ("\"external:bank\" in depends_on", &["b"]),
        ("depends_on not contains a", &["a", "c"]),
        ("data.retention < 90d", &["c"]),
        ("deployment.independent is false", &["c"]),
        ("kind is data or tier is 1 and domain is missing", &["c"]),
    ];
    for (when, expected) in cases {
        assert_eq!(found(when, SYSTEMS), expected, "{when}");
    }
}

#[test]
fn what_is_wrong_in_a_condition_is_an_error_at_its_place() {
    let cases = [
        ("teir is 1", "6:9 unknown-field", "did you mean `tier`?"),
        ("tier is 1 and dashbord is missing", "6:23 unknown-field", "did you mean `dashboard`?"),
        ("owner.contact.chatt is missing", "6:9 unknown-field", "did you mean `owner.contact.chat`?"),
        ("status is prodution", "6:19 unknown-word", "did you mean `production`?"),
        ("owner is paymnts", "6:18 unknown-entity", "did you mean `payments`?"),
        ("tier iss 1", "6:14 invalid-condition", "did you mean `is`?"),
        ("tier = 1", "6:14 invalid-condition", "write `==`"),
        ("tier is 1 && kind is data", "6:19 invalid-condition", "write `and`"),
        ("tier is one", "6:17 wrong-type", ""),
        ("tier older_than 3d", "6:14 wrong-type", "write `tier < …`, or `tier is missing`"),
        ("reviewed before yesterday", "6:25 wrong-type", "write a date, `2026-09-01`, or `today`"),
        ("depends_on is a", "6:23 invalid-condition", "write `depends_on contains …`, or `depends_on | length == …`"),
        ("(tier is 1", "6:19 invalid-condition", "write `)`"),
        ("tier is 1 and", "6:22 invalid-condition", "name a field"),
        ("name matches \"(\"", "6:22 invalid-condition", ""),
        ("name is \"x", "6:17 invalid-condition", ""),
        ("größe ist 1", "6:9 unknown-field", ""),
        ("name contains \"ä\" and teir is 1", "6:31 unknown-field", "did you mean `tier`?"),
    ];
    for (when, place, help) in cases {
        let checked = ruled(when, SYSTEMS);
        let errors = checked.errors();
        assert_eq!(errors.len(), 1, "{when}: {errors:?}");
        let (at, code) = place.split_once(' ').expect("place and code");
        assert_eq!(errors[0], format!("{SETTINGS}:{at} {code}"), "{when}");
        let error = checked.diagnostics().into_iter().find(|error| error.severity == Severity::Error);
        let helps: Vec<String> = error.into_iter().flat_map(|error| error.help).map(|help| help.text).collect();
        assert!(help.is_empty() || helps.contains(&help.to_owned()), "{when}: {helps:?}");
    }
}

#[test]
fn the_rest_of_a_rule_is_held_to_the_same() {
    let settings = "
gaps:
  custom:
    - { id: No Owner, on: system, when: tier is 1, message: x }
    - { id: missing-owner, on: system, when: tier is 1, message: x }
    - { id: twice, on: system, when: tier is 1, message: x }
    - { id: twice, on: system, when: tier is 1, message: x }
    - { id: signs, on: system, when: tier is 1, message: x, shows: [M5] }
    - { id: words, on: system, when: tier is 1, message: '{nam} is wrong' }
    - { id: kinds, on: sistem, when: tier is 1, message: x }
    - { id: parts, on: system, when: tier is 1 }
  rules: { words: error, wrods: error }
";
    let checked = Handbook::owning(SYSTEMS).edit(SETTINGS, settings).check();
    let expected = [
        "4:13 invalid-id",
        "5:13 duplicate-id",
        "7:13 duplicate-id",
        "8:69 unknown-word",
        "9:60 unknown-field",
        "10:24 unknown-word",
        "11:7 missing-field",
        "12:26 unknown-rule",
    ];
    assert_eq!(checked.errors(), expected.map(|error| format!("{SETTINGS}:{error}")));
}

const RULE: &str = "
gaps:
  custom:
    - id: short-retention
      on: system
      when: data.retention < 90d
      message: keeps its data for {data.retention}
      severity: info
      scaled: true
      shows: [M4, F5]
      why: The auditors ask.
      help: keep it for a year
";
const KEPT: &str = "
teams: { records: { members: [yara, callum] } }
systems:
  archive: { owner: records, kind: data, data: { retention: 30d }, tier: 1 }
  drafts: { owner: records, kind: data, data: { retention: 10d } }
";

#[test]
fn an_own_rule_has_the_same_places_as_ours() {
    let checked = Handbook::owning(KEPT).edit(SETTINGS, RULE).check();
    assert_eq!(
        checked.messages("short-retention"),
        ["archive: keeps its data for 30 days", "drafts: keeps its data for 10 days"]
    );
    assert_eq!(checked.gaps_of("short-retention")[0], format!("{OWNERSHIP}:4:61 short-retention"));
    let gap = checked.gaps().iter().find(|gap| gap.rule.id() == "short-retention").expect("it is there");
    assert_eq!((gap.severity, gap.team.as_ref().map(ToString::to_string)), (Severity::Warning, Some("records".into())));
    assert_eq!(
        (gap.evidence[0].as_str(), gap.help[0].text.as_str()),
        ("`data.retention` is 30 days", "keep it for a year")
    );
    let built = Handbook::owning(KEPT).edit(SETTINGS, RULE).build();
    let page = built.main("gaps/short-retention.html");
    for part in ["The auditors ask.", "keep it for a year", "data.retention &lt; 90d", "Short retention", "30 days"] {
        assert!(page.contains(part), "the rule's page says `{part}`: {page}");
    }
    for page in ["systems/archive.html", "teams/records.html", "gaps/index.html", "mistakes.html"] {
        assert!(built.main(page).contains("short-retention.html"), "{page} leads to the rule");
    }
}

#[test]
fn an_own_rule_is_waived_and_set_as_ours() {
    let waived = format!(
        "{KEPT}waivers:\n  w: {{ rule: short-retention, on: system:archive, reason: Until the move, until: 2027-01-01 }}\n"
    );
    let checked = Handbook::owning(&waived).edit(SETTINGS, RULE).check();
    assert_eq!(checked.errors(), [] as [&str; 0]);
    assert_eq!(checked.handbook.judgement.waived.len(), 1);
    assert_eq!(checked.gaps_of("useless-waiver"), [] as [&str; 0]);
    assert_eq!(checked.messages("short-retention").len(), 1);
    let set = format!(
        "{RULE}  rules: {{ short-retention: {{ severity: off, overrides: [{{ tier: 1, severity: error }}] }} }}\n"
    );
    let checked = Handbook::owning(KEPT).edit(SETTINGS, &set).check();
    let own: Vec<_> = checked.gaps().iter().filter(|gap| gap.rule.id() == "short-retention").collect();
    assert_eq!((own.len(), own[0].severity), (1, Severity::Error));
}

#[test]
fn an_own_rule_that_is_off_finds_nothing_until_a_setting_says_otherwise() {
    let off = RULE.replace("severity: info", "severity: off");
    let found = |settings: &str| {
        let checked = Handbook::owning(KEPT).edit(SETTINGS, settings).check();
        assert_eq!(checked.errors(), [] as [&str; 0]);
        checked.messages("short-retention").len()
    };
    assert_eq!((found(&off), found(&format!("{off}  rules: {{ short-retention: error }}\n"))), (0, 2));
}

#[test]
fn a_page_of_the_handbook_takes_the_place_of_what_is_made() {
    let page = "---\nabout: rule/short-retention\n---\n\n# Kept too short\n\nOur own words.\n";
    let built = Handbook::owning(KEPT).edit(SETTINGS, RULE).edit("content/retention.md", page).build();
    assert!(built.main("gaps/short-retention.html").contains("Our own words."));
}

#[test]
fn no_condition_makes_it_panic() {
    let pieces = [
        "tier", "is", "not", "(", ")", "[", "]", ",", "|", "length", "\"", "'ä'", "1", "in", "and", "or", "=", "!",
        "owner.", "é", "matches", "\"(\"", "{", "}",
    ];
    let mut numbers = crate::generate::Numbers::new(7);
    for _ in 0..300 {
        let count = 1 + numbers.below(7);
        let words = (0..count).map(|_| pieces[usize::try_from(numbers.below(pieces.len() as u64)).expect("small")]);
        let when = words.collect::<Vec<_>>().join(if numbers.chance(50) { " " } else { "" });
        ruled(&when, "systems: { a: {} }");
    }
    ruled(&"not ".repeat(5000), "systems: { a: {} }");
    ruled(&"(".repeat(5000), "systems: { a: {} }");
}

#[test]
fn the_manuals_examples_find_what_they_mark() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/reference/own-rules.md");
    let examples = example::all(&std::fs::read_to_string(path).expect("the page is there"));
    assert!(examples.len() >= 4, "the page has examples");
    for example in examples {
        let files = example.files();
        let handbook = Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let checked = handbook.check();
        assert_eq!(checked.errors(), [] as [&str; 0], "line {}", example.line);
        let own = checked.gaps().iter().filter(|gap| matches!(gap.rule, bailiwick::gaps::RuleRef::Own(_)));
        let found: BTreeSet<(String, usize)> = own
            .map(|gap| {
                let file = checked.handbook.sources.get(&gap.place.path).expect("a place is in a file");
                (gap.place.path.to_string(), file.lines().line(gap.place.span.start))
            })
            .collect();
        let marked = files.iter().flat_map(|(path, text)| {
            let lines = text.lines().enumerate().filter(|(_, line)| line.contains(MARK));
            lines.map(move |(at, _)| (path.clone(), at + 1))
        });
        let marked: BTreeSet<_> = marked.collect();
        assert_eq!(found, marked, "line {}", example.line);
        assert_eq!(example.is_bad, !marked.is_empty(), "line {}", example.line);
    }
}
