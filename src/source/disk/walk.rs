//! Every file of the handbook's own folders.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};
use rayon::prelude::*;

use super::{DiskError, is_published};
use crate::source::SourcePath;
use crate::source::foreign::OWN;

/// A file met on the walk.
pub(super) struct Found {
    pub path: SourcePath,
    pub location: PathBuf,
    pub metadata: Option<Metadata>,
    pub leads_out: bool,
    pub is_same_name: bool,
    pub is_foreign: bool,
}

impl Found {
    pub(super) fn own(path: SourcePath, location: PathBuf, metadata: Option<Metadata>) -> Self {
        Self { path, location, metadata, leads_out: false, is_same_name: false, is_foreign: false }
    }
}

/// What a walk met.
#[derive(Default)]
pub(super) struct Walked {
    /// The files, by path.
    pub found: Vec<Found>,
    /// The folders; none where a link or a name in two forms makes one folder's files depend on another's.
    pub folders: BTreeSet<PathBuf>,
}

/// A walk under way.
struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    walked: Walked,
    has_links: bool,
}

/// Walks the handbook in `root`.
pub(super) fn walk(root: &Path) -> Result<Walked, DiskError> {
    let content = root.join("content");
    if let Err(error) = std::fs::read_dir(&content) {
        return Err(DiskError::Unreadable { path: content, reason: error.to_string() });
    }
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut walk = Walk { root, real_root, walked: Walked::default(), has_links: false };
    for folder in OWN.map(|name| root.join(name)) {
        if folder.is_dir() {
            walk.folder(&folder);
        }
    }
    let mut walked = walk.walked;
    walked.found.sort_by(|a: &Found, b| a.path.cmp(&b.path).then_with(|| a.location.cmp(&b.location)));
    let is_in_two_forms = name_apart(root, &mut walked.found);
    if walk.has_links || is_in_two_forms {
        walked.folders.clear();
    }
    Ok(walked)
}

/// Names that are one in composed Unicode: one of them stands for it, the composed one where there is one; the others keep
/// their own form, and say so. Whether there are such.
fn name_apart(root: &Path, found: &mut Vec<Found>) -> bool {
    let verbatim = |file: &Found| SourcePath::verbatim(root, &file.location);
    let mut is_in_two_forms = false;
    for same in found.chunk_by_mut(|a, b| a.path == b.path).filter(|same| same.len() > 1) {
        let stands = same.iter().position(|file| verbatim(file) == file.path).unwrap_or_default();
        for (_, file) in same.iter_mut().enumerate().filter(|(at, _)| *at != stands) {
            file.path = verbatim(file);
            file.is_same_name = true;
        }
        is_in_two_forms = true;
    }
    if is_in_two_forms {
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found.dedup_by(|a, b| a.path == b.path);
    }
    is_in_two_forms
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) {
        self.has_links |= folder.is_symlink();
        let out = Arc::new(Mutex::new(Vec::new()));
        let (inside, links_out) = (self.real_root.clone(), out.clone());
        let walk = WalkBuilder::new(folder)
            .standard_filters(false)
            .follow_links(true)
            .filter_entry(move |entry| {
                let is_wanted = entry.file_name().to_str().is_some_and(is_published);
                let leads_out = is_wanted && leads_out(entry, &inside);
                if leads_out {
                    links_out.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_path_buf());
                }
                is_wanted && !leads_out
            })
            .build();
        let mut files = Vec::new();
        // A ring of links, or a folder without permission, is an error of the walker: that branch is left out.
        for entry in walk.filter_map(Result::ok) {
            self.has_links |= entry.path_is_symlink();
            if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                self.walked.folders.insert(entry.into_path());
            } else {
                files.push(entry);
            }
        }
        let root = self.root;
        let own = files.into_par_iter().filter_map(|entry| {
            let path = SourcePath::relative(root, entry.path())?;
            let metadata = entry.metadata().ok();
            Some(Found::own(path, entry.into_path(), metadata))
        });
        self.walked.found.par_extend(own);
        self.note_links_out(&out.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Links out of the handbook are not followed, but they are not passed over without a word either.
    fn note_links_out(&mut self, links: &[PathBuf]) {
        self.has_links |= !links.is_empty();
        for link in links {
            if let Some(path) = SourcePath::relative(self.root, link) {
                self.walked.found.push(Found { leads_out: true, ..Found::own(path, link.clone(), None) });
            }
        }
    }
}

fn leads_out(entry: &DirEntry, real_root: &Path) -> bool {
    entry.path_is_symlink() && !resolves_inside(entry.path(), real_root)
}

fn resolves_inside(path: &Path, real_root: &Path) -> bool {
    path.canonicalize().is_ok_and(|target| target.starts_with(real_root))
}
