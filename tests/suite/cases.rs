//! Inputs that broke other tools, with the right result.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::driver::Handbook;
use crate::html::{Page, broken_links};
use crate::program::{folder, run, text};

#[test]
fn c01_links_between_folders_to_a_readme_and_to_a_folder() {
    let handbook = Handbook::of([
        (
            "content/index.md",
            "# Handbook\n\n[Payments](teams/payments.md), [Teams page](teams/index.md), [Teams folder](teams/), [Escalation](teams/payments.md#escalation)\n",
        ),
        ("content/teams/index.md", "# Teams\n\n[Home](../index.md), [Payments](./payments.md)\n"),
        (
            "content/teams/payments.md",
            "# Payments\n\n## Escalation\n\n[Runbooks](../runbooks/README.md#first-steps)\n\n![Map](../img/map.svg)\n",
        ),
        ("content/runbooks/README.md", "# Runbooks\n\n## First steps\n\n[Owner](../teams/payments.md#escalation)\n"),
        ("content/img/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
    ]);
    assert_eq!(handbook.check().gaps_of("broken-link"), [] as [&str; 0]);
    assert_eq!(handbook.check().errors(), [] as [&str; 0]);
    let built = handbook.build();
    assert_eq!(broken_links(&built), [] as [&str; 0]);
    let home = Page::of(built.file("index.html")).all("main a", "href");
    assert!(home.iter().filter(|href| *href == "teams/index.html").count() >= 2, "{home:?}");
    for (file, html) in built.pages() {
        let links = Page::of(html).all("[href]", "href");
        assert!(links.iter().all(|href| !href.ends_with(".md") && !href.contains(".md#")), "{file}");
    }
}

#[test]
fn c03_spaces_and_percent_signs_in_link_targets() {
    let handbook = Handbook::of([
        (
            "content/index.md",
            "# Spaces\n\n[a](on%20call/rota%202026.md)\n[b](<on call/rota 2026.md>)\n[c](100%25%20done.md)\n[d](on%2520call/rota%202026.md)\n[e](on call/rota 2026.md)\n",
        ),
        ("content/on call/rota 2026.md", "# Rota\n"),
        ("content/100% done.md", "# Done\n"),
    ]);
    assert_eq!(handbook.check().gaps_of("broken-link"), ["content/index.md:6:5 broken-link"]);
    let built = handbook.build();
    assert_eq!(broken_links(&built), [] as [&str; 0]);
    let links = Page::of(built.file("index.html")).all("main a[href]", "href");
    assert!(links.iter().filter(|href| href.contains("rota")).count() >= 2);
    assert!(links.iter().all(|href| !href.contains(' ')));
    assert!(links.iter().filter(|href| href.contains("rota")).all(|href| !href.contains("%25")));
}

#[test]
fn c05_repeated_headings_and_headings_that_look_numbered() {
    let text = "# Ids\n\n## Runbook\n## Runbook\n## Runbook 1\n## Runbook-1\n## Runbook\n## Search\n## Main\n## Content\n## Toc\n\n[one](#runbook), [two](#runbook-1), [furniture](#search)\n\nA note[^search].\n\n[^search]: A footnote whose label equals a heading.\n";
    let handbook =
        Handbook::of([("content/ids.md", text), ("content/other.md", "# Other\n\n[third](ids.md#runbook-2)\n")]);
    assert_eq!(handbook.check().gaps_of("broken-link"), [] as [&str; 0]);
    let built = handbook.build();
    let page = Page::of(built.file("ids.html"));
    let mut ids = page.ids();
    ids.sort();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(broken_links(&built), [] as [&str; 0]);
    assert_eq!(built, handbook.build());
}

#[test]
fn c07_pipes_and_footnotes_in_tables() {
    let text = "# Table\n\n| Check | Meaning |\n| --- | --- |\n| `state == \"up\" \\| \"down\"` | either value |\n| plain \\| pipe | second |\n| [status \\| board](ops/status.md) | link text |\n| [gone \\| board](ops/missing.md) | broken link |\n\nTotal[^n] shown once, again[^n].\n\n| Team | On call |\n| --- | --- |\n| Payments[^n] | weekdays |\n\n[^n]: Counted on the first of the month.\n";
    let handbook = Handbook::of([("content/t.md", text), ("content/ops/status.md", "# Status\n")]);
    let gaps = handbook.check().gaps_of("broken-link");
    assert_eq!(gaps.len(), 1);
    assert!(gaps[0].starts_with("content/t.md:8:"), "{gaps:?}");
    let page = Page::of(handbook.build().file("t.html"));
    assert_eq!(page.texts("main table code"), ["state == \"up\" | \"down\""]);
    assert!(page.texts("main td").contains(&"plain | pipe".to_owned()));
    assert_eq!(page.texts("main").concat().matches("Counted on the first").count(), 1);
}

#[test]
fn c09_collapsed_blocks_and_links_in_comments_and_code() {
    let text = "# Blocks\n\n<details>\n<summary>With a blank line</summary>\n\n**bold** and [good](a.md)\n\n</details>\n\n<details>\n<summary>Without a blank line</summary>\n**stars** and [raw](a.md)\n</details>\n\n<!-- [gone](missing-1.md) INTERNAL-NOTE-17 -->\n\nText <!-- inline [gone](missing-2.md) --> end.\n\n`[code](missing-3.md)`\n\n```md\n[fence](missing-4.md)\n```\n\n    [indented](missing-5.md)\n\nAfter: [really gone](missing-6.md)\n";
    let handbook = Handbook::of([("content/b.md", text), ("content/a.md", "# A\n")]);
    assert_eq!(handbook.check().gaps_of("broken-link"), ["content/b.md:27:22 broken-link"]);
    let built = handbook.build();
    let html = built.file("b.html");
    assert!(!html.contains("INTERNAL-NOTE-17"));
    let page = Page::of(html);
    assert_eq!(page.count("main details"), 2);
    assert_eq!(page.count("main details strong"), 1);
    assert!(page.texts("main details").concat().contains("**stars**"));
    assert!(page.texts("main p").iter().any(|text| text.contains("After:")));
}

#[test]
fn c11_front_matter_with_a_byte_order_mark_or_windows_line_ends() {
    let lines = "---\ntitle: Plain\n---\n\n# Body\n\n[x](missing.md)\n";
    let windows = lines.replace('\n', "\r\n");
    let handbook = Handbook::of([
        ("content/lf.md", lines),
        ("content/crlf.md", &windows),
        ("content/bom-crlf.md", &format!("\u{feff}{windows}")),
        ("content/bom-only.md", "\u{feff}# No front matter\n\nText\n"),
    ]);
    assert_eq!(
        handbook.check().gaps_of("broken-link"),
        ["bom-crlf", "crlf", "lf"].map(|page| format!("content/{page}.md:7:5 broken-link"))
    );
    let built = handbook.build();
    let body = |page: &str| {
        let main = built.main(&format!("{page}.html")).replace("\r\n", "\n");
        let (_, article) = main.split_once("<article").expect("a body");
        article.split_once("</article>").expect("an end").0.to_owned()
    };
    assert_eq!(body("lf"), body("crlf"));
    assert_eq!(body("lf"), body("bom-crlf"));
    let page = Page::of(built.file("bom-crlf.html"));
    assert_eq!(page.texts("main h1"), ["Plain"]);
    assert!(!page.texts("main").concat().contains("title:") && !page.texts("main").concat().contains("---"));
    assert_eq!(Page::of(built.file("bom-only.html")).texts("main h1"), ["No front matter"]);
    for (file, bytes) in &built.files {
        assert!(!String::from_utf8_lossy(bytes).contains('\u{feff}') && !file.contains('\u{feff}'), "{file}");
    }
    let ids = Page::of(built.file("crlf.html")).ids();
    assert!(ids.iter().all(|id| !id.contains('\r')), "{ids:?}");
}

#[test]
fn c13_a_site_under_a_sub_path() {
    let handbook = Handbook::of([
        ("content/handbook.yaml", "base_url: https://docs.example.org/handbook/\n"),
        (
            "content/index.md",
            "# Home\n\n[plan](/files/plan.txt), ![logo](/img/logo.svg), [team](/teams/payments.md), [team two](teams/payments.md)\n",
        ),
        ("content/teams/payments.md", "# Payments\n\n![logo](../img/logo.svg)\n"),
        ("content/files/plan.txt", "plan\n"),
        ("content/img/logo.svg", "<svg/>"),
    ]);
    let built = handbook.build();
    assert_eq!(broken_links(&built), [] as [&str; 0]);
    for (file, html) in built.pages() {
        let page = Page::of(html);
        let mut links = page.all("[href]", "href");
        links.extend(page.all("[src]", "src"));
        let stays = |link: &&String| link.starts_with('/') && !link.starts_with("/handbook/");
        assert_eq!(links.iter().filter(stays).collect::<Vec<_>>(), [] as [&String; 0], "{file}");
    }
    let lost = Page::of(built.file("404.html")).all("link[rel=stylesheet]", "href");
    assert!(lost.iter().all(|href| href.starts_with("/handbook/")), "{lost:?}");
}

#[test]
fn c15_a_page_and_a_folder_with_the_same_name() {
    let files = [
        ("content/squads.md", "# Squads (page)\n"),
        ("content/squads/index.md", "# Squads (folder)\n\n[Payments](payments.md)\n"),
        ("content/squads/payments.md", "# Payments\n"),
    ];
    let apart = Handbook::of(files);
    assert_eq!(apart.check().errors(), [] as [&str; 0]);
    let built = apart.build();
    assert!(built.main("squads.html").contains("(page)") && built.main("squads/index.html").contains("(folder)"));
    assert_eq!(broken_links(&built), [] as [&str; 0]);
    let clash = Handbook::of(files).edit("content/handbook.yaml", "urls: directory\n").check();
    let said = clash.diagnostics();
    let said = said.iter().find(|one| one.code == "address-clash").expect("both have one address");
    let named = |path: &str| {
        let mut places = said.place.iter().chain(said.related.iter().map(|label| &label.place));
        places.any(|place| place.path.as_str() == path)
    };
    assert!(named("content/squads.md") && named("content/squads/index.md"), "{said:?}");
    // The same beside a page that the program makes.
    let made = Handbook::of([("content/teams.md", "# Teams\n")]).edit("content/handbook.yaml", "urls: directory\n");
    assert_eq!(made.check().errors(), ["content/teams.md:1:1 address-clash"]);
}

#[test]
fn c17_names_that_differ_only_in_case() {
    let checked = Handbook::of([
        ("content/teams/Payments.md", "# Payments upper\n"),
        ("content/teams/payments.md", "# Payments lower\n"),
        ("content/img/Logo.txt", "a"),
        ("content/img/logo.txt", "b"),
        ("content/index.md", "# Index\n\n[a](teams/Payments.md) [b](teams/payments.md) [c](Teams/payments.md)\n"),
    ])
    .check();
    let clashes: Vec<String> = checked.errors();
    assert_eq!(clashes, ["content/img/logo.txt:1:1 address-clash", "content/teams/payments.md:1:1 address-clash"]);
    assert!(checked.gaps_of("broken-link").contains(&"content/index.md:3:51 broken-link".to_owned()));
}

#[test]
fn c17_links_mind_letter_case() {
    let handbook = Handbook::of([
        ("content/teams/payments.md", "# P\n"),
        ("content/index.md", "# Index\n\n[c](Teams/payments.md)\n"),
    ]);
    assert_eq!(handbook.check().gaps_of("broken-link").len(), 1);
}

#[test]
fn c31_owners_that_do_not_exist_and_teams_that_own_nothing() {
    let checked = Handbook::owning(
        "teams:\n  payments: { name: Payments, members: [jo] }\n  quiet: { name: Owns nothing, members: [sam] }\n  hollow: { name: No members, members: [] }\nsystems:\n  ledger: { owner: paymnets }\n  archive: { owner: legacy-ops }\n  invoices: { owner: payments, depends_on: [ledger, no-such-service] }\n  drift: {}\n  relay: { owner: hollow }\n",
    )
    .check();
    assert_eq!(
        checked.gaps_of("unknown-owner"),
        ["content/ownership/all.yaml:7:21 unknown-owner", "content/ownership/all.yaml:6:20 unknown-owner"]
    );
    let helps: Vec<Vec<String>> = checked
        .gaps()
        .iter()
        .filter(|gap| gap.rule.id() == "unknown-owner")
        .map(|gap| gap.help.iter().map(|help| help.text.clone()).collect())
        .collect();
    assert!(helps.iter().flatten().any(|help| help.contains("`payments`")), "{helps:?}");
    assert!(!helps[0].iter().any(|help| help.contains("did you mean")), "nothing far-fetched: {helps:?}");
    assert_eq!(checked.gaps_of("missing-owner").len(), 1);
    assert_eq!(checked.gaps_of("undeclared-dependency").len(), 1);
    assert_eq!(checked.gaps_of("empty-team").len(), 1);
    assert_eq!(checked.gaps_of("idle-team").len(), 1);
}

#[test]
fn c33_teams_that_are_their_own_grandparents() {
    let handbook = Handbook::owning(
        "teams:\n  a: { name: A, parent: c, members: [u1] }\n  b: { name: B, parent: a, members: [u2] }\n  c: { name: C, parent: b, members: [u3] }\n  d: { name: D, parent: d, members: [u4] }\n  e: { name: E, parent: a, members: [u5] }\n  root: { name: Root, members: [u6] }\n",
    );
    assert_eq!(handbook.check().gaps_of("circular-parent").len(), 2);
    let built = handbook.build();
    let listed = Page::of(built.main("teams/index.html")).all("a[href]", "href");
    for team in ["a", "b", "c", "d", "e", "root"] {
        assert!(built.files.contains_key(&format!("teams/{team}.html")));
        assert!(listed.contains(&format!("{team}.html")), "{team} is listed");
    }
}

#[test]
fn c65_markdown_that_takes_for_ever_elsewhere() {
    let size = 20_000;
    let files = [
        "[ (](".repeat(size),
        "x <![CDATA[".repeat(size),
        "[^a\n".repeat(size),
        "## Same heading\n\n".repeat(size / 4),
        format!("# {}", "long heading ".repeat(size)),
    ];
    for text in &files {
        let built = Handbook::of([("content/a.md", text.as_str())]).site();
        assert!(built.render("a.html").is_ok());
    }
}

#[test]
fn c71_a_page_does_not_grow_with_the_number_of_pages() {
    let sized = |pages: usize| {
        let texts: Vec<(String, String)> = (0..pages)
            .map(|page| {
                (format!("content/s{}/p{page}.md", page % 20), format!("# Page {page}\n\n## Part\n\nText {page}.\n"))
            })
            .collect();
        let site = Handbook::of(texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))).site();
        site.render("s1/p1.html").expect("renders").len()
    };
    let (few, many) = (sized(100), sized(1000));
    assert!(many * 2 <= few * 3, "{few} bytes in 100 pages, {many} in 1000");
}

