//! Why a site was not published.

use std::io;
use std::path::PathBuf;

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
    /// A link stands where a folder should be; what is written below would land wherever it leads.
    #[error(
        "`{}` is a link, and pages belong below it\nhelp: put a real folder in its place, or publish into another folder",
        path.display()
    )]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Two files would be one, or one would be the folder of the other, be it only on a disk that ignores case.
    #[error(
        "`{first}` and `{second}` cannot both be published: a disk that ignores letter case has one place for them"
    )]
    Clash {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Another run publishes into the same folder at this moment.
    #[error("another run is publishing into `{}`\nhelp: wait until it has ended", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The disk did not do what it was asked to.
    #[error("cannot {what} `{}`: {reason}", path.display())]
    Disk {
        /// What was tried: `write`, `read`, `delete`.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// A fault of Bailiwick's own: a name that is none, a file that was not planned, a planned one that never came.
    #[error("`{path}` {why}; nothing was published\nhelp: this is a fault of Bailiwick, please report it")]
    Bug {
        /// The path from the target, as it came.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl PublishError {
    /// Turns the system's reason into an error that says what was tried, and on what.
    pub(super) fn disk(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |reason| Self::Disk { what, path, reason }
    }

    pub(super) fn bug(path: &str, why: &'static str) -> Self {
        Self::Bug { path: path.to_owned(), why }
    }
}
