//! What publishing does to a disk.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use super::*;

mod killed;
mod refused;

/// A handbook's folder that goes when the test ends.
struct Handbook {
    folder: tempfile::TempDir,
}

impl Handbook {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("content")).expect("made");
        Self { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("is there")
    }

    /// A place in the target.
    fn at(&self, path: &str) -> PathBuf {
        self.root().join("public").join(path)
    }

    fn start(&self, planned: &[&str]) -> Result<Publication, PublishError> {
        let root = self.root();
        let target = Target::check(Path::new("public"), &root, Surroundings { root: &root, home: None })?;
        Publication::start(target, planned.iter().map(|path| (*path).to_owned()))
    }

    /// Everything but the last step: all files given.
    fn given(&self, files: &[(&str, &str)]) -> Result<Publication, PublishError> {
        let publication = self.start(&files.iter().map(|(path, _)| *path).collect::<Vec<_>>())?;
        for (path, text) in files {
            publication.write(path, text.as_bytes())?;
        }
        Ok(publication)
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Outcome, PublishError> {
        self.given(files)?.finish()
    }

    /// Writes a file that is not ours.
    fn foreign(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("above")).expect("made");
        fs::write(place, text).expect("written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).expect("is there")
    }

    /// Whatever is in the target, but the manifest.
    fn site(&self) -> BTreeMap<String, String> {
        let mut site = tree(&self.at(""));
        site.remove(MANIFEST);
        site
    }
}

/// Every file below a folder with its text, links by where they lead to, folders with a `/`.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).expect("below").display().to_string();
            if path.is_symlink() {
                files.insert(name, format!("-> {}", fs::read_link(&path).expect("a link").display()));
            } else if path.is_dir() {
                files.insert(format!("{name}/"), String::new());
                open.push(path);
            } else {
                files.insert(name, fs::read_to_string(&path).expect("a file"));
            }
        }
    }
    files
}

fn names(tree: &BTreeMap<String, String>) -> Vec<&str> {
    tree.keys().map(String::as_str).collect()
}

#[test]
fn a_second_publication_of_the_same_site_writes_nothing() {
    let root = Handbook::new();
    let files = [("index.html", "a"), ("teams/a.html", "bc")];
    let first = root.publish(&files).expect("publishes");
    assert_eq!(first, Outcome { written: 2, unchanged: 0, deleted: 0, bytes: 3 });
    let stamp = |path: &str| fs::metadata(root.at(path)).and_then(|found| found.modified()).expect("is there");
    let stamps = || ["", "teams", "index.html", "teams/a.html", MANIFEST].map(stamp);
    let before = stamps();
    let second = root.publish(&files).expect("publishes");
    assert_eq!(second, Outcome { written: 0, unchanged: 2, deleted: 0, bytes: 3 });
    assert_eq!(stamps(), before);
}

#[test]
fn the_manifest_names_each_file_and_nothing_of_the_day_or_the_place() {
    let root = Handbook::new();
    root.publish(&[("b.html", ""), ("a/ü.html", "abc")]).expect("publishes");
    let expected = concat!(
        r#"{"version":1,"is_unfinished":false,"files":{"a/ü.html":{"size":3,"sha256":"#,
        r#""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},"b.html":{"size":0,"sha256":"#,
        r#""e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}}"#
    );
    let written: String = root.read(MANIFEST).split_whitespace().collect();
    assert_eq!(written, expected);
}

#[test]
fn what_is_gone_is_deleted_with_the_folders_it_leaves_empty_and_nothing_else() {
    let root = Handbook::new();
    root.publish(&[("index.html", "a"), ("old/deep/x.html", "b"), ("both/y.html", "c")]).expect("publishes");
    root.foreign("public/both/mine.txt", "foreign");
    fs::create_dir(root.at("empty")).expect("made");
    let outcome = root.publish(&[("index.html", "a")]).expect("publishes");
    assert_eq!((outcome.written, outcome.deleted), (0, 2));
    assert_eq!(names(&root.site()), ["both/", "both/mine.txt", "empty/", "index.html"]);
    root.publish(&[]).expect("publishes");
    assert_eq!(names(&root.site()), ["both/", "both/mine.txt", "empty/"]);
}

