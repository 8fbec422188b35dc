//! The steps of a publication as values, in an order that can be cut off anywhere.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, Manifest};
use super::names::{folders, temporary};
use super::survey::Survey;
use super::{PublishError, names};

/// A file that was written under its temporary name and waits to be renamed. Dropped before that, it goes.
#[derive(Debug)]
pub(super) struct Aside {
    /// The temporary place; none once it was renamed.
    place: Option<PathBuf>,
}

impl Aside {
    /// Writes `bytes` aside, for the file `path` of the target `folder`. The file gets the permissions that any new
    /// file would get.
    pub fn write(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<Self> {
        let place = folder.join(temporary(path));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&place)?;
        let aside = Self { place: Some(place) };
        file.write_all(bytes)?;
        // Without the manifest nobody knows what is ours, so it must outlive a power cut. Other files need not: their
        // bytes are compared by the next run.
        if path == MANIFEST {
            file.sync_all()?;
        }
        Ok(aside)
    }

    fn rename(mut self, to: &Path) -> io::Result<()> {
        let Some(place) = self.place.as_deref() else { return Ok(()) };
        fs::rename(place, to)?;
        self.place = None;
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if let Some(place) = &self.place {
            // What cannot be removed now is swept up by the next run.
            let _ = fs::remove_file(place);
        }
    }
}

/// One change of the target. Paths are from the target.
#[derive(Debug)]
pub(super) enum Step {
    /// Replace the manifest.
    Announce(Manifest),
    /// Make a folder whose own folder is there.
    MakeFolder(String),
    /// Rename a file into its place, where one of ours may be.
    Replace(String, Aside),
    /// Rename a file into its place, where nothing was.
    Add(String, Aside),
    /// Delete a file of ours.
    Delete(String),
    /// Remove a folder, if it is empty.
    RemoveFolder(String),
}

impl Step {
    /// Takes this step in `folder`.
    pub fn take(self, folder: &Path) -> Result<(), PublishError> {
        match self {
            Self::Announce(manifest) => {
                let place = folder.join(MANIFEST);
                let aside = Aside::write(folder, MANIFEST, &manifest.to_bytes());
                aside.and_then(|aside| aside.rename(&place)).map_err(PublishError::disk("write", place))
            }
            // The survey found nothing there, but that may be minutes ago.
            Self::Add(path, _) if folder.join(&path).symlink_metadata().is_ok() => {
                Err(PublishError::Foreign { path: folder.join(path) })
            }
            Self::Add(path, aside) | Self::Replace(path, aside) => {
                let place = folder.join(path);
                aside.rename(&place).map_err(PublishError::disk("write", place))
            }
            Self::MakeFolder(path) => {
                let place = folder.join(path);
                match fs::create_dir(&place) {
                    // Two planned folders may be one where the disk ignores case.
                    Err(_) if place.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) => Ok(()),
                    made => made.map_err(PublishError::disk("make", place)),
                }
            }
            Self::Delete(path) => {
                let place = folder.join(path);
                let is_fine = [ErrorKind::NotFound];
                forgive(fs::remove_file(&place), &is_fine).map_err(PublishError::disk("delete", place))
            }
            Self::RemoveFolder(path) => {
                let place = folder.join(path);
                let is_fine = [ErrorKind::DirectoryNotEmpty, ErrorKind::NotFound, ErrorKind::NotADirectory];
                forgive(fs::remove_dir(&place), &is_fine).map_err(PublishError::disk("delete", place))
            }
        }
    }
}

fn forgive(result: io::Result<()>, kinds: &[ErrorKind]) -> io::Result<()> {
    result.or_else(|error| if kinds.contains(&error.kind()) { Ok(()) } else { Err(error) })
}

/// All steps from the `old` site to the `new` one.
///
/// A file that both have is there at every moment. What stands in the way of a new file goes just before it, all else
/// that goes, goes last.
pub(super) fn steps(old: &Manifest, new: &Manifest, survey: Survey, files: Vec<(String, Aside)>) -> Vec<Step> {
    let Survey { gone, in_the_way, recased, missing, blocked, left } = survey;
    let is_blocked = |path: &str| blocked.contains(path) || folders(path).any(|above| blocked.contains(above));
    let (blocked_files, free_files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| is_blocked(path));
    let (blocked_folders, free_folders): (Vec<_>, Vec<_>) = missing.into_iter().partition(|path| is_blocked(path));
    let (blocking, left): (Vec<_>, Vec<_>) = left.into_iter().partition(|path| is_blocked(path));
    let rename = |(path, aside)| {
        let is_there = old.files.contains_key(&path) || recased.contains(&path);
        if is_there { Step::Replace(path, aside) } else { Step::Add(path, aside) }
    };
    let last: Vec<String> = gone.difference(&in_the_way).cloned().collect();

    let mut steps = Vec::new();
    // Names sort before what is below them, so folders are made outside in and removed inside out.
    steps.extend(free_folders.into_iter().map(Step::MakeFolder));
    steps.extend(free_files.into_iter().map(rename));
    steps.extend(in_the_way.into_iter().map(Step::Delete));
    steps.extend(blocking.into_iter().rev().map(Step::RemoveFolder));
    steps.extend(blocked_folders.into_iter().map(Step::MakeFolder));
    steps.extend(blocked_files.into_iter().map(rename));
    steps.extend(last.into_iter().map(Step::Delete));
    steps.extend(left.into_iter().rev().map(Step::RemoveFolder));
    if !steps.is_empty() {
        let mut files = old.files.clone();
        files.extend(new.files.iter().map(|(path, mark)| (path.clone(), mark.clone())));
        steps.insert(0, Step::Announce(Manifest { is_unfinished: true, files, ..Manifest::default() }));
    }
    if !steps.is_empty() || old != new {
        steps.push(Step::Announce(new.clone()));
    }
    steps
}

/// Removes the temporary files that a killed run left in `folder`.
pub(super) fn sweep(folder: &Path) -> Result<(), PublishError> {
    for entry in fs::read_dir(folder).map_err(PublishError::disk("read", folder))? {
        let entry = entry.map_err(PublishError::disk("read", folder))?;
        let is_ours = entry.file_name().to_str().is_some_and(names::is_temporary);
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            fs::remove_file(entry.path()).map_err(PublishError::disk("delete", entry.path()))?;
        }
    }
    Ok(())
}
