//! Which changes on the disk may concern the handbook.

use std::path::{Component, Path, PathBuf};

use crate::source::is_published;

/// The folders that are watched, and what in them is not wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    roots: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

impl Scope {
    /// A scope of `roots` without `ignored`. Each also counts by its real path, as some systems report that.
    pub(super) fn new(roots: &[PathBuf], ignored: &[PathBuf]) -> Self {
        Self { roots: with_real(roots), ignored: with_real(ignored) }
    }

    /// Whether a change at `path` may matter.
    pub(super) fn concerns(&self, path: &Path) -> bool {
        if self.ignored.iter().any(|folder| path.starts_with(folder)) {
            return false;
        }
        self.roots.iter().any(|root| path.strip_prefix(root).is_ok_and(is_ours))
    }
}

fn with_real(paths: &[PathBuf]) -> Vec<PathBuf> {
    let real = paths.iter().filter_map(|path| path.canonicalize().ok());
    let mut all: Vec<PathBuf> = paths.iter().cloned().chain(real).collect();
    all.sort();
    all.dedup();
    all
}

/// Whether every name on the way is one that a handbook publishes.
fn is_ours(below: &Path) -> bool {
    below.components().all(|part| match part {
        Component::Normal(name) => name.to_str().is_none_or(is_published),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_files_and_the_output_folder_concern_nobody() {
        let scope = Scope::new(&["/h/content".into()], &["/h/content/public".into()]);
        for ours in ["/h/content", "/h/content/a.md", "/h/content/a/b/c.md", "/h/content/publicity/a.md"] {
            assert!(scope.concerns(Path::new(ours)), "{ours}");
        }
        for other in [
            "/h/content/.a.md.swp",
            "/h/content/4913",
            "/h/content/a.md~",
            "/h/content/a.md___jb_tmp___",
            "/h/content/.git/index",
            "/h/content/public/a.html",
            "/h/contents/a.md",
            "/h",
        ] {
            assert!(!scope.concerns(Path::new(other)), "{other}");
        }
    }
}
