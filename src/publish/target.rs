//! Finding out whether a folder is fit to publish into, before anything is written.

use std::path::{Component, Path, PathBuf};

use super::manifest::Manifest;
use super::{MANIFEST, PublishError};

const ELSEWHERE: &str = "name a folder of its own, such as `--out public`";

/// A folder that is fit to publish into.
#[derive(Debug)]
pub struct Target {
    /// Its resolved path; it need not exist yet.
    pub(super) folder: PathBuf,
    /// What was published there before.
    pub(super) manifest: Manifest,
}

/// What the check knows of the surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The handbook's folder, resolved.
    pub root: &'a Path,
    /// The user's home folder, if it is known.
    pub home: Option<&'a Path>,
}

impl Target {
    /// Checks `out`, taken from `base` where it is relative.
    ///
    /// # Errors
    /// [`PublishError::Refused`] where publishing there could destroy something, with the resolved path and why.
    pub fn check(out: &Path, base: &Path, around: Surroundings<'_>) -> Result<Self, PublishError> {
        let refuse =
            |path: &Path, why: String, help| Err(PublishError::Refused { path: path.to_path_buf(), why, help });
        if out.as_os_str().is_empty() {
            return refuse(out, "no folder is named".into(), ELSEWHERE);
        }
        if out.components().next() == Some(Component::Normal("~".as_ref())) {
            return refuse(
                out,
                "`~` is not expanded here".into(),
                "leave the quotes away, so that the shell expands it",
            );
        }
        let written = lexical(&base.join(out));
        let folder = resolved(&written);
        if let Ok(leads_to) = written.read_link() {
            let why = format!("it is a link, and leads to `{}`", leads_to.display());
            return refuse(&written, why, "name the folder itself");
        }
        if let Some(why) = why_not(&folder, around) {
            return refuse(&folder, why, ELSEWHERE);
        }
        if folder.exists() && !folder.is_dir() {
            return refuse(&folder, "it is a file".into(), ELSEWHERE);
        }
        let manifest = Manifest::read(&folder)?;
        match manifest {
            Some(manifest) => Ok(Self { folder, manifest }),
            None if is_empty(&folder) => Ok(Self { folder, manifest: Manifest::default() }),
            None => refuse(
                &folder,
                format!("it is not empty, and has no `{MANIFEST}`, so Bailiwick did not make what is in it"),
                "empty it yourself, or name another folder",
            ),
        }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// What would be lost.
fn why_not(folder: &Path, around: Surroundings<'_>) -> Option<String> {
    let root = around.root;
    if folder.parent().is_none() {
        return Some("it is the root of the disk".into());
    }
    if around.home.is_some_and(|home| resolved(home) == folder) {
        return Some("it is your home folder".into());
    }
    if folder == root {
        return Some("it is the handbook itself".into());
    }
    if root.starts_with(folder) {
        return Some("the handbook lies in it".into());
    }
    for own in ["content", "themes", ".git"] {
        if folder.starts_with(root.join(own)) {
            return Some(format!("it belongs to the handbook's `{own}` folder"));
        }
    }
    let is_repository = folder.ancestors().any(|above| above.file_name().is_some_and(|name| name == ".git"));
    is_repository.then(|| "it lies in a repository's own data".into())
}

/// The path with `.` and `..` taken out by their text.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The path with every link resolved in the part of it that exists.
fn resolved(path: &Path) -> PathBuf {
    for above in path.ancestors() {
        if let Ok(real) = above.canonicalize() {
            let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    path.to_path_buf()
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
