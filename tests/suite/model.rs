//! What authors write, and what is made of it.

use crate::driver::Handbook;

/// The messages of everything that was not understood.
fn messages(yaml: &str) -> Vec<String> {
    Handbook::owning(yaml).check().diagnostics().into_iter().map(|diagnostic| diagnostic.message).collect()
}

#[test]
fn words_that_other_tools_read_as_values_stay_the_words_they_are() {
    let yaml = r#"
teams:
  no: { name: Norway desk }
  on: { name: 1.10 }
  '007': { name: 12:30 }
  "null": { name: Quoted null }
systems:
  fjord-map: { owner: no }
  island-map: { owner: "null" }
  lost-map: { owner: Null }
"#;
    let checked = Handbook::owning(yaml).check();
    assert_eq!(checked.errors(), [] as [&str; 0]);
    let model = &checked.handbook.model;
    let owner = |id: &str| model.owner_of(&model.systems[id]).map(|team| team.title().to_owned());
    assert_eq!(owner("fjord-map").as_deref(), Some("Norway desk"));
    assert_eq!(owner("island-map").as_deref(), Some("Quoted null"));
    assert_eq!(owner("lost-map"), None);
    assert_eq!(model.teams["on"].title(), "1.10");
    assert_eq!(model.teams["007"].title(), "12:30");
}

#[test]
fn an_id_that_means_nothing_in_yaml_is_a_missing_id() {
    let checked = Handbook::owning("teams:\n  Null: { name: Null Island }\n  ~: { name: Tilde }\n").check();
    let wanted = ["content/ownership/all.yaml:2:3 missing-id", "content/ownership/all.yaml:3:3 missing-id"];
    assert_eq!(checked.errors(), wanted);
    assert!(checked.handbook.model.teams.is_empty());
}

#[test]
fn a_list_or_a_map_is_no_id() {
    let checked = Handbook::owning("systems:\n  ? [a, b]\n  : { owner: payments }\n").check();
    assert_eq!(checked.errors(), ["content/ownership/all.yaml:2:5 missing-id"]);
}

#[test]
fn values_may_be_written_once_and_repeated_by_their_anchor() {
    let yaml =
        "usual: { of a service: &usual { kind: service, tier: 3 } }\nsystems:\n  ledger: { <<: *usual, tier: 1 }\n";
    let checked = Handbook::owning(yaml).check();
    assert_eq!(checked.errors().iter().filter(|error| !error.contains("-owner")).count(), 0, "{:?}", checked.errors());
    let near = Handbook::owning("sytems: &all\n  ledger: { tier: 1 }\n").check();
    assert_eq!(near.errors(), ["content/ownership/all.yaml:1:1 unknown-field"]);
}

#[test]
fn an_empty_kind_is_an_empty_map() {
    let checked = Handbook::owning("systems:\nteams:\n").check();
    assert_eq!(checked.noted(), [] as [&str; 0]);
}

#[test]
fn unknown_fields_are_errors_with_the_near_word() {
    let checked = Handbook::owning("systems:\n  ledger: { ower: payments, tier: 1 }\n").check();
    assert_eq!(checked.errors(), ["content/ownership/all.yaml:2:13 unknown-field"]);
    assert_eq!(checked.diagnostics()[0].help[0].text, "did you mean `owner`?");
}

#[test]
fn a_comma_in_a_flow_map_is_told_to_be_quoted() {
    // `why: One fleet, one release process` ends at the comma.
    let yaml = "teams: { a: {} }\nsystems:\n  s: { owner: a, lifecycle: { deploy: { team: a, why: One fleet, one process } } }\n";
    let checked = Handbook::owning(yaml).check();
    let help: Vec<String> = checked.diagnostics()[0].help.iter().map(|help| help.text.clone()).collect();
    assert!(help.iter().any(|help| help.contains("quotes")), "{help:?}");
}

