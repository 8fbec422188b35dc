//! The names of planned files: plain, below the target, and distinct on every disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Component, Path};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{MANIFEST, PublishError};

/// Temporary names begin so; what a killed run leaves is known by it.
const TEMPORARY: &str = ".bailiwick-tmp-";

/// What keeps `path` from being the name of a published file, if anything does.
pub(super) fn fault(path: &str) -> Option<&'static str> {
    let first = path.split('/').next().unwrap_or_default().to_lowercase();
    if path.contains(['\0', '\\']) {
        return Some("holds a character that no address has");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("is no plain path below the target");
    }
    // What is a plain name here may be a drive or a stream on another system.
    if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
        return Some("is no plain path below the target");
    }
    (first == MANIFEST || first.starts_with(TEMPORARY)).then_some("is a name that publishing keeps for itself")
}

/// The planned names, sorted.
pub(super) fn planned(paths: impl IntoIterator<Item = String>) -> Result<BTreeSet<String>, PublishError> {
    let mut planned = BTreeSet::new();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    for path in paths {
        if let Some(why) = fault(&path) {
            return Err(PublishError::bug(&path, why));
        }
        if let Some(first) = folded.insert(fold(&path), path.clone()) {
            return Err(PublishError::Clash { first, second: path });
        }
        planned.insert(path);
    }
    for (key, path) in &folded {
        if let Some(first) = folders(key).find_map(|folder| folded.get(folder)) {
            return Err(PublishError::Clash { first: first.clone(), second: path.clone() });
        }
    }
    Ok(planned)
}

/// What all names have in common that may be one on some disk: letter case and Unicode form left aside.
pub(super) fn fold(path: &str) -> String {
    path.to_lowercase().nfc().collect()
}

/// The folders that hold `path`, the outermost first: `a`, `a/b` for `a/b/c`.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// The temporary name for `path`: always the same, and short, however long the name is.
pub(super) fn temporary(path: &str) -> String {
    format!("{TEMPORARY}{}", &sha256(path.as_bytes())[..16])
}

/// Whether this is a temporary name of ours.
pub(super) fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'))
}

/// SHA-256 in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a String takes all that is written to it");
        out
    })
}
