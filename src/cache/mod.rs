//! What was made once, kept on disk from one run to the next, for all handbooks of a user.
//!
//! [`Cache::open`] finds or begins the file of this very program; [`Cache::get`] and [`Cache::put`] look up and add a text
//! by its [`Key`]; [`Cache::finish`] ends the run. The file can be deleted at any time. It only ever saves work: what is not
//! in it, cannot be read or is damaged is made again, and where nothing can be written, nothing is kept. What is in a
//! text is nothing to this room.

mod entry;
mod file;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use file::Log;

/// How large a file may grow, in bytes. Ten thousand pages with two blocks of code each take a fifth of it.
const LARGEST: u64 = 256 << 20;

/// How many programs' files are kept.
const MOST_FILES: usize = 3;

/// What tells a text: a hash of everything it was made of, but the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u8; 16]);

impl Key {
    /// The key of what is made of these parts.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        Self(key)
    }
}

/// Texts by key, in a file that several runs may share. One of them at a time adds to it; the others only read.
#[derive(Debug)]
pub struct Cache {
    log: Mutex<Log>,
}

impl Cache {
    /// The texts that the program with this `mark` made, in `folder`; none where the folder or its file cannot be used.
    #[must_use]
    pub fn open(folder: &Path, mark: &str) -> Option<Self> {
        Self::open_limited(folder, mark, LARGEST)
    }

    fn open_limited(folder: &Path, mark: &str, limit: u64) -> Option<Self> {
        fs::create_dir_all(folder).ok()?;
        let path = folder.join(format!("{NAME}{mark}"));
        if !path.exists() {
            begin(folder);
        }
        Some(Self { log: Mutex::new(Log::open(path, limit).ok()?) })
    }

    /// The text of this key, if it is here and whole.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<String> {
        self.log().get(key)
    }

    /// Adds a text, if there is room, and this run is the one that adds.
    pub fn put(&self, key: Key, text: &str) {
        self.log().put(key, text);
    }

    /// Ends the run: what was added is on disk, and a full file is left with what this run used.
    pub fn finish(self) {
        self.log.into_inner().unwrap_or_else(PoisonError::into_inner).finish();
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        // Entries that were not written whole are not found again, so a panic elsewhere leaves nothing half done.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the names of files begin with.
const NAME: &str = "code-";

/// Makes room for a new program's file: those of the programs that were used last stay. Tells programs for backups that
/// the folder need not be kept.
fn begin(folder: &Path) {
    // Whatever of this fails leaves a file too many, which is no harm.
    let _ = fs::write(folder.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| name.starts_with(NAME)));
    let mut dated: Vec<_> = files.map(|file| (file.metadata().and_then(|found| found.modified()).ok(), file)).collect();
    dated.sort_by(|(a, _), (b, _)| b.cmp(a));
    for (_, file) in dated.into_iter().skip(MOST_FILES - 1) {
        let _ = fs::remove_file(file.path());
    }
}
