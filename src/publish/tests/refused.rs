//! What is refused, and that nothing is touched then.

use super::*;

/// The box of an unlucky user: a handbook, a home folder, a repository, links.
fn unlucky() -> Handbook {
    let around = Handbook::new();
    for (path, text) in [
        ("box/project/content/index.md", "# Home"),
        ("box/project/notes.txt", "irreplaceable"),
        ("box/project/.git/objects", "irreplaceable"),
        ("box/project/full/mine.txt", "irreplaceable"),
        ("box/project/torn/.bailiwick-manifest.json", ""),
        ("box/project/newer/.bailiwick-manifest.json", r#"{"version":2,"pages":[]}"#),
        (
            "box/project/evil/.bailiwick-manifest.json",
            r#"{"version":1,"is_unfinished":false,"files":{"../notes.txt":{"size":1,"sha256":""}}}"#,
        ),
        ("box/home/me/diary.txt", "irreplaceable"),
        ("box/elsewhere/diary.txt", "irreplaceable"),
    ] {
        around.foreign(path, text);
    }
    let project = around.root().join("box/project");
    symlink("project", around.root().join("box/link-to-project")).expect("linked");
    symlink("../elsewhere", project.join("link")).expect("linked");
    symlink("../nowhere", project.join("dangling")).expect("linked");
    symlink("../elsewhere", project.join("themes")).expect("linked");
    fs::create_dir(project.join("linked-manifest")).expect("made");
    symlink("../notes.txt", project.join("linked-manifest").join(MANIFEST)).expect("linked");
    around
}

#[test]
fn folders_in_which_something_could_be_lost_are_refused_and_untouched() {
    let around = unlucky();
    let above = around.root().join("box");
    let (root, home) = (above.join("project"), above.join("home/me"));
    let before = tree(&around.root());
    let [root_text, above_text, home_text] = [&root, &above, &home].map(|path| path.display().to_string());
    let all = [
        (".", "project`: it is the handbook itself"),
        ("./", "project`: it is the handbook itself"),
        ("..", "box`: the handbook lies in it"),
        ("../..", "the handbook lies in it"),
        ("content", "project/content`: it belongs to the handbook's `content`"),
        ("content/..", "project`: it is the handbook itself"),
        ("content/sub", "project/content/sub`: it belongs to the handbook's `content`"),
        ("new/../content/sub", "project/content/sub`: it belongs to the handbook's `content`"),
        ("../link-to-project", "it is a link, and leads to"),
        ("../link-to-project/public/..", "project`: it is the handbook itself"),
        ("themes", "it is a link"),
        ("themes/default", "a part of it is a link, and leads to"),
        ("../elsewhere", "elsewhere`: it belongs to the handbook's `themes`"),
        (&root_text, "project`: it is the handbook itself"),
        (&above_text, "box`: the handbook lies in it"),
        (&home_text, "home/me`: it is your home folder"),
        ("../home", "home`: your home folder lies in it"),
        ("~", "`~` is not expanded here"),
        ("~/site", "project/~/site`: `~` is not expanded here"),
        ("", "project`: no folder is named"),
        (" ", "no folder is named"),
        ("a\0b", "NUL"),
        ("/", "into `/`: it is the root of the disk"),
        (".git", "project/.git`: it belongs to a repository's `.git`"),
        (".git/x", "belongs to a repository's `.git`"),
        ("new/.GIT/x", "belongs to a repository's `.git`"),
        ("notes.txt", "notes.txt`: it is a file"),
        ("notes.txt/x", "notes.txt`: it is a file"),
        ("link", "it is a link, and leads to"),
        ("link/x", "a part of it is a link, and leads to"),
        ("dangling", "it is a link to `../nowhere`, which is not there"),
        ("full", "full`: it holds `mine.txt`, and no"),
        ("torn", "cannot be read"),
        ("newer", "has version 2"),
        ("evil", "names `../notes.txt`, which is no plain path"),
        ("linked-manifest", "is no file"),
    ];
    for (out, why) in all {
        let refused = Target::check(Path::new(out), &root, Surroundings { root: &root, home: Some(&home) });
        let message = refused.expect_err(out).to_string();
        assert!(message.contains(why) && message.contains("\nhelp: "), "`{out}` gave: {message}");
    }
    assert_eq!(tree(&around.root()), before);
}

#[test]
fn folders_of_their_own_are_fit_wherever_they_are() {
    let around = unlucky();
    let root = around.root().join("box/project");
    fs::create_dir(root.join("empty")).expect("made");
    let elsewhere = around.root().join("other/site").display().to_string();
    for (out, folder) in [
        ("public", "box/project/public"),
        ("empty", "box/project/empty"),
        ("./deep/er/", "box/project/deep/er"),
        ("contents", "box/project/contents"),
        ("../site", "box/site"),
        ("a~", "box/project/a~"),
        (&elsewhere, "other/site"),
    ] {
        let target = Target::check(Path::new(out), &root, Surroundings { root: &root, home: None }).expect(out);
        assert_eq!(target.folder(), around.root().join(folder));
    }
}

#[test]
fn foreign_files_are_never_overwritten() {
    let root = Handbook::new();
    root.publish(&[("index.html", "a"), ("old/x.html", "a"), ("was", "a")]).expect("publishes");
    root.foreign("public/teams.html", "b");
    root.foreign("public/old/theirs", "mine");
    root.foreign("public/sub/deep/theirs", "mine");
    fs::create_dir(root.at("void")).expect("made");
    symlink("index.html", root.at("link")).expect("linked");
    let before = tree(&root.root());
    for (planned, theirs) in [
        ("teams.html", "teams.html"),   // even with the same bytes
        ("teams.html/x", "teams.html"), // a file in a folder's place
        ("old", "old/theirs"),          // a folder of ours with something foreign in it
        ("sub", "sub"),                 // a foreign folder
        ("void", "void"),               // even an empty one
        ("link", "link"),               // a foreign link, wherever it leads
    ] {
        let refused = root.publish(&[("index.html", "new"), (planned, "b")]).expect_err("foreign");
        assert!(matches!(&refused, PublishError::Foreign { path } if *path == root.at(theirs)), "{planned}: {refused}");
        assert_eq!(tree(&root.root()), before);
    }
}

#[test]
fn names_that_are_one_on_some_disk_are_refused() {
    let root = Handbook::new();
    for (one, other) in
        [("A.html", "a.html"), ("\u{e9}.html", "e\u{301}.html"), ("a", "a/b"), ("A", "a/b/c"), ("x/Y/z", "x/y")]
    {
        let clash = root.publish(&[(one, "1"), (other, "2")]).expect_err("a clash").to_string();
        assert!(clash.contains(&format!("`{one}`")) && clash.contains(&format!("`{other}`")), "{clash}");
    }
    assert!(!root.at("").exists());
    // Neighbours that only look alike are fine.
    root.publish(&[("a.b", "1"), ("a/b", "2"), ("a-b", "3")]).expect("publishes");
}

#[test]
fn a_fault_of_ours_is_refused_before_anything_is_written() {
    let root = Handbook::new();
    let manifest_below = format!("{MANIFEST}/x");
    for path in [
        "",
        "/etc/x",
        "../x",
        "a/../x",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "a\0b",
        MANIFEST,
        &manifest_below,
        ".Bailiwick-Manifest.json",
        ".bailiwick-tmp-00",
    ] {
        let fault = root.publish(&[(path, "x")]).expect_err(path);
        assert!(matches!(fault, PublishError::Bug { .. }), "{path}: {fault}");
    }
    assert!(!root.at("").exists());

    root.publish(&[("a.html", "old"), ("b.html", "old")]).expect("publishes");
    let before = tree(&root.root());
    let publication = root.start(&["a.html", "b.html"]).expect("starts");
    assert!(publication.write("other.html", b"x").expect_err("not planned").to_string().contains("was not planned"));
    publication.write("a.html", b"new").expect("writes");
    assert!(publication.write("a.html", b"new").is_err());
    let missing = publication.finish().expect_err("one never came").to_string();
    assert!(missing.contains("`b.html` was planned and never came"), "{missing}");
    assert_eq!(tree(&root.root()), before);
}

#[test]
fn two_runs_do_not_publish_into_one_folder_at_once() {
    let root = Handbook::new();
    let first = root.given(&[("a.html", "1")]).expect("starts");
    assert!(matches!(root.publish(&[("a.html", "2")]), Err(PublishError::Busy { .. })));
    first.finish().expect("publishes");
    root.publish(&[("a.html", "2")]).expect("publishes");
    assert_eq!(root.read("a.html"), "2");
}

#[test]
fn a_name_too_long_for_the_disk_is_an_error_before_anything_is_written() {
    let root = Handbook::new();
    root.publish(&[("a.html", "old")]).expect("publishes");
    let before = tree(&root.root());
    let long = "x".repeat(300);
    let error = root.publish(&[("a.html", "new"), (&long, "1")]).expect_err("too long").to_string();
    assert!(error.contains(&long), "{error}");
    assert_eq!(tree(&root.root()), before);
    // The longest that the disk takes is fine, for the temporary name is a short one.
    root.publish(&[(&"x".repeat(255), "1")]).expect("publishes");
}
