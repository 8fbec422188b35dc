//! One publication: write what is new, leave what is equal, delete last.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::manifest::{Manifest, Mark};
use super::{MANIFEST, PublishError, Target};

/// Temporary names begin so; leftovers of a killed run are known by it.
const TEMPORARY: &str = ".bailiwick-tmp-";

/// What a publication did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files written.
    pub written: usize,
    /// Files whose bytes were right already.
    pub unchanged: usize,
    /// Files that are no longer part of the site, deleted.
    pub deleted: usize,
    /// The size of the site, in bytes.
    pub bytes: u64,
}

/// A publication under way. Files come in any order, from any thread.
pub struct Publication {
    target: Target,
    planned: BTreeSet<String>,
    marks: Mutex<BTreeMap<String, Mark>>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    bytes: AtomicU64,
    /// Whether the manifest on disk already names everything that may be there.
    announced: Mutex<bool>,
    next_temporary: AtomicU64,
}

impl Publication {
    /// Begins to publish exactly the `planned` files, by their paths from the target.
    ///
    /// # Errors
    /// Where two planned files clash, or something foreign is where one belongs. Nothing has been written then.
    pub fn start(target: Target, planned: impl IntoIterator<Item = String>) -> Result<Self, PublishError> {
        let planned: BTreeSet<String> = planned.into_iter().collect();
        check_names(&planned)?;
        let publication = Self {
            target,
            planned,
            marks: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            announced: Mutex::new(false),
            next_temporary: AtomicU64::new(0),
        };
        publication.check_places()?;
        Ok(publication)
    }

    /// Publishes one file. Equal bytes are not touched.
    ///
    /// # Errors
    /// Where the disk does not do what it is asked to.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        debug_assert!(self.planned.contains(path), "only planned files are written: {path}");
        let mark = Mark::of(bytes);
        self.bytes.fetch_add(mark.size, Ordering::Relaxed);
        let place = self.target.folder.join(path);
        if self.is_trusted(path, &mark) && is_there(&place, bytes) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            self.announce()?;
            self.put(&place, bytes)?;
            self.written.fetch_add(1, Ordering::Relaxed);
        }
        self.marks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(path.to_owned(), mark);
        Ok(())
    }

    /// Deletes what the site no longer has, and closes the manifest.
    ///
    /// # Errors
    /// Where the disk does not do what it is asked to.
    pub fn finish(self) -> Result<Outcome, PublishError> {
        let gone: Vec<&String> =
            self.target.manifest.files.keys().filter(|path| !self.planned.contains(*path)).collect();
        if !gone.is_empty() {
            self.announce()?;
        }
        let mut deleted = 0;
        for path in &gone {
            deleted += usize::from(self.delete(path)?);
        }
        let files = std::mem::take(&mut *self.marks.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let manifest = Manifest { files, ..Manifest::default() };
        let bytes = manifest.to_bytes();
        let place = self.target.folder.join(MANIFEST);
        if self.target.manifest.is_unfinished {
            self.sweep();
        }
        if fs::read(&place).ok().as_deref() != Some(&*bytes) {
            self.put(&place, &bytes)?;
        }
        Ok(Outcome {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            deleted,
            bytes: self.bytes.load(Ordering::Relaxed),
        })
    }

    /// Nothing foreign may be where a file belongs, nor a file of theirs where a folder does.
    fn check_places(&self) -> Result<(), PublishError> {
        let folder = &self.target.folder;
        let ours = &self.target.manifest.files;
        let mut looked_at = BTreeSet::new();
        for path in &self.planned {
            let place = folder.join(path);
            let is_ours = ours.contains_key(path);
            match place.symlink_metadata() {
                Ok(metadata) if metadata.is_dir() && !self.is_folder_ours(path) => {
                    return Err(PublishError::Foreign { path: place });
                }
                Ok(metadata) if !metadata.is_dir() && !is_ours => return Err(PublishError::Foreign { path: place }),
                _ => {}
            }
            for above in Path::new(path).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()) {
                if !looked_at.insert(above.to_path_buf()) {
                    break;
                }
                let is_file = folder.join(above).symlink_metadata().is_ok_and(|metadata| !metadata.is_dir());
                if is_file && !above.to_str().is_some_and(|above| ours.contains_key(above)) {
                    return Err(PublishError::Foreign { path: folder.join(above) });
                }
            }
        }
        Ok(())
    }

    /// Whether everything in a folder is ours and goes away, so that a file can take its place.
    fn is_folder_ours(&self, path: &str) -> bool {
        let prefix = format!("{path}/");
        let is_ours = |file: &Path| {
            let relative = file.strip_prefix(&self.target.folder).ok().and_then(Path::to_str);
            relative.is_some_and(|file| self.target.manifest.files.contains_key(file) && file.starts_with(&prefix))
        };
        let mut open = vec![self.target.folder.join(path)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    open.push(entry.path());
                } else if !is_ours(&entry.path()) {
                    return false;
                }
            }
        }
        true
    }

    /// Whether the manifest gives reason to look at the file at all: it spares reading what surely differs.
    fn is_trusted(&self, path: &str, mark: &Mark) -> bool {
        self.target.manifest.is_unfinished || self.target.manifest.files.get(path) == Some(mark)
    }

    /// Before the first change the manifest names old and new files alike, so that a killed run can be healed.
    fn announce(&self) -> Result<(), PublishError> {
        let mut announced = self.announced.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if *announced {
            return Ok(());
        }
        let mut files = self.target.manifest.files.clone();
        for path in &self.planned {
            files.entry(path.clone()).or_default();
        }
        let manifest = Manifest { is_unfinished: true, files, ..Manifest::default() };
        fs::create_dir_all(&self.target.folder).map_err(PublishError::disk("create", &self.target.folder))?;
        self.put(&self.target.folder.join(MANIFEST), &manifest.to_bytes())?;
        *announced = true;
        Ok(())
    }

    /// Writes a file beside its place and renames it.
    fn put(&self, place: &Path, bytes: &[u8]) -> Result<(), PublishError> {
        let folder = place.parent().unwrap_or(&self.target.folder);
        let number = self.next_temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!("{TEMPORARY}{}-{number}", std::process::id()));
        make_way(folder, place)?;
        let written = write_new(&temporary, bytes).and_then(|()| fs::rename(&temporary, place));
        written.map_err(|error| {
            let _ = fs::remove_file(&temporary);
            PublishError::disk("write", place)(error)
        })
    }

    /// Deletes a file of ours, and the folders that it leaves empty; whether it was there.
    fn delete(&self, path: &str) -> Result<bool, PublishError> {
        let place = self.target.folder.join(path);
        let was_there = match fs::remove_file(&place) {
            Ok(()) => true,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => false,
            Err(_) if place.is_dir() => false,
            Err(error) => return Err(PublishError::disk("remove", place)(error)),
        };
        for above in place.ancestors().skip(1).take_while(|above| **above != self.target.folder) {
            if fs::remove_dir(above).is_err() {
                break;
            }
        }
        Ok(was_there)
    }

    /// Removes the temporary files that a killed run left.
    fn sweep(&self) {
        let folders: BTreeSet<PathBuf> = self
            .planned
            .iter()
            .filter_map(|path| Some(self.target.folder.join(path).parent()?.to_path_buf()))
            .collect();
        for folder in folders {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.file_name().to_str().is_some_and(|name| name.starts_with(TEMPORARY)) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }
}

