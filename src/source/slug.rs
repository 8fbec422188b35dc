//! Readable addresses from any text, and ids that stay distinct.

use std::collections::HashSet;

use unicode_normalization::char::is_combining_mark;

/// The slug of a heading or title: lower case, letters and digits of any script in ASCII, words joined by `-`.
///
/// Text in which nothing can be spelled in ASCII gives `section`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in deunicode::deunicode(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c == '_' {
            out.push('_');
        } else if matches!(c, ' ' | '-' | '\t' | '\n' | '/' | '.' | ':' | '+') && !out.is_empty() && !out.ends_with('-')
        {
            out.push('-');
        }
    }
    let trimmed = out.trim_end_matches('-').len();
    out.truncate(trimmed);
    if out.is_empty() { "section".to_owned() } else { out }
}

/// The id that GitHub gives to a heading of these words: lower case, letters and digits of any script and `_` as they are, `-`
/// for each space, and nothing for all else.
#[must_use]
pub fn on_github(text: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '_' | '-');
    let lower = text.chars().flat_map(char::to_lowercase);
    lower.filter_map(|c| if c == ' ' { Some('-') } else { is_kept(c).then_some(c) }).collect()
}

/// The text with a capital first letter.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of a file or folder as a title: "on-call" becomes "On call".
#[must_use]
pub fn title_of(name: &str) -> String {
    capitalised(&name.replace(['-', '_'], " "))
}

/// Hands out ids that are distinct on one page, in the order they are asked for.
///
/// A repeated id gets `-1`, `-2`, …; a number that some heading already bears by itself is passed over. What comes
/// later never changes what came before.
#[derive(Debug, Default)]
pub struct Distinct {
    taken: HashSet<String>,
    next: std::collections::HashMap<String, usize>,
}

impl Distinct {
    /// Takes `id` as it is, if it is free.
    pub fn reserve(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// `id`, or `id` with the first number that is free.
    pub fn make(&mut self, id: &str) -> String {
        if self.taken.insert(id.to_owned()) {
            return id.to_owned();
        }
        let number = self.next.entry(id.to_owned()).or_insert(1);
        loop {
            let candidate = format!("{id}-{number}");
            *number += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii_words() {
        assert_eq!(slug("Größe & Gewicht"), "grosse-gewicht");
        assert_eq!(slug("  What's next?  "), "whats-next");
        assert_eq!(slug("!!!"), "section");
        assert_eq!(slug("a -- b"), "a-b");
    }

    #[test]
    fn github_drops_what_is_no_word_and_joins_nothing() {
        assert_eq!(on_github("k8s.sgdev.org & CI/CD"), "k8ssgdevorg--cicd");
        assert_eq!(on_github("1:1s – “Größe” 日本語 snake_case 🎉"), "11s--größe-日本語-snake_case-");
    }

    #[test]
    fn repeated_ids_pass_over_taken_numbers() {
        let mut ids = Distinct::default();
        let made: Vec<_> = ["runbook", "runbook", "runbook-1", "runbook-1", "runbook"].map(|id| ids.make(id)).into();
        assert_eq!(made, ["runbook", "runbook-1", "runbook-1-1", "runbook-1-2", "runbook-2"]);
    }
}