#[test]
fn c73_one_name_in_two_spellings_of_unicode() {
    let handbook = Handbook::of([
        ("content/u\u{308}bersicht.md", "# Overview\n\n## Gr\u{f6}\u{df}e\n"),
        (
            "content/index.md",
            "# Index\n\n[a](\u{fc}bersicht.md#gr\u{f6}\u{df}e) [b](u\u{308}bersicht.md#gro\u{308}\u{df}e) [c](%C3%BCbersicht.md)\n",
        ),
        (
            "content/ownership/t.yaml",
            "teams:\n  andr\u{e9}: { name: Composed }\nsystems:\n  s1: { owner: andre\u{301} }\n",
        ),
    ]);
    let checked = handbook.check();
    assert_eq!(checked.gaps_of("broken-link"), [] as [&str; 0]);
    let model = &checked.handbook.model;
    assert!(model.owner_of(&model.systems["s1"]).is_some());
    let built = handbook.build();
    assert_eq!(broken_links(&built), [] as [&str; 0]);
    assert!(built.files.contains_key("\u{fc}bersicht.html"), "composed");
}

#[test]
fn c73_two_files_of_one_name_are_told_apart_and_not_overwritten() {
    let book = folder(&[("content/handbook.yaml", ""), ("content/u\u{308}bersicht.md", "# Decomposed\n")]);
    std::fs::write(book.path().join("content/e\u{301}.txt"), "x").expect("written");
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    assert!(book.path().join("public/\u{fc}bersicht.html").is_file());
    assert!(book.path().join("public/\u{e9}.txt").is_file());
    std::fs::write(book.path().join("content/\u{fc}bersicht.md"), "# Composed\n").expect("written");
    let clash = run(book.path(), &["build"]);
    assert_eq!(clash.status.code(), Some(1), "{}", text(&clash.stdout));
    assert!(text(&clash.stderr).contains("bersicht.md"), "{}", text(&clash.stderr));
}

