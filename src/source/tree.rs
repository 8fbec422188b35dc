//! All files of one moment, by path.

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::sync::Arc;

use super::{Body, SourceFile, SourcePath};

/// The files of one moment. Cheap to clone: files are shared, with what was parsed of them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Arc<BTreeMap<SourcePath, Arc<SourceFile>>>,
}

/// Whether a file at this path is read as text; everything else is copied as it is.
#[must_use]
pub fn is_text(path: &SourcePath) -> bool {
    match path.extension().as_str() {
        "md" | "yaml" | "yml" => true,
        "html" | "css" | "js" | "svg" => path.below("themes").is_some(),
        _ => false,
    }
}

impl Sources {
    /// Sources from texts held in memory.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut sources = Self::default();
        for (path, text) in files {
            sources.set(path, text.as_bytes());
        }
        sources
    }

    /// Puts a file of `bytes` in place; equal bytes keep the file that is there, with what was parsed of it.
    pub fn set(&mut self, path: &str, bytes: &[u8]) {
        let path = SourcePath::new(path);
        let body = body_of(&path, bytes);
        if self.files.get(&path).is_some_and(|old| same(&old.body, &body)) {
            return;
        }
        self.insert(SourceFile::new(path, body));
    }

    /// Puts a file of another format in place; its path may begin with `..`.
    pub fn set_foreign(&mut self, path: &str, bytes: &[u8]) {
        self.insert(SourceFile::foreign(SourcePath::beside(path), text_of(bytes)));
    }

    /// Puts a file in place of what was there.
    pub fn insert(&mut self, file: SourceFile) {
        Arc::make_mut(&mut self.files).insert(file.path.clone(), Arc::new(file));
    }

    /// Shares a file of other sources, with what was parsed of it.
    pub fn share(&mut self, file: Arc<SourceFile>) {
        Arc::make_mut(&mut self.files).insert(file.path.clone(), file);
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        Arc::make_mut(&mut self.files).remove(&SourcePath::new(path));
    }

    /// Whether both are the very same files, none read again since.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let mut pairs = self.files.values().zip(other.files.values());
        let is_shared = Arc::ptr_eq(&self.files, &other.files);
        is_shared || (self.files.len() == other.files.len() && pairs.all(|(a, b)| Arc::ptr_eq(a, b)))
    }

    /// The files that were read again since `earlier`; nothing where files came or went. Built-in files do not count.
    #[must_use]
    pub fn edited_since<'a>(&'a self, earlier: &Self) -> Option<Vec<&'a SourcePath>> {
        let mut before = earlier.files().filter(|file| !file.built_in);
        let mut edited = Vec::new();
        for file in self.files().filter(|file| !file.built_in) {
            let before = before.next()?;
            if !Arc::ptr_eq(before, file) {
                if before.path != file.path {
                    return None;
                }
                edited.push(&file.path);
            }
        }
        before.next().is_none().then_some(edited)
    }

    /// The file at `path`.
    #[must_use]
    pub fn get(&self, path: &SourcePath) -> Option<&Arc<SourceFile>> {
        self.files.get(path)
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values()
    }

    /// All files below `folder`, by path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Arc<SourceFile>> {
        let first = format!("{folder}/");
        let files = self.files.range::<str, _>((Bound::Included(&*first), Bound::Unbounded)).map(|(_, file)| file);
        files.take_while(move |file| file.path.below(folder).is_some())
    }

    /// The bytes of a file that is copied as it is.
    ///
    /// # Errors
    /// Where the file has gone or cannot be read.
    pub fn bytes(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        match self.get(path).map(|file| &file.body) {
            Some(Body::Text(text)) => Ok(text.as_bytes().to_vec()),
            Some(Body::Bytes(bytes)) => Ok(bytes.to_vec()),
            Some(Body::OnDisk(on_disk, _)) => std::fs::read(on_disk),
            _ => Err(io::Error::new(io::ErrorKind::NotFound, format!("{path} cannot be read"))),
        }
    }
}

/// What a file of these bytes holds.
pub(super) fn body_of(path: &SourcePath, bytes: &[u8]) -> Body {
    if !is_text(path) {
        return Body::Bytes(Arc::from(bytes));
    }
    text_of(bytes)
}

/// Bytes that are wanted as text.
pub(super) fn text_of(bytes: &[u8]) -> Body {
    match std::str::from_utf8(bytes) {
        Ok(text) => Body::Text(Arc::from(text.strip_prefix('\u{feff}').unwrap_or(text))),
        Err(error) => Body::NotUtf8(error.valid_up_to()),
    }
}

fn same(a: &Body, b: &Body) -> bool {
    match (a, b) {
        (Body::Text(a), Body::Text(b)) => a == b,
        (Body::Bytes(a), Body::Bytes(b)) => a == b,
        (Body::NotUtf8(a), Body::NotUtf8(b)) => a == b,
        _ => false,
    }
}