#[test]
fn wrong_types_name_the_type_that_is_wanted() {
    for (yaml, wanted) in [
        ("systems: { a: { tier: one } }", "`tier` wants a whole number from 1 to 4, and this is `one`"),
        ("systems: { a: { tier: 7 } }", "`tier` wants a whole number from 1 to 4, and this is `7`"),
        ("systems: { a: { name: [x] } }", "`name` wants text, and this is a list"),
        ("systems: { a: { reviewed: 2026-02-30 } }", "`reviewed` wants a date, and `2026-02-30` is none"),
        (
            "systems: { a: { deployment: { independent: yes } } }",
            "`independent` wants `true` or `false`, and this is `yes`",
        ),
        (
            "systems: { a: { deployment: true } }",
            "`deployment` of the system `a` wants a map of fields, and this is text",
        ),
        ("systems: [a]", "`systems` wants a map from id to system, and this is a list"),
        ("systems: { a: text }", "the system `a` wants a map of fields, and this is text"),
        ("metrics: { a: { target: '99' } }", "`target` wants a comparator and a number, and this is `99`"),
        ("systems: { a: { status: prod } }", "`status` cannot be `prod`"),
        ("systems: { a: { data: { retention: soon } } }", "`retention` wants a length of time, and `soon` is none"),
        ("just text", "an ownership file wants a map of fields, and this is text"),
    ] {
        assert_eq!(messages(yaml), [wanted], "{yaml}");
    }
}

#[test]
fn the_same_id_in_two_files_names_both_places_whatever_their_names() {
    for name in ["more", "aaa"] {
        let path = format!("content/ownership/{name}.yaml");
        let checked = Handbook::owning("systems:\n  ledger: { owner: a }\n")
            .edit(&path, "systems:\n  ledger: { owner: b }\n")
            .check();
        let duplicates: Vec<_> =
            checked.diagnostics().into_iter().filter(|error| error.code == "duplicate-id").collect();
        let places = |error: &bailiwick::diagnostic::Diagnostic| {
            let own = error.place.as_ref().expect("a place").path.to_string();
            let mut files = vec![own, error.related[0].place.path.to_string()];
            files.sort();
            files
        };
        let mut both = vec!["content/ownership/all.yaml".to_owned(), path];
        both.sort();
        assert_eq!(duplicates.iter().map(places).collect::<Vec<_>>(), [both]);
    }
}

#[test]
fn all_errors_of_all_files_come_in_one_run() {
    let checked = Handbook::of([
        ("content/ownership/a.yaml", "teams: [\n"),
        ("content/ownership/b.yaml", "systems:\n  s: { ower: x, ownr: y }\n"),
        ("content/ownership/c.yaml", "systems:\n  t:\n    owner: a\n    owner: b\n"),
        ("content/page.md", "---\ntitle: One\ntitle: Two\n---\n\ntext\n"),
        ("content/handbook.yaml", "titel: x\n"),
    ])
    .check();
    assert_eq!(checked.errors().len(), 6, "{:#?}", checked.errors());
}

#[test]
fn tabs_and_byte_order_marks_are_dealt_with() {
    let checked = Handbook::of([("content/ownership/tab.yaml", "teams:\n  tabbed:\n\tname: T\n")])
        .bytes("content/ownership/bom.yaml", b"\xef\xbb\xbfteams:\r\n  bom-three:\r\n    name: Three\r\n")
        .bytes("content/ownership/empty.yaml", b"")
        .bytes("content/ownership/comments.yaml", b"# nothing yet\n")
        .bytes("content/ownership/dashes.yaml", b"---\n")
        .bytes("content/ownership/latin.yaml", b"teams: { caf\xe9: {} }\n")
        .check();
    let wanted = ["content/ownership/latin.yaml:1:1 unreadable-file", "content/ownership/tab.yaml:3:1 yaml-syntax"];
    assert_eq!(checked.errors(), wanted);
    assert_eq!(checked.handbook.model.teams["bom-three"].title(), "Three");
}

#[test]
fn characters_that_cannot_be_seen_are_made_visible_and_never_trimmed_into_a_match() {
    let yaml = "teams: { team-a: {} }\nsystems:\n  s1: { owner: team-a }\n  s2:\n    owner: team-a   \n  s3:\n    owner: team-a\u{a0}\n  s4: { owner: \"team-a \" }\n  s5: { owner: \"team\u{200b}-a\" }\n";
    let checked = Handbook::owning(yaml).check();
    let model = &checked.handbook.model;
    for (id, owned) in [("s1", true), ("s2", true), ("s3", false), ("s4", false), ("s5", false)] {
        assert_eq!(model.owner_of(&model.systems[id]).is_some(), owned, "{id}");
    }
    let shown: Vec<String> = checked.diagnostics().into_iter().map(|error| error.message).collect();
    for mark in ["team-a<U+00A0>", "team-a<U+0020>", "team<U+200B>-a"] {
        assert!(shown.iter().any(|message| message.contains(mark)), "{mark} in {shown:#?}");
    }
}

