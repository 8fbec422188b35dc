//! A look at a few folders alone, where it is told in which of them something changed.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::walk::Found;
use super::{Disk, DiskError, Stamp, is_published, now, read};
use crate::source::{SourcePath, Sources};

/// The files as a look sees them, and the stamps that are new: none for a file that is gone.
type Look = (Sources, Vec<(SourcePath, Option<Stamp>)>);

impl Disk {
    /// Reads what changed at `paths`, which are said to be all that changed since the last reading: their folders are
    /// looked at, and no others. Where that may not be enough, such as where folders came or links are, it is the same
    /// as [`Disk::read`].
    ///
    /// # Errors
    /// As for [`Disk::read`].
    pub fn read_near(&mut self, paths: &[PathBuf]) -> Result<Sources, DiskError> {
        let seen = now();
        let looked = self.folders_of(paths).and_then(|folders| self.look(&folders, seen));
        let Some((sources, stamps)) = looked.filter(|(sources, _)| self.wants_no_others(sources)) else {
            return self.read();
        };
        for (path, stamp) in stamps {
            match stamp {
                Some(stamp) => self.stamps.insert(path, stamp),
                None => self.stamps.remove(&path),
            };
        }
        self.last = sources.clone();
        Ok(sources)
    }

    /// The files as they are now, with the stamps that are new; nothing where more than files of these folders changed.
    fn look(&self, folders: &BTreeSet<PathBuf>, seen: SystemTime) -> Option<Look> {
        let (mut sources, mut stamps) = (self.last.clone(), Vec::new());
        for folder in folders {
            let found = self.files_in(folder)?;
            let there: BTreeSet<&SourcePath> = found.iter().map(|file| &file.path).collect();
            for path in self.last_in(folder)?.filter(|path| !there.contains(path)) {
                sources.remove(path.as_str());
                stamps.push((path.clone(), None));
            }
            for file in found {
                let kept = self.kept(&file).is_some();
                if !(kept && self.stamps.get(&file.path).is_some_and(Stamp::is_settled)) {
                    stamps.push((file.path.clone(), Some(Stamp::of(&file, seen))));
                }
                if !kept {
                    sources.share(read(file));
                }
            }
        }
        Some((sources, stamps))
    }

    /// The folders that `paths` lie in; nothing where one is a folder itself, or lies in none that is known.
    fn folders_of(&self, paths: &[PathBuf]) -> Option<BTreeSet<PathBuf>> {
        let folder = |path: &PathBuf| {
            let folder = path.parent().filter(|folder| self.folders.contains(*folder))?;
            (!self.folders.contains(path)).then(|| folder.to_path_buf())
        };
        paths.iter().map(folder).collect()
    }

    /// The files right in a folder; nothing where it has folders that are not known, or links.
    fn files_in(&self, folder: &Path) -> Option<Vec<Found>> {
        let mut found: Vec<Found> = Vec::new();
        for entry in std::fs::read_dir(folder).ok()? {
            let entry = entry.ok()?;
            if !entry.file_name().to_str().is_some_and(is_published) {
                continue;
            }
            let (kind, location) = (entry.file_type().ok()?, entry.path());
            if kind.is_symlink() || (kind.is_dir() && !self.folders.contains(&location)) {
                return None;
            }
            if !kind.is_dir() {
                let path = SourcePath::relative(&self.root, &location)?;
                let metadata = entry.metadata().ok();
                found.push(Found::own(path, location, metadata));
            }
        }
        let names: BTreeSet<&SourcePath> = found.iter().map(|file| &file.path).collect();
        (names.len() == found.len()).then_some(found)
    }

