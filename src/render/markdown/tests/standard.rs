//! The standard's constructs, each in an example of our own.

use super::*;

#[test]
fn blocks_and_spans_of_the_standard() {
    for (text, wanted) in [
        ("a\nb  \nc\\\nd\n", "<p>a\nb<br />\nc<br />\nd</p>\n"),
        (
            "*a* **b** ***c*** _d_ a_b_c\n",
            "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> a_b_c</p>\n",
        ),
        ("`` a ` b ``\n", "<p><code>a ` b</code></p>\n"),
        ("***\n", "<hr />\n"),
        ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n\n4. b\n", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
        ("- a\n  - b\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("> a\nb\n", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
        ("&copy; &#35; \\* &unknown;\n", "<p>© # * &amp;unknown;</p>\n"),
        ("[x][r]\n\n[r]: pages/a.md 'T'\n", "<p><a href=\"pages/a.html\" title=\"T\">x</a></p>\n"),
        ("[undefined]\n", "<p>[undefined]</p>\n"),
        (
            "Setext\n---\n",
            "<h2 id=\"setext\">Setext<a class=\"anchor\" href=\"#setext\" aria-label=\"Link to section: Setext\">#</a></h2>\n",
        ),
        (
            "~~~\na\n\nb\n~~~\n",
            "<figure class=\"code\"><pre tabindex=\"0\" role=\"group\" aria-label=\"Code\"><code>a\n\nb\n</code></pre></figure>\n",
        ),
        ("", ""),
    ] {
        assert_eq!(html(text), wanted, "{text}");
    }
}
