//! The handbook on disk: finding it, walking it, re-reading only what changed.

mod near;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::foreign::{self, Wanted};
use super::tree::{body_of, is_text, text_of};
use super::{Body, Pattern, SourceFile, SourcePath, Sources};
use walk::Found;

/// Text files above this size, in bytes, are not read: no handbook page or data file is that large.
const LARGEST_TEXT: u64 = 32 * 1024 * 1024;

/// File systems keep times in coarse steps; a file changed this close to the last reading is read again.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// The settings file by which a handbook is known.
const SETTINGS: &str = "content/handbook.yaml";

/// The world's faults in reading a handbook.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// Nowhere from the starting folder upwards is there a handbook.
    #[error(
        "no handbook here: `content/handbook.yaml` is neither in `{0}` nor in a folder above it\n\
         help: run `bailiwick init` to start one, or name its folder with `--root`"
    )]
    NoHandbook(PathBuf),
    /// The content folder could not be walked.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
}

/// Finds the folder of the handbook that holds `start`: `start` itself or the nearest folder above.
///
/// # Errors
/// [`DiskError::NoHandbook`] where there is none.
pub fn find_root(start: &Path) -> Result<PathBuf, DiskError> {
    start
        .ancestors()
        .find(|folder| folder.join(SETTINGS).is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| DiskError::NoHandbook(start.to_path_buf()))
}

/// Whether a file or folder of this name belongs to the handbook: dotfiles, and what editors, merges and file managers
/// leave behind, do not.
#[must_use]
pub fn is_published(name: &str) -> bool {
    let temporary = [".swp", ".swo", ".swx", ".tmp", ".part", ".crdownload", ".kate-swp", "~"];
    let earlier = [".bak", ".orig", ".rej"];
    let of_managers = ["thumbs.db", "ehthumbs.db", "desktop.ini"];
    !(name.starts_with('.')
        || temporary.iter().chain(&earlier).any(|ending| name.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "4913" // vim tries whether it may write here
        || of_managers.iter().any(|of_manager| name.eq_ignore_ascii_case(of_manager))
        || name.contains("___jb_tmp___")
        || name.contains("___jb_old___"))
}

/// What tells whether a file changed.
#[derive(Clone)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    location: PathBuf,
    #[cfg(unix)]
    inode: u64,
    /// When the file was looked at.
    seen: SystemTime,
}

impl Stamp {
    fn of(found: &Found, seen: SystemTime) -> Self {
        Self {
            modified: found.metadata.as_ref().and_then(|metadata| metadata.modified().ok()),
            length: found.metadata.as_ref().map_or(0, Metadata::len),
            location: found.location.clone(),
            #[cfg(unix)]
            inode: found.metadata.as_ref().map_or(0, std::os::unix::fs::MetadataExt::ino),
            seen,
        }
    }

    /// Whether nothing tells this file from what `other` was taken of.
    fn is_same(&self, other: &Self) -> bool {
        #[cfg(unix)]
        if self.inode != other.inode {
            return false;
        }
        (self.modified, self.length, &self.location) == (other.modified, other.length, &other.location)
    }

    /// Whether the file was old enough when it was looked at that a later change has another time.
    fn is_settled(&self) -> bool {
        self.modified.is_some_and(|at| at + COARSEST_CLOCK < self.seen)
    }
}

/// What one reading takes note of, beside the files: when it began, and what tells whether a file changed.
struct Taken {
    seen: SystemTime,
    stamps: BTreeMap<SourcePath, Stamp>,
}

/// A handbook's folder, and what was last read of it.
pub struct Disk {
    root: PathBuf,
    wanted: Option<Wanted>,
    patterns: Vec<Pattern>,
    last: Sources,
    stamps: BTreeMap<SourcePath, Stamp>,
    /// The handbook's own folders, as far as a change in one of them is seen in it alone: nothing where there are links.
    folders: BTreeSet<PathBuf>,
}

