//! What a site brings along for those who publish it: redirects for servers, a feed, a word to search engines.

use crate::driver::Handbook;
use crate::program::{folder, run, text};

const MOVED: [(&str, &str); 2] = [
    ("content/desk.md", "---\naliases: [/old place/, \"a$b\", \"ü*:\\\"x\\\".html\"]\n---\n# Desk\n"),
    ("content/ownership/a.yaml", "teams:\n  payments: { name: Payments, aliases: [cash] }\n"),
];

fn map(settings: &str, file: &str) -> Vec<String> {
    let built = Handbook::of(MOVED).edit("content/handbook.yaml", settings).build();
    built.file(file).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn earlier_addresses_are_written_down_for_each_server_that_is_named() {
    let all = "redirects: [netlify, nginx, apache]\n";
    assert_eq!(
        map(all, "_redirects"),
        [
            "/%C3%BC%2A%3A%22x%22.html  /desk.html  301!",
            "/a$b.html  /desk.html  301!",
            "/old%20place  /desk.html  301!",
            "/old%20place/  /desk.html  301!",
            "/old%20place/index.html  /desk.html  301!",
            "/teams/cash.html  /teams/payments.html  301!",
            "/teams/cash/start.html  /teams/payments/start.html  301!",
        ]
    );
    let nginx = map(&format!("base_url: https://h.example/eng%20ops\n{all}"), "redirects.nginx");
    assert!(nginx.contains(&"\"/eng ops/old place/\" \"/eng%20ops/desk.html\";".to_owned()), "{nginx:#?}");
    assert!(nginx.contains(&"\"/eng ops/ü*:\\\"x\\\".html\" \"/eng%20ops/desk.html\";".to_owned()), "{nginx:#?}");
    assert_eq!(nginx.len(), 7);
    let apache = map(&format!("base_url: https://h.example/eng/\nurls: directory\n{all}"), ".htaccess");
    assert!(apache.contains(&"RedirectMatch 301 \"^/eng/teams/cash/$\" \"/eng/teams/payments/\"".to_owned()));
    assert!(apache.contains(&"RedirectMatch 301 \"^/eng/teams/cash$\" \"/eng/teams/payments/\"".to_owned()));
}

#[test]
fn no_map_is_written_unless_asked_for_and_the_pages_that_lead_on_stay() {
    let built = Handbook::of(MOVED).build();
    let maps = ["_redirects", "redirects.nginx", ".htaccess"];
    assert!(maps.iter().all(|map| !built.files.contains_key(*map)));
    let asked = Handbook::of(MOVED).edit("content/handbook.yaml", "redirects: [nginx]\n").build();
    assert!(asked.files.contains_key("redirects.nginx") && !asked.files.contains_key(".htaccess"));
    assert!(asked.file("teams/cash.html").contains("payments.html"));
}

#[test]
fn a_map_belongs_to_the_site_and_takes_no_file_of_the_handbooks_own() {
    let book = folder(&MOVED);
    std::fs::write(book.path().join("content/handbook.yaml"), "redirects: [nginx]\n").expect("written");
    let build = run(book.path(), &["build", "--redirects", "netlify", "--redirects", "apache"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    let public = book.path().join("public");
    let manifest = std::fs::read_to_string(public.join(".bailiwick-manifest.json")).expect("written");
    for map in ["_redirects", "redirects.nginx", ".htaccess"] {
        assert!(public.join(map).is_file() && manifest.contains(&format!("\"{map}\"")), "{map}");
    }
    // What is no longer asked for goes again.
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    assert!(public.join("redirects.nginx").is_file() && !public.join("_redirects").exists());

    let slip = run(book.path(), &["build", "--redirects", "ngnix"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("netlify, nginx, apache"), "{}", text(&slip.stderr));
    std::fs::write(book.path().join("content/_redirects"), "/mine /yours\n").expect("written");
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    let clash = run(book.path(), &["build", "--redirects", "netlify"]);
    assert_eq!(clash.status.code(), Some(1));
    assert!(text(&clash.stderr).contains("`_redirects` is the address of a page that Bailiwick makes itself"));
}

#[test]
fn a_word_that_is_no_server_is_an_error_with_its_place() {
    let checked = Handbook::of([]).edit("content/handbook.yaml", "redirects: [nginx, apahce]\n").check();
    assert_eq!(checked.errors(), ["content/handbook.yaml:1:20 unknown-word"]);
}

const DATED: [(&str, &str); 7] = [
    ("content/handbook.yaml", "title: A & B\nbase_url: https://h.example/eng\n"),
    (
        "content/new.md",
        "---\ntitle: \"<New> \\u0001\"\nsummary: Says & shows.\nupdated: 2026-11-20T10:00:00+13:00\n---\n",
    ),
    ("content/old.md", "---\ndate: 2025-01-02\nreviewed: 2026-03-01\n---\n# Old\n"),
    ("content/undated.md", "# Undated\n"),
    ("content/far.md", "---\ndate: 2999-01-01\n---\n# Far\n"),
    ("content/draft.md", "---\ndraft: true\ndate: 2026-11-24\n---\n# Zebra\n"),
    (
        "content/ownership/a.yaml",
        "teams: { pay: { name: Payments, reviewed: 2026-05-05 } }\n\
         systems: { ledger: { owner: pay, reviewed: 2026-05-06 }, cash: { owner: pay } }\n",
    ),
];

#[test]
fn the_feed_lists_what_changed_last_first_and_no_draft() {
    let built = Handbook::of(DATED).with_drafts().build();
    let feed = scraper::Html::parse_document(built.file("feed.xml"));
    let texts = |selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).expect("a selector");
        feed.select(&selector).map(|element| element.text().collect()).collect()
    };
    let pages = ["new.html", "systems/ledger.html", "teams/pay.html", "old.html"];
    assert_eq!(texts("entry id"), pages.map(|page| format!("https://h.example/eng/{page}")));
    let days = ["2026-11-20", "2026-05-06", "2026-05-05", "2026-03-01"];
    assert_eq!(texts("entry updated"), days.map(|day| format!("{day}T00:00:00Z")));
    assert_eq!(texts("feed > updated"), ["2026-11-20T00:00:00Z"]);
    let raw = built.file("feed.xml");
    assert!(raw.contains("<title>&lt;New&gt; </title>"), "{raw}");
    assert!(raw.contains("<summary>Says &amp; shows.</summary>"), "{raw}");
    assert!(raw.contains("<link rel=\"self\" type=\"application/atom+xml\" href=\"https://h.example/eng/feed.xml\"/>"));
    assert!(raw.contains("<author><name>A &amp; B</name></author>"));
    assert!(!raw.contains("Zebra") && !raw.contains("2999") && !raw.contains('\u{1}'), "{raw}");
    let page = crate::html::Page::of(built.file("teams/pay.html"));
    assert_eq!(page.all("link[type='application/atom+xml']", "href"), ["../feed.xml"]);
}

#[test]
fn a_site_without_an_address_has_no_feed_and_one_without_dates_a_valid_one() {
    let built = Handbook::of(DATED).edit("content/handbook.yaml", "").build();
    assert!(!built.files.contains_key("feed.xml"));
    assert!(!built.file("index.html").contains("atom+xml"));
    let built = Handbook::of([DATED[0]]).build();
    assert!(built.file("feed.xml").contains("<updated>2026-11-25T00:00:00Z</updated>"), "the day it was read");
}

#[test]
fn a_date_that_is_none_is_a_warning_and_costs_only_the_date() {
    let checked = Handbook::of([("content/a.md", "---\ndate: last week\nupdated: 2026-02-30\n---\n# A\n")]).check();
    assert_eq!(checked.noted(), ["content/a.md:2:7 wrong-type", "content/a.md:3:10 wrong-type"]);
    assert_eq!(checked.errors(), [] as [&str; 0]);
}

#[test]
fn search_engines_are_asked_to_stay_away_where_the_settings_say_so() {
    let built = Handbook::of([("content/handbook.yaml", "robots: noindex\n")]).build();
    assert!(built.file("robots.txt").contains("Disallow: /\n"));
    for (file, html) in built.pages() {
        let page = crate::html::Page::of(html);
        assert_eq!(page.all("meta[name=robots]", "content"), ["noindex"], "{file}");
    }
    let open = Handbook::of([]).build();
    assert!(open.file("robots.txt").contains("Allow: /\n"));
    assert!(!open.file("index.html").contains("noindex"));
}
