//! Which files outside the handbook's own folders are wanted: patterns of paths.

use globset::{GlobBuilder, GlobMatcher};

use super::SourcePath;

/// A file, or a glob of files, relative to the handbook's folder; it may begin with `..`.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The folder, or the file, that it names without any wildcard.
    base: SourcePath,
    glob: Option<GlobMatcher>,
    text: String,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Pattern {
    /// The patterns of `path`: a glob for itself, else the file of that name and `below` in a folder of that name.
    #[must_use]
    pub fn of(path: &str, below: &[&str]) -> Vec<Self> {
        let path = path.trim().replace('\\', "/");
        if path.contains(['*', '?', '[', '{']) {
            return Self::glob(SourcePath::beside(&path).as_str()).into_iter().collect();
        }
        let base = SourcePath::beside(&path);
        let prefix = globset::escape(base.as_str());
        let below = below.iter().filter_map(|glob| {
            Self::glob(&if prefix.is_empty() { (*glob).to_owned() } else { format!("{prefix}/{glob}") })
        });
        let file = Self { text: base.as_str().to_owned(), base: base.clone(), glob: None };
        std::iter::once(file).chain(below).collect()
    }

    fn glob(text: &str) -> Option<Self> {
        let matcher = GlobBuilder::new(text).literal_separator(true).build().ok()?.compile_matcher();
        let literal = text.split('/').take_while(|part| !part.contains(['*', '?', '[', '{', '\\']));
        let base = SourcePath::beside(&literal.collect::<Vec<_>>().join("/"));
        Some(Self { base, glob: Some(matcher), text: text.to_owned() })
    }

    /// Whether the file at `path` is wanted.
    #[must_use]
    pub fn is_match(&self, path: &SourcePath) -> bool {
        match &self.glob {
            None => self.base == *path,
            Some(glob) => glob.is_match(path.as_str()),
        }
    }

    /// The folder below which a glob's files lie, or the one file.
    pub(super) fn base(&self) -> &SourcePath {
        &self.base
    }

    /// Whether it may be met by more than one file.
    pub(super) fn is_glob(&self) -> bool {
        self.glob.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_match(path: &str, below: &[&str], file: &str) -> bool {
        Pattern::of(path, below).iter().any(|pattern| pattern.is_match(&SourcePath::beside(file)))
    }

    #[test]
    fn a_path_is_a_file_a_folder_or_a_glob() {
        assert!(is_match("../repo/CODEOWNERS", &[], "../repo/CODEOWNERS"));
        assert!(is_match("../repo", &["**/OWNERS"], "../repo/a/b/OWNERS"));
        assert!(is_match("../repo/", &["**/OWNERS"], "../repo/OWNERS"));
        assert!(is_match(".", &["**/OWNERS"], "docs/OWNERS"));
        assert!(is_match("../*/catalog-info.yaml", &[], "../shop/catalog-info.yaml"));
        assert!(!is_match("../*/catalog-info.yaml", &[], "../shop/web/catalog-info.yaml"));
        assert!(!is_match("../repo", &["**/OWNERS"], "../other/OWNERS"));
    }

    #[test]
    fn a_glob_is_walked_from_its_last_plain_folder() {
        assert_eq!(Pattern::of("../a/b/**/*.yaml", &[])[0].base().as_str(), "../a/b");
        assert_eq!(Pattern::of("../a", &["teams/*.toml"])[1].base().as_str(), "../a/teams");
    }
}