/// Makes the folder; a file of ours that is in its way, or a folder in the file's way, goes first.
fn make_way(folder: &Path, place: &Path) -> Result<(), PublishError> {
    let made = fs::create_dir_all(folder).or_else(|_| {
        let in_the_way = folder.ancestors().find(|above| above.symlink_metadata().is_ok_and(|m| !m.is_dir()));
        in_the_way.map_or(Ok(()), fs::remove_file)?;
        fs::create_dir_all(folder)
    });
    made.map_err(PublishError::disk("create", folder))?;
    if place.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
        fs::remove_dir_all(place).map_err(PublishError::disk("remove", place))?;
    }
    Ok(())
}

/// Whether a file is there with these bytes.
fn is_there(place: &Path, bytes: &[u8]) -> bool {
    let is_file = place.symlink_metadata().is_ok_and(|old| old.is_file() && old.len() == bytes.len() as u64);
    is_file && fs::read(place).is_ok_and(|old| old == bytes)
}

fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let _ = fs::remove_file(path);
    fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// Planned names are relative, plain, and distinct on every disk.
fn check_names(planned: &BTreeSet<String>) -> Result<(), PublishError> {
    let mut folded: BTreeMap<String, &String> = BTreeMap::new();
    for path in planned {
        let is_plain = !path.is_empty()
            && path != MANIFEST
            && !path.contains(['\0', '\\'])
            && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_plain {
            return Err(PublishError::Refused {
                path: PathBuf::from(path),
                why: "it is no name for a page".into(),
                help: "this is a fault of Bailiwick: please report it",
            });
        }
        if let Some(first) = folded.insert(path.to_lowercase(), path) {
            return Err(PublishError::Clash { first: first.clone(), second: path.clone() });
        }
    }
    Ok(())
}
