//! Which part of which repository is which system: one spelling of addresses, and the most exact claim on a path.

use std::collections::BTreeSet;

use ignore::gitignore::GitignoreBuilder;

use super::{Id, Model, System};

/// Parts of an address behind a repository's own, after which a branch and a path follow.
const VIEWS: [&str; 9] =
    ["/-/tree/", "/-/blob/", "/-/raw/", "/tree/", "/blob/", "/raw/", "/edit/", "/src/branch/", "/src/"];

/// Whether `text` is written as the address of a repository.
#[must_use]
pub(super) fn is_repository(text: &str) -> bool {
    text.contains("://") || (text.contains('@') && text.contains(':') && !text.starts_with('@'))
}

/// One spelling for the addresses of a repository: `git@host:org/repo.git` and `https://host/org/repo/` are the same.
#[must_use]
pub fn repository_name(address: &str) -> String {
    split_address(address).0
}

/// A repository's name, and the path that the address shows in it.
pub(super) fn split_address(address: &str) -> (String, String) {
    let address = address.trim();
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.split(['?', '#']).next().unwrap_or_default();
    let bare = bare.rsplit_once('@').map_or(bare, |(_, rest)| rest);
    let (host, rest) = bare.split_once(['/', ':']).unwrap_or((bare, ""));
    // A port is no part of the name: `ssh://git@host:22/org/repo`.
    let rest = rest.split_once('/').filter(|(port, _)| is_number(port)).map_or(rest, |(_, rest)| rest);
    let view = VIEWS.iter().filter_map(|view| Some((rest.find(view)?, *view))).min();
    let (repository, path) = match view {
        Some((at, view)) => {
            let shown = &rest[at + view.len()..];
            (&rest[..at], shown.split_once('/').map_or("", |(_, path)| path))
        }
        None => (rest, ""),
    };
    let repository = repository.trim_matches('/');
    let repository = repository.strip_suffix(".git").unwrap_or(repository);
    (format!("{host}/{repository}").to_lowercase(), crate::source::percent_decoded(path))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The systems that an address of a repository, or of a file in one, belongs to.
pub(super) fn of_address<'m>(model: &'m Model, address: &str) -> Vec<&'m Id> {
    let (wanted, path) = split_address(address);
    let claims = Claims::on(model, &wanted);
    if path.is_empty() { claims.systems() } else { claims.of(&path) }
}

/// The systems that a path belongs to, in whatever repository.
pub(super) fn of_path<'m>(model: &'m Model, path: &str) -> Vec<&'m Id> {
    Claims::anywhere(model).of(path)
}

/// What systems claim of a repository, the most exact first; all of it is the widest claim.
pub struct Claims<'m> {
    claims: Vec<(usize, &'m str, &'m System)>,
}

impl<'m> Claims<'m> {
    /// The claims on the repository of this name, as [`repository_name`] gives it.
    #[must_use]
    pub fn on(model: &'m Model, repository: &str) -> Self {
        let mut claims = Self { claims: Vec::new() };
        for system in model.systems.values() {
            for one in system.repositories.iter().filter(|one| repository_name(&one.url) == repository) {
                if one.paths.is_empty() {
                    claims.claims.push((0, "", system));
                }
                claims.claims.extend(one.paths.iter().map(|path| (exactness(path), path.value.as_str(), system)));
            }
        }
        claims.sorted()
    }

    /// The claims on paths in all repositories.
    fn anywhere(model: &'m Model) -> Self {
        let repositories = model
            .systems
            .values()
            .flat_map(|system| system.repositories.iter().flat_map(|one| &one.paths).map(move |path| (system, path)));
        let claims = repositories.map(|(system, path)| (exactness(path), path.value.as_str(), system));
        Self { claims: claims.collect() }.sorted()
    }

    fn sorted(mut self) -> Self {
        self.claims.sort_by_key(|(exactness, ..)| std::cmp::Reverse(*exactness));
        self
    }

    /// The same claims, but those of systems for which `is_other` holds.
    #[must_use]
    pub fn without(mut self, is_other: impl Fn(&System) -> bool) -> Self {
        self.claims.retain(|(.., system)| !is_other(system));
        self
    }

    /// Everything that is claimed, as the systems write it.
    pub fn patterns(&self) -> impl Iterator<Item = &'m str> + '_ {
        self.claims.iter().map(|(_, pattern, _)| *pattern)
    }

