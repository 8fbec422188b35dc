//! Any input: no panic, nothing that runs, and no time lost.

use std::time::Duration;

use super::*;

/// How long this thread has run on a core, whatever else the machine does meanwhile.
#[cfg(target_os = "linux")]
fn spent() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts what a thread runs");
    let nanoseconds = text.split_whitespace().next().and_then(|word| word.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first number is the time on a core"))
}

#[cfg(not(target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "this test measures time")]
fn spent() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn time(text: &str) -> Duration {
    let page = page(text);
    let before = spent();
    let out = to_html(&page);
    let took = spent().checked_sub(before).unwrap_or_default();
    assert!(out.html.len() < text.len() * 80 + 1000, "{} from {}", out.html.len(), text.len());
    took
}

fn hard(n: usize) -> Vec<(&'static str, String)> {
    let numbered = |make: fn(usize) -> String| (0..n).map(make).collect::<String>();
    vec![
        ("brackets", "[ (](".repeat(n)),
        ("cdata", "x <![CDATA[".repeat(n)),
        ("notes", "[^a\n".repeat(n)),
        ("headings", "## Same heading\n\n".repeat(n / 4)),
        ("long", format!("# {}\n", "long heading ".repeat(n))),
        ("long below", format!("## {}\n", "long heading ".repeat(n))),
        ("tags", "<b>".repeat(n)),
        ("closing tags", format!("{}{}", "<b>".repeat(n), "</i>".repeat(n))),
        ("different tags", numbered(|i| format!("x <b id=\"i{i}\">\n\n"))[..].chars().take(n * 5).collect()),
        ("open tags", format!("<div>\n{}", "<a \"".repeat(n))),
        ("quotes", format!("<div>\n{}", "<a x='>\"".repeat(n))),
        ("www", "www.a_".repeat(n)),
        ("mail", "a@a.".repeat(n)),
        ("urls", "http://a_b.c_d ".repeat(n)),
        ("url", "http://".repeat(n)),
        ("parentheses", format!("http://a.b/{}", "(".repeat(n))),
        ("footnotes", format!("{}\n\n[^a]: x\n", "[^a]".repeat(n))),
        ("many footnotes", numbered(|i| format!("[^{i}]\n\n[^{i}]: x\n\n"))[..].chars().take(n * 8).collect()),
        ("quotes in quotes", format!("{}x", "> ".repeat(n.min(5000)))),
        ("lists", format!("{}x", "- ".repeat(n.min(5000)))),
        ("tables", format!("|a|\n|-|\n{}", "|b|\n".repeat(n))),
        ("scripts", "<script>".repeat(n)),
        ("scripts in lines", "x <script> </b>".repeat(n)),
        ("comments", "<!-- ".repeat(n)),
        ("tasks", "- [ ] a\n".repeat(n)),
        ("marks", format!("```js {{{}}}\n{}```\n", "1,".repeat(n), "a\n".repeat(n))),
    ]
}

/// Debug builds are several times slower than what is shipped, which stays far below a second.
#[test]
fn time_grows_with_the_text_and_no_faster() {
    for ((name, small), (_, large)) in hard(20_000).into_iter().zip(hard(40_000)) {
        let (small, large) = (time(&small), time(&large));
        if std::env::args().any(|arg| arg == "--nocapture") {
            println!("{name}: {small:?} {large:?}");
        }
        assert!(large < Duration::from_secs(3), "{name}: {large:?}");
        assert!(large < small * 4 + Duration::from_millis(100), "{name}: {small:?}, then {large:?}");
    }
}

/// What a browser would make of `html`: element and attribute names, and the values of addresses.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    use crate::render::markdown::escape::unescape;
    use crate::render::markdown::tokens::{Token, attributes, tokens};
    let tag = |token: Token<'_>| match token {
        Token::Open { name, source } => {
            let all = attributes(source).into_iter().map(|one| (one.name, unescape(one.value))).collect();
            Some((name, all))
        }
        _ => None,
    };
    tokens(html).into_iter().filter_map(tag).collect()
}

