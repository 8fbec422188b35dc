//! Which parts of which repositories systems claim.

use crate::model::System;
use crate::source::Place;

/// A part of a repository, in one spelling: `/services/ledger/**` and `services/ledger/` are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Path {
    /// The repository's address.
    pub url: String,
    /// The path in it, `""` for all of it.
    pub glob: String,
}

impl Path {
    fn new(url: &str, glob: &str) -> Self {
        let url = url.trim().trim_end_matches('/');
        let url = url.strip_suffix(".git").unwrap_or(url).to_lowercase();
        let glob = glob.trim().trim_matches('/');
        let glob = glob.strip_suffix("**").unwrap_or(glob).trim_end_matches('/');
        Self { url, glob: if glob.is_empty() { String::new() } else { format!("/{glob}") } }
    }

    /// This path, and those it lies within, up to the whole repository.
    pub fn with_ancestors(&self) -> impl Iterator<Item = Self> + '_ {
        let ends = self.glob.match_indices('/').map(|(at, _)| at).chain([self.glob.len()]);
        ends.map(|end| Self { url: self.url.clone(), glob: self.glob[..end].to_owned() })
    }
}

/// The parts of repositories that a system claims, each with its place.
pub(super) fn paths(system: &System) -> Vec<(Path, &Place)> {
    let mut all = Vec::new();
    for repository in &system.repositories {
        if repository.paths.is_empty() {
            all.push((Path::new(&repository.url, ""), &repository.url.place));
        }
        all.extend(repository.paths.iter().map(|path| (Path::new(&repository.url, path), &path.place)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_path_in_many_spellings() {
        let path = Path::new("https://git.example/Money.git", "/ledger/**");
        for glob in ["ledger", "/ledger/", "ledger/**"] {
            assert_eq!(Path::new("https://git.example/money/", glob), path, "{glob}");
        }
        assert_ne!(Path::new("https://git.example/money", "/ledger/*"), path);
        let above: Vec<String> = Path::new("x", "/a/b").with_ancestors().map(|path| path.glob).collect();
        assert_eq!(above, ["", "/a", "/a/b"]);
    }
}
