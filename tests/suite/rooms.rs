//! The rooms of the code: which may name which. The table is the one that `lib.rs` explains.

use std::path::Path;

/// A room, and the rooms it may name. A room's tests may name what they like.
const ROOMS: [(&str, &[&str]); 17] = [
    ("source", &[]),
    ("guide", &[]),
    ("diagnostic", &["source"]),
    ("model", &["source", "diagnostic"]),
    ("history", &["model", "source"]),
    ("exchange", &["model", "source", "diagnostic"]),
    ("routes", &["model", "source", "diagnostic"]),
    ("gaps", &["model", "routes", "source", "diagnostic"]),
    ("fix", &["model", "exchange", "source", "diagnostic"]),
    ("site", &["model", "exchange", "gaps", "routes", "source", "diagnostic", "guide"]),
    ("render", &["site", "routes", "source", "diagnostic", "model"]),
    ("outside", &["source", "diagnostic"]),
    ("publish", &[]),
    ("cache", &[]),
    ("serve", &["source", "guide", "diagnostic", "model", "exchange", "routes", "gaps", "site", "render", "publish"]),
    (
        "cli",
        &[
            "source",
            "history",
            "guide",
            "diagnostic",
            "model",
            "exchange",
            "routes",
            "gaps",
            "fix",
            "site",
            "render",
            "outside",
            "publish",
            "cache",
            "serve",
        ],
    ),
    ("main.rs", &["cli"]),
];

fn files(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the source").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// The rooms that a text names: `crate::room` or `bailiwick::room`, outside comments.
fn named(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for marker in ["crate::", "bailiwick::"] {
            for (at, _) in line.match_indices(marker) {
                let rest = &line[at + marker.len()..];
                let room: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                rooms.push(room);
            }
        }
    }
    rooms
}

#[test]
fn each_room_names_only_the_rooms_to_its_left() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut wrong = Vec::new();
    for file in all {
        let path = file.strip_prefix(&source).expect("below the source").to_str().expect("a plain name").to_owned();
        let own = path.split('/').next().expect("a first part").to_owned();
        let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
        if own == "lib.rs" || is_test {
            continue;
        }
        let (_, allowed) = ROOMS.iter().find(|(room, _)| *room == own).unwrap_or_else(|| panic!("`{own}` is no room"));
        let text = std::fs::read_to_string(&file).expect("readable");
        let code = text.split("#[cfg(test)]").next().expect("a first part");
        for room in named(code) {
            if room != own && ROOMS.iter().any(|(known, _)| *known == room) && !allowed.contains(&room.as_str()) {
                wrong.push(format!("{path} names {room}"));
            }
        }
    }
    assert_eq!(wrong, [] as [&str; 0]);
}

#[test]
fn every_file_says_first_what_it_is_for_and_none_is_too_long() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut wrong = Vec::new();
    for file in all {
        let text = std::fs::read_to_string(&file).expect("readable");
        let lines = text.lines().count();
        let is_test = file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests");
        if !text.starts_with("//!") || (lines > 400 && !is_test) {
            wrong.push(format!("{} ({lines} lines)", file.display()));
        }
    }
    assert_eq!(wrong, [] as [&str; 0]);
}
