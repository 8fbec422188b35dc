//! The manifest: which files in the target are ours, with their sizes and hashes.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{PublishError, names};

/// The name of the manifest in the target.
pub const MANIFEST: &str = ".bailiwick-manifest.json";

/// The version of the format that this program writes.
const VERSION: u32 = 1;

/// What was published: files by path, sorted. Says nothing of when or where, so equal sites have equal manifests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of this format.
    pub version: u32,
    /// Whether a publication is under way, or was killed: then files may be old or new, and some not there.
    pub is_unfinished: bool,
    /// Files by path from the target.
    pub files: BTreeMap<String, Mark>,
}

/// What tells a file's bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// What it was made of, as far as those who made it say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_of: Option<String>,
}

/// The version alone, for a manifest of which nothing else may be as we know it.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { version: VERSION, is_unfinished: false, files: BTreeMap::new() }
    }
}

impl Mark {
    pub fn of(bytes: &[u8], made_of: Option<&str>) -> Self {
        Self { size: bytes.len() as u64, sha256: names::sha256(bytes), made_of: made_of.map(str::to_owned) }
    }

    /// Whether these are the bytes.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.sha256 == names::sha256(bytes)
    }
}

impl Manifest {
    /// The manifest in `folder`, if there is one. One that cannot be understood is an error: without it nobody knows
    /// which files are ours.
    pub fn read(folder: &Path) -> Result<Option<Self>, PublishError> {
        let path = folder.join(MANIFEST);
        match path.symlink_metadata() {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Err(unfit(folder, "is no file")),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(PublishError::disk("read", path)(error)),
        }
        let bytes = std::fs::read(&path).map_err(PublishError::disk("read", path))?;
        Self::parse(&bytes).map(Some).map_err(|why| unfit(folder, &why))
    }

    /// Reads a manifest; whatever it says, a path that would leave the target is not believed.
    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let unreadable = |error: serde_json::Error| format!("cannot be read: {error}");
        let Version { version } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if version != VERSION {
            return Err(format!("has version {version}, and this program knows version {VERSION}"));
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(unreadable)?;
        match manifest.files.keys().find_map(|path| names::fault(path).map(|why| (path, why))) {
            Some((path, why)) => Err(format!("names `{}`, which {why}", path.escape_debug())),
            None => Ok(manifest),
        }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("texts and numbers are always JSON");
        bytes.push(b'\n');
        bytes
    }
}

fn unfit(folder: &Path, why: &str) -> PublishError {
    PublishError::Refused {
        path: folder.to_path_buf(),
        why: format!("its `{MANIFEST}` {why}"),
        help: "name another folder, or empty this one yourself",
    }
}
