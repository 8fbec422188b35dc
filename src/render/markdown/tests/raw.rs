//! Raw HTML that is cleaned.

use super::*;

#[test]
fn markdown_stands_in_a_collapsed_block() {
    assert_eq!(
        html(
            "<details>\n<summary>With <kbd>x</kbd></summary>\n\n**bold** and [good](pages/a.md)\n\n</details>\n\nAfter\n"
        ),
        "<details>\n<summary>With <kbd>x</kbd></summary>\n<p><strong>bold</strong> and <a href=\"pages/a.html\">good</a></p>\n</details>\n<p>After</p>\n"
    );
    assert_eq!(
        html("<details open>\n<summary>S</summary>\n**stars** and [raw](a.md)\n</details>\n\nAfter *it*\n"),
        "<details open>\n<summary>S</summary>\n**stars** and [raw](a.md)\n</details>\n<p>After <em>it</em></p>\n"
    );
}

#[test]
fn unclosed_tags_are_left_out_with_a_note() {
    let text = "Text <b>bold\n\n<details>\n\nInside\n\n> <div>\n\n</div>\n\nAfter </i>\n";
    let out = render(text);
    assert_eq!(out.html, "<p>Text bold</p>\n\n<p>Inside</p>\n<blockquote>\n\n</blockquote>\n\n<p>After </p>\n");
    let notes: Vec<_> = out.notes.iter().map(|note| (&text[note.at as usize..][..3], note.text.as_str())).collect();
    assert_eq!(
        notes,
        [
            ("<b>", "`<b>` is closed nowhere in its block, so it is left out"),
            ("<de", "`<details>` is closed nowhere in its block, so it is left out"),
            ("<di", "`<div>` is closed nowhere in its block, so it is left out"),
        ]
    );
}

#[test]
fn what_can_run_or_load_is_taken_away() {
    for (raw, wanted) in [
        ("a <script>alert(1)</script> b\n", "<p>a  b</p>\n"),
        ("<script>\nalert(1)\n\nx\n</script>\n\nb\n", "\n<p>b</p>\n"),
        ("<style>p{}</style>\n", "\n"),
        ("<img src=\"pages/i.png\" onerror=\"alert(1)\">\n", "<img src=\"pages/i.png\" alt=\"\" loading=\"lazy\">\n"),
        ("x <b onclick=alert(1) style='a' class=c>y</b>\n", "<p>x <b>y</b></p>\n"),
        ("<iframe src=\"pages/a.md\"></iframe>\n", "\n"),
        ("x <svg><b>y</b></svg>\n", "<p>x <b>y</b></p>\n"),
        ("x <form><input name=q></form>\n", "<p>x </p>\n"),
        (
            "<a href=\"java&#115;cript:alert(1)\">x</a>\n",
            "<p><span class=\"broken\" title=\"This link leads nowhere: java&amp;#115;cript:alert(1)\">x</span></p>\n",
        ),
        ("x <?php echo 1 ?> <![CDATA[y]]> <!ELEMENT z>\n", "<p>x   </p>\n"),
    ] {
        assert_eq!(html(raw), wanted, "{raw}");
    }
}

#[test]
fn harmless_raw_html_stays() {
    assert_eq!(
        html("<table>\n<tr><th scope=\"row\">A<td colspan=2>B &amp; C\n<tr><td>D\n</table>\n"),
        "<table>\n<tr><th scope=\"row\">A</th><td colspan=\"2\">B &amp; C\n</td></tr><tr><td>D\n</td></tr></table>\n"
    );
    assert_eq!(
        html("H<sub>2</sub>O <abbr title=\"A &quot;b&quot;\">x</abbr><br/>\n"),
        "<p>H<sub>2</sub>O <abbr title=\"A &quot;b&quot;\">x</abbr><br></p>\n"
    );
    assert_eq!(
        html("<h1 align=center>Big</h1>\n\n<p align=\"center\">\n\n![i](pages/i.png)\n\n</p>\n"),
        "<h2>Big</h2>\n<p align=\"center\">\n</p>\n<p><img src=\"pages/i.png\" alt=\"i\" loading=\"lazy\"></p>\n\n"
    );
}

#[test]
fn raw_links_are_followed_and_hold_no_others() {
    assert_eq!(
        html(
            "<a href=\"pages/a.md\" target=_blank rel=x>a <a href='https://b.example/?x&amp;y'>b</a></a> <a name=\"n\">c</a>\n"
        ),
        "<p><a href=\"pages/a.html\">a b</a> <span id=\"n\">c</span></p>\n"
    );
    assert_eq!(
        html("<a href=gone.md id=here title=t>x</a>\n"),
        "<p><span class=\"broken\" title=\"This link leads nowhere: gone.md\" id=\"here\">x</span></p>\n"
    );
}

#[test]
fn entities_in_raw_addresses_are_read_as_browsers_do() {
    let html = html("<a href=\"https://a.example/?q=&quot;x&quot;&amp;y\">x</a>\n");
    assert_eq!(values(&html, "href"), ["https://a.example/?q=%22x%22&amp;y"]);
}

#[test]
fn a_closing_tag_closes_nothing_it_did_not_open() {
    assert_eq!(
        html("> [!NOTE]\n> x </div></p></section>\n\nAfter\n"),
        "<div class=\"alert info\" role=\"note\"><p class=\"alert-title\">Note</p>\n<p>x </p>\n</div>\n<p>After</p>\n"
    );
    assert_eq!(html("<i><b>x</i></b> y\n"), "<p><i><b>x</b></i> y</p>\n");
}

#[test]
fn a_script_in_a_line_hides_what_is_in_it_and_no_more() {
    assert_eq!(html("a <script>*b* `c`</script> d\n\ne\n"), "<p>a  d</p>\n<p>e</p>\n");
    assert_eq!(html("a <style>*</style>* b\n\ne\n"), "<p>a </p>\n<p>e</p>\n");
}