/// Everything in a folder, hidden files too: path and bytes, `None` for a folder.
fn tree(at: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut open = vec![at.to_path_buf()];
    let mut found = BTreeMap::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let name = path.strip_prefix(at).expect("below").to_string_lossy().into_owned();
            if path.is_dir() && !path.is_symlink() {
                found.insert(name, None);
                open.push(path);
            } else {
                found.insert(name, Some(std::fs::read(&path).unwrap_or_default()));
            }
        }
    }
    found
}

#[test]
fn c51_an_output_folder_that_is_not_an_output_folder() {
    let of = folder(&[
        ("box/project/content/handbook.yaml", ""),
        ("box/project/content/index.md", "# Home\n"),
        ("box/project/notes.txt", "irreplaceable\n"),
        ("box/project/.git/objects", "irreplaceable\n"),
        ("box/home/diary.txt", "irreplaceable\n"),
    ]);
    let at = of.path().join("box");
    std::os::unix::fs::symlink("../project", at.join("link-to-project")).expect("linked");
    std::os::unix::fs::symlink("project", at.join("beside")).expect("linked");
    let before = tree(of.path());
    let absolute = |below: &str| of.path().join(below).display().to_string();
    let outs =
        [".", "./", "..", "../..", "content", "content/..", "content/sub", "../link-to-project", "../beside", "~", ""];
    let outs = outs.map(str::to_owned).into_iter();
    for out in outs.chain(["box/project", "box", "box/home", "box/project/.git"].map(absolute)).chain(["/".into()]) {
        let build = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
            .args(["build", "--out", &out])
            .current_dir(at.join("project"))
            .env("HOME", at.join("home"))
            .output()
            .expect("the program runs");
        let said = text(&build.stderr);
        assert_eq!(build.status.code(), Some(2), "{out}: {said}");
        let reason = if out.is_empty() { "a value is required for '--out <DIR>'" } else { "will not publish into `/" };
        assert!(said.contains(reason), "{out}: {said}");
        assert_eq!(tree(of.path()), before, "{out}");
    }
}

