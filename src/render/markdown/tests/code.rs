//! Code blocks and their colours.

use super::*;
use crate::render::markdown::code::Info;
use crate::render::markdown::highlight::{self, highlight};
use crate::render::markdown::lines::Lines;

fn body(language: &str, code: &str) -> String {
    let out = highlight(language, code, None);
    assert!(out.is_known, "{language}");
    out.html.to_string()
}

#[test]
fn a_block_says_its_language_and_can_be_reached_by_keyboard() {
    assert_eq!(
        html("```rust title=\"src/main.rs\"\nfn x() {}\n```\n"),
        "<figure class=\"code\"><figcaption>src/main.rs</figcaption><pre tabindex=\"0\" role=\"group\" aria-label=\"Code: rust, src/main.rs\">\
         <code class=\"language-rust\"><span class=\"k\">fn</span> <span class=\"f\">x</span>() {}\n</code></pre></figure>\n"
    );
    assert_eq!(
        html("    a < b\n"),
        "<figure class=\"code\"><pre tabindex=\"0\" role=\"group\" aria-label=\"Code\"><code>a &lt; b\n</code></pre></figure>\n"
    );
}

#[test]
fn an_unknown_language_is_plain_with_a_note() {
    let out = render("Text\n\n```qwertz\na < b\n```\n\n```mermaid\ngraph TD; A-->B\n```\n");
    assert!(out.html.contains("<code class=\"language-qwertz\">a &lt; b\n</code>"), "{}", out.html);
    assert!(out.html.contains("aria-label=\"Code: mermaid\"><code class=\"language-mermaid\">graph TD; A--&gt;B\n"));
    let note = "the language `qwertz` is not known, so this code is shown without colours";
    let notes: Vec<_> = out.notes.iter().map(|found| (found.at, found.text.as_str())).collect();
    assert_eq!(notes, [(6, note)]);
}

#[test]
fn notes_count_from_the_beginning_of_the_file() {
    assert_eq!(render("---\ntitle: A\n---\n```qwertz\n```\n").notes[0].at, 17);
}

#[test]
fn lines_are_numbered_marked_added_and_removed() {
    let html = html("```text {2} linenos=9 diff\n+a\n-b\n c\n```\n");
    assert!(
        html.contains(
            "<span class=\"line add\" data-line=\"9\">+a\n</span><span class=\"line hl del\" data-line=\"10\">-b\n</span>\
             <span class=\"line\" data-line=\"11\"> c\n</span></code>"
        ),
        "{html}"
    );
}

#[test]
fn info_lines_are_read_as_other_tools_write_them() {
    let info = |text| Info::read(text);
    assert_eq!(info("rust,ignore").language, "rust");
    assert_eq!(info("rust {3,5-7} title=\"a b.rs\" linenos diff").title.as_deref(), Some("a b.rs"));
    assert_eq!(info("rust {3, 5-7}").marked, [3..=3, 5..=7]);
    assert_eq!(info("py hl_lines=\"1 3-4\" linenums=\"7\"").marked, [1..=1, 3..=4]);
    assert_eq!(info("py linenums=\"7\"").first_line, Some(7));
    assert_eq!(info("{.rust}").language, "rust");
    assert_eq!(info("markdown:").language, "markdown");
    assert_eq!(info("").language, "");
    assert!(info("rust{1}").marked == [1..=1] && info("rust {x,-1,}").marked.is_empty());
}

#[test]
fn the_languages_of_handbooks_are_known() {
    let all = "\
        yaml yml json jsonc toml ini bash sh zsh console shell powershell rust rs \
        go golang python py javascript js jsx typescript ts tsx java kotlin kt scala \
        swift c cpp c++ csharp cs ruby php sql html css xml dockerfile Dockerfile \
        hcl terraform tf makefile diff nginx graphql protobuf proto markdown md elixir erlang haskell \
        lua perl r groovy vue text plain mermaid dotenv";
    for language in all.split_whitespace() {
        assert!(highlight(language, "x\n", None).is_known, "{language}");
    }
    assert!(!highlight("no-such", "x\n", None).is_known);
}

