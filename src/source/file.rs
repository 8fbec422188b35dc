//! One file: its bytes, and its parsed forms kept for as long as the bytes stay the same.

use std::any::Any;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::outline::{Outline, SECTION_IDS};
use super::yaml::Document;
use super::{LineIndex, SourcePath, Span, front_matter, yaml};

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Body {
    /// Text, with a byte-order mark already taken away.
    Text(Arc<str>),
    /// A text file (by its ending) that is not UTF-8; the offset of the first bad byte.
    NotUtf8(usize),
    /// Bytes kept in memory: files that never were on a disk.
    Bytes(Arc<[u8]>),
    /// A file to be copied as it is, read when it is wanted: where it lies, and its size in bytes.
    OnDisk(PathBuf, u64),
    /// A file that could not be read; the system's reason.
    Unreadable(String),
    /// A text file larger than is read; its size in bytes.
    TooLarge(u64),
    /// A link that leads out of the handbook: never followed, never published.
    LeadsOut,
    /// A file whose name is another's in Unicode's other form: both cannot stand at one address.
    SameName,
}

/// What a later room says about a place in a file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The offset in the file.
    pub at: u32,
    /// A stable name for the kind of note: `unknown-language`.
    pub code: &'static str,
    /// What there is to say.
    pub text: String,
}

/// A file of the handbook. Parsed forms are made once, on first use.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path from the handbook's root.
    pub path: SourcePath,
    /// What it holds.
    pub body: Body,
    /// Whether it came with the program rather than from the handbook.
    pub built_in: bool,
    /// Whether it is ownership data of another format, read in place: no page, and no data file of ours.
    pub is_foreign: bool,
    lines: OnceLock<LineIndex>,
    yaml: OnceLock<Document>,
    outline: OnceLock<Outline>,
    notes: OnceLock<Vec<Note>>,
    part: OnceLock<Arc<dyn Any + Send + Sync>>,
}

impl SourceFile {
    /// A file of the handbook.
    #[must_use]
    pub fn new(path: SourcePath, body: Body) -> Self {
        Self {
            path,
            body,
            built_in: false,
            is_foreign: false,
            lines: OnceLock::new(),
            yaml: OnceLock::new(),
            outline: OnceLock::new(),
            notes: OnceLock::new(),
            part: OnceLock::new(),
        }
    }

    /// A file of another format.
    #[must_use]
    pub fn foreign(path: SourcePath, body: Body) -> Self {
        Self { is_foreign: true, ..Self::new(path, body) }
    }

    /// A file that comes with the program.
    #[must_use]
    pub fn built_in(path: SourcePath, text: &str) -> Self {
        Self { built_in: true, ..Self::new(path, Body::Text(Arc::from(text))) }
    }

    /// What changes whenever the bytes of a file that is copied do: its size and time on disk.
    #[must_use]
    pub fn stamp(&self) -> Option<String> {
        let Body::OnDisk(path, _) = &self.body else { return None };
        let metadata = path.metadata().ok()?;
        Some(format!("{}-{:?}", metadata.len(), metadata.modified().ok()?))
    }

    /// Its text; empty where it has none.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.body {
            Body::Text(text) => text,
            _ => "",
        }
    }

    /// Where its lines begin.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::of(self.text()))
    }

    /// The file as YAML (JSON is YAML, and TOML is read into the same tree); for a Markdown page, its front matter.
    /// Spans count from the file's beginning.
    #[must_use]
    pub fn yaml(&self) -> &Document {
        self.yaml.get_or_init(|| match self.path.extension().as_str() {
            "md" => {
                let matter = front_matter::split(self.text()).matter.unwrap_or_default();
                yaml::parse_part(self.text(), matter)
            }
            "toml" => yaml::toml::parse(self.text()),
            _ => yaml::parse(self.text()),
        })
    }

    /// Where the Markdown of a page stands: all but its front matter.
    #[must_use]
    pub fn markdown(&self) -> Span {
        front_matter::split(self.text()).body
    }

    /// What `find` has to say about the text: asked once, as long as the bytes stay the same.
    #[must_use]
    pub fn notes(&self, find: impl FnOnce() -> Vec<Note>) -> &[Note] {
        self.notes.get_or_init(find)
    }

    /// What a later room reads from this file alone: read once, as long as the bytes stay the same. There is room for
    /// one such reading; a second of another type is not kept.
    #[must_use]
    pub fn part<T: Any + Send + Sync>(&self, read: impl Fn() -> T) -> Arc<T> {
        let part = self.part.get_or_init(|| Arc::new(read())).clone();
        part.downcast().unwrap_or_else(|_| Arc::new(read()))
    }

    /// The headings and links of a Markdown page. Spans count from the file's beginning.
    ///
    /// A page whose front matter has `about` stands on another page, whose section ids it leaves free.
    #[must_use]
    pub fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| {
            let stands_on_another = self.yaml().root().is_some_and(|matter| matter.get("about").is_some());
            let reserved: &[&str] = if stands_on_another { &SECTION_IDS } else { &[] };
            Outline::of(self.text(), self.markdown(), reserved)
        })
    }
}
