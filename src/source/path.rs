//! Paths inside a handbook: relative, with `/`, in composed Unicode.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Component, Path};
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The path of a file, relative to the handbook's root: `content/runbooks/ledger.md`.
///
/// Always with `/`, never with `.` or `..` parts, in Unicode's composed form (NFC), so that one name typed on two
/// systems is one path. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// A path from text that uses `/`; empty, `.` and `..` parts are resolved (a `..` above the root is dropped).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut parts: Vec<&str> = Vec::new();
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                other => parts.push(other),
            }
        }
        Self(composed(&parts.join("/")))
    }

    /// A path that may begin with `..`: of what lies beside the handbook, relative to its root.
    #[must_use]
    pub fn beside(text: &str) -> Self {
        let mut parts: Vec<&str> = Vec::new();
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => {
                    parts.pop();
                }
                other => parts.push(other),
            }
        }
        Self(composed(&parts.join("/")))
    }

    /// The path of `below` in this folder.
    #[must_use]
    pub fn join(&self, below: &str) -> Self {
        Self::beside(&format!("{}/{below}", self.0))
    }

    /// Whether it is the handbook's folder itself.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it leads out of the handbook's folder.
    #[must_use]
    pub fn leaves_root(&self) -> bool {
        &*self.0 == ".." || self.0.starts_with("../")
    }

    /// The path of `file` relative to `root`, or nothing where it lies outside or is not Unicode.
    #[must_use]
    pub fn relative(root: &Path, file: &Path) -> Option<Self> {
        let mut parts = Vec::new();
        for component in file.strip_prefix(root).ok()?.components() {
            match component {
                Component::Normal(part) => parts.push(part.to_str()?),
                _ => return None,
            }
        }
        Some(Self(composed(&parts.join("/"))))
    }

    /// A path exactly as written, in whatever Unicode form.
    pub(super) fn verbatim(root: &Path, file: &Path) -> Self {
        let below = file.strip_prefix(root).unwrap_or(file);
        Self(Arc::from(below.to_string_lossy().replace('\\', "/")))
    }

    /// The path as text, with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds this file, `""` for the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part: `ledger.md`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The name's ending in lower case without the dot, `""` where there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or_else(String::new, |(stem, ending)| {
            if stem.is_empty() { String::new() } else { ending.to_lowercase() }
        })
    }

    /// The rest of the path below `folder`, where it lies below it.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

fn composed(text: &str) -> Arc<str> {
    if is_nfc(text) { Arc::from(text) } else { Arc::from(text.nfc().collect::<String>()) }
}

/// Paths are in the order of their texts.
impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_resolved_and_never_leave_the_root() {
        assert_eq!(SourcePath::new("content/a/../b/./c.md").as_str(), "content/b/c.md");
        assert_eq!(SourcePath::new("../../etc/passwd").as_str(), "etc/passwd");
        assert_eq!(SourcePath::beside("../../a/b/../c").as_str(), "../../a/c");
        assert_eq!(SourcePath::beside("../a").join("../../b").as_str(), "../../b");
    }

    #[test]
    fn decomposed_and_composed_names_are_one_path() {
        assert_eq!(SourcePath::new("u\u{308}ber.md"), SourcePath::new("\u{fc}ber.md"));
    }

    #[test]
    fn a_dotfile_has_no_extension() {
        assert_eq!(SourcePath::new("content/.gitignore").extension(), "");
        assert_eq!(SourcePath::new("content/A.MD").extension(), "md");
    }
}
