//! The pages of a site: their links, ids, headings and texts.

use crate::driver::Handbook;
use crate::html::{Page, broken_links};

/// A handbook with one of everything that has a page.
fn small() -> Handbook {
    Handbook::of([
        (
            "content/ownership/all.yaml",
            r##"
teams:
  payments: { name: Payments, lead: ana, members: [ana, bo], contact: { chat: "#payments" }, aliases: [billing] }
people: { ana: { name: Ana Sousa }, bo: { name: Bo } }
domains: { money: { name: Money, lead: ana } }
systems:
  ledger: { name: Ledger, owner: payments, domain: money, tier: 1, aliases: [general-ledger], runbook: runbooks/ledger.md }
  orphan: { name: Orphan, domain: money }
  odd: { name: Odd, owner: paymnets }
checklists: { launch: { name: Launch, items: [{ id: announced, text: It has been announced }] } }
"##,
        ),
        (
            "content/index.md",
            "# Handbook\n\n[Payments](teams/), [Ledger](system:ledger), [rule](rule:split-ownership)\n",
        ),
        (
            "content/runbooks/ledger.md",
            "---\naliases: [/old/place/]\n---\n# Ledger runbook\n\n## Steps\n\n[top](#steps)\n",
        ),
        ("content/notes.md", "---\nabout: team/payments\n---\n## Escalation\n\nAsk Ana.\n"),
        ("content/link.md", "# Link\n\n[notes](notes.md#escalation) [team](team:payments#escalation)\n"),
        ("content/files/plan.txt", "plan"),
    ])
}

#[test]
fn every_link_of_a_site_ends_at_a_file_and_an_id() {
    for style in ["file", "directory"] {
        let settings = format!("urls: {style}\npeople: {{ pages: true }}\n");
        let built = small().edit("content/handbook.yaml", &settings).build();
        assert_eq!(broken_links(&built), [] as [&str; 0], "urls: {style}");
    }
}

#[test]
fn every_page_has_one_first_heading_distinct_ids_and_a_title_of_its_own() {
    let built = small().build();
    let mut titles = std::collections::BTreeSet::new();
    for (file, html) in built.pages() {
        let page = Page::of(html);
        let mut ids = page.ids();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{file} has an id twice: {ids:?}");
        if built.file(file).contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert_eq!(page.count("h1"), 1, "{file}");
        assert!(titles.insert(page.texts("title").concat()), "{file} has another page's title");
    }
}

#[test]
fn nothing_is_asked_of_another_host() {
    for (file, html) in small().build().pages() {
        let page = Page::of(html);
        let mut asked = page.all("script[src], img[src]", "src");
        asked.extend(page.all("link[rel=stylesheet], link[rel=icon]", "href"));
        assert!(asked.iter().all(|link| !link.contains("//")), "{file}: {asked:?}");
        assert_eq!(page.count("script:not([src]), [style], style"), 0, "{file} has something inline");
    }
}

#[test]
fn a_systems_page_answers_first() {
    let built = small().build();
    let main = Page::of(built.main("systems/ledger.html")).texts("main").concat();
    let owner = main.find("Payments").expect("the owner is named");
    assert!(owner < main.find("Design").expect("the lifecycle is shown"));
    assert!(main.contains("#payments"));
}

#[test]
fn an_owner_that_is_not_there_is_named_as_such_and_leads_nowhere() {
    let built = small().edit("content/handbook.yaml", "fallback: { team: payments, contact: \"#eng-help\" }\n").build();
    let page = built.main("systems/odd.html");
    assert!(page.contains("paymnets") && page.contains("not a team"), "{page}");
    assert!(page.contains("#eng-help"));
    let orphan = built.main("systems/orphan.html");
    assert!(orphan.contains("Ana Sousa"), "the domain's lead is the fallback");
}

