//! What pages say of owners who cannot own, of whom their buttons reach, and of Markdown that is not shown as meant.

use bailiwick::diagnostic::Severity;

use crate::driver::Handbook;

const TEAMS: &str = "teams:\n  desk: { name: Help Desk, contact: { chat: \"#desk\" }, on_call: { schedule: https://pager.example/desk } }\n  \
    ops: { name: Night Ops, members: [bo], on_call: { schedule: https://pager.example/ops, escalation: [ana] } }\n  \
    shop: { name: Shop, members: [ana], contact: { chat: \"#shop\", email: shop@x.example } }\n  \
    hollow: { name: Hollow, members: [] }\npeople: { ana: { name: Ana }, bo: {} }\n\
    domains: { money: { name: Money, lead: ana } }\n";

fn page(system: &str, settings: &str) -> String {
    let text = format!("{TEAMS}systems:\n  till: {system}\n");
    let book = Handbook::owning(&text).edit("content/handbook.yaml", settings).build();
    book.main("systems/till.html").to_owned()
}

fn answer(page: &str) -> &str {
    let start = page.find("id=\"answer\"").expect("there is an answer");
    &page[start..start + page[start..].find("</section>").expect("it ends")]
}

#[test]
fn the_name_and_the_buttons_agree_where_a_lead_is_asked_instead() {
    let settings = "fallback: { team: desk, contact: \"#help\" }";
    let page = page("{ domain: money }", settings);
    let answer = answer(&page);
    assert!(answer.contains("Ana"), "{answer}");
    assert!(answer.contains("These reach <a href=\"../teams/desk.html\">Help Desk</a>"), "{answer}");
    assert!(answer.contains("https://pager.example/desk"));
    let alone = self::page("{}", settings);
    assert!(!self::answer(&alone).contains("These reach"), "the fallback is named already");
}

#[test]
fn who_is_paged_is_named_where_it_is_not_the_owner() {
    let page = page("{ owner: shop, lifecycle: { operate: ops } }", "");
    let answer = answer(&page);
    assert!(answer.contains("On-call is <a href=\"../teams/ops.html\">Night Ops</a>"), "{answer}");
    assert!(answer.contains("https://pager.example/ops") && answer.contains("#shop"), "{answer}");
    assert!(answer.contains("shop@x.example"), "one writes to the owner");
    let own = self::page("{ owner: ops }", "");
    assert!(!self::answer(&own).contains("On-call is"));
}

#[test]
fn lists_mark_owners_who_cannot_own() {
    let data = format!("{TEAMS}systems: {{ a: {{ owner: ana }}, b: {{ owner: hollow }}, c: {{ owner: shop }} }}\n");
    let book = Handbook::owning(&data).build();
    let list = book.main("systems/index.html");
    assert_eq!(list.matches("a person, not a team").count(), 1, "{list}");
    assert_eq!(list.matches("nobody is in it").count(), 1, "{list}");
    let escalation = page("{ owner: ops }", "");
    assert!(!escalation.contains("a person, not a team"), "a person may well be called");
}

const ASIDES: &str =
    "---\ntitle: A\n---\n```qwertz\nx\n```\n\nA <b>bold word.\n\n- <br> and `<i>`\n\n[^1]: Lost.\n\n```rust\n```\n";

#[test]
fn what_is_not_shown_as_written_is_noted_once_with_its_place() {
    let book = Handbook::of([("content/a.md", ASIDES), ("content/b.md", "---\ndraft: true\n---\n```qwertz\n```\n")]);
    let book = book.edit("content/c.md", "---\nabout: team/x\n---\n```qwertz\n```\n");
    let site = book.site();
    let found = site.diagnostics();
    let codes = ["unknown-language", "unclosed-tag", "unused-footnote"];
    let found: Vec<_> = found.iter().filter(|found| codes.contains(&found.code.as_ref())).collect();
    let shown = |at: usize| {
        let place = found[at].place.as_ref().expect("a place");
        let file = site.handbook().sources.get(&place.path).expect("a file");
        let text = &file.text()[place.span.range()];
        (
            found[at].code.as_ref(),
            found[at].severity,
            file.lines().position(file.text(), place.span.start).line,
            text.to_owned(),
        )
    };
    assert_eq!(found.len(), 4, "{found:#?}");
    assert_eq!(shown(0), ("unknown-language", Severity::Info, 4, "```qwertz".into()));
    assert_eq!(shown(1), ("unclosed-tag", Severity::Warning, 8, "<b>bold word.".into()));
    assert_eq!(shown(2), ("unused-footnote", Severity::Warning, 12, "[^1]: Lost.".into()));
    assert_eq!(shown(3).0, "unknown-language");
    let kept = book.edit("content/handbook.yaml", "raw_html: keep").site().diagnostics();
    assert!(kept.iter().all(|found| found.code != "unclosed-tag"), "kept HTML is left as it is");
}

#[test]
fn no_heading_level_is_skipped_where_text_stands_on_a_page_of_ours() {
    let text = "---\nabout: mistake/splitting-ownership\ntitle: Split\n---\n#### Deep\n\n###### Deeper\n\n## Up\n";
    let team = "---\nabout: team/desk\n---\n##### Deep\n";
    let book = Handbook::owning(TEAMS).edit("content/a.md", text).edit("content/b.md", team).build();
    for page in ["mistakes.html", "teams/desk.html"] {
        let levels: Vec<u8> = scraper::Html::parse_document(book.file(page))
            .select(&scraper::Selector::parse("h1, h2, h3, h4, h5, h6").expect("a selector"))
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        let skips = levels.windows(2).filter(|pair| pair[1] > pair[0] + 1).count();
        assert_eq!((levels[0], skips), (1, 0), "{page}: {levels:?}");
    }
}