    /// Whoever claims anything, each once.
    #[must_use]
    pub fn systems(&self) -> Vec<&'m Id> {
        let ids: BTreeSet<&Id> = self.claims.iter().map(|(.., system)| &system.id).collect();
        ids.into_iter().collect()
    }

    /// Whoever claims this path most exactly: several where they are equally exact.
    #[must_use]
    pub fn of(&self, path: &str) -> Vec<&'m Id> {
        let path = path.trim_start_matches("./").trim_matches('/');
        let mut found: Vec<(usize, &Id)> = Vec::new();
        for (exactness, pattern, system) in &self.claims {
            if found.first().is_some_and(|(best, _)| best > exactness) {
                break;
            }
            if holds(pattern, path) && found.iter().all(|(_, id)| **id != system.id) {
                found.push((*exactness, &system.id));
            }
        }
        found.into_iter().map(|(_, id)| id).collect()
    }
}

/// How exact a pattern is: the longest part without wildcards counts, then the rest.
#[must_use]
pub fn exactness(pattern: &str) -> usize {
    let literal = literal(pattern);
    1 + 1000 * literal.matches('/').count() + 10 * literal.len() + usize::from(!pattern.contains('*'))
}

/// What stands before the first wildcard, without the first `/`.
fn literal(pattern: &str) -> &str {
    let pattern = pattern.trim().trim_start_matches('/');
    pattern.split(['*', '?', '[', '\\']).next().unwrap_or_default()
}

/// Whether the pattern holds the path, as in a CODEOWNERS file: a folder holds all that is in it.
#[must_use]
pub fn holds(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim();
    let literal = literal(pattern);
    let wildcards = &pattern.trim_start_matches('/')[literal.len()..];
    if matches!(wildcards, "" | "**") && (wildcards.is_empty() || literal.is_empty() || literal.ends_with('/')) {
        let folder = literal.trim_end_matches('/');
        let below = path.strip_prefix(folder);
        return folder.is_empty() || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    }
    let is_anchored = pattern.trim_end_matches('/').contains('/');
    // Most patterns are told apart by how they begin, which is cheaper than to compile them.
    if is_anchored && !path.starts_with(literal) {
        return false;
    }
    let line = match (is_anchored, pattern.starts_with(['!', '#'])) {
        (true, _) => format!("/{}", pattern.trim_start_matches('/')),
        (false, true) => format!("\\{pattern}"),
        (false, false) => pattern.to_owned(),
    };
    let mut builder = GitignoreBuilder::new("");
    let matcher = builder.add_line(None, &line).and_then(|builder| builder.build());
    matcher.is_ok_and(|matcher| matcher.matched_path_or_any_parents(path, false).is_ignore())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_repository_has_many_addresses() {
        let name = "git.example/acme/money";
        for address in [
            "https://git.example/acme/money",
            "https://git.example/Acme/money.git",
            "https://git.example/acme/money/",
            "git@git.example:acme/money.git",
            "ssh://git@git.example:22/acme/money.git",
            "https://git.example/acme/money/-/tree/main/ledger",
            "https://git.example/acme/money/blob/main/ledger/a.rs#L4",
            "https://git.example/acme/money?tab=readme",
        ] {
            assert_eq!(repository_name(address), name, "{address}");
        }
        let (_, path) = split_address("https://git.example/acme/money/blob/main/led%20ger/a.rs");
        assert_eq!(path, "led ger/a.rs");
    }

    #[test]
    fn patterns_hold_what_lies_below_them() {
        for (pattern, path) in [
            ("/ledger/**", "ledger/src/main.rs"),
            ("/ledger/**", "ledger"),
            ("/ledger/", "ledger/src/main.rs"),
            ("ledger", "ledger/a"),
            ("/", "anything"),
            ("**", "a/b"),
            ("*.sql", "a/b.sql"),
            ("/services/*/api/**", "services/x/api/a"),
            ("/a/**/z", "a/b/c/z/file"),
        ] {
            assert!(holds(pattern, path), "{pattern} holds {path}");
        }
        for (pattern, path) in
            [("/ledger/**", "ledgers/a"), ("/ledger/", "src/ledger/a"), ("*.sql", "a/b.rs"), ("/a/*/c/", "a/b/d")]
        {
            assert!(!holds(pattern, path), "{pattern} does not hold {path}");
        }
        assert!(exactness("/a/b/**") > exactness("/a/**"));
    }
}
