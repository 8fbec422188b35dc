//! Links, images and addresses in text.

use super::*;

#[test]
fn links_lead_where_they_were_followed_to() {
    assert_eq!(
        html("[a](pages/a.md#b \"T\") [o](https://x.example/?a=1&b=2) [m](mailto:a@b.c) [h](#x)\n"),
        "<p><a href=\"pages/a.html#b\" title=\"T\">a</a> \
         <a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener noreferrer external\">o</a> \
         <a href=\"mailto:a@b.c\">m</a> <a href=\"#x\">h</a></p>\n"
    );
}

#[test]
fn broken_links_are_text_that_says_so() {
    assert_eq!(
        html("[*gone*](missing \"x\")\n"),
        "<p><span class=\"broken\" title=\"This link leads nowhere: missing\"><em>gone</em></span></p>\n"
    );
    let bare = Markdown { links: std::collections::BTreeMap::new(), ..page("[a](b.md)") };
    assert!(to_html(&bare).html.contains("class=\"broken\""));
}

#[cfg(feature = "sanitize")]
#[test]
fn only_safe_schemes_are_ever_written() {
    for address in ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example"] {
        for text in [
            format!("[x]({address}) ![x]({address}) <{address}>\n"),
            format!("<a href=\"{address}\">x</a> <img src=\"{address}\">\n"),
        ] {
            for mode in [RawHtml::Sanitize, RawHtml::Keep] {
                let found = html_as(mode, &text);
                let written: Vec<_> = [values(&found, "href"), values(&found, "src")].concat();
                assert!(written.is_empty(), "{address} {mode:?}: {found}");
            }
        }
    }
}

#[test]
fn no_address_holds_a_raw_space_and_percent_signs_stay_single() {
    let html = html("[a](<pages/on call.md>) [b](pages/on%20call.md) [c](pages/100%25.md)\n");
    assert_eq!(values(&html, "href"), ["pages/on%20call.html", "pages/on%20call.html", "pages/100%25.html"]);
}

#[test]
fn addresses_in_text_become_links() {
    assert_eq!(
        html("See https://a.example/x_y_z, www.b.example. <https://c.example> <d@e.example> or f@g.example\n"),
        "<p>See <a href=\"https://a.example/x_y_z\" rel=\"noopener noreferrer external\">https://a.example/x_y_z</a>, \
         <a href=\"http://www.b.example\" rel=\"noopener noreferrer external\">www.b.example</a>. \
         <a href=\"https://c.example\" rel=\"noopener noreferrer external\">https://c.example</a> \
         <a href=\"mailto:d@e.example\">d@e.example</a> or <a href=\"mailto:f@g.example\">f@g.example</a></p>\n"
    );
}

#[cfg(feature = "sanitize")]
#[test]
fn addresses_in_links_and_code_stay_as_they_are() {
    assert_eq!(html("[https://a.example](pages/a.md)\n"), "<p><a href=\"pages/a.html\">https://a.example</a></p>\n");
    assert_eq!(html("`https://a.example`\n"), "<p><code>https://a.example</code></p>\n");
    let raw = html("<a href=\"pages/a.md\">https://a.example [x](pages/b.md)</a> https://b.example\n");
    assert_eq!(values(&raw, "href"), ["pages/a.html", "https://b.example"]);
}

#[test]
fn images_have_words_and_load_late() {
    assert_eq!(
        html("![A *b* \"c\"](pages/i.png \"T\") ![gone](gone.png) [![x](pages/x.png)](pages/a.md)\n"),
        "<p><img src=\"pages/i.png\" alt=\"A b &quot;c&quot;\" title=\"T\" loading=\"lazy\"> \
         <span class=\"broken\" title=\"This image is missing: gone.png\">gone</span> \
         <a href=\"pages/a.html\"><img src=\"pages/x.png\" alt=\"x\" loading=\"lazy\"></a></p>\n"
    );
}

#[test]
fn links_in_comments_and_code_are_no_links() {
    let text = "<!-- [gone](missing-1.md) INTERNAL-NOTE-17 -->\n\nText <!-- inline [gone](missing-2.md) --> end.\n\n\
        `[code](missing-3.md)`\n\n```md\n[fence](missing-4.md)\n```\n\n    [indented](missing-5.md)\n\nAfter: [really gone](missing-6.md)\n";
    for mode in [RawHtml::Sanitize, RawHtml::Keep, RawHtml::Escape] {
        let found = html_as(mode, text);
        assert!(!found.contains("INTERNAL-NOTE-17") && !found.contains("missing-2"), "{mode:?}: {found}");
        assert_eq!(values(&found, "title"), ["This link leads nowhere: missing-6.md"], "{mode:?}");
    }
}
