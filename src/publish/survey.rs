//! What stands in the target where files are to be written or deleted, and whether it is ours.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::PublishError;
use super::manifest::Manifest;
use super::names::{fold, folders};

/// What stands at a path; nothing, where there is no entry for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A real folder.
    Folder,
    /// A symbolic link, to whatever.
    Link,
    /// A file, or something else that can be deleted as one.
    File,
}

/// What is to change in the target besides the bytes of files. Made before anything is written.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Files of the last manifest that the new site does not have, and that are there.
    pub gone: BTreeSet<String>,
    /// Those of them that stand where a folder is to be, or in a folder where a file is to be.
    pub in_the_way: BTreeSet<String>,
    /// Planned files that stand there under an old name, which this disk takes for the same.
    pub recased: BTreeSet<String>,
    /// Folders that are to be made.
    pub missing: BTreeSet<String>,
    /// Where they stand: folders that are files so far, and files that are folders so far.
    pub blocked: BTreeSet<String>,
    /// Folders of files of the last manifest in which the new site has nothing; they go, if they are empty then.
    pub left: BTreeSet<String>,
}

impl Survey {
    /// Looks at `folder`, where the files of `old` were published and `planned` are to be.
    pub fn of(folder: &Path, old: &Manifest, planned: &BTreeSet<String>) -> Result<Self, PublishError> {
        let mut look = Look { folder, old, known: HashMap::new(), by_fold: BTreeMap::new() };
        let mut survey = Self::default();
        for path in old.files.keys().filter(|path| !planned.contains(*path)) {
            look.by_fold.insert(fold(path), path);
            if matches!(look.at(path)?, Some(Kind::File | Kind::Link)) {
                survey.gone.insert(path.clone());
            }
            survey.left.extend(look.folders_above(path)?);
        }
        for path in planned {
            survey.plan(path, &mut look)?;
        }
        let needed: BTreeSet<&str> = planned.iter().flat_map(|path| folders(path)).collect();
        survey.left.retain(|folder| !needed.contains(folder.as_str()));
        Ok(survey)
    }

    /// Makes sure that `path` can be written, and notes what must be done for it.
    fn plan(&mut self, path: &str, look: &mut Look<'_>) -> Result<(), PublishError> {
        for above in folders(path) {
            let kind = look.at(above)?;
            if kind == Some(Kind::Folder) {
                continue;
            }
            self.missing.insert(above.to_owned());
            if kind.is_some() {
                let Some(ours) = look.ours(above) else { return Err(look.foreign(above, kind)) };
                self.in_the_way.insert(ours);
                self.blocked.insert(above.to_owned());
            }
        }
        match look.at(path)? {
            None => {}
            Some(Kind::Folder) => {
                look.check_folder(path)?;
                let below = format!("{path}/");
                self.in_the_way.extend(self.gone.iter().filter(|gone| gone.starts_with(&below)).cloned());
                self.blocked.insert(path.to_owned());
            }
            Some(_) if look.old.files.contains_key(path) => {}
            Some(_) => match look.ours(path) {
                Some(ours) => {
                    self.gone.remove(&ours);
                    self.recased.insert(path.to_owned());
                }
                None => return Err(PublishError::Foreign { path: look.folder.join(path) }),
            },
        }
        Ok(())
    }
}

/// A look at the disk that asks about each path once.
struct Look<'a> {
    folder: &'a Path,
    old: &'a Manifest,
    known: HashMap<String, Option<Kind>>,
    /// Old paths that are not planned, by what they have in common on a disk that ignores case.
    by_fold: BTreeMap<String, &'a String>,
}

impl Look<'_> {
    /// What stands at `path`. Beyond a link there is nothing: what is there is not in the target.
    fn at(&mut self, path: &str) -> Result<Option<Kind>, PublishError> {
        if let Some(kind) = self.known.get(path) {
            return Ok(*kind);
        }
        let is_reached = match path.rsplit_once('/') {
            Some((above, _)) => self.at(above)? == Some(Kind::Folder),
            None => true,
        };
        let kind = if is_reached { kind(&self.folder.join(path))? } else { None };
        self.known.insert(path.to_owned(), kind);
        Ok(kind)
    }

    /// The folders above `path` that are there.
    fn folders_above(&mut self, path: &str) -> Result<Vec<String>, PublishError> {
        let mut found = Vec::new();
        for above in folders(path) {
            if self.at(above)? == Some(Kind::Folder) {
                found.push(above.to_owned());
            }
        }
        Ok(found)
    }

    /// The old file that stands at `path` and is not planned, by the name that it was published under.
    fn ours(&self, path: &str) -> Option<String> {
        let old = *self.by_fold.get(&fold(path))?;
        let is_same = old == path || is_same_file(&self.folder.join(old), &self.folder.join(path));
        is_same.then(|| old.clone())
    }

    fn foreign(&self, path: &str, kind: Option<Kind>) -> PublishError {
        let path = self.folder.join(path);
        if kind == Some(Kind::Link) { PublishError::Link { path } } else { PublishError::Foreign { path } }
    }

    /// Makes sure that the folder at `path` holds nothing but old files and their folders, so that a file can be there.
    fn check_folder(&self, path: &str) -> Result<(), PublishError> {
        let place = self.folder.join(path);
        let below = format!("{path}/");
        if !self.old.files.keys().any(|old| old.starts_with(&below)) {
            return Err(PublishError::Foreign { path: place });
        }
        for entry in fs::read_dir(&place).map_err(PublishError::disk("read", &place))? {
            let entry = entry.map_err(PublishError::disk("read", &place))?;
            let name = entry.file_name();
            let inner = name.to_str().map(|name| format!("{below}{name}"));
            match inner {
                Some(inner) if kind(&entry.path())? == Some(Kind::Folder) => self.check_folder(&inner)?,
                Some(inner) if self.old.files.contains_key(&inner) => {}
                _ => return Err(PublishError::Foreign { path: entry.path() }),
            }
        }
        Ok(())
    }
}

/// What stands at `place`, links not followed.
fn kind(place: &Path) -> Result<Option<Kind>, PublishError> {
    match place.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => Ok(Some(Kind::Folder)),
        Ok(metadata) if metadata.is_symlink() => Ok(Some(Kind::Link)),
        Ok(_) => Ok(Some(Kind::File)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(PublishError::disk("read", place)(error)),
    }
}

/// Whether two names that differ in case or Unicode form are one file on this disk.
fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
