//! Putting a site on disk without ever destroying anything.
//!
//! A [`Target`] is a folder that has been found fit to publish into. A [`Publication`] writes each file to a temporary
//! name beside its place and renames it; equal bytes are not touched; only what the last [`manifest`] names is ever
//! deleted, and deleting comes last. The manifest is written before (old and new names) and after, so that a run
//! killed at any moment is healed by the next. What is in a file is nothing to this room.

mod manifest;
mod publication;
mod target;

use std::io;
use std::path::PathBuf;

pub use publication::{Outcome, Publication};
pub use target::{Surroundings, Target};

/// The name of the manifest in the target.
pub const MANIFEST: &str = ".bailiwick-manifest.json";

/// Why a site was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder is not fit to publish into.
    #[error("will not publish into `{}`: {why}\nhelp: {help}", path.display())]
    Refused {
        /// The folder, resolved.
        path: PathBuf,
        /// Why.
        why: String,
        /// What to do.
        help: &'static str,
    },
    /// Something that Bailiwick did not make is where a file should be.
    #[error(
        "`{}` was not made by Bailiwick, and a page belongs there\nhelp: move it away, or publish into another folder",
        path.display()
    )]
    Foreign {
        /// The file or folder.
        path: PathBuf,
    },
    /// Two files would be one on a disk that ignores case.
    #[error("`{first}` and `{second}` would be one file on a disk that ignores letter case")]
    Clash {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// The disk did not do what it was asked to.
    #[error("cannot {what} `{}`: {source}", path.display())]
    Disk {
        /// What was tried: `write`, `read`, `remove`.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl PublishError {
    fn disk(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk { what, path, source }
    }
}

#[cfg(test)]
mod tests;
