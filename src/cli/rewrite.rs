//! Replaces files of the handbook, each whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

use crate::fix::Mended;
use crate::source::Disk;

/// A byte-order mark, which some editors write first and the reader takes away.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes every file aside, and puts them in place once all of them are written.
///
/// A file that is a link stays one: what it leads to is replaced. Permissions stay.
///
/// # Errors
/// Where a file is no longer as it was read, is read-only, or cannot be written. Up to the last step no file has
/// changed; where the disk fails in between, the message names the file, and those before it are mended.
pub(super) fn all(disk: &Disk, files: &[Mended]) -> Result<()> {
    let aside: Vec<(NamedTempFile, PathBuf)> =
        files.iter().map(|file| write_aside(disk, file)).collect::<Result<_>>()?;
    for (file, place) in aside {
        file.persist(&place).with_context(|| format!("cannot write `{}`", place.display()))?;
    }
    Ok(())
}

fn write_aside(disk: &Disk, file: &Mended) -> Result<(NamedTempFile, PathBuf)> {
    let name = &file.path;
    let location = disk.location(name).with_context(|| format!("`{name}` is gone"))?;
    let place = location.canonicalize().with_context(|| format!("cannot open `{name}`"))?;
    let is_marked = unchanged(&place, file)?;
    let permissions = fs::metadata(&place).with_context(|| format!("cannot open `{name}`"))?.permissions();
    if permissions.readonly() {
        bail!("`{name}` is read-only; nothing was written");
    }
    let write = || -> io::Result<NamedTempFile> {
        let folder = place.parent().unwrap_or(Path::new("."));
        // A dotfile is no part of the handbook, should a preview look while it is there.
        let mut aside = tempfile::Builder::new().prefix(".bailiwick-").suffix(".tmp").tempfile_in(folder)?;
        aside.write_all(if is_marked { MARK } else { b"" })?;
        aside.write_all(file.after.as_bytes())?;
        aside.as_file().set_permissions(permissions)?;
        aside.as_file().sync_all()?;
        Ok(aside)
    };
    let aside = write().with_context(|| format!("cannot write beside `{name}`"))?;
    Ok((aside, place))
}

/// Whether the file begins with a byte-order mark; an error where it is not as it was read.
fn unchanged(place: &Path, file: &Mended) -> Result<bool> {
    let bytes = fs::read(place).with_context(|| format!("cannot read `{}`", file.path))?;
    let text = bytes.strip_prefix(MARK);
    if text.unwrap_or(&bytes) != file.before.as_bytes() {
        bail!("`{}` changed while it was being mended; nothing was written, run it again", file.path);
    }
    Ok(text.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_since_it_was_read_is_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("content/handbook.yaml");
        fs::create_dir(folder.path().join("content")).expect("made");
        fs::write(&file, "title: A\n").expect("written");
        let mut disk = Disk::new(folder.path());
        let sources = disk.read().expect("reads");
        let read = sources.files().next().expect("one file");
        let mended = Mended {
            path: read.path.clone(),
            before: read.text().to_owned(),
            after: "title: B\n".into(),
            changes: Vec::new(),
        };
        fs::write(&file, "title: C\n").expect("written");
        let refused = all(&disk, std::slice::from_ref(&mended)).expect_err("changed");
        assert!(refused.to_string().contains("changed while it was being mended"), "{refused}");
        assert_eq!(fs::read_to_string(&file).expect("readable"), "title: C\n");
        fs::write(&file, "title: A\n").expect("written");
        all(&disk, &[mended]).expect("unchanged");
        assert_eq!(fs::read_to_string(&file).expect("readable"), "title: B\n");
    }
}
