//! One pattern of a CODEOWNERS file, as each dialect matches it.
//!
//! GitHub and Bitbucket follow gitignore, except that `dir/*` stays in its folder and that `!` and `[…]` mean nothing.
//! GitLab matches the whole path as a shell does: a folder needs its final `/`, and only `**/` crosses folders.

use super::Dialect;

/// A part of a pattern between two `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Any number of folders, also none.
    Folders,
    /// One name exactly.
    Name(String),
    /// One name by its letters.
    Glob(Vec<Letter>),
}

/// A letter of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Letter {
    One(char),
    AnyOne,
    Any,
    /// One of these ranges, or none of them.
    Class(bool, Vec<(char, char)>),
}

/// A pattern, ready to be held against paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
    /// Whether all that lies below what is matched is matched too.
    with_below: bool,
}

impl Pattern {
    /// The pattern that `text` is in `dialect`; `text` may hold `\` before a letter meant as itself.
    #[must_use]
    pub fn new(text: &str, dialect: Dialect) -> Self {
        if dialect == Dialect::GitLab { Self::shell(text) } else { Self::gitignore(text) }
    }

    fn gitignore(text: &str) -> Self {
        let (text, is_rooted) = text.strip_prefix('/').map_or((text, false), |rest| (rest, true));
        let (text, is_folder) = text.strip_suffix('/').map_or((text, false), |rest| (rest, true));
        if text.is_empty() {
            // A lone `/` names the root, which is no file.
            return Self { parts: vec![Part::Name(String::new())], with_below: false };
        }
        let mut parts: Vec<Part> = text.split('/').map(|part| part_of(part, false, true)).collect();
        if !is_rooted && parts.len() == 1 {
            parts.insert(0, Part::Folders);
        }
        let last_is_star = text == "*" || text.ends_with("/*");
        let ends_open = matches!(parts.last(), Some(Part::Folders));
        if is_folder || ends_open {
            // What lies below, but not a file of that very name.
            if !ends_open {
                parts.push(Part::Folders);
            }
            parts.push(Part::Glob(vec![Letter::Any]));
        }
        Self { parts, with_below: !(is_folder || ends_open || last_is_star) }
    }

    fn shell(text: &str) -> Self {
        if text == "*" {
            return Self { parts: vec![Part::Folders, Part::Glob(vec![Letter::Any])], with_below: false };
        }
        let (rest, is_rooted) = text.strip_prefix('/').map_or((text, false), |rest| (rest, true));
        let whole = if rest.ends_with('/') { format!("{rest}**/*") } else { rest.to_owned() };
        let names: Vec<&str> = whole.split('/').collect();
        let last = names.len() - 1;
        let parts = names.iter().enumerate().map(|(at, part)| part_of(part, true, at != last));
        let parts = (!is_rooted).then_some(Part::Folders).into_iter().chain(parts).collect();
        Self { parts, with_below: false }
    }

    /// Whether the file at `path` (from the repository's root, without a leading `/`) is matched.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        if let Some(Part::Name(first)) = self.parts.first() {
            let rest = path.strip_prefix(first.as_str());
            if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
                return false;
            }
        }
        let names: Vec<&str> = path.split('/').collect();
        self.matches(&names)
    }

    /// One pass per part over the names: which of them the pattern may have reached.
    fn matches(&self, names: &[&str]) -> bool {
        let mut reached = vec![false; names.len() + 1];
        reached[0] = true;
        for part in &self.parts {
            let mut next = vec![false; names.len() + 1];
            let mut is_open = false;
            for at in 0..=names.len() {
                if matches!(part, Part::Folders) {
                    is_open |= reached[at];
                    next[at] = is_open;
                } else if reached[at] && at < names.len() && part.is_match(names[at]) {
                    next[at + 1] = true;
                }
            }
            if !next.contains(&true) {
                return false;
            }
            reached = next;
        }
        // A file below what is matched: anything but the whole path was reached.
        reached[names.len()] || (self.with_below && reached[1..].contains(&true))
    }

    /// The folders and the name before any wildcard: `packages/core` of `/packages/core/**`.
    #[must_use]
    pub fn literal(&self) -> String {
        let names = self.parts.iter().map_while(|part| match part {
            Part::Name(name) => Some(name.as_str()),
            _ => None,
        });
        names.collect::<Vec<_>>().join("/")
    }
}

impl Part {
    fn is_match(&self, name: &str) -> bool {
        match self {
            Self::Folders => false,
            Self::Name(own) => own == name,
            Self::Glob(letters) => glob(letters, &name.chars().collect::<Vec<_>>()),
        }
    }
}

