//! Runs that are killed, fail, or are given up, and the next one that heals.

use super::*;

/// Takes the first `count` steps towards `files`, and dies there: what waits aside stays on the disk.
fn kill_after(root: &Handbook, files: &[(&str, &str)], count: usize) -> usize {
    let publication = root.given(files).expect("starts");
    let (steps, _) = publication.into_steps().expect("all are given");
    let all = steps.len();
    for (number, step) in steps.into_iter().enumerate() {
        if number < count {
            step.take(&root.at("")).expect("takes the step");
        } else {
            std::mem::forget(step);
        }
    }
    all
}

const OLD: [(&str, &str); 6] = [
    ("index.html", "old"),
    ("same.html", "same"),
    ("gone/a.html", "x"),
    ("page", "p"),
    ("folder/x/y", "q"),
    ("z", "old"),
];
const NEW: [(&str, &str); 6] = [
    ("index.html", "new"),
    ("same.html", "same"),
    ("fresh/b/c.html", "x"),
    ("page/index", "p"),
    ("folder", "q"),
    ("z", "new"),
];

#[test]
fn a_run_killed_after_any_step_leaves_each_file_old_or_new_and_is_healed() {
    let fresh = |files| {
        let root = Handbook::new();
        root.publish(files).expect("publishes");
        tree(&root.root())
    };
    let (old, new) = (fresh(&OLD), fresh(&NEW));
    let mut count = 0;
    loop {
        let root = Handbook::new();
        root.publish(&OLD).expect("publishes");
        root.foreign("public/theirs.txt", "mine");
        let all = kill_after(&root, &NEW, count);
        for path in ["index.html", "same.html", "z"] {
            let text = root.read(path);
            let at = format!("public/{path}");
            assert!(text == old[&at] || text == new[&at], "{path} is `{text}` after {count} steps");
        }
        let healed = if count % 2 == 0 { (&NEW, &new) } else { (&OLD, &old) };
        root.publish(healed.0).expect("publishes");
        fs::remove_file(root.at("theirs.txt")).expect("is still there");
        assert_eq!(&tree(&root.root()), healed.1, "after {count} steps");
        if count == all {
            break;
        }
        count += 1;
    }
    assert!(count > 12, "only {count} steps");
}

#[test]
fn the_manifest_names_old_and_new_files_while_they_change() {
    let root = Handbook::new();
    root.publish(&OLD).expect("publishes");
    let all = kill_after(&root, &NEW, 0);
    assert!(!root.read(MANIFEST).contains("fresh/b/c.html"));
    for count in 1..all {
        kill_after(&root, &NEW, count);
        let manifest = root.read(MANIFEST);
        assert!(manifest.contains("\"is_unfinished\": true"));
        assert!(manifest.contains("\"gone/a.html\"") && manifest.contains("\"fresh/b/c.html\""), "{manifest}");
        root.publish(&OLD).expect("publishes");
    }
    kill_after(&root, &NEW, all);
    assert!(root.read(MANIFEST).contains("\"is_unfinished\": false"));
}

#[test]
fn a_first_run_that_was_killed_leaves_a_folder_that_is_still_ours() {
    let root = Handbook::new();
    kill_after(&root, &[("a.html", "1")], 0);
    assert_eq!(root.site().len(), 1, "the file waits aside");
    root.publish(&[("b.html", "2")]).expect("publishes");
    assert_eq!(names(&root.site()), ["b.html"]);
}

#[test]
fn a_publication_that_is_given_up_leaves_the_old_site() {
    let root = Handbook::new();
    root.publish(&OLD).expect("publishes");
    let before = tree(&root.root());
    drop(root.given(&NEW).expect("starts"));
    assert_eq!(tree(&root.root()), before);
}

#[test]
fn what_stands_in_the_way_at_the_last_moment_costs_only_what_comes_after() {
    let root = Handbook::new();
    root.publish(&[("a.html", "old"), ("b.html", "old"), ("d.html", "old"), ("gone.html", "old")]).expect("publishes");
    let new = ["a.html", "b.html", "c.html", "d.html"].map(|path| (path, "new"));

    // A file that was not there when the publication began.
    let publication = root.given(&new).expect("starts");
    root.foreign("public/c.html", "mine");
    let error = publication.finish().expect_err("a file is there");
    assert!(matches!(&error, PublishError::Foreign { path } if *path == root.at("c.html")), "{error}");
    assert_eq!(names(&root.site()), ["a.html", "b.html", "c.html", "d.html", "gone.html"]);
    assert_eq!(["a.html", "b.html", "c.html", "d.html"].map(|path| root.read(path)), ["new", "new", "mine", "old"]);
    fs::remove_file(root.at("c.html")).expect("removed");

    // The disk itself refuses: what cannot be renamed over.
    let publication = root.given(&new.map(|(path, _)| (path, "newer"))).expect("starts");
    fs::remove_file(root.at("b.html")).expect("removed");
    root.foreign("public/b.html/theirs", "mine");
    let error = publication.finish().expect_err("a folder is there").to_string();
    assert!(error.contains(&format!("cannot write `{}`", root.at("b.html").display())), "{error}");
    assert_eq!(names(&root.site()), ["a.html", "b.html/", "b.html/theirs", "d.html", "gone.html"]);
    assert_eq!(["a.html", "b.html/theirs", "d.html"].map(|path| root.read(path)), ["newer", "mine", "old"]);

    root.publish(&[("a.html", "new")]).expect("publishes");
    assert_eq!(names(&root.site()), ["a.html", "b.html/", "b.html/theirs"]);
}

#[test]
fn a_folder_in_which_nothing_may_be_written_is_an_error_with_its_path() {
    let root = Handbook::new();
    root.publish(&[("a.html", "old")]).expect("publishes");
    fs::set_permissions(root.at(""), fs::Permissions::from_mode(0o555)).expect("set");
    let is_above_permissions = fs::write(root.at("probe"), "").is_ok();
    let unchanged = root.publish(&[("a.html", "old")]);
    let changed = root.publish(&[("a.html", "new")]);
    fs::set_permissions(root.at(""), fs::Permissions::from_mode(0o755)).expect("set");
    if is_above_permissions {
        return; // The superuser may write everywhere.
    }
    assert_eq!(unchanged.expect("nothing to write").unchanged, 1);
    let error = changed.expect_err("nothing may be written").to_string();
    assert!(error.contains(&format!("cannot write `{}`", root.at("a.html").display())), "{error}");
    assert_eq!(root.read("a.html"), "old");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100))]
    #[test]
    fn any_history_of_killed_runs_is_healed(history in sites(), kills in proptest::collection::vec(0_usize..12, 6)) {
        let (one, fresh) = (Handbook::new(), Handbook::new());
        for (site, kill) in history.iter().zip(kills) {
            kill_after(&one, &as_files(site), kill);
        }
        let last = as_files(&history[history.len() - 1]);
        one.publish(&last).expect("publishes");
        fresh.publish(&last).expect("publishes");
        proptest::prop_assert_eq!(tree(&one.root()), tree(&fresh.root()));
    }
}
