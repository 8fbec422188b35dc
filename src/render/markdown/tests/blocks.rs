//! Headings, tables, tasks, alerts and footnotes.

use super::*;

#[test]
fn headings_have_the_outlines_ids_and_a_link_to_themselves() {
    assert_eq!(
        html("# Title\n\n## A & B\n\n### C {#own .wide onclick=x data-x=1}\n\n#### D\n"),
        "<span id=\"title\"></span>\n\
         <h2 id=\"a-b\">A &amp; B<a class=\"anchor\" href=\"#a-b\" aria-label=\"Link to section: A &amp; B\">#</a></h2>\n\
         <h3 id=\"own\" class=\"wide\" data-x=\"1\">C<a class=\"anchor\" href=\"#own\" aria-label=\"Link to section: C\">#</a></h3>\n\
         <h4 id=\"d\">D</h4>\n"
    );
}

#[test]
fn a_page_has_no_second_heading_of_level_one() {
    let first = |html: String| html.matches("<h1").count();
    assert_eq!(first(html("# T\n\n# Another\n")), 0);
    assert!(html("# T\n\n# Another\n").contains("<h2 id=\"another\">"));
    let kept = to_html(&Markdown { skips_title: false, ..page("# T\n\n# Another\n") }).html;
    assert!(kept.starts_with("<h1 id=\"t\">T</h1>\n<h2 id=\"another\">"), "{kept}");
}

#[test]
fn a_heading_that_differs_from_the_title_stays() {
    let html = html("---\ntitle: One\n---\n# Two\n");
    assert!(html.starts_with("<h2 id=\"two\">Two"), "{html}");
}

#[test]
fn headings_below_another_heading_are_moved_down_to_the_sixth_level() {
    let below = |text| to_html(&Markdown { deepen: 1, id_prefix: "x--".into(), ..page(text) }).html;
    assert!(below("## A\n").starts_with("<h3 id=\"x--a\">A<a class=\"anchor\" href=\"#x--a\""));
    let deep = below("## A\n### B\n#### C\n##### D\n###### E\n");
    assert!(deep.ends_with("<h6 id=\"x--d\">D</h6>\n<h6 id=\"x--e\">E</h6>\n"), "{deep}");
    assert!(below("###### A\n").starts_with("<h3 id=\"x--a\">"), "no level is skipped");
}

#[cfg(feature = "sanitize")]
#[test]
fn every_heading_of_the_outline_is_on_the_page_and_no_id_stands_twice() {
    let text = "# Ids\n\n## Runbook\n## Runbook\n## Runbook 1\n## Runbook-1\n## Runbook\n## fn:1 {#fn:1}\n## Search\n\n\
        A note[^search] and[^search] <a id=\"runbook\"></a><a id=\"mine\"></a><b id=\"mine\">x</b><i id=\"bw--x\">y</i>.\n\n\
        [^search]: A footnote.\n";
    let page = page(text);
    let ids = values(&to_html(&page).html, "id");
    let mut distinct = ids.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    for heading in &page.file.outline().headings {
        assert!(ids.contains(&heading.id), "{}", heading.id);
    }
    assert!(ids.contains(&"mine".to_owned()) && !ids.contains(&"bw--x".to_owned()));
}

#[cfg(feature = "sanitize")]
#[test]
fn ids_of_the_page_that_a_text_stands_on_are_left_free() {
    let html = html("---\nabout: team/x\n---\n## Gaps\n\n<b id=\"answer\">x</b>\n");
    assert_eq!(values(&html, "id"), ["gaps-1"]);
}

#[test]
fn tables_scroll_and_their_heads_say_what_they_head() {
    assert_eq!(
        html("| | Check | N |\n|---|:-:|--:|\n| `a \\| b` | plain \\| pipe | 1 |\n"),
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1: Check N\"><table>\n\
         <thead><tr><td></td><th scope=\"col\" class=\"center\">Check</th><th scope=\"col\" class=\"right\">N</th></tr></thead><tbody>\n\
         <tr><td><code>a | b</code></td><td class=\"center\">plain | pipe</td><td class=\"right\">1</td></tr>\n\
         </tbody></table></div>\n"
    );
}

#[cfg(feature = "sanitize")]
#[test]
fn tasks_are_boxes_with_their_words_as_label() {
    assert_eq!(
        html("- [x] done *it*\n- [ ] open\n  - [ ] below\n- none\n"),
        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled checked> done <em>it</em></label></li>\n\
         <li class=\"task\"><label><input type=\"checkbox\" disabled> open</label>\n<ul>\n\
         <li class=\"task\"><label><input type=\"checkbox\" disabled> below</label></li>\n</ul>\n</li>\n\
         <li>none</li>\n</ul>\n"
    );
    assert_eq!(
        html("- [ ] a <b>c\n\n  more\n"),
        "<ul>\n<li class=\"task\">\n<p><label><input type=\"checkbox\" disabled> a c</label></p>\n<p>more</p>\n</li>\n</ul>\n"
    );
}