#[test]
fn one_team_written_six_ways_is_one_team() {
    let mut yaml = String::from("teams: { team-a: { name: A } }\nsystems:\n");
    let spellings = ["team-a", "group:team-a", "group:default/team-a", "Group:Team-A", "default/team-a", "TEAM-A"];
    for (at, spelling) in spellings.iter().enumerate() {
        yaml.push_str(&format!("  c{at}: {{ owner: \"{spelling}\" }}\n"));
    }
    let checked = Handbook::owning(&yaml).check();
    let model = &checked.handbook.model;
    assert!(model.systems.values().all(|system| model.owner_of(system).is_some()));
    let foreign = checked.diagnostics();
    assert_eq!(foreign.len(), 4);
    assert!(foreign.iter().all(|error| error.code == "invalid-reference" && error.help[0].text == "write `team-a`"));
}

#[test]
fn a_scheme_that_can_run_is_refused_in_data() {
    let yaml = r#"systems: { s: { dashboard: "javascript:alert(1)", links: { x: "data:text/html,x", y: https://ok.example } } }"#;
    let checked = Handbook::owning(yaml).check();
    assert_eq!(checked.errors().len(), 2);
    assert!(checked.errors().iter().all(|error| error.ends_with("unsafe-address")));
}

#[test]
fn dates_and_folded_text_are_what_was_written() {
    let yaml = "teams:\n  team-a:\n    formed: 2026-03-01\n    summary: >\n      one\n      two\n\n      three\n";
    let checked = Handbook::owning(yaml).check();
    let team = &checked.handbook.model.teams["team-a"];
    assert_eq!(team.formed.as_ref().map(|date| date.value.to_string()).as_deref(), Some("2026-03-01"));
    assert_eq!(team.summary.as_ref().map(|text| text.value.as_str()), Some("one two\nthree"));
}

#[test]
fn rings_of_parents_end() {
    let yaml = r"
teams:
  a: { parent: c }
  b: { parent: a }
  c: { parent: b }
  d: { parent: d }
  e: { parent: a }
  root: {}
";
    let checked = Handbook::owning(yaml).check();
    let model = &checked.handbook.model;
    let above = |id: &str| model.ancestors(&model.teams[id]).len();
    assert_eq!(["a", "b", "c", "d", "e", "root"].map(above), [2, 2, 2, 0, 3, 0]);
}

#[test]
fn stages_fall_to_the_owner_unless_something_else_is_said() {
    let yaml = r"
teams: { a: {}, b: {}, old: { status: dissolved } }
systems:
  s:
    owner: a
    lifecycle: { deploy: b, operate: [a, b], maintain: null, design: not-applicable }
  gone: { owner: old }
";
    let checked = Handbook::owning(yaml).check();
    let model = &checked.handbook.model;
    let states: Vec<String> = model.coverage["s"].stages.iter().map(|s| format!("{:?}", s.state)).collect();
    assert_eq!(states, ["NotApplicable", "Covered", "Covered", "Split", "Unowned"]);
    assert_eq!(model.coverage["s"].count().percent(), 50);
    assert_eq!(model.coverage["gone"].count().covered, 0);
}

#[test]
fn a_handbook_can_rename_add_and_drop_stages() {
    let settings = "lifecycle: { deploy: Ship it, maintain: null, retire: { name: Retirement, question: Who? } }\n";
    let checked = Handbook::owning("teams: { a: {} }\nsystems: { s: { owner: a, lifecycle: { retire: null } } }\n")
        .edit("content/handbook.yaml", settings)
        .check();
    let stages = &checked.handbook.model.settings.lifecycle.stages;
    let names: Vec<&str> = stages.iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!((names[2], names[4]), ("Ship it", "Retirement"));
    assert_eq!(checked.handbook.model.coverage["s"].count().covered, 4);
}