/// One part: `crosses` says whether `**` stands for folders here.
fn part_of(text: &str, has_classes: bool, crosses: bool) -> Part {
    if text == "**" && crosses {
        return Part::Folders;
    }
    let mut letters = Vec::new();
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        letters.push(match letter {
            '*' if letters.last() == Some(&Letter::Any) => continue,
            '*' => Letter::Any,
            '?' => Letter::AnyOne,
            '\\' => Letter::One(rest.next().unwrap_or('\\')),
            '[' if has_classes => match class(rest.as_str()) {
                Some((class, length)) => {
                    rest = rest.as_str()[length..].chars();
                    class
                }
                None => Letter::One('['),
            },
            other => Letter::One(other),
        });
    }
    let plain = letters.iter().map(|letter| if let Letter::One(c) = letter { Some(*c) } else { None });
    plain.collect::<Option<String>>().map_or(Part::Glob(letters), Part::Name)
}

/// A class of letters, `a-z]` after its `[`, and how many bytes it is long.
fn class(text: &str) -> Option<(Letter, usize)> {
    let end = text.get(1..)?.find(']')? + 1;
    let (inner, is_not) = match text[..end].strip_prefix(['!', '^']) {
        Some(inner) => (inner, true),
        None => (&text[..end], false),
    };
    let letters: Vec<char> = inner.chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if letters.get(at + 1) == Some(&'-') && at + 2 < letters.len() {
            ranges.push((letters[at], letters[at + 2]));
            at += 3;
        } else {
            ranges.push((letters[at], letters[at]));
            at += 1;
        }
    }
    Some((Letter::Class(is_not, ranges), end + 1))
}

/// Whether letters match a name: after a mismatch the last `*` takes one letter more.
fn glob(letters: &[Letter], name: &[char]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while read < name.len() {
        match letters.get(at) {
            Some(Letter::Any) => {
                star = Some((at, read));
                at += 1;
                continue;
            }
            Some(letter) if letter.is_match(name[read]) => {
                (at, read) = (at + 1, read + 1);
                continue;
            }
            _ => {}
        }
        let Some((back, from)) = star else { return false };
        star = Some((back, from + 1));
        (at, read) = (back + 1, from + 1);
    }
    letters[at..].iter().all(|letter| *letter == Letter::Any)
}

impl Letter {
    fn is_match(&self, c: char) -> bool {
        match self {
            Self::One(own) => *own == c,
            Self::AnyOne => true,
            Self::Any => false,
            Self::Class(is_not, ranges) => ranges.iter().any(|&(from, to)| (from..=to).contains(&c)) != *is_not,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(dialect: Dialect, pattern: &str, yes: &[&str], no: &[&str]) {
        let read = Pattern::new(pattern, dialect);
        for path in yes {
            assert!(read.is_match(path), "{pattern} takes {path}");
        }
        for path in no {
            assert!(!read.is_match(path), "{pattern} leaves {path}");
        }
    }

    #[test]
    fn github_patterns_follow_gitignore() {
        let github = Dialect::GitHub;
        holds(github, "*", &["a", "a/b/c"], &[]);
        holds(github, "*.js", &["a.js", "a/b.js"], &["a.jsx"]);
        holds(github, "/build/logs/", &["build/logs/a", "build/logs/a/b"], &["x/build/logs/a", "build/logs"]);
        holds(github, "docs/*", &["docs/a.md"], &["docs/a/b.md", "x/docs/a.md"]);
        holds(github, "apps/", &["apps/a", "x/apps/a/b"], &["apps"]);
        holds(github, "/apps/github", &["apps/github", "apps/github/a"], &["apps/githubs"]);
        holds(github, "**/logs", &["logs/a", "a/b/logs", "deeply/logs/x"], &["logsx"]);
        holds(github, "a/**/b", &["a/b", "a/x/y/b", "a/x/b/c"], &["a/xb"]);
        holds(github, "a/**", &["a/b", "a/b/c"], &["a", "ab/c"]);
        holds(github, "/a?c\\ d", &["abc d", "abc d/e"], &["ac d"]);
        holds(github, "f[ab].c", &["f[ab].c"], &["fa.c"]);
        holds(github, "/", &[], &["a", "a/b"]);
    }

    #[test]
    fn gitlab_matches_as_a_shell_does() {
        let gitlab = Dialect::GitLab;
        holds(gitlab, "*", &["a", "a/b"], &[]);
        holds(gitlab, "/docs", &["docs"], &["docs/a"]);
        holds(gitlab, "/docs/", &["docs/a", "docs/a/b"], &["docs"]);
        holds(gitlab, "lib/", &["lib/a", "x/lib/a"], &["libs/a"]);
        holds(gitlab, "/doc/**/*.md", &["doc/a.md", "doc/a/b.md"], &["doc/a.txt"]);
        holds(gitlab, "/doc/**", &["doc/a"], &["doc/a/b"]);
        holds(gitlab, "f[a-c].c", &["fb.c"], &["fd.c", "f[a-c].c"]);
    }

    #[test]
    fn stars_cost_no_more_than_their_product() {
        let pattern = Pattern::new(&"*a".repeat(200), Dialect::GitHub);
        assert!(!pattern.is_match(&"a".repeat(5000).replace("aaaaa", "aaaab")));
    }
}