#[test]
fn parts_of_code_have_classes() {
    assert_eq!(
        body("yaml", "# why\nowner: team\ntier: 1\n"),
        "<span class=\"c\"># why</span>\n<span class=\"y\">owner</span>: team\n<span class=\"y\">tier</span>: <span class=\"n\">1</span>\n"
    );
    assert_eq!(
        body("json", "{\"a\": [1, \"b\", true]}\n"),
        "{<span class=\"y\">\"a\"</span>: [<span class=\"n\">1</span>, <span class=\"s\">\"b\"</span>, <span class=\"n\">true</span>]}\n"
    );
    assert_eq!(
        body("diff", "@@ -1 +1 @@\n-a\n+b\n"),
        "<span class=\"h\">@@ -1 +1 @@</span>\n<span class=\"del\">-a</span>\n<span class=\"add\">+b</span>\n"
    );
    let shell = body("sh", "export X=\"$HOME/a\" # c\n");
    assert!(
        shell.contains("<span class=\"v\">$HOME</span>") && shell.contains("<span class=\"c\"># c</span>"),
        "{shell}"
    );
}

#[test]
fn every_element_ends_in_its_line() {
    let code = "/* a\n b */ let x = `c\n${d}\n`;\n";
    for line in body("js", code).lines() {
        assert_eq!(line.matches("<span").count(), line.matches("</span>").count(), "{line}");
    }
}

#[test]
fn the_classes_cost_at_most_four_times_the_code() {
    for (language, code) in SAMPLES {
        let ratio = body(language, code).len() * 10 / code.len();
        println!("{language}: {ratio} tenths");
        assert!(ratio <= 40, "{language}: {ratio} tenths");
    }
}

#[test]
fn large_blocks_and_long_lines_stay_plain() {
    let long = format!("let x = {};\n", "1+".repeat(4096));
    assert_eq!(body("js", &long), long);
    let large = "let x = 1;\n".repeat(20_000);
    assert_eq!(body("js", &large), large);
}

#[test]
fn code_is_highlighted_once() {
    let code = "fn only_here() {}\n";
    let (first, second) = (highlight("rust", code, None).html, highlight("rs", code, None).html);
    assert!(Arc::ptr_eq(&first, &second));
}

const SAMPLES: [(&str, &str); 4] = [
    ("rust", include_str!("../highlight.rs")),
    ("yaml", include_str!("../../../guide/checklists.yaml")),
    ("toml", include_str!("../../../../Cargo.toml")),
    (
        "sh",
        "set -e\nfor host in $(cat hosts.txt); do\n  echo \"restarting $host\" # one by one\n  ssh \"$host\" sudo systemctl restart ledger\ndone\n",
    ),
];

/// Lines that leave a grammar in the midst of something, and lines that end it.
const UNENDED: [&str; 16] = [
    "x = \"\"\"\n",
    "\"\"\"\n",
    "/* open\n",
    "close */ y\n",
    "cat <<EOF\n",
    "EOF\n",
    "cat <<'END' && b\n",
    "END\n",
    "key: |\n",
    "  text: 1\n",
    "r#\"raw\n",
    "\"# + 1\n",
    "`${a\n",
    "}`\n",
    "\n",
    "if (a) { b(\"c\"); }\n",
];

proptest::proptest! {
    /// What is remembered of lines met earlier, in whatever code, changes nothing.
    #[test]
    fn a_line_met_before_gives_what_it_gives_afresh(
        blocks in proptest::collection::vec((0_usize..6, proptest::collection::vec(0..UNENDED.len(), 0..8)), 1..6),
    ) {
        let mut warm = Lines::default();
        for (language, lines) in blocks {
            let language = ["rust", "bash", "yaml", "python", "js", "markdown"][language];
            let syntax = highlight::syntax(language).expect("a language that is known");
            let code: String = lines.into_iter().map(|line| UNENDED[line]).collect();
            let fresh = Lines::default().emit(highlight::syntaxes(), syntax, &code);
            proptest::prop_assert_eq!(warm.emit(highlight::syntaxes(), syntax, &code), fresh);
        }
    }
}

#[test]
fn languages_are_looked_up_as_the_library_does() {
    let set = highlight::syntaxes();
    let endings = set.syntaxes().iter().flat_map(|syntax| &syntax.file_extensions);
    for name in set.syntaxes().iter().map(|syntax| &syntax.name).chain(endings) {
        let name = name.to_lowercase();
        let Some(found) = highlight::syntax(&name) else { panic!("{name}") };
        // Our own names for languages come first.
        let is_alias = set.find_syntax_by_token(&name).is_none_or(|theirs| theirs.name != found.name);
        assert!(!is_alias || highlight::ALIASES.iter().any(|(alias, _)| *alias == name), "{name}");
    }
}
