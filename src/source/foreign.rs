//! Files of other formats, which lie wherever the handbook's settings say: found on disk by patterns.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Pattern, SourceFile, SourcePath, Sources};

/// Which files are wanted besides the handbook's own, as far as can be told from those that have been read.
pub type Wanted = fn(&Sources) -> Vec<Pattern>;

/// How often what was read may name further files.
const MOST_ROUNDS: usize = 8;

/// Takes what `wanted` asks for, given what was taken so far, until it asks for no more, or has asked `most` times. Gives
/// every pattern that was asked for.
///
/// # Errors
/// What `take` fails with.
pub fn in_rounds<E>(
    most: usize,
    sources: &mut Sources,
    wanted: impl Fn(&Sources) -> Vec<Pattern>,
    mut take: impl FnMut(&[Pattern], &mut Sources) -> Result<(), E>,
) -> Result<Vec<Pattern>, E> {
    let mut asked: Vec<Pattern> = Vec::new();
    for _ in 0..most {
        let new: Vec<Pattern> = wanted(sources).into_iter().filter(|pattern| !asked.contains(pattern)).collect();
        if new.is_empty() {
            break;
        }
        take(&new, sources)?;
        asked.extend(new);
    }
    Ok(asked)
}

/// The same for what cannot fail, as often as is usual.
pub(super) fn in_usual_rounds(
    sources: &mut Sources,
    wanted: impl Fn(&Sources) -> Vec<Pattern>,
    mut take: impl FnMut(&[Pattern], &mut Sources),
) -> Vec<Pattern> {
    let taken = in_rounds(MOST_ROUNDS, sources, wanted, |patterns, sources| {
        take(patterns, sources);
        Ok::<(), std::convert::Infallible>(())
    });
    match taken {
        Ok(asked) => asked,
        Err(never) => match never {},
    }
}

/// Reads the files that `wanted` asks for, given those read so far, and no handbook.
#[must_use]
pub fn read_foreign(root: &Path, wanted: impl Fn(&Sources) -> Vec<Pattern>) -> Sources {
    let mut sources = Sources::default();
    in_usual_rounds(&mut sources, wanted, |patterns, sources| {
        for (path, location) in find(root, patterns) {
            let body = super::disk::load_text(&location);
            sources.insert(SourceFile::foreign(path, body));
        }
    });
    sources
}

/// The handbook's own folders.
pub(super) const OWN: [&str; 2] = ["content", "themes"];

/// Folders that hold no one's ownership data, and are large.
const NEVER_WALKED: [&str; 4] = [".git", "node_modules", "target", ".venv"];

/// The files that meet `patterns`, by path, each with where it lies.
pub(super) fn find(root: &Path, patterns: &[Pattern]) -> BTreeMap<SourcePath, PathBuf> {
    let mut found = BTreeMap::new();
    for pattern in patterns.iter().filter(|pattern| !pattern.is_glob()) {
        let location = root.join(pattern.base().as_str());
        if location.is_file() {
            found.insert(pattern.base().clone(), location);
        }
    }
    for base in bases(patterns) {
        walk(root, &base, patterns, &mut found);
    }
    found
}

/// Whether a file or folder lies below another.
pub(super) fn lies_in(inner: &SourcePath, outer: &SourcePath) -> bool {
    inner != outer && (inner.below(outer.as_str()).is_some() || (outer.is_root() && !inner.leaves_root()))
}

/// The folders to walk: those of the globs, without any that lies in another.
pub(super) fn bases(patterns: &[Pattern]) -> Vec<SourcePath> {
    let all: BTreeSet<&SourcePath> = patterns.iter().filter(|pattern| pattern.is_glob()).map(Pattern::base).collect();
    all.iter().filter(|inner| !all.iter().any(|outer| lies_in(inner, outer))).map(|&base| base.clone()).collect()
}

fn walk(root: &Path, base: &SourcePath, patterns: &[Pattern], found: &mut BTreeMap<SourcePath, PathBuf>) {
    let folder = root.join(base.as_str());
    let patterns: Vec<&Pattern> = patterns.iter().filter(|pattern| pattern.is_glob()).collect();
    let is_wanted_folder =
        |entry: &ignore::DirEntry| !NEVER_WALKED.iter().any(|never| entry.file_name() == *never) || entry.depth() == 0;
    let walk = WalkBuilder::new(&folder).standard_filters(false).filter_entry(is_wanted_folder).build();
    for entry in walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file())) {
        let Some(below) = SourcePath::relative(&folder, entry.path()) else { continue };
        let path = base.join(below.as_str());
        // A handbook that lies in what it reads does not read itself.
        let is_own =
            OWN.iter().any(|own| path.below(own).is_some() && base.as_str() != *own && base.below(own).is_none());
        if !is_own && patterns.iter().any(|pattern| pattern.is_match(&path)) {
            found.insert(path, entry.into_path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Body, Disk};

    fn wanted(_: &Sources) -> Vec<Pattern> {
        ["../shop", "../one.toml", "../absent", "."].iter().flat_map(|path| Pattern::of(path, &["**/OWNERS"])).collect()
    }

    #[test]
    fn foreign_files_are_read_where_they_lie_and_again_when_they_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        let write = |path: &str, bytes: &[u8]| {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, bytes).expect("written");
        };
        write("book/content/handbook.yaml", b"");
        write("book/content/ownership/OWNERS", b"no");
        write("book/docs/OWNERS", b"approvers: [cy]");
        write("shop/a/OWNERS", b"approvers: [ana]");
        write("shop/b/OWNERS", &[0xff, 0xfe]);
        write("shop/README", b"no");
        write("shop/.git/OWNERS", b"no");
        write("one.toml", b"a = 1");
        let mut disk = Disk::new(&root.join("book")).with_foreign(wanted);
        let first = disk.read().expect("readable");
        let foreign = |sources: &Sources| -> Vec<String> {
            sources.files().filter(|file| file.is_foreign).map(|file| file.path.to_string()).collect()
        };
        assert_eq!(foreign(&first), ["../one.toml", "../shop/a/OWNERS", "../shop/b/OWNERS", "docs/OWNERS"]);
        let body = &first.get(&SourcePath::beside("../shop/b/OWNERS")).expect("there").body;
        assert!(matches!(body, Body::NotUtf8(0)));
        let watched: Vec<PathBuf> = disk.foreign().into_iter().filter_map(|path| path.canonicalize().ok()).collect();
        assert_eq!(watched, [root.join("book"), root.join("one.toml"), root.join("shop")]);
        assert!(disk.read().expect("readable").is_same(&first));
        write("shop/a/OWNERS", b"approvers: [bo]");
        let second = disk.read().expect("readable");
        assert!(!second.is_same(&first));
        assert_eq!(second.get(&SourcePath::beside("../shop/a/OWNERS")).expect("there").text(), "approvers: [bo]");
    }
}
