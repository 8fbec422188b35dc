//! Which files a revision holds, with its symbolic links followed as the disk's are.

use super::git::Objects;
use crate::source::{SourcePath, is_published};

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path from the handbook's folder.
    pub path: String,
    /// The name of the object that holds its bytes.
    pub object: String,
    /// Whether those bytes are the path it leads to.
    pub is_link: bool,
}

/// Reads what `git ls-tree -r -z` prints: `<mode> <type> <object>`, a tab and the path, each ended by NUL. Paths that
/// are not Unicode have no address and are left out, as are submodules.
pub(super) fn read_listing(listing: &[u8]) -> Vec<Entry> {
    let lines = listing.split(|&byte| byte == 0).filter_map(|line| std::str::from_utf8(line).ok());
    lines
        .filter_map(|line| {
            let (head, path) = line.split_once('\t')?;
            let mut words = head.split(' ');
            let (mode, kind, object) = (words.next()?, words.next()?, words.next()?);
            let entry = Entry { path: path.to_owned(), object: object.to_owned(), is_link: mode == "120000" };
            (kind == "blob").then_some(entry)
        })
        .collect()
}

/// A file that a commit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Its path from the handbook's folder.
    pub path: String,
    /// The name of the object that holds its bytes from then on; nothing where it is gone, or is no file.
    pub object: Option<String>,
}

/// Reads what `git log --raw -z` prints of a commit: `:<mode> <mode> <object> <object> <status>` and the path, each ended
/// by NUL.
pub(super) fn read_changes(changes: &[u8]) -> Vec<Change> {
    let mut words = changes.split(|&byte| byte == 0).filter_map(|word| std::str::from_utf8(word).ok());
    let mut read = Vec::new();
    while let Some(word) = words.next() {
        let Some(head) = word.trim_start_matches('\n').strip_prefix(':') else { continue };
        let Some(path) = words.next() else { break };
        let mut head = head.split(' ').skip(1);
        let (mode, object) = (head.next().unwrap_or_default(), head.nth(1));
        let object = object.filter(|_| mode.starts_with("100")).map(str::to_owned);
        read.push(Change { path: path.to_owned(), object });
    }
    read
}

/// The files that belong to the handbook. A link stands for the file or folder it leads to, where that is a part of the
/// listing and no link itself.
pub(super) fn published(entries: &[Entry], targets: &Objects) -> Vec<Entry> {
    let mut all: Vec<Entry> = entries.iter().filter(|entry| !entry.is_link).cloned().collect();
    for link in entries.iter().filter(|entry| entry.is_link) {
        let Some(target) = targets.get(&link.object).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
            continue;
        };
        if target.starts_with('/') {
            continue;
        }
        let folder = link.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = SourcePath::new(&format!("{folder}/{target}"));
        for entry in entries.iter().filter(|entry| !entry.is_link) {
            let below = if entry.path == target.as_str() { Some("") } else { below(&entry.path, target.as_str()) };
            let Some(below) = below else { continue };
            all.push(Entry { path: format!("{}{below}", link.path), ..entry.clone() });
        }
    }
    all.retain(|entry| entry.path.split('/').all(is_published));
    all
}

/// A path of the repository as seen from one of its folders, `folder` ending in `/` or empty.
pub(super) fn from_folder(path: &str, folder: &str) -> String {
    let (mut rest, mut path) = (folder, path);
    while let Some((first, below)) = rest.split_once('/') {
        match path.strip_prefix(first).and_then(|path| path.strip_prefix('/')) {
            Some(same) => (rest, path) = (below, same),
            None => break,
        }
    }
    format!("{}{path}", "../".repeat(rest.matches('/').count()))
}

/// The rest of a path below a folder, with its `/`.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    path.strip_prefix(folder).filter(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(listing: &str, links: &[(&str, &str)]) -> Vec<String> {
        let targets = links.iter().map(|&(object, to)| (object.to_owned(), to.as_bytes().to_vec())).collect();
        let entries = read_listing(listing.replace('|', "\0").as_bytes());
        published(&entries, &targets).into_iter().map(|entry| entry.path).collect()
    }

    #[test]
    fn files_are_listed_and_what_is_no_part_of_a_handbook_is_not() {
        let listing = "100644 blob a\tcontent/a b.md|160000 commit b\tcontent/sub|100755 blob c\tcontent/.x/y.md|";
        assert_eq!(paths(listing, &[]), ["content/a b.md"]);
    }

    #[test]
    fn changes_are_files_that_came_and_went() {
        let raw = "|\n:000000 100644 0000 aaaa A|content/a b.yaml|:100644 000000 aaaa 0000 D|b.yaml|:100644 120000 aaaa cccc T|c.yaml|";
        let read = read_changes(raw.replace('|', "\0").as_bytes());
        let read: Vec<(&str, Option<&str>)> =
            read.iter().map(|change| (change.path.as_str(), change.object.as_deref())).collect();
        assert_eq!(read, [("content/a b.yaml", Some("aaaa")), ("b.yaml", None), ("c.yaml", None)]);
        assert_eq!(read_changes(b"\n:1 2"), []);
    }

    #[test]
    fn paths_are_seen_from_the_handbooks_folder() {
        assert_eq!(from_folder("docs/hb/content/a.md", "docs/hb/"), "content/a.md");
        assert_eq!(from_folder("docs/other/a.md", "docs/hb/"), "../other/a.md");
        assert_eq!(from_folder("CODEOWNERS", "docs/hb/"), "../../CODEOWNERS");
        assert_eq!(from_folder("a.md", ""), "a.md");
    }

    #[test]
    fn links_stand_for_files_and_folders_inside_only() {
        let listing = "100644 blob a\tcontent/t/a.md|120000 blob l\tcontent/b.md|120000 blob m\tcontent/u|120000 blob n\tcontent/out.md|120000 blob o\tcontent/self|";
        let links = [("l", "t/a.md"), ("m", "./t"), ("n", "/etc/passwd"), ("o", "../../..")];
        assert_eq!(paths(listing, &links), ["content/t/a.md", "content/b.md", "content/u/a.md"]);
    }
}