#[test]
fn earlier_addresses_lead_to_the_present_ones() {
    let built = small().build();
    for (old, new) in [
        ("teams/billing.html", "payments.html"),
        ("systems/general-ledger.html", "ledger.html"),
        ("old/place/index.html", "../../runbooks/ledger.html"),
    ] {
        let page = Page::of(built.file(old));
        let refresh = page.all("meta[http-equiv=refresh]", "content").concat();
        assert!(refresh.ends_with(new), "{old}: {refresh}");
    }
}

#[test]
fn text_about_a_team_stands_on_its_page() {
    let built = small().build();
    let page = Page::of(built.file("teams/payments.html"));
    assert!(page.ids().contains(&"escalation".to_owned()));
    assert!(!built.files.contains_key("notes.html"));
}

#[test]
fn data_is_text_wherever_it_is_shown() {
    let evil = r#"
teams:
  t1:
    name: "<script>alert(1)</script>"
    summary: "</script><img src=x onerror=alert(2)>"
    contact: { chat: "<b>#c</b>", email: "\"><script>" }
    decides: ["<i>"]
    tasks: ["<u>"]
    links: { "<script>": https://ok.example/?a=1&b="2" }
  t2: { name: "\" onmouseover=\"alert(3)", summary: "A & B \"double\" 'single' &lt;" }
  t3: { name: "{{ 7*7 }} {% raw %}", summary: "<!-- <script>" }
domains: { d: { name: "<svg onload=alert(5)>", summary: "</title>" } }
metrics: { m: { name: "<script>", unit: "<b>", target: "> 1", measurements: [{ date: 2026-01-01, value: 0 }] } }
systems:
  s1:
    name: "s</title><script>alert(4)</script>"
    summary: "<script>"
    owner: t1
    domain: d
    metrics: [m]
    lifecycle: { deploy: { team: t2, why: "<script>why</script>" } }
    checks: { runbook-present: { waived: "<script>", until: 2027-01-01 } }
  s2: { owner: "<script>" }
"#;
    let page = "---\ntitle: \"Home </title><script>alert(5)</script>\"\n---\n\nInline `{{ super() }}` and {{ config.secret }}\n\n```text\n{% block x %}{{ page.title }}{% endblock %}\n```\n";
    let built = Handbook::owning(evil).edit("content/index.md", page).build();
    for (file, html) in built.pages() {
        let page = Page::of(html);
        assert_eq!(page.count("script:not([src]), img, [onerror], [onload], [onmouseover]"), 0, "{file}");
        assert!(!html.contains("&amp;amp;") && !html.contains("&amp;lt;script"), "{file} escapes twice");
    }
    let team = Page::of(built.file("teams/t2.html"));
    assert!(team.texts("h1").concat().contains("\" onmouseover=\"alert(3)"));
    assert!(Page::of(built.file("teams/t3.html")).texts("h1").concat().contains("{{ 7*7 }} {% raw %}"));
    let home = Page::of(built.file("index.html")).texts("main").concat();
    for text in ["{{ super() }}", "{{ config.secret }}", "{% block x %}{{ page.title }}{% endblock %}"] {
        assert!(home.contains(text), "{text}");
    }
    for (file, bytes) in built.files.iter().filter(|(file, _)| file.ends_with(".json")) {
        serde_json::from_slice::<serde_json::Value>(bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
    assert!(!built.file("assets/search/names.js").contains("<script"));
}

#[test]
fn a_checklist_belongs_to_its_stage_however_that_is_spelt() {
    let items = |stage: &str| {
        let lists = format!("checklists: {{ ours: {{ stage: {stage}, items: [{{ id: a, text: A }}] }} }}\n");
        let page = Handbook::owning(&lists).build().file("lifecycle/index.html").to_owned();
        page.lines().find(|line| line.contains("grid stages")).expect("the stages").to_owned()
    };
    assert_eq!(items("Deploy"), items("deploy"));
    assert_ne!(items("deploy"), items("operate"));
}

#[test]
fn a_handbook_with_nothing_in_it_has_every_page() {
    let built = Handbook::of([]).build();
    assert_eq!(broken_links(&built), [] as [&str; 0]);
    for file in ["index.html", "teams/index.html", "systems/index.html", "mistakes.html", "gaps/index.html", "404.html"]
    {
        assert!(built.files.contains_key(file), "{file}");
    }
    assert!(
        built.files.contains_key("lifecycle/operate.html") && built.files.contains_key("gaps/split-ownership.html")
    );
}

#[test]
fn a_page_of_the_handbook_takes_the_place_of_the_guides() {
    let words = "---\ntitle: Ours\nabout: mistake/splitting-ownership\n---\n\nOUR-OWN-WORDS\n";
    let built = Handbook::of([("content/ours.md", words)]).build();
    let page = built.main("mistakes.html");
    assert_eq!(page.matches("OUR-OWN-WORDS").count(), 1);
    let faq = Handbook::of([("content/x/faq.md", "---\nabout: page/faq\ntitle: F\n---\nOUR-FAQ\n")]).build();
    assert!(faq.file("guide/faq.html").contains("OUR-FAQ"));
}

#[test]
fn a_page_can_do_without_its_contents() {
    let contents = |matter: &str| {
        let text = format!("---\n{matter}title: A\n---\n\n## One\n\n## Two\n\n## Three\n");
        let built = Handbook::of([("content/a.md", text.as_str())]).build();
        Page::of(built.file("a.html")).count("nav.toc")
    };
    assert_eq!((contents(""), contents("toc: false\n")), (1, 0));
}

#[test]
fn drafts_leave_no_trace() {
    let handbook = Handbook::of([
        ("content/index.md", "# Home\n\n[Reorganisation](plans/reorg.md)\n"),
        (
            "content/plans/reorg.md",
            "---\ntitle: ZEBRA-TITLE\ndraft: true\n---\n\nZEBRA-TEXT about [x](../index.md)\n\n![chart](zebra-chart.svg) ![](logo.svg) [plan](plan.pdf)\n",
        ),
        ("content/plans/other.md", "# Other\n\n![](logo.svg)\n"),
        ("content/plans/zebra-chart.svg", "<svg><title>ZEBRA-CHART</title></svg>"),
        ("content/plans/logo.svg", "<svg/>"),
        ("content/plans/plan.pdf", "%PDF"),
        ("content/plans/unnamed.svg", "<svg/>"),
        ("content/ownership/t.yaml", "teams: { t: { links: { Plan: plans/plan.pdf } } }\n"),
    ]);
    let built = handbook.build();
    for (file, bytes) in &built.files {
        let gives_away = file.contains("reorg") || file.contains("zebra");
        assert!(!String::from_utf8_lossy(bytes).contains("ZEBRA") && !gives_away, "{file}");
    }
    for named_elsewhere in ["plans/logo.svg", "plans/plan.pdf", "plans/unnamed.svg"] {
        assert!(built.files.contains_key(named_elsewhere), "{named_elsewhere}");
    }
    assert_eq!(handbook.check().gaps_of("broken-link"), ["content/index.md:3:18 broken-link"]);
    let drafts = handbook.with_drafts().build();
    assert!(drafts.file("plans/reorg.html").contains("ZEBRA-TEXT"));
    assert!(drafts.file("plans/zebra-chart.svg").contains("ZEBRA-CHART"));
}

#[test]
fn a_heading_may_be_named_by_the_id_that_github_gives_it() {
    let there =
        "# Clusters\n\n## k8s.sgdev.org\n\n## CI/CD & more\n\n## CI/CD & more\n\n## Own {#kept}\n\n## A B\n\n## A.B\n";
    let links = ["k8ssgdevorg", "cicd--more", "cicd--more-1", "own", "a-b", "ab", "readme", "top", "none"];
    let links = links.map(|id| format!("[x](there.md#{id})")).join(" ");
    let handbook = Handbook::of([("content/here.md", links.as_str()), ("content/there.md", there)]);
    let checked = handbook.check();
    let broken: Vec<_> = checked.gaps().iter().map(|gap| gap.message.clone()).collect();
    assert_eq!(broken, ["the link `there.md#none` leads nowhere: the page has no heading `#none`"]);
    let built = handbook.build();
    let hrefs = Page::of(built.file("here.html")).all("main a", "href");
    // The last is that of the next page.
    let parts = ["#k8s-sgdev-org", "#ci-cd-more", "#ci-cd-more-1", "#kept", "#a-b", "#a-b-1", "", "", ""];
    let parts = parts.map(|part| format!("there.html{part}"));
    assert_eq!(hrefs.iter().filter(|href| href.starts_with("there")).collect::<Vec<_>>(), parts.each_ref());
    assert_eq!(broken_links(&built), [] as [&str; 0]);
}

#[test]
fn two_sources_of_one_address_are_an_error_that_names_both() {
    let clash = |files: &[(&str, &str)]| Handbook::of(files.iter().copied()).check().errors();
    let upper = clash(&[("content/teams/Payments.md", "# A"), ("content/teams/payments.md", "# B")]);
    assert_eq!(upper, ["content/teams/payments.md:1:1 address-clash"]);
    let data = clash(&[("content/teams/payments.md", "# A"), ("content/ownership/t.yaml", "teams: { payments: {} }")]);
    assert_eq!(data, ["content/teams/payments.md:1:1 address-clash"]);
    let fixed = clash(&[("content/matrix.md", "# Matrix")]);
    assert_eq!(fixed, ["content/matrix.md:1:1 address-clash"]);
    let directory = clash(&[
        ("content/handbook.yaml", "urls: directory\n"),
        ("content/ops.md", "# A"),
        ("content/ops/index.md", "# B"),
    ]);
    assert_eq!(directory.len(), 1);
    assert_eq!(clash(&[("content/ops.md", "# A"), ("content/ops/index.md", "# B")]), [] as [&str; 0]);
}

#[test]
fn equal_inputs_give_equal_bytes_in_any_order_and_number_of_threads() {
    let handbook = small();
    let first = handbook.build();
    assert_eq!(first, handbook.build());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    assert_eq!(first, pool.install(|| small().build()));
}

#[test]
fn a_figure_of_the_profile_and_of_the_framework_says_what_each_system_lacks() {
    let yaml = "teams: { t: { members: [x, y], decides: [architecture] } }\ndomains: { d: { lead: x } }\nsystems: { s: { owner: t, domain: d, runbook: https://r.example, lifecycle: { operate: null } } }\n";
    let handbook = Handbook::owning(yaml);
    let factors = handbook.check().handbook.model.profile(bailiwick::model::Scope::Organisation, crate::driver::TODAY);
    let lacks = |id: &str| factors.iter().find(|factor| factor.id == id).map(|factor| factor.missing[0].lacks.clone());
    assert_eq!(lacks("accountability"), Some(vec!["operate".to_owned()]));
    let health = lacks("health").expect("the factor is there");
    assert!(health.contains(&"no dashboard".to_owned()) && !health.contains(&"no runbook".to_owned()), "{health:?}");
    let built = handbook.build();
    assert!(built.main("profile.html").contains("no dashboard"));
    let framework = built.main("framework.html");
    assert!(framework.contains("cannot deploy alone, no dashboard, no on-call"), "{framework}");
}

#[test]
fn the_page_for_what_is_missing_leads_home_from_any_depth() {
    let site = Handbook::of([("content/handbook.yaml", "base_url: https://x.example/elsewhere/\n")]).site();
    let page = String::from_utf8(site.missing("/eng/").expect("rendered")).expect("UTF-8");
    let page = Page::of(&page);
    let addresses = [page.all("[href]", "href"), page.all("[src]", "src")].concat();
    assert!(addresses.len() > 10, "{addresses:?}");
    for address in addresses {
        let is_absolute = address.starts_with("https://x.example/elsewhere/");
        assert!(address.starts_with("/eng/") || address.starts_with('#') || is_absolute, "{address}");
    }
}

#[test]
fn a_page_lists_its_own_section_and_no_more_of_the_others_than_it_can_carry() {
    let page = |number: usize| (format!("content/part-{number:03}/a.md"), "# A\n".to_owned());
    let built = |count: usize| {
        let files: Vec<(String, String)> = (0..count).map(page).collect();
        let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        Handbook::of(files).build()
    };
    let links = |html: &str, number: usize| html.contains(&format!("href=\"../part-{number:03}/index.html\""));
    let (few, many) = (built(24), built(200));
    let side = |html: &str| {
        html.split("<nav class=\"side\"").nth(1).and_then(|nav| nav.split("</nav>").next().map(str::to_owned))
    };
    let few = side(few.file("part-023/a.html")).expect("a navigation");
    let late = side(many.file("part-150/a.html")).expect("a navigation");
    assert!(links(&few, 23) && !few.contains(" more<"), "{few}");
    assert!(links(&late, 0) && links(&late, 23) && links(&late, 150) && !links(&late, 151), "{late}");
    assert!(late.contains("and 176 more"), "{late}");
    assert!(late.len() < few.len() + 500, "{} and {}", late.len(), few.len());
    assert!((0..200).all(|number| many.file("index.html").contains(&format!("href=\"part-{number:03}/index.html\""))));
}

#[test]
fn a_checklist_shows_its_systems_by_its_items_and_has_them_as_a_table() {
    let yaml = r"
checklists:
  mine:
    items:
      - { id: shown, text: Shown, evidence: runbook }
      - { id: done, text: Done, every: 180d }
      - { id: old, text: Old, every: 30d }
      - { id: waived, text: Waived }
      - { id: open, text: Open }
      - { id: other, text: Other, applies_to: { kind: data } }
      - { id: '=1+1', text: Sum }
systems:
  s:
    runbook: https://r.example
    checks:
      done: 2026-06-01
      old: { done: 2026-06-01 }
      waived: { waived: Frozen, until: 2027-01-01 }
";
    let built = Handbook::owning(yaml).build();
    assert_eq!(
        built.file("checklists/mine.csv"),
        "system,owner,shown,done,old,waived,open,other,'=1+1,done,applicable\r\n\
         s,,met-by-data,attested,expired,waived,open,not-applicable,open,3,6\r\n"
    );
    let page = built.file("checklists/mine.html");
    assert!(page.contains(r#"href="mine.csv""#), "{page}");
    let words = ["Met by data", "Attested", "Expired", "Waived", "To do", "Not applicable", "To do"];
    let cells = words.map(|word| format!("<td>{word}</td>")).concat();
    assert!(page.contains(&cells), "{page}");
    assert!(built.file("lifecycle/operate.html").contains(".csv\""), "the lists of stages too");
}

#[test]
fn a_card_says_who_owns_and_what_is_missing_in_a_frame_without_scripts() {
    let built = small().edit("content/handbook.yaml", "base_url: https://handbook.example/").build();
    let page = Page::of(built.file("systems/ledger.html"));
    let code = "<iframe src=\"https://handbook.example/systems/ledger/card.html\" title=\"Ledger\" width=\"420\" height=\"300\" loading=\"lazy\"></iframe>";
    assert!(page.all("[data-copy]", "data-copy").iter().any(|copied| copied == code));
    let card = Page::of(built.file("systems/ledger/card.html"));
    assert_eq!(card.texts("h1"), ["Ledger"]);
    assert_eq!(card.all("dd a", "href")[0], "../../teams/payments.html");
    assert_eq!(card.texts("dd")[1], "5/5");
    assert!(card.all("script", "src").is_empty());
    let orphan = Page::of(built.file("systems/orphan/card.html"));
    assert_eq!(orphan.texts("dd strong"), ["No owner recorded"]);
    assert_eq!(Page::of(built.file("teams/payments/card.html")).texts("h1"), ["Payments"]);
    assert!(!built.file("sitemap.xml").contains("card.html"));
    assert!(!small().build().files.keys().any(|file| file.ends_with("/card.html")));
}

#[test]
fn systems_and_teams_have_badges_where_the_address_of_the_site_is_known() {
    let built = small().edit("content/handbook.yaml", "base_url: https://handbook.example/").build();
    let ledger = built.file("badges/systems/ledger.svg");
    assert!(ledger.contains(" viewBox=\"0 0 "), "it can be shown smaller: {ledger}");
    for text in [">Ledger<", ">Payments<", ">5/5 stages<", ">never reviewed<"] {
        assert!(ledger.contains(text), "{text} in {ledger}");
    }
    assert!(built.file("badges/systems/orphan.svg").contains(">no owner<"));
    assert!(built.file("badges/teams/payments.svg").contains(">1 system<"));
    let markdown =
        "(https://handbook.example/badges/systems/ledger.svg)](https://handbook.example/systems/ledger.html)";
    let page = Page::of(built.file("systems/ledger.html"));
    assert!(page.all("[data-copy]", "data-copy").iter().any(|copied| copied.ends_with(markdown)));
    for (file, words) in [
        ("systems/ledger/owner", ["Ledger", "Payments"]),
        ("systems/ledger/coverage", ["Ledger", "5/5 stages"]),
        ("systems/orphan/owner", ["Orphan", "no owner"]),
        ("teams/payments/systems", ["Payments", "1 system"]),
        ("teams/payments/reviewed", ["Payments", "never reviewed"]),
    ] {
        let svg = built.file(&format!("badges/{file}.svg"));
        assert_eq!(Page::of(svg).texts("text"), words, "{file}");
    }
    let copied = page.all("[data-copy]", "data-copy");
    for fact in ["owner", "coverage", "gaps", "reviewed"] {
        assert!(copied.iter().any(|copied| copied.contains(&format!("/badges/systems/ledger/{fact}.svg)"))), "{fact}");
    }
    assert!(!small().build().files.keys().any(|file| file.starts_with("badges/")));
}

#[test]
fn a_block_of_live_data_becomes_a_table_and_is_checked_with_its_place() {
    let page = "# Live\n\n```ownership\nshow: systems\nwhere: { domain: money }\ncolumns: [name, owner]\n```\n";
    let live = small().edit("content/live.md", page);
    assert_eq!(live.check().errors(), [] as [&str; 0]);
    let built = live.build();
    let shown = Page::of(built.file("live.html"));
    assert_eq!(shown.texts("main table th"), ["Name", "Owner"]);
    assert_eq!(shown.texts("main table td"), ["Ledger", "Payments", "Orphan", "No owner recorded"]);
    assert!(shown.all("main table a", "href").contains(&"systems/ledger.html".to_owned()));
    let wrong = "# Live\n\n```ownership\nshow: systems\nwhere: { domain: mony }\ncolumns: [nmae]\nsort: name\n```\n";
    let wrong = small().edit("content/live.md", wrong);
    let places = ["content/live.md:5:18", "content/live.md:6:11", "content/live.md:7:1"];
    assert_eq!(wrong.check().errors(), places.map(|place| format!("{place} ownership-block")));
    assert!(wrong.build().file("live.html").contains("language-ownership"));
}

#[test]
fn a_team_has_a_page_for_newcomers() {
    let built = small().build();
    let start = built.main("teams/payments/start.html");
    for text in ["Ledger", "Ana Sousa", "#payments", "../../runbooks/ledger.html", "Money"] {
        assert!(start.contains(text), "{text}");
    }
    assert!(built.main("teams/payments.html").contains("href=\"payments/start.html\""));
}