impl Disk {
    /// The handbook in `root`; nothing is read yet.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            wanted: None,
            patterns: Vec::new(),
            last: Sources::default(),
            stamps: BTreeMap::new(),
            folders: BTreeSet::new(),
        }
    }

    /// The same, which also reads the files that `wanted` asks for.
    #[must_use]
    pub fn with_foreign(self, wanted: Wanted) -> Self {
        Self { wanted: Some(wanted), ..self }
    }

    /// The folders and files outside the handbook's own that the last reading looked into.
    #[must_use]
    pub fn foreign(&self) -> Vec<PathBuf> {
        let files = self.last.files().filter(|file| file.is_foreign).map(|file| file.path.clone());
        let bases = foreign::bases(&self.patterns);
        let alone = files.filter(|file| !bases.iter().any(|base| base == file || foreign::lies_in(file, base)));
        bases.iter().cloned().chain(alone).map(|path| self.root.join(path.as_str())).collect()
    }

    /// The handbook's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the file last read as `path` lies, by the name it has on disk.
    #[must_use]
    pub fn location(&self, path: &SourcePath) -> Option<&Path> {
        self.stamps.get(path).map(|stamp| stamp.location.as_path())
    }

    /// Reads the handbook: everything the first time, afterwards only what changed.
    ///
    /// # Errors
    /// Where there is no `content/` folder. A file that cannot be read is no error: its [`Body`] says so.
    pub fn read(&mut self) -> Result<Sources, DiskError> {
        let mut taken = Taken { seen: now(), stamps: BTreeMap::new() };
        let walked = walk::walk(&self.root)?;
        let mut sources = Sources::default();
        self.take(walked.found, &mut sources, &mut taken);
        self.take_foreign(&mut sources, &mut taken);
        self.folders = walked.folders;
        self.stamps = taken.stamps;
        self.last = sources.clone();
        Ok(sources)
    }

    fn take(&self, found: Vec<Found>, sources: &mut Sources, taken: &mut Taken) {
        let seen = taken.seen;
        taken.stamps.extend(found.iter().map(|file| (file.path.clone(), Stamp::of(file, seen))));
        let files: Vec<Arc<SourceFile>> =
            found.into_par_iter().map(|file| self.kept(&file).unwrap_or_else(|| read(file))).collect();
        for file in files {
            sources.share(file);
        }
    }

    /// Reads what is wanted besides; what was read may name more, a few times over.
    fn take_foreign(&mut self, sources: &mut Sources, taken: &mut Taken) {
        let Some(wanted) = self.wanted else { return };
        self.patterns = foreign::in_usual_rounds(sources, wanted, |patterns, sources| {
            let files = foreign::find(&self.root, patterns);
            let is_new = |path: &SourcePath| !sources.get(path).is_some_and(|file| file.is_foreign);
            let found = files.into_iter().filter(|(path, _)| is_new(path)).map(|(path, location)| {
                let metadata = location.metadata().ok();
                Found { is_foreign: true, ..Found::own(path, location, metadata) }
            });
            self.take(found.collect(), sources, taken);
        });
    }

    /// The file as it was read before, if it surely did not change.
    fn kept(&self, found: &Found) -> Option<Arc<SourceFile>> {
        let stamp = self.stamps.get(&found.path)?;
        let old = self.last.get(&found.path)?;
        if !stamp.is_same(&Stamp::of(found, stamp.seen)) || old.is_foreign != found.is_foreign {
            return None;
        }
        if stamp.is_settled() {
            return Some(old.clone());
        }
        // Too young to trust its stamp: its bytes decide, and what was parsed is kept if they are the same.
        match (&old.body, &load(found)) {
            (Body::Text(a), Body::Text(b)) if a == b => Some(old.clone()),
            (Body::OnDisk(..), Body::OnDisk(..)) => Some(old.clone()),
            (Body::NotUtf8(a), Body::NotUtf8(b)) if a == b => Some(old.clone()),
            _ => None,
        }
    }
}

fn read(found: Found) -> Arc<SourceFile> {
    let body = load(&found);
    let file = if found.is_foreign { SourceFile::foreign } else { SourceFile::new };
    Arc::new(file(found.path, body))
}

fn load(found: &Found) -> Body {
    let length = found.metadata.as_ref().map_or(0, Metadata::len);
    if found.leads_out {
        Body::LeadsOut
    } else if found.is_same_name {
        Body::SameName
    } else if !found.is_foreign && !is_text(&found.path) {
        Body::OnDisk(found.location.clone(), length)
    } else if found.is_foreign {
        load_text(&found.location)
    } else if length > LARGEST_TEXT {
        Body::TooLarge(length)
    } else {
        match std::fs::read(&found.location) {
            Ok(bytes) => body_of(&found.path, &bytes),
            Err(error) => Body::Unreadable(error.to_string()),
        }
    }
}

/// A file that is wanted as text, whatever its name.
pub(super) fn load_text(location: &Path) -> Body {
    let length = location.metadata().map_or(0, |metadata| metadata.len());
    if length > LARGEST_TEXT {
        return Body::TooLarge(length);
    }
    std::fs::read(location).map_or_else(|error| Body::Unreadable(error.to_string()), |bytes| text_of(&bytes))
}

#[expect(clippy::disallowed_methods, reason = "compares with the times of files, and is part of no output")]
fn now() -> SystemTime {
    SystemTime::now()
}
