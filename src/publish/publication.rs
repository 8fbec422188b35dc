//! One publication: files put aside from any thread, then one change of the target.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::manifest::{Manifest, Mark};
use super::steps::{Aside, Step, steps, sweep};
use super::survey::Survey;
use super::{PublishError, Target, names};

/// How many bytes of a file are compared at once.
const PIECE: usize = 1 << 16;

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
///
/// Dropped without [`finish`](Self::finish), it leaves the old site as it was.
#[derive(Debug)]
pub struct Publication {
    target: Target,
    old: Manifest,
    planned: BTreeSet<String>,
    survey: Survey,
    /// Whether nothing is taken over from the last publication.
    is_clean: bool,
    /// The one thing that threads share: what they were given so far.
    given: Mutex<BTreeMap<String, Given>>,
    /// Held until the publication ends; the system lets go of it when the process is killed.
    lock: Option<File>,
}

/// A file that was given.
#[derive(Debug)]
pub(super) struct Given {
    mark: Mark,
    /// Where its bytes wait; none where the file in its place is right already.
    aside: Option<Aside>,
}

impl Publication {
    /// Begins to publish exactly the `planned` files, by their paths from the target, with `/`.
    ///
    /// # Errors
    /// Where two planned files clash, something foreign is where one belongs, or another run publishes there. Nothing
    /// has been written then.
    pub fn start(target: Target, planned: impl IntoIterator<Item = String>) -> Result<Self, PublishError> {
        let planned = names::planned(planned)?;
        let folder = target.folder();
        fs::create_dir_all(folder).map_err(PublishError::disk("make", folder))?;
        let lock = lock(folder)?;
        let old = target.manifest()?;
        let survey = Survey::of(folder, &old, &planned)?;
        sweep(folder)?;
        Ok(Self { target, old, planned, survey, is_clean: false, given: Mutex::default(), lock })
    }

    /// The same, with every file written anew, whatever is there. What is not ours is left alone as ever.
    #[must_use]
    pub fn clean(self) -> Self {
        Self { is_clean: true, ..self }
    }

    /// Takes one file. Equal bytes are not touched; others are written aside until all files are there.
    ///
    /// # Errors
    /// Where the disk refuses, or the file was not planned or came before.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.write_made(path, bytes, None)
    }

    /// The same for a file that was made of what `made_of` tells, for [`keep`](Self::keep) to know the next time.
    ///
    /// # Errors
    /// Those of [`write`](Self::write).
    pub fn write_made(&self, path: &str, bytes: &[u8], made_of: Option<&str>) -> Result<(), PublishError> {
        if !self.planned.contains(path) {
            return Err(PublishError::bug(path, "was not planned"));
        }
        let folder = self.target.folder();
        let place = folder.join(path);
        let aside = if self.is_there(path, &place, bytes) {
            None
        } else {
            Some(Aside::write(folder, path, bytes).map_err(PublishError::disk("write", place))?)
        };
        self.give(path, Given { mark: Mark::of(bytes, made_of), aside })
    }

    /// Takes the file that is there already, where it was made of the same and nobody has changed it since; says
    /// whether it did. Otherwise its bytes are still to be given.
    ///
    /// # Errors
    /// Where the file was not planned or came before.
    pub fn keep(&self, path: &str, made_of: &str) -> Result<bool, PublishError> {
        if !self.planned.contains(path) {
            return Err(PublishError::bug(path, "was not planned"));
        }
        let Some(mark) = self.old.files.get(path).filter(|_| !self.is_clean) else { return Ok(false) };
        if mark.made_of.as_deref() != Some(made_of) || !self.is_as_marked(path, mark) {
            return Ok(false);
        }
        self.give(path, Given { mark: mark.clone(), aside: None })?;
        Ok(true)
    }

    /// Puts all files in place, and deletes what the site no longer has.
    ///
    /// # Errors
    /// Where the disk refuses, or a planned file never came. What was renamed until then is new, all else old.
    pub fn finish(mut self) -> Result<Outcome, PublishError> {
        let _held_to_the_end = self.lock.take();
        let folder = self.target.folder().to_path_buf();
        let (steps, outcome) = self.into_steps()?;
        for step in steps {
            step.take(&folder)?;
        }
        Ok(outcome)
    }

    /// What is left to do, in order, and what will have been done then.
    pub(super) fn into_steps(self) -> Result<(Vec<Step>, Outcome), PublishError> {
        let given = self.given.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = self.planned.iter().find(|path| !given.contains_key(*path)) {
            return Err(PublishError::bug(path, "was planned and never came"));
        }
        let mut new = Manifest::default();
        let mut files = Vec::new();
        for (path, Given { mark, aside }) in given {
            files.extend(aside.map(|aside| (path.clone(), aside)));
            new.files.insert(path, mark);
        }
        let outcome = Outcome {
            written: files.len(),
            unchanged: new.files.len() - files.len(),
            deleted: self.survey.gone.len(),
            bytes: new.files.values().map(|mark| mark.size).sum(),
        };
        Ok((steps(&self.old, &new, self.survey, files), outcome))
    }

    pub(super) fn given(&self) -> MutexGuard<'_, BTreeMap<String, Given>> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give(&self, path: &str, given: Given) -> Result<(), PublishError> {
        match self.given().insert(path.to_owned(), given) {
            Some(_) => Err(PublishError::bug(path, "came twice")),
            None => Ok(()),
        }
    }

    /// Whether a file is there with the very bytes that the manifest speaks of.
    fn is_as_marked(&self, path: &str, mark: &Mark) -> bool {
        let place = self.target.folder().join(path);
        place.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() == mark.size)
            && fs::read(place).is_ok_and(|found| mark.is_of(&found))
    }

    /// Whether a file of ours is there with these bytes. The manifest is not asked about them: it may be right about
    /// what was published, and wrong about what somebody made of it.
    fn is_there(&self, path: &str, place: &Path, bytes: &[u8]) -> bool {
        !self.is_clean
            && self.old.files.contains_key(path)
            && place.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
            && holds(place, bytes).unwrap_or(false)
    }
}

/// Whether a file holds these bytes and no others. It is read piece by piece: data files of a large organisation are too
/// large to be held twice.
fn holds(place: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(place)?;
    let mut piece = vec![0; PIECE.min(bytes.len().max(1))];
    for expected in bytes.chunks(PIECE) {
        let found = &mut piece[..expected.len()];
        file.read_exact(found)?;
        if found != expected {
            return Ok(false);
        }
    }
    Ok(file.read(&mut piece)? == 0)
}

/// Keeps other runs out of `folder`, where the system can: two that publish at once would delete each other's files.
fn lock(folder: &Path) -> Result<Option<File>, PublishError> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(PublishError::Busy { path: folder.to_path_buf() }),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}