const NOISE: &str = "(<script>|</script>|<a href=|<a href=\"|javascript:alert\\(1\\)|'|\"|>|<|/>|&#106;|<svg |<math>|\
    onload=x| style=x|<style>|</style>|<!--|-->|\\[a\\]\\(|\\)|<img src=x |<details>|</details>|<td>|<table>|\
    </p>|\\n\\n|\\n|> |- |- \\[ \\] |# |## |`|```js|\\*|\\||[a-c]|\\{#a\\}|\\[\\^a\\]|\\[\\^a\\]: |<!\\[CDATA\\[|\\]\\]>|\
    <noscript>|<textarea>|<plaintext>|<template>|http://a.b|www.a.b|ü|\\t|    |\\PC){0,25}";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1000))]

    #[test]
    fn cleaned_pages_hold_nothing_that_runs(text in NOISE) {
        let html = html(&text);
        for (name, attributes) in tags(&html) {
            proptest::prop_assert!(!["script", "style", "iframe", "svg", "math", "object", "form", "noscript", "template", "textarea", "plaintext"].contains(&name.as_str()), "{}", html);
            for (attribute, value) in attributes {
                proptest::prop_assert!(!attribute.starts_with("on") && attribute != "style", "{}", html);
                if attribute == "href" || attribute == "src" {
                    proptest::prop_assert!(crate::source::is_safe_address(&value), "{}", html);
                }
            }
        }
    }

    /// The sanitizer reads as browsers do. Allowed everything, it finds no more on a page than was meant to be there.
    #[cfg(feature = "sanitize")]
    #[test]
    fn a_browser_finds_the_same_elements_and_nothing_that_runs(text in NOISE) {
        let html = html(&text);
        let mut all = ammonia::Builder::default();
        all.clean_content_tags([].into())
            .add_tags(["section", "input", "label", "script", "style", "iframe", "svg", "math", "template"])
            .generic_attribute_prefixes(["on", "style", "href", "src"].into())
            .add_url_schemes(["javascript", "data"]);
        let read = all.clean(&html).to_string();
        let implied = |name: &String| !["p", "tbody", "tr", "colgroup"].contains(&name.as_str());
        let names = |html: &str| tags(html).into_iter().map(|(name, _)| name).filter(implied).collect::<std::collections::BTreeSet<_>>();
        proptest::prop_assert_eq!(names(&read), names(&html), "{}\n{}", html, read);
        for (attribute, value) in tags(&read).into_iter().flat_map(|(_, attributes)| attributes) {
            let is_address = attribute == "href" || attribute == "src";
            proptest::prop_assert!(is_address || !attribute.starts_with("on") && attribute != "style", "{}", read);
            proptest::prop_assert!(!is_address || crate::source::is_safe_address(&value), "{}", read);
        }
    }

    #[test]
    fn no_text_panics_in_any_mode(text in "\\PC{0,60}") {
        for mode in [RawHtml::Keep, RawHtml::Escape, RawHtml::Sanitize] {
            html_as(mode, &text);
        }
    }

    #[test]
    fn markup_is_balanced_whatever_the_text(text in NOISE) {
        let html = html(&text);
        let mut open = Vec::new();
        for token in crate::render::markdown::tokens::tokens(&html) {
            match token {
                crate::render::markdown::tokens::Token::Open { name, source } => {
                    let is_void = ["br", "hr", "img", "input", "wbr", "col"].contains(&name.as_str());
                    if !is_void && !source.ends_with("/>") { open.push(name); }
                }
                crate::render::markdown::tokens::Token::Close { name, .. } => {
                    proptest::prop_assert_eq!(open.pop(), Some(name), "{}", html);
                }
                _ => {}
            }
        }
        proptest::prop_assert!(open.is_empty(), "{:?} in {}", open, html);
    }
}