#[test]
fn alerts_have_a_title_and_a_state() {
    for (word, class, title) in [
        ("NOTE", "info", "Note"),
        ("TIP", "ok", "Tip"),
        ("IMPORTANT", "info", "Important"),
        ("WARNING", "warning", "Warning"),
        ("CAUTION", "critical", "Caution"),
    ] {
        assert_eq!(
            html(&format!("> [!{word}]\n> Text\n")),
            format!(
                "<div class=\"alert {class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n<p>Text</p>\n</div>\n"
            )
        );
    }
    assert_eq!(html("> Quote\n"), "<blockquote>\n<p>Quote</p>\n</blockquote>\n");
}

#[test]
fn footnotes_stand_once_in_the_order_of_their_marks() {
    assert_eq!(
        html("B[^b] a[^a] b[^b].\n\n[^a]: First[^c].\n[^b]: Second.\n[^c]: Third.\n\n    Two paragraphs.\n"),
        "<p>B<sup class=\"footnote\"><a id=\"fnref:1\" href=\"#fn:1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup> \
         a<sup class=\"footnote\"><a id=\"fnref:2\" href=\"#fn:2\" role=\"doc-noteref\" aria-label=\"Footnote 2\">2</a></sup> \
         b<sup class=\"footnote\"><a id=\"fnref:1-2\" href=\"#fn:1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n\
         <li id=\"fn:1\">\n<p>Second. <a class=\"footnote-back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩\u{fe0e}</a> \
         <a class=\"footnote-back\" href=\"#fnref:1-2\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">↩\u{fe0e}<sup>2</sup></a></p>\n</li>\n\
         <li id=\"fn:2\">\n<p>First<sup class=\"footnote\"><a id=\"fnref:3\" href=\"#fn:3\" role=\"doc-noteref\" aria-label=\"Footnote 3\">3</a></sup>. \
         <a class=\"footnote-back\" href=\"#fnref:2\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn:3\">\n<p>Third.</p>\n<p>Two paragraphs. \
         <a class=\"footnote-back\" href=\"#fnref:3\" role=\"doc-backlink\" aria-label=\"Back to reference 3\">↩\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</section>\n"
    );
}

#[test]
fn a_footnote_in_a_table_is_a_link_and_all_marks_lead_to_one_text() {
    let html = html("Total[^n], again[^n].\n\n| Team |\n|---|\n| Payments[^n] |\n\n[^n]: Counted.\n");
    assert_eq!(html.matches("href=\"#fn:1\"").count(), 3);
    assert_eq!(html.matches("Counted.").count(), 1);
    assert!(html.contains("<td>Payments<sup"), "{html}");
}

#[test]
fn a_footnote_that_nothing_refers_to_is_noted() {
    let text = "Text\n\n[^x]: Lost.\n";
    let out = render(text);
    assert_eq!(out.html, "<p>Text</p>\n");
    assert_eq!((out.notes.len(), out.notes[0].at), (1, 6));
    assert_eq!(out.notes[0].text, "nothing refers to this footnote, so it is not shown");
    assert_eq!(html("Nothing[^y].\n"), "<p>Nothing[^y].</p>\n");
}

#[cfg(feature = "sanitize")]
#[test]
fn a_footnote_may_refer_to_itself_and_stand_in_a_link() {
    let html = html("<a href=\"pages/a.md\">a[^x]</a>\n\n[^x]: See[^x].\n");
    assert!(html.starts_with("<p><a href=\"pages/a.html\">a<sup class=\"footnote\">1</sup></a></p>\n"), "{html}");
    assert_eq!(html.matches("<li id").count(), 1);
}

#[test]
fn definitions_strikethrough_and_math_are_readable() {
    assert_eq!(html("Term\n: Meaning\n"), "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n");
    assert_eq!(html("~~gone~~ $a^2 < b$\n"), "<p><del>gone</del> $a^2 &lt; b$</p>\n");
    let display = "$$\n\\begin{matrix} a*b*c & d \\\\ e_1\\,f_2 \\end{matrix}\n$$";
    let wanted = display.replace('&', "&amp;");
    assert_eq!(html(&format!("x $y_1*z*$ and\n\n{display}\n")), format!("<p>x $y_1*z*$ and</p>\n<p>{wanted}</p>\n"));
    assert_eq!(html("**$5**–**$6**\n"), "<p><strong>$5</strong>–<strong>$6</strong></p>\n");
}

#[test]
fn braces_are_never_templates() {
    assert_eq!(
        html("`{{ super() }}` and {{ config.secret }}\n"),
        "<p><code>{{ super() }}</code> and {{ config.secret }}</p>\n"
    );
}

#[cfg(feature = "sanitize")]
#[test]
fn words_for_search_are_free_of_markup() {
    let out = render(
        "# Title\n\n## One *two*\n\nThree `four` [five](pages/a.md) ![six](pages/i.png)\n\n- seven\n- eight\n\n```sh\nnine\n```\n\n| ten |\n|---|\n| eleven |\n\n<b>twelve &amp; more</b><!-- never -->\n",
    );
    assert_eq!(out.text, "One two Three four five six seven eight nine ten eleven twelve & more");
}

#[test]
fn windows_line_ends_make_no_difference() {
    let text = "---\ntitle: Plain\n---\n\n# Body\n\n[x](missing.md)\n\n```sh\na\nb\n```\n\n<div>\nraw\n</div>\n";
    let windows = html(&text.replace('\n', "\r\n"));
    assert!(!windows.contains('\r'), "{windows:?}");
    assert_eq!(windows, html(text));
}