    /// The files last read right in a folder.
    fn last_in<'a>(&'a self, folder: &Path) -> Option<impl Iterator<Item = &'a SourcePath>> {
        let folder = SourcePath::relative(&self.root, folder)?;
        let first = format!("{folder}/");
        let paths = self.stamps.range::<str, _>((Bound::Included(&*first), Bound::Unbounded)).map(|(path, _)| path);
        let below = paths.take_while(move |path| path.as_str().starts_with(&first));
        Some(below.filter(move |path| path.folder() == folder.as_str()))
    }

    /// Whether nothing outside the handbook's own folders is read.
    fn wants_no_others(&self, sources: &Sources) -> bool {
        self.patterns.is_empty() && self.wanted.is_none_or(|wanted| wanted(sources).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A handbook on disk, and the disk that goes on reading it.
    struct Book {
        folder: tempfile::TempDir,
        disk: Disk,
    }

    impl Book {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let disk = Disk::new(folder.path());
            let mut book = Self { folder, disk };
            book.write("content/handbook.yaml", "");
            book.write("content/notes/a.md", "# A");
            book.write("content/notes/deep/b.md", "# B");
            book.write("content/notes-2.md", "# C");
            book.disk.read().expect("readable");
            book
        }

        fn path(&self, path: &str) -> PathBuf {
            self.folder.path().join(path)
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.path(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        }

        /// Whether only the folders of `paths` are looked at; what is read is what somebody else reads anew.
        fn is_near(&mut self, paths: &[&str]) -> bool {
            let paths: Vec<PathBuf> = paths.iter().map(|path| self.path(path)).collect();
            let looked = self.disk.folders_of(&paths).and_then(|folders| self.disk.look(&folders, now()));
            let near = self.disk.read_near(&paths).expect("readable");
            let anew = Disk::new(self.folder.path()).read().expect("readable");
            let shown = |sources: &Sources| -> Vec<String> {
                sources.files().map(|file| format!("{} {:?}", file.path, file.body)).collect()
            };
            assert_eq!(shown(&near), shown(&anew), "{paths:?}");
            assert!(self.disk.read().expect("readable").is_same(&near), "{paths:?}");
            looked.is_some()
        }
    }

    #[test]
    fn what_is_told_to_have_changed_is_read_and_the_rest_is_kept() {
        let mut book = Book::new();
        let before = book.disk.last.clone();
        book.write("content/notes/a.md", "# Other");
        assert!(book.is_near(&["content/notes/a.md"]));
        assert_eq!(book.disk.last.edited_since(&before), Some(vec![&SourcePath::new("content/notes/a.md")]));
        book.write("content/notes/new.md", "# New");
        book.write("content/added.png", "");
        assert!(book.is_near(&["content/notes/new.md", "content/added.png"]));
        fs::remove_file(book.path("content/notes/a.md")).expect("there");
        fs::rename(book.path("content/notes/new.md"), book.path("content/notes/deep/new.md")).expect("there");
        assert!(book.is_near(&["content/notes/a.md", "content/notes/new.md", "content/notes/deep/new.md"]));
        book.write("content/notes/.hidden.swp", "");
        assert!(book.is_near(&["content/notes/.hidden.swp"]));
        assert!(book.is_near(&["content/handbook.yaml"]), "what did not change may be told too");
    }

    #[test]
    fn a_file_put_in_the_place_of_another_is_read_though_it_is_older() {
        let mut book = Book::new();
        let (old, there) = (book.path("content/old.md"), book.path("content/notes/a.md"));
        book.write("content/old.md", "# Z");
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        let set = |path: &Path| fs::File::options().write(true).open(path).expect("there").set_modified(long_ago);
        set(&old).expect("set");
        set(&there).expect("set");
        assert!(book.is_near(&["content/old.md", "content/notes/a.md"]));
        fs::rename(&old, &there).expect("there");
        assert!(book.is_near(&["content/old.md", "content/notes/a.md"]));
        assert_eq!(book.disk.last.get(&SourcePath::new("content/notes/a.md")).expect("there").text(), "# Z");
    }

    #[test]
    fn folders_and_what_lies_elsewhere_are_looked_at_with_everything() {
        let mut book = Book::new();
        book.write("content/fresh/c.md", "# C");
        assert!(!book.is_near(&["content/fresh"]));
        assert!(book.is_near(&["content/fresh/c.md"]));
        fs::rename(book.path("content/fresh"), book.path("content/moved")).expect("there");
        assert!(!book.is_near(&["content/fresh", "content/moved"]));
        fs::remove_dir_all(book.path("content/moved")).expect("there");
        assert!(!book.is_near(&["content/moved/c.md", "content/moved"]));
        book.write("themes/default/assets/a.css", "");
        assert!(!book.is_near(&["themes/default/assets/a.css"]));
    }

    #[test]
    #[cfg(unix)]
    fn behind_links_everything_is_looked_at() {
        let mut book = Book::new();
        std::os::unix::fs::symlink(book.path("content/notes"), book.path("content/linked")).expect("made");
        assert!(!book.is_near(&["content/linked"]));
        book.write("content/notes/a.md", "# Other");
        assert!(!book.is_near(&["content/notes/a.md"]));
        fs::remove_file(book.path("content/linked")).expect("there");
        assert!(!book.is_near(&["content/linked"]));
        assert!(book.is_near(&["content/notes/a.md"]));
    }
}
