//! Other documents' links into a handbook.

use std::process::Output;

use crate::program::{folder, run, text};

const PAGE: &str = "---\naliases: [old/desk]\n---\n# Desk\n\n## First steps\n";

/// A handbook beside `document`, whose name is `path`, and what `links` says of that document.
fn links(settings: &str, path: &str, document: &str) -> Output {
    let book = folder(&[
        ("content/handbook.yaml", settings),
        ("content/desk.md", PAGE),
        ("content/on call/größe.md", "# Rota\n\n## Größe\n"),
        ("content/draft.md", "---\ndraft: true\n---\n# Draft\n"),
        ("content/files/plan.txt", "plan\n"),
        ("content/ownership/a.yaml", "teams:\n  payments: { name: Payments, aliases: [cash] }\n"),
        (path, document),
    ]);
    run(book.path(), &["links", path])
}

/// What is said of an address, `~` standing for the site's: its message and help on one line, and the exit code.
fn said(style: &str, address: &str) -> (i32, String) {
    let settings = format!("base_url: https://docs.example.org/eng\nurls: {style}\n");
    let address = address.replace('~', "https://docs.example.org/eng/").replace(":@:", ":~:");
    let document = format!("See {address}\n");
    let output = links(&settings, "other.txt", &document);
    let shown = text(&output.stdout);
    let told = |line: &&str| line.contains("leads nowhere") || line.contains("leads on") || line.contains("help:");
    let lines: Vec<&str> = shown.lines().filter(told).map(str::trim).collect();
    (output.status.code().expect("a code"), lines.join(" | "))
}

fn is_fine(style: &str, address: &str) {
    assert_eq!(said(style, address), (0, String::new()), "{style}: {address}");
}

/// An address that leads nowhere, with `near` proposed in its place.
fn is_broken(style: &str, address: &str, near: &str) {
    let (code, said) = said(style, address);
    assert_eq!(code, 1, "{style}: {address}: {said}");
    assert!(said.contains("leads nowhere"), "{style}: {address}: {said}");
    let near = near.replace('~', "https://docs.example.org/eng/");
    let help = format!("did you mean `{near}`?");
    assert_eq!(said.contains(&help), !near.is_empty(), "{style}: {address}: {said}");
}

#[test]
fn addresses_of_the_site_are_known_as_a_web_server_answers_them() {
    for address in [
        "~",
        "~index.html",
        "https://docs.example.org/eng",
        "HTTP://Docs.Example.ORG:80/eng/desk.html",
        "~desk.html#first-steps",
        "~desk.html?from=mail#first-steps",
        "~desk.html#top",
        "https://docs.example.org/eng/desk.html#first-steps:@:text=Desk",
        "~x/../desk.html",
        "~teams/",
        "~teams",
        "~teams/payments.html#bw--main",
        "~on%20call/gr%C3%B6%C3%9Fe.html#grosse",
        "~on%20call/größe.html",
        "~on%20call/gro%CC%88%C3%9Fe.html",
        "~files/plan.txt#L3",
        "~sitemap.xml",
        "https://docs.example.org/eng-old/desk.html",
        "https://docs.example.org/",
        "https://elsewhere.example.org/eng/nothing.html",
    ] {
        is_fine("file", address);
    }
    for address in ["~desk/", "~desk", "~desk/#first-steps", "~desk/index.html", "~teams/payments/", "~404.html"] {
        is_fine("directory", address);
    }
}

#[test]
fn what_leads_nowhere_is_told_with_what_was_meant() {
    is_broken("file", "~dekc.html", "~desk.html");
    is_broken("file", "~Desk.html", "~desk.html");
    is_broken("file", "~desk/", "~desk.html");
    is_broken("file", "~desk", "~desk.html");
    is_broken("file", "~desk.md", "~desk.html");
    is_broken("file", "~teams/payment.html", "~teams/payments.html");
    is_broken("file", "~desk.html#first-step", "~desk.html#first-steps");
    is_broken("file", "~desk.html#First-Steps", "~desk.html#first-steps");
    is_broken("file", "~on%20call/größe.html#größe", "~on%20call/gr%C3%B6%C3%9Fe.html#grosse");
    is_broken("file", "~payments.html", "~teams/payments.html");
    is_broken("file", "~on%2520call/größe.html", "~on%20call/gr%C3%B6%C3%9Fe.html");
    is_broken("file", "~draft.html", "");
    is_broken("file", "~wholly/unknown", "");
    is_broken("file", "~.bailiwick-manifest.json", "");
    is_broken("directory", "~desk.html", "~desk/");
    is_broken("directory", "~teams/PAYMENTS/", "~teams/payments/");
    is_broken("directory", "~desk/#first", "");
}

