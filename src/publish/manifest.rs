//! The manifest: which files in the target are ours, with their sizes and hashes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{MANIFEST, PublishError};

/// What was published: files by path, sorted. Says nothing of when or where, so equal sites have equal manifests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of this format.
    pub version: u32,
    /// Whether a publication is under way, or was killed: then files may be old or new.
    pub is_unfinished: bool,
    /// Files by path from the target.
    pub files: BTreeMap<String, Mark>,
}

/// What tells a file's bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal digits; empty for a file that was about to be written.
    pub sha256: String,
}

impl Mark {
    pub fn of(bytes: &[u8]) -> Self {
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            sha256.push_str(&format!("{byte:02x}"));
        }
        Self { size: bytes.len() as u64, sha256 }
    }
}

impl Manifest {
    /// The manifest in `folder`, if there is one.
    pub fn read(folder: &Path) -> Result<Option<Self>, PublishError> {
        let path = folder.join(MANIFEST);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Ok(None),
            Err(error) => return Err(PublishError::disk("read", path)(error)),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(|error| PublishError::Refused {
            path: folder.to_path_buf(),
            why: format!("its `{MANIFEST}` cannot be read: {error}"),
            help: "empty the folder yourself, or name another",
        })
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(&Self { version: 1, ..self.clone() }).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}