#[test]
fn c53_pages_that_should_be_gone() {
    let data = "teams:\n  legacy: { name: TOKEN-GONE-2 }\n  stays: { name: Stays }\n";
    let book = folder(&[
        ("content/handbook.yaml", "base_url: https://h.example/\nredirects: [netlify]\n"),
        ("content/index.md", "# Home\n"),
        ("content/secret-plan.md", "---\ndate: 2026-01-01\naliases: [/plan/]\n---\n# Plan\n\nTOKEN-GONE-1\n"),
        ("content/squads/a.md", "# A\n"),
        ("content/ownership/teams.yaml", data),
        ("content/old/old.txt", "TOKEN-GONE-3\n"),
    ]);
    let at = |path: &str| book.path().join(path);
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    for gone in ["content/secret-plan.md", "content/old/old.txt"] {
        std::fs::remove_file(at(gone)).expect("removed");
    }
    std::fs::write(at("content/ownership/teams.yaml"), "teams:\n  stays: { name: Stays }\n").expect("written");
    std::fs::rename(at("content/squads/a.md"), at("content/squads/b.md")).expect("renamed");
    std::fs::create_dir(at("content/home")).expect("made");
    std::fs::rename(at("content/index.md"), at("content/home/index.md")).expect("renamed");
    std::fs::write(at("content/index.md"), "# New home\n").expect("written");
    for out in ["public", "fresh"] {
        assert_eq!(run(book.path(), &["build", "--out", out]).status.code(), Some(0));
    }
    let (again, fresh) = (tree(&at("public")), tree(&at("fresh")));
    assert_eq!(again.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
    assert!(again == fresh, "the same bytes");
    assert!(!again.contains_key("old") && !again.contains_key("plan"), "no empty folder is left");
    for (file, bytes) in &again {
        let bytes = bytes.as_deref().unwrap_or_default();
        assert!(!String::from_utf8_lossy(bytes).contains("TOKEN-GONE"), "{file}");
    }
}

#[test]
fn c57_two_builds_one_result() {
    let make = |at: &Path, order: &[u32]| {
        let data = "teams:\n  b: { name: B }\n  a: { name: A }\nsystems:\n  s: { owner: b, aliases: [z, y] }\n";
        for folder in ["content/t", "content/ownership"] {
            std::fs::create_dir_all(at.join(folder)).expect("made");
        }
        for page in order {
            let text = format!("# Page {page}\n\n## Part\n\n[n](p1.md)\n");
            std::fs::write(at.join(format!("content/t/p{page}.md")), text).expect("written");
        }
        std::fs::write(at.join("content/handbook.yaml"), "").expect("written");
        std::fs::write(at.join("content/ownership/teams.yaml"), data).expect("written");
    };
    let build = |at: &Path, from: &Path, surroundings: &[(&str, &str)]| {
        let build = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
            .args(["build", "--as-of", "2026-11-25", "--root"])
            .arg(at)
            .current_dir(from)
            .envs(surroundings.iter().copied())
            .output()
            .expect("the program runs");
        assert!(build.status.success(), "{}", text(&build.stderr));
        tree(&at.join("public"))
    };
    let (one, two) = (folder(&[]), folder(&[]));
    let deep = two.path().join("elsewhere-TOKEN/deep");
    make(one.path(), &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    make(&deep, &[9, 7, 5, 3, 1, 8, 6, 4, 2]);
    let first = build(one.path(), one.path(), &[("TZ", "UTC"), ("LANG", "C")]);
    assert!(first == build(one.path(), one.path(), &[]), "a second build");
    let mut touch = Command::new("find");
    touch.arg(&deep).args(["-exec", "touch", "-d", "2001-02-03", "{}", "+"]);
    assert!(touch.status().expect("find runs").success());
    let other = [("TZ", "Pacific/Auckland"), ("LANG", "tr_TR.UTF-8"), ("HOME", "/nowhere"), ("RAYON_NUM_THREADS", "1")];
    let second = build(&deep, Path::new("/"), &other);
    assert!(first == second, "elsewhere, on one thread");
    let user = std::env::var("USER").unwrap_or_else(|_| "TOKEN".into());
    for (file, bytes) in &first {
        let text = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default());
        let place = one.path().display().to_string();
        assert!(
            !text.contains(&place) && !text.contains("TOKEN") && (user.len() < 5 || !text.contains(&user)),
            "{file}"
        );
    }
}
