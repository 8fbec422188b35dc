//! Raw HTML that is kept, or shown as text.

use super::*;

#[test]
fn kept_html_has_its_links_followed_and_no_comments() {
    assert_eq!(
        html_as(
            RawHtml::Keep,
            "<div class=x onclick=\"y\"><!-- no -->\n<a href='pages/a.md' class=b>a</a> <a href=\"gone\">b</a>\n<script>if (a<b && b>c) {}</script>\n</div>\n"
        ),
        "<div class=x onclick=\"y\">\n<a href=\"pages/a.html\" class=b>a</a> <a title=\"This leads nowhere: gone\">b</a>\n<script>if (a<b && b>c) {}</script>\n</div>\n"
    );
}

#[test]
fn escaped_html_is_shown_as_text() {
    assert_eq!(
        html_as(RawHtml::Escape, "<div>\n<!-- no -->x</div>\n\na <b onclick=\"x\">b</b> <!-- no -->\n\n<!-- no -->\n"),
        "<p>&lt;div&gt;\nx&lt;/div&gt;</p>\n<p>a &lt;b onclick=\"x\"&gt;b&lt;/b&gt; </p>\n\n"
    );
}

#[test]
fn markup_in_text_is_text() {
    assert_eq!(
        html("# T\n\n\\<script>alert(1)\\</script> A & B \"double\" 'single' &lt;\n"),
        "<span id=\"t\"></span>\n<p>&lt;script&gt;alert(1)&lt;/script&gt; A &amp; B \"double\" 'single' &lt;</p>\n"
    );
    let heading = html("## `<script>` \"x\" onmouseover=\n");
    assert!(heading.contains("aria-label=\"Link to section: &lt;script&gt; &quot;x&quot; onmouseover=\""), "{heading}");
}
