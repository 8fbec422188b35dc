//! What the preview needs of a site: the pages of one moment, and where the next moment comes from.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The site at one moment, rendered on request. All addresses are output files: `teams/payments.html`, `index.html`.
pub trait Snapshot: Send + Sync + 'static {
    /// The bytes of an output file, or nothing if the site has none of that name.
    ///
    /// # Errors
    /// Where the file belongs to the site but cannot be made: a template's error, a picture that cannot be read.
    /// The preview then shows the last version that could be made, or the message. No absolute path may be in it.
    fn file(&self, file: &str) -> Option<Result<Vec<u8>, String>>;

    /// The page for what is missing, which is shown at any depth, of a site that stands at `base` (`/`, `/eng/`).
    ///
    /// # Errors
    /// As for [`Snapshot::file`].
    fn missing(&self, base: &str) -> Option<Result<Vec<u8>, String>> {
        let _ = base;
        self.file("404.html")
    }

    /// Whether the site has an output file of this name; must not render it.
    fn has(&self, file: &str) -> bool;

    /// Where an earlier address leads now, as an output file (a `#fragment` may follow).
    fn redirect(&self, file: &str) -> Option<String>;

    /// Something that changes whenever the file's bytes do and costs less than the bytes: size and time of a picture,
    /// a hash that is known anyway. Nothing where there is no such thing; then the bytes are read and hashed, except
    /// for scripts, which then never reload a page (a search index changes with every save).
    fn stamp(&self, file: &str) -> Option<String> {
        let _ = file;
        None
    }

    /// The errors, for the panel, in the order they are shown.
    fn problems(&self) -> &[Problem];

    /// Every gap: its fingerprint, and where it is shown (an output file, with a `#fragment`).
    fn gaps(&self) -> &BTreeMap<String, String>;
}

/// Where snapshots come from: the handbook's folder and all that follows from it.
pub trait Source: Send + 'static {
    /// Looks at the disk and returns the new snapshot, or nothing if not one byte changed since the last.
    ///
    /// It is called after each change and now and then without one, so an unchanged handbook must cost little. `near`
    /// names the files that changed since the last look, as far as the system tells; nothing where all is to be looked at.
    ///
    /// # Errors
    /// The world's faults, such as a content folder that is gone. An author's slip is a [`Problem`] of the snapshot.
    fn load(&mut self, near: Option<&[PathBuf]>) -> Result<Option<Arc<dyn Snapshot>>, String>;

    /// The folders (or files) to watch, as absolute paths; asked again after each load.
    fn watched(&self) -> Vec<PathBuf>;

    /// Folders inside the watched ones of which nothing is wanted, such as the output folder.
    fn ignored(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// An error, as the panel shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The file, from the handbook's root; empty where it concerns none.
    pub path: String,
    /// Line, from 1; 0 where there is none.
    pub line: usize,
    /// Column in characters, from 1; 0 where there is none.
    pub column: usize,
    /// How many characters the caret marks.
    pub width: usize,
    /// The kind of error by its stable name.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// The lines around it, each with its number.
    pub excerpt: Vec<(usize, String)>,
    /// What to do; empty where there is no advice.
    pub help: String,
    /// An address that opens the place in an editor.
    pub edit: Option<String>,
    /// Whether pages may be missing because of it, since what the file says could not be understood. The preview then
    /// goes on showing the last version of a page that is missing.
    #[serde(skip)]
    pub costs_pages: bool,
}

impl Problem {
    /// A problem that concerns no file.
    #[must_use]
    pub fn of(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), ..Self::default() }
    }
}
