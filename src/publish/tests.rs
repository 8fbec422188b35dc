//! What publishing does to a disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;

fn target(root: &Path, out: &str) -> Result<Target, PublishError> {
    let root = root.canonicalize().expect("is there");
    Target::check(Path::new(out), &root, Surroundings { root: &root, home: None })
}

fn publish(root: &Path, files: &[(&str, &str)]) -> Result<Outcome, PublishError> {
    let publication = Publication::start(target(root, "public")?, files.iter().map(|(path, _)| (*path).to_owned()))?;
    for (path, text) in files {
        publication.write(path, text.as_bytes())?;
    }
    publication.finish()
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).expect("below").display().to_string();
            if path.is_symlink() {
                files.insert(name, fs::read_link(&path).expect("a link").into_os_string().into_encoded_bytes());
            } else if path.is_dir() {
                files.insert(format!("{name}/"), Vec::new());
                open.push(path);
            } else {
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

#[test]
fn folders_in_which_something_could_be_lost_are_refused_and_untouched() {
    let temporary = tempfile::tempdir().expect("a folder");
    let home = temporary.path().join("box");
    let root = home.join("project");
    fs::create_dir_all(root.join("content")).expect("made");
    fs::create_dir_all(root.join(".git")).expect("made");
    fs::create_dir_all(home.join("home")).expect("made");
    fs::write(root.join("notes.txt"), "irreplaceable").expect("written");
    fs::write(home.join("home/diary.txt"), "irreplaceable").expect("written");
    std::os::unix::fs::symlink("../project", home.join("link-to-project")).expect("linked");
    let before = tree(&home);
    let root = root.canonicalize().expect("is there");
    let (absolute, above) = (root.display().to_string(), root.parent().expect("above").display().to_string());
    let diary = format!("{above}/home");
    for out in [
        ".",
        "./",
        "..",
        "../..",
        "content",
        "content/..",
        "content/sub",
        "../link-to-project",
        &absolute,
        &above,
        &diary,
        "~",
        "~/site",
        "",
        "/",
        ".git",
        ".git/x",
        "notes.txt",
    ] {
        let home = home.join("home");
        let refused = Target::check(Path::new(out), &root, Surroundings { root: &root, home: Some(&home) });
        assert!(matches!(refused, Err(PublishError::Refused { .. })), "`{out}` gave {refused:?}");
    }
    assert_eq!(tree(&home), before);
}

#[test]
fn a_second_publication_of_the_same_site_writes_nothing() {
    let root = tempfile::tempdir().expect("a folder");
    let files = [("index.html", "a"), ("teams/a.html", "b")];
    assert_eq!(publish(root.path(), &files).expect("publishes").written, 2);
    let stamp =
        |name: &str| fs::metadata(root.path().join("public").join(name)).and_then(|m| m.modified()).expect("is there");
    let before = [stamp("index.html"), stamp(MANIFEST)];
    let outcome = publish(root.path(), &files).expect("publishes");
    assert_eq!((outcome.written, outcome.unchanged, outcome.deleted), (0, 2, 0));
    assert_eq!([stamp("index.html"), stamp(MANIFEST)], before);
}

#[test]
fn what_is_gone_is_deleted_with_the_folders_it_leaves_empty_and_nothing_else() {
    let root = tempfile::tempdir().expect("a folder");
    publish(root.path(), &[("index.html", "a"), ("old/deep/x.html", "b"), ("both/y.html", "c")]).expect("publishes");
    fs::write(root.path().join("public/both/mine.txt"), "foreign").expect("written");
    let outcome = publish(root.path(), &[("index.html", "a")]).expect("publishes");
    assert_eq!(outcome.deleted, 2);
    let left: Vec<String> = tree(&root.path().join("public")).into_keys().collect();
    assert_eq!(left, [MANIFEST, "both/", "both/mine.txt", "index.html"]);
}

#[test]
fn a_page_becomes_a_folder_and_a_folder_a_page() {
    let root = tempfile::tempdir().expect("a folder");
    for files in
        [[("home", "page"), ("x", "1")], [("home/index.html", "folder"), ("x", "1")], [("home", "page"), ("x/y", "1")]]
    {
        publish(root.path(), &files).expect("publishes");
        let mut built = tree(&root.path().join("public"));
        built.retain(|name, _| name != MANIFEST && !name.ends_with('/'));
        let wanted = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        assert_eq!(built, wanted);
    }
}

#[test]
fn foreign_files_are_never_overwritten() {
    let root = tempfile::tempdir().expect("a folder");
    publish(root.path(), &[("index.html", "a")]).expect("publishes");
    fs::write(root.path().join("public/teams.html"), "mine").expect("written");
    let refused = publish(root.path(), &[("index.html", "new"), ("teams.html", "b")]);
    assert!(matches!(refused, Err(PublishError::Foreign { .. })), "{refused:?}");
    assert_eq!(fs::read(root.path().join("public/teams.html")).expect("is there"), b"mine");
    assert_eq!(fs::read(root.path().join("public/index.html")).expect("is there"), b"a");
}

#[test]
fn a_killed_publication_is_healed_by_the_next() {
    let root = tempfile::tempdir().expect("a folder");
    publish(root.path(), &[("a.html", "1"), ("gone.html", "1")]).expect("publishes");
    let planned = ["a.html", "b.html"].map(str::to_owned);
    let killed = Publication::start(target(root.path(), "public").expect("fit"), planned).expect("starts");
    killed.write("b.html", b"2").expect("writes");
    drop(killed);
    fs::write(root.path().join("public/.bailiwick-tmp-1-1"), "half").expect("written");
    let outcome = publish(root.path(), &[("a.html", "1")]).expect("publishes");
    assert_eq!(outcome.deleted, 2);
    assert_eq!(tree(&root.path().join("public")).into_keys().collect::<Vec<_>>(), [MANIFEST, "a.html"]);
}

#[test]
fn a_file_that_somebody_changed_is_made_right_again() {
    let root = tempfile::tempdir().expect("a folder");
    publish(root.path(), &[("a.html", "right")]).expect("publishes");
    fs::write(root.path().join("public/a.html"), "wrong").expect("written");
    assert_eq!(publish(root.path(), &[("a.html", "right")]).expect("publishes").written, 1);
    assert_eq!(fs::read(root.path().join("public/a.html")).expect("is there"), b"right");
}

#[test]
fn links_in_the_target_are_replaced_and_never_followed() {
    let root = tempfile::tempdir().expect("a folder");
    publish(root.path(), &[("a.html", "1")]).expect("publishes");
    let outside = root.path().join("outside.txt");
    fs::write(&outside, "precious").expect("written");
    fs::remove_file(root.path().join("public/a.html")).expect("removed");
    std::os::unix::fs::symlink(&outside, root.path().join("public/a.html")).expect("linked");
    publish(root.path(), &[("a.html", "2")]).expect("publishes");
    assert_eq!(fs::read(&outside).expect("is there"), b"precious");
    assert_eq!(fs::read(root.path().join("public/a.html")).expect("is there"), b"2");
}

#[test]
fn names_that_differ_only_in_case_are_refused() {
    let root = tempfile::tempdir().expect("a folder");
    let clash = publish(root.path(), &[("A.html", "1"), ("a.html", "2")]);
    assert!(matches!(clash, Err(PublishError::Clash { .. })), "{clash:?}");
    assert!(!root.path().join("public").exists());
}

#[test]
fn a_disk_that_refuses_leaves_the_old_site() {
    let root = tempfile::tempdir().expect("a folder");
    publish(root.path(), &[("a.html", "old")]).expect("publishes");
    fs::create_dir(root.path().join("public/b.html")).expect("made");
    fs::write(root.path().join("public/b.html/theirs"), "x").expect("written");
    let refused = publish(root.path(), &[("a.html", "new"), ("b.html", "new")]);
    assert!(matches!(refused, Err(PublishError::Foreign { .. })), "{refused:?}");
    assert_eq!(fs::read(root.path().join("public/a.html")).expect("is there"), b"old");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_history_ends_in_the_tree_of_a_fresh_publication(
        history in proptest::collection::vec(proptest::collection::btree_map("[ab](/[ab]){0,2}\\.h", "[xy]{0,2}", 0..6), 1..5)
    ) {
        let (one, fresh) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        for site in &history {
            let files: Vec<(&str, &str)> = site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            publish(one.path(), &files).expect("publishes");
        }
        let last: Vec<(&str, &str)> = history[history.len() - 1].iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        publish(fresh.path(), &last).expect("publishes");
        let mut left = tree(&one.path().join("public"));
        let mut right = if last.is_empty() { BTreeMap::new() } else { tree(&fresh.path().join("public")) };
        if last.is_empty() {
            left.remove(MANIFEST);
            right.remove(MANIFEST);
        }
        proptest::prop_assert_eq!(left, right);
    }
}