#[test]
fn an_earlier_address_is_noted_with_the_present_one_and_is_no_failure() {
    for (style, earlier, now) in [
        ("file", "~old/desk.html", "~desk.html"),
        ("file", "~teams/cash.html", "~teams/payments.html"),
        ("directory", "~teams/cash/", "~teams/payments/"),
        ("directory", "~old/desk#first-steps", "~desk/#first-steps"),
    ] {
        let (code, said) = said(style, earlier);
        let now = now.replace('~', "https://docs.example.org/eng/");
        assert_eq!(code, 0, "{earlier}: {said}");
        assert!(said.contains("leads on") && said.contains(&format!("present address: `{now}`")), "{earlier}: {said}");
    }
    is_broken("file", "~old/desk.html#first-stepz", "~desk.html#first-steps");
    let (_, lost) = said("file", "~old/desk.html#gone");
    assert!(lost.contains("it leads on, and the page there has no part `#gone`"), "{lost}");
}

#[test]
fn relative_links_into_the_content_and_the_built_site_count() {
    let document = "[a](../content/desk.md#first-steps) [b](../content/on%20call/) [c](../content/handbook.yaml)\n\
                    [d](../content/dsek.md) [e](../content/desk.md#first-stepz) [f](../public/desk.html)\n\
                    [g](../public/old/desk.html) [h](../public/dekc.html) [i](../LICENSE) [j](#x) [k](/desk.html)\n";
    let output = links("", "docs/start.md", document);
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    for wanted in [
        "docs/start.md:2:5",
        "did you mean `../content/desk.md`?",
        "docs/start.md:2:29",
        "did you mean `../content/desk.md#first-steps`?",
        "write the present address: `../public/desk.html`",
        "docs/start.md:3:34",
        "did you mean `../public/desk.html`?",
    ] {
        assert!(shown.contains(wanted), "{wanted} in {shown}");
    }
    assert!(text(&output.stderr).contains("8 links into the handbook in 1 file"), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("`--base`"), "{}", text(&output.stderr));
}

#[test]
fn a_page_that_has_no_source_is_named_by_its_address() {
    let output = links("base_url: https://h.example/\n", "README.md", "[p](content/teams/payments.md)\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("did you mean `https://h.example/teams/payments.html`?"));
}

#[test]
fn every_kind_of_document_and_form_of_report_is_known() {
    let page = "<p>\n<a href='https://docs.example.org/eng/dekc.html?x=1&amp;y=2'>x</a>";
    let output = links("base_url: https://docs.example.org/eng\n", "a.html", page);
    assert!(text(&output.stdout).contains("a.html:2:10"), "{}", text(&output.stdout));
    let book = folder(&[("content/handbook.yaml", ""), ("a.txt", "x https://one.example/a and https://two.example/b")]);
    let bases = ["--base", "https://one.example", "--base", "https://two.example/"];
    for format in ["json", "sarif", "github", "gitlab", "junit"] {
        let output = run(book.path(), &[&["links", "a.txt", "--format", format], &bases[..]].concat());
        assert_eq!(output.status.code(), Some(1), "{format}");
        let shown = text(&output.stdout);
        for page in ["leads nowhere: there is no `a`", "leads nowhere: there is no `b`"] {
            assert!(shown.contains(page), "{format}: {shown}");
        }
    }
    let fine = run(book.path(), &["links", "a.txt"]);
    assert_eq!(fine.status.code(), Some(0), "{}", text(&fine.stdout));
}

#[test]
fn what_cannot_be_read_is_told_and_ends_with_2() {
    let book = folder(&[("content/handbook.yaml", ""), ("a.txt", "")]);
    std::fs::write(book.path().join("b.txt"), b"a\xff").expect("written");
    for (arguments, said) in [
        (vec!["links", "gone.txt"], "cannot read `gone.txt`"),
        (vec!["links", "b.txt"], "`b.txt` is no text in UTF-8: see its byte 2"),
        (vec!["links", "content"], "cannot read `content`"),
        (vec!["links", "a.txt", "--base", "docs.example"], "`docs.example` is no address of a site"),
    ] {
        let output = run(book.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
    }
}
