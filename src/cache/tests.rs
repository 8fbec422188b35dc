//! What a cache gives back, whatever happened to its file.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Cache, Key};

fn key(name: &str) -> Key {
    Key::of(&["rust", name])
}

fn open(folder: &Path) -> Cache {
    Cache::open(folder, "abc").expect("a folder of ours")
}

/// A folder whose cache holds these texts, each under its own name.
fn holding(texts: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = open(folder.path());
    for text in texts {
        cache.put(key(text), text);
    }
    cache.finish();
    folder
}

fn file(folder: &Path) -> PathBuf {
    folder.join("code-abc")
}

fn got(cache: &Cache, texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| cache.get(key(text))).collect()
}

#[test]
fn what_was_put_is_there_at_once_and_in_the_next_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = open(folder.path());
    assert_eq!(cache.get(key("a")), None);
    cache.put(key("a"), "a");
    assert_eq!(cache.get(key("a")).as_deref(), Some("a"));
    cache.put(key(""), "");
    cache.finish();
    assert_eq!(got(&open(folder.path()), &["a", "", "b"]), [Some("a".into()), Some(String::new()), None]);
}

#[test]
fn parts_and_programs_are_told_apart() {
    assert_ne!(Key::of(&["ab", "c"]), Key::of(&["a", "bc"]));
    let folder = holding(&["a"]);
    assert_eq!(Cache::open(folder.path(), "other").and_then(|cache| cache.get(key("a"))), None);
}

#[test]
fn the_files_of_the_programs_used_last_stay() {
    let folder = holding(&["a"]);
    for mark in ["one", "two", "three"] {
        std::thread::sleep(std::time::Duration::from_millis(20));
        drop(Cache::open(folder.path(), mark));
    }
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).expect("there").flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    assert_eq!(names, ["CACHEDIR.TAG", "code-one", "code-three", "code-two"]);
}

#[test]
fn of_two_runs_at_once_one_adds_and_both_read() {
    let folder = holding(&["a"]);
    let (first, second) = (open(folder.path()), open(folder.path()));
    first.put(key("b"), "b");
    second.put(key("c"), "c");
    assert_eq!(got(&second, &["a", "c"]), [Some("a".into()), None]);
    first.finish();
    second.finish();
    assert_eq!(got(&open(folder.path()), &["a", "b", "c"]), [Some("a".into()), Some("b".into()), None]);
}

#[test]
fn a_full_file_takes_no_more_and_is_left_with_what_was_used() {
    let texts: Vec<String> = (0..9).map(|number| format!("{number}").repeat(100)).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Cache::open_limited(folder.path(), "abc", 1000).expect("a folder of ours");
    let cache = open();
    for text in &texts {
        cache.put(key(text), text);
    }
    let count = |cache: &Cache| texts.iter().filter(|text| cache.get(key(text)).is_some()).count();
    assert_eq!(count(&cache), 7);
    cache.finish();
    assert!(fs::metadata(file(folder.path())).expect("there").len() <= 1000);
    let next = open();
    assert!(next.get(key(&texts[1])).is_some());
    next.put(key(&texts[8]), &texts[8]);
    next.finish();
    let last = open();
    assert_eq!((count(&last), last.get(key(&texts[1])).as_ref()), (1, Some(&texts[1])));
}

#[test]
fn where_nothing_can_be_kept_there_is_no_cache() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = folder.path().join("taken");
    fs::write(&taken, "mine").expect("written");
    assert!(Cache::open(&taken, "abc").is_none());
    assert_eq!(fs::read_to_string(taken).expect("still there"), "mine");
}

proptest::proptest! {
    /// Whatever bytes are cut off, changed or added, a text that is given is the one that was put.
    #[test]
    fn a_damaged_file_gives_the_right_text_or_none(cut in 0_usize..400, at in 0_usize..400, byte: u8, tail in "\\PC{0,40}") {
        let texts = ["a", "the second", "", "and a third text that is a little longer than the others", "e"];
        let folder = holding(&texts);
        let path = file(folder.path());
        let mut bytes = fs::read(&path).expect("there");
        bytes.truncate(cut.max(1));
        let length = bytes.len();
        bytes[at % length] = byte;
        fs::write(&path, &bytes).expect("written");
        OpenOptions::new().append(true).open(&path).expect("there").write_all(tail.as_bytes()).expect("written");
        let Some(cache) = Cache::open(folder.path(), "abc") else { return Ok(()) };
        for text in texts {
            let found = cache.get(key(text));
            proptest::prop_assert!(found.is_none_or(|found| found == text));
            cache.put(key(text), text);
            proptest::prop_assert_eq!(cache.get(key(text)), Some(text.to_owned()));
        }
        cache.finish();
        let again = Cache::open(folder.path(), "abc").expect("a folder of ours");
        for text in texts {
            proptest::prop_assert_eq!(again.get(key(text)), Some(text.to_owned()));
        }
    }
}
