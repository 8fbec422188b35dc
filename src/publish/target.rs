//! Finding out whether a folder is fit to publish into, before anything is written.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::manifest::Manifest;
use super::{MANIFEST, PublishError, names};

const ELSEWHERE: &str = "name a folder of its own, such as `--out public`";

/// A folder that is fit to publish into.
#[derive(Debug)]
pub struct Target {
    folder: PathBuf,
}

/// What the check knows of the surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The handbook's folder.
    pub root: &'a Path,
    /// The user's home folder, if it is known.
    pub home: Option<&'a Path>,
}

impl Target {
    /// Checks `out`, taken from `base` where it is relative. Nothing is written.
    ///
    /// # Errors
    /// [`PublishError::Refused`] where publishing there could destroy something, with the resolved path and why.
    pub fn check(out: &Path, base: &Path, around: Surroundings<'_>) -> Result<Self, PublishError> {
        let text = out.to_string_lossy();
        let root = real(around.root);
        if text.trim().is_empty() {
            return Err(refused(&real(base), "no folder is named", ELSEWHERE));
        }
        if text.contains('\0') {
            return Err(refused(&real(base), "its name holds a NUL character", ELSEWHERE));
        }
        if out.components().next() == Some(Component::Normal("~".as_ref())) {
            let help = "leave the quotes away, so that the shell expands it, or write the path in full";
            return Err(refused(&base.join(out), "`~` is not expanded here", help));
        }
        let folder = resolved(out, base, &root)?;
        if let Some(why) = what_is_lost(&folder, &root, around.home) {
            return Err(refused(&folder, &why, ELSEWHERE));
        }
        let target = Self { folder };
        target.manifest()?;
        Ok(target)
    }

    /// The folder, resolved; it need not exist yet.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was published here before; a folder with anything in it and no manifest is not ours.
    pub(super) fn manifest(&self) -> Result<Manifest, PublishError> {
        if let Some(manifest) = Manifest::read(&self.folder)? {
            return Ok(manifest);
        }
        // Nothing was published yet, and not even that was written down.
        let nothing = Manifest { is_unfinished: true, ..Manifest::default() };
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(nothing),
            Err(error) => return Err(PublishError::disk("read", &self.folder)(error)),
        };
        for entry in entries {
            let name = entry.map_err(PublishError::disk("read", &self.folder))?.file_name();
            let name = name.to_string_lossy();
            // A run that was killed before its first manifest leaves temporary names, and nothing else.
            if !names::is_temporary(&name) {
                let why = format!("it holds `{name}`, and no `{MANIFEST}`, so Bailiwick did not make what is in it");
                return Err(refused(&self.folder, &why, "name another folder, or empty this one yourself"));
            }
        }
        Ok(nothing)
    }
}

fn refused(path: &Path, why: &str, help: &'static str) -> PublishError {
    PublishError::Refused { path: path.to_path_buf(), why: why.to_owned(), help }
}

/// What would be lost, or mistaken for the handbook's own files.
fn what_is_lost(folder: &Path, root: &Path, home: Option<&Path>) -> Option<String> {
    if folder.parent().is_none() {
        return Some("it is the root of the disk".into());
    }
    if folder == root {
        return Some("it is the handbook itself".into());
    }
    if root.starts_with(folder) {
        return Some("the handbook lies in it".into());
    }
    for own in ["content", "themes"] {
        // The folder itself may be a link: neither the place nor where it leads to is for publishing.
        let place = root.join(own);
        for input in [real(&place), place] {
            if folder.starts_with(&input) {
                return Some(format!("it belongs to the handbook's `{own}` folder"));
            }
            if input.starts_with(folder) {
                return Some(format!("the handbook's `{own}` folder lies in it"));
            }
        }
    }
    let home = home.map(real);
    if home.as_deref() == Some(folder) {
        return Some("it is your home folder".into());
    }
    if home.is_some_and(|home| home.starts_with(folder)) {
        return Some("your home folder lies in it".into());
    }
    let is_repository = folder.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git"));
    is_repository.then(|| "it belongs to a repository's `.git` folder".into())
}

/// The path as the system would walk it: links resolved, then `..`, in the part that exists.
fn resolved(out: &Path, base: &Path, root: &Path) -> Result<PathBuf, PublishError> {
    let mut at = real(base);
    let mut parts = out.components().peekable();
    while let Some(part) = parts.next() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                at.pop();
            }
            Component::Normal(name) => at = entered(at.join(name), root, parts.peek().is_none())?,
            Component::RootDir | Component::Prefix(_) => at.push(part),
        }
    }
    Ok(at)
}

/// A step into `place`, the last one or not. Links on the way there are the system's affair (`/tmp` is one on some),
/// but not the last, nor one inside the handbook that leads out of it.
fn entered(place: PathBuf, root: &Path, is_last: bool) -> Result<PathBuf, PublishError> {
    let metadata = match place.symlink_metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(place),
        Err(error) => return Err(PublishError::disk("read", place)(error)),
    };
    if metadata.is_symlink() {
        let Ok(leads_to) = place.canonicalize() else {
            let names = place.read_link().unwrap_or_default();
            let why = format!("it is a link to `{}`, which is not there", names.display());
            return Err(refused(&place, &why, ELSEWHERE));
        };
        if is_last || (place.starts_with(root) && !leads_to.starts_with(root)) {
            let why = if is_last { "it is a link" } else { "a part of it is a link" };
            let why = format!("{why}, and leads to `{}`", leads_to.display());
            return Err(refused(&place, &why, "name the folder itself"));
        }
    }
    let entered = real(&place);
    if entered.is_dir() { Ok(entered) } else { Err(refused(&place, "it is a file", ELSEWHERE)) }
}

/// The path with all links resolved, or as it is where it does not exist.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