#[test]
fn a_checklist_item_is_met_attested_expired_waived_or_open() {
    let yaml = r"
teams: { a: { on_call: { schedule: https://p.example } } }
checklists:
  mine:
    items:
      - { id: shown, text: Shown, evidence: runbook }
      - { id: called, text: Called, evidence: on_call }
      - { id: done, text: Done, every: 180d }
      - { id: old, text: Old, every: 30d }
      - { id: waived, text: Waived }
      - { id: lapsed, text: Lapsed }
      - { id: open, text: Open }
      - { id: other, text: Other, applies_to: { kind: data } }
systems:
  s:
    owner: a
    runbook: https://r.example
    checks:
      done: 2026-06-01
      old: { done: 2026-06-01 }
      waived: { waived: Frozen, until: 2027-01-01 }
      lapsed: { waived: Frozen, until: 2026-01-01 }
";
    let checked = Handbook::owning(yaml).check();
    assert_eq!(checked.errors(), [] as [&str; 0]);
    let model = &checked.handbook.model;
    let standings = model.standing(&model.systems["s"], &model.checklists["mine"], crate::driver::TODAY);
    let states: Vec<&str> = standings.iter().map(|standing| standing.state.name()).collect();
    assert_eq!(states, ["met", "met", "met", "expired", "waived", "open", "open", "not-applicable"]);
}

#[test]
fn front_matter_reads_whatever_the_line_ends() {
    let lf = "---\ntitle: Plain\n---\n\n# Body\n\n[x](missing.md)\n";
    let crlf = lf.replace('\n', "\r\n");
    let bom = format!("\u{feff}{crlf}");
    let checked = Handbook::of([("content/lf.md", lf), ("content/crlf.md", &crlf)])
        .bytes("content/bom.md", bom.as_bytes())
        .bytes("content/only.md", "\u{feff}# No front matter\n\nText\n".as_bytes())
        .check();
    let pages = checked.handbook.model.pages.values().filter(|page| !page.file.built_in);
    let titles: Vec<&str> = pages.map(|page| page.title.as_str()).collect();
    assert_eq!(titles, ["Plain", "Plain", "Plain", "No front matter"]);
    assert_eq!(
        checked.gaps_of("broken-link"),
        ["content/bom.md:7:5 broken-link", "content/crlf.md:7:5 broken-link", "content/lf.md:7:5 broken-link"]
    );
}

#[test]
fn other_tools_front_matter_is_worth_a_word_and_no_error() {
    let checked = Handbook::of([("content/a.md", "---\nredirect_from: /x\nlayout: page\n---\ntext\n")]).check();
    assert_eq!(checked.errors(), [] as [&str; 0]);
    assert_eq!(checked.noted().len(), 2);
    let slip = Handbook::of([("content/a.md", "---\ndraf: true\n---\ntext\n")]).check();
    assert_eq!(slip.errors(), ["content/a.md:2:1 unknown-field"]);
}

#[test]
fn hostile_yaml_ends_quickly() {
    let mut bomb = String::from("l0: &l0 [team]\n");
    for level in 1..9 {
        bomb.push_str(&format!("l{level}: &l{level} [{}]\n", vec![format!("*l{}", level - 1); 9].join(",")));
    }
    let page = format!("---\n{bomb}---\n\ntext\n");
    let deep = "[".repeat(1000);
    let checked = Handbook::of([
        ("content/ownership/bomb.yaml", bomb.as_str()),
        ("content/ownership/deep.yaml", &deep),
        ("content/bomb.md", &page),
    ])
    .check();
    for file in ["bomb.yaml", "deep.yaml", "bomb.md"] {
        assert!(checked.errors().iter().any(|error| error.contains(file)), "{file}: {:#?}", checked.errors());
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_ownership_file_makes_it_panic(
        yaml in "((teams|systems|people|metrics|checklists|waivers|domains):\n)?( {0,4}[a-z_]{1,9}: ?(\\[|\\{|[a-z0-9:,&*~'\" -]{0,12})\n){0,8}"
    ) {
        let _ = Handbook::owning(&yaml).check();
    }

    #[test]
    fn no_page_makes_it_panic(text in "(---\n([a-z]{1,9}: ?[a-z0-9\\[\\]{}:-]{0,9}\n){0,4}---\n)?[ -~\n\t]{0,80}") {
        let _ = Handbook::of([("content/a.md", text.as_str())]).check();
    }
}
