//! A site for tests: every file of a folder is an output file, and a few endings mean faults.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::serve::{Problem, Snapshot, Source};
use crate::source::is_published;

/// The folder's files at one moment. `a.html.moved` holds where `a.html` leads; a file beginning with `BROKEN` cannot
/// be made; `errors` holds an error's message, and `lost` one that costs pages; `gaps` has a gap a line.
#[derive(PartialEq, Default)]
pub(super) struct Files {
    texts: BTreeMap<String, Vec<u8>>,
    problems: Vec<Problem>,
    gaps: BTreeMap<String, String>,
}

impl Snapshot for Files {
    fn file(&self, file: &str) -> Option<Result<Vec<u8>, String>> {
        let bytes = self.texts.get(file)?;
        assert!(!bytes.starts_with(b"PANIC"), "a page that makes the program stumble");
        if bytes.starts_with(b"BROKEN") {
            Some(Err("a tag is <not> closed".to_owned()))
        } else {
            Some(Ok(bytes.clone()))
        }
    }

    fn has(&self, file: &str) -> bool {
        self.texts.contains_key(file)
    }

    fn redirect(&self, file: &str) -> Option<String> {
        let to = self.texts.get(&format!("{file}.moved"))?;
        Some(String::from_utf8_lossy(to).trim().to_owned())
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn gaps(&self) -> &BTreeMap<String, String> {
        &self.gaps
    }
}

/// A folder as a source.
pub(super) struct Folder {
    pub root: PathBuf,
    pub last: Option<Arc<Files>>,
}

impl Folder {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), last: None }
    }
}

impl Source for Folder {
    fn load(&mut self, _: Option<&[PathBuf]>) -> Result<Option<Arc<dyn Snapshot>>, String> {
        if !self.root.is_dir() {
            return Err("there is no content folder".to_owned());
        }
        let mut files = Files::default();
        read(&self.root, "", &mut files, &mut HashSet::new());
        if let Some(message) = files.texts.get("errors") {
            files.problems.push(Problem::of("broken", String::from_utf8_lossy(message)));
        }
        if let Some(message) = files.texts.get("lost") {
            let lost = Problem::of("broken", String::from_utf8_lossy(message));
            files.problems.push(Problem { costs_pages: true, ..lost });
        }
        let gaps = files.texts.get("gaps").map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default();
        files.gaps = gaps.lines().map(|gap| (gap.to_owned(), format!("gaps.html#{gap}"))).collect();
        if self.last.as_deref() == Some(&files) {
            return Ok(None);
        }
        let files = Arc::new(files);
        self.last = Some(files.clone());
        Ok(Some(files))
    }

    fn watched(&self) -> Vec<PathBuf> {
        vec![self.root.clone()]
    }

    fn ignored(&self) -> Vec<PathBuf> {
        vec![self.root.join("public")]
    }
}

fn read(folder: &Path, below: &str, files: &mut Files, seen: &mut HashSet<PathBuf>) {
    if !seen.insert(folder.canonicalize().unwrap_or_default()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_published(&name) || name == "public" {
            continue;
        }
        let (path, file) = (entry.path(), format!("{below}{name}"));
        if path.is_dir() {
            read(&path, &format!("{file}/"), files, seen);
        } else if let Ok(bytes) = fs::read(&path) {
            files.texts.insert(file, bytes);
        }
    }
}