#[test]
fn a_page_becomes_a_folder_and_a_folder_a_page() {
    let root = Handbook::new();
    let page = [("home", "page"), ("home.html", "1"), ("x", "1")];
    let folder = [("home/a/b.html", "2"), ("home/index.html", "2"), ("x/y", "1")];
    for files in [page, folder, page, folder] {
        root.publish(&files).expect("publishes");
        let mut built = root.site();
        built.retain(|name, _| !name.ends_with('/'));
        assert_eq!(built, files.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
    }
    assert_eq!(names(&root.site()), ["home/", "home/a/", "home/a/b.html", "home/index.html", "x/", "x/y"]);
}

#[test]
fn a_file_that_somebody_changed_or_deleted_is_made_right_again() {
    let root = Handbook::new();
    let files = [("a.html", "right"), ("b/c.html", "right"), ("d.html", "right")];
    root.publish(&files).expect("publishes");
    root.foreign("public/a.html", "wrong");
    fs::remove_dir_all(root.at("b")).expect("removed");
    assert_eq!(root.publish(&files).expect("publishes").written, 2);
    assert!(files.iter().all(|(path, _)| root.read(path) == "right"));
}

#[test]
fn a_link_at_a_files_place_is_replaced_and_a_link_at_a_folders_place_refused() {
    let root = Handbook::new();
    root.publish(&[("a.html", "1"), ("gone.html", "1"), ("docs/x.html", "1")]).expect("publishes");
    root.foreign("outside/x.html", "precious");
    for name in ["a.html", "gone.html"] {
        fs::remove_file(root.at(name)).expect("removed");
        symlink(root.root().join("outside/x.html"), root.at(name)).expect("linked");
    }
    fs::remove_dir_all(root.at("docs")).expect("removed");
    symlink(root.root().join("outside"), root.at("docs")).expect("linked");
    let before = tree(&root.root());

    let refused = root.publish(&[("a.html", "2"), ("docs/x.html", "2")]).expect_err("a link");
    assert!(matches!(&refused, PublishError::Link { path } if *path == root.at("docs")), "{refused}");
    assert_eq!(tree(&root.root()), before);

    // Without the pages below the link, nothing of the site is beyond it any more, and it is left alone.
    root.publish(&[("a.html", "2")]).expect("publishes");
    assert_eq!(names(&root.site()), ["a.html", "docs"]);
    assert!(!root.at("a.html").is_symlink());
    assert_eq!(fs::read_to_string(root.root().join("outside/x.html")).expect("is there"), "precious");
}

#[test]
fn files_and_folders_have_the_permissions_of_any_new_one() {
    let root = Handbook::new();
    root.foreign("usual/file", "");
    root.publish(&[("a/b.html", "1")]).expect("publishes");
    let mode = |path: PathBuf| fs::metadata(path).expect("is there").permissions().mode();
    let (file, folder) = (mode(root.root().join("usual/file")), mode(root.root().join("usual")));
    assert_eq!([mode(root.at("a/b.html")), mode(root.at(MANIFEST))], [file; 2]);
    assert_eq!([mode(root.at("a")), mode(root.at(""))], [folder; 2]);
}

#[test]
fn files_may_come_from_many_threads() {
    use rayon::prelude::*;
    let root = Handbook::new();
    let paths: Vec<String> = (0..500).map(|n| format!("{}/{n}.html", n % 7)).collect();
    let publication = root.start(&paths.iter().map(String::as_str).collect::<Vec<_>>()).expect("starts");
    paths.par_iter().try_for_each(|path| publication.write(path, path.as_bytes())).expect("writes");
    assert_eq!(publication.finish().expect("publishes").written, 500);
    assert!(paths.iter().all(|path| root.read(path) == *path));
}

/// Sites of few names, so that pages become folders often; no file is another's folder.
fn sites() -> impl proptest::strategy::Strategy<Value = Vec<BTreeMap<String, String>>> {
    use proptest::strategy::Strategy;
    let site = proptest::collection::btree_map("[ab](/[ab]){0,3}", "[xy]{0,2}", 0..6);
    proptest::collection::vec(site, 2..6).prop_map(|mut sites| {
        for site in &mut sites {
            let all = site.clone();
            site.retain(|path, _| !super::names::folders(path).any(|folder| all.contains_key(folder)));
        }
        sites
    })
}

fn as_files(site: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100))]
    #[test]
    fn any_history_ends_in_the_tree_of_a_fresh_publication(history in sites()) {
        let (one, fresh) = (Handbook::new(), Handbook::new());
        for site in &history {
            one.publish(&as_files(site)).expect("publishes");
        }
        fresh.publish(&as_files(&history[history.len() - 1])).expect("publishes");
        proptest::prop_assert_eq!(tree(&one.root()), tree(&fresh.root()));
    }
}

#[test]
fn a_file_made_of_the_same_is_kept_until_somebody_changes_it() {
    let root = Handbook::new();
    let publish = |made_of: &str, kept: bool| {
        let publication = root.start(&["a.html", "b.html"]).expect("starts");
        publication.write("b.html", b"b").expect("written");
        assert_eq!(publication.keep("a.html", made_of).expect("was planned"), kept, "{made_of}");
        if !kept {
            publication.write_made("a.html", b"abc", Some(made_of)).expect("written");
        }
        publication.finish().expect("publishes").written
    };
    assert_eq!([publish("1", false), publish("1", true)], [2, 0]);
    // Made of something else, its bytes may still be the same.
    assert_eq!([publish("2", false), publish("2", true)], [0, 0]);
    fs::write(root.at("a.html"), "abd").expect("written");
    assert_eq!([publish("2", false), publish("2", true)], [1, 0]);
    fs::remove_file(root.at("a.html")).expect("removed");
    assert_eq!(publish("2", false), 1);
    let publication = root.start(&["a.html"]).expect("starts");
    assert!(publication.keep("other.html", "2").is_err());
    assert!(publication.keep("a.html", "2").expect("was planned"));
    assert!(publication.keep("a.html", "2").expect_err("twice").to_string().contains("came twice"));
}
