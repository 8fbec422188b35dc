//! A CODEOWNERS file line by line: sections, rules, and what a dialect does not support.

use std::ops::Range;

use super::{Dialect, Named, Owners, Pattern, Rule, Section};
use crate::source::Span;

/// What is wrong with a line, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do.
    pub help: &'static str,
}

pub(super) fn parse(dialect: Dialect, text: &str) -> Owners {
    let mut owners = Owners { dialect, sections: vec![Section::default()], rules: Vec::new(), problems: Vec::new() };
    let mut reading = Reading { text, owners: &mut owners, section: 0, defaults: Vec::new(), groups: Vec::new() };
    let mut start = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let own = line.trim_end_matches(['\n', '\r']);
        reading.line(start..start + own.len(), at + 1);
        start += line.len();
    }
    owners
}

struct Reading<'t, 'o> {
    text: &'t str,
    owners: &'o mut Owners,
    section: usize,
    /// Whom a section's heading names for its rules that name nobody.
    defaults: Vec<Named>,
    /// Groups that a Bitbucket file defines.
    groups: Vec<(String, Vec<Named>)>,
}

impl Reading<'_, '_> {
    fn line(&mut self, range: Range<usize>, line: usize) {
        let text = &self.text[range.clone()];
        let indent = text.len() - text.trim_start().len();
        let range = range.start + indent..range.start + text.trim_end().len().max(indent);
        let text = self.text[range.clone()].trim();
        if text.is_empty() || text.starts_with('#') {
            return;
        }
        let dialect = self.owners.dialect;
        if dialect == Dialect::GitLab && (text.starts_with('[') || text.starts_with("^[")) && self.heading(&range) {
            return;
        }
        if dialect == Dialect::Bitbucket && text.starts_with("@@@") {
            let mut words = self.words(range);
            let name = words.remove(0);
            self.groups.push((format!("@@{}", &name.text[3..]), words));
            return;
        }
        self.rule(range, line);
    }

    /// `^[Name][2] @owner`; whether it is a heading.
    fn heading(&mut self, range: &Range<usize>) -> bool {
        let text = &self.text[range.clone()];
        let is_optional = text.starts_with('^');
        let open = usize::from(is_optional);
        let Some(close) = text.find(']') else {
            self.problem(
                range.clone(),
                "this section's heading has no `]`".into(),
                "close the section's name with `]`",
            );
            return false;
        };
        let name = text[open + 1..close].trim();
        let mut rest = close + 1;
        let mut approvals = 0;
        if let Some(inner) = text[rest..].strip_prefix('[')
            && let Some(end) = inner.find(']')
        {
            approvals = inner[..end].trim().parse().unwrap_or(0);
            rest += end + 2;
        }
        // `[abc].md @owner` is a pattern.
        if text[rest..].starts_with(|next: char| !next.is_whitespace()) {
            return false;
        }
        if name.is_empty() {
            self.problem(range.clone(), "this section has no name".into(), "write a name between the brackets");
        }
        self.defaults = self.words(range.start + rest..range.end);
        let known = self.owners.sections.iter().position(|section| section.name.eq_ignore_ascii_case(name));
        self.section = known.filter(|&at| at > 0).unwrap_or(self.owners.sections.len());
        if self.section == self.owners.sections.len() {
            let span = Span::new(range.start, range.end);
            self.owners.sections.push(Section { name: name.to_owned(), is_optional, approvals, span });
        }
        true
    }

    fn rule(&mut self, range: Range<usize>, line: usize) {
        let dialect = self.owners.dialect;
        let (pattern, rest) = self.pattern(&range);
        let written = self.text[pattern.clone()].trim_matches('"').to_owned();
        let (written, is_exclusion) = match (dialect, written.strip_prefix('!')) {
            (Dialect::GitLab, Some(rest)) => (rest.to_owned(), true),
            _ => (written, false),
        };
        if let Some(message) = unsupported(dialect, &written) {
            self.problem(pattern, message.to_owned(), "the whole line counts for nothing: write it another way");
            return;
        }
        let mut named = self.words(rest);
        named.extend(self.grouped(&named));
        named.retain(|named| !named.text.starts_with("@@") || dialect == Dialect::GitLab);
        let is_inherited = named.is_empty() && !is_exclusion && !self.defaults.is_empty();
        let owners = if is_inherited { self.defaults.clone() } else { named };
        if let Some(bad) = owners.iter().find(|owner| !owner.is_well_formed()) {
            let message = format!("`{}` is neither a name with `@` nor an e-mail address", bad.text);
            let is_fatal = dialect == Dialect::GitHub;
            let help =
                if is_fatal { "the whole line counts for nothing until it is" } else { "this word is passed over" };
            self.problem(bad.span.range(), message, help);
            if is_fatal {
                return;
            }
        }
        self.owners.rules.push(Rule {
            matcher: Pattern::new(&written, dialect),
            pattern: written,
            span: Span::new(pattern.start, pattern.end),
            owners: owners.into_iter().filter(Named::is_well_formed).collect(),
            line,
            section: self.section,
            is_exclusion,
            is_inherited,
        });
    }

    /// The pattern, which may be in quotes or have escaped spaces, and the rest of the line.
    fn pattern(&self, range: &Range<usize>) -> (Range<usize>, Range<usize>) {
        let text = &self.text[range.clone()];
        let quoted = text.strip_prefix('"').filter(|_| self.owners.dialect == Dialect::Bitbucket);
        let end = match quoted.and_then(|inner| inner.find('"')) {
            Some(end) => end + 2,
            None => unescaped_space(text).unwrap_or(text.len()),
        };
        (range.start..range.start + end, range.start + end..range.end)
    }

    /// The words of a line that name owners; a `#` ends them where a dialect knows comments there.
    fn words(&self, range: Range<usize>) -> Vec<Named> {
        let text = &self.text[range.clone()];
        let knows_comments = self.owners.dialect != Dialect::GitLab;
        let mut words = Vec::new();
        let mut at = 0;
        for word in text.split([' ', '\t', '\u{a0}']) {
            let start = range.start + at;
            at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
            if knows_comments && word.starts_with('#') {
                break;
            }
            if !word.is_empty() {
                words.push(Named { text: word.to_owned(), span: Span::new(start, start + word.len()) });
            }
        }
        words
    }

    /// The members of the groups among those named that the file itself defines.
    fn grouped(&self, named: &[Named]) -> Vec<Named> {
        let groups = named
            .iter()
            .filter_map(|named| self.groups.iter().find(|(name, _)| *name == named.text).map(|(_, members)| members));
        groups.flatten().cloned().collect()
    }

    fn problem(&mut self, range: Range<usize>, message: String, help: &'static str) {
        self.owners.problems.push(Problem { message, span: Span::new(range.start, range.end), help });
    }
}

/// What a dialect does not support in a pattern.
fn unsupported(dialect: Dialect, pattern: &str) -> Option<&'static str> {
    if dialect == Dialect::GitLab {
        return None;
    }
    if pattern.starts_with('!') {
        return Some("`!` takes nothing out again here");
    }
    if pattern.starts_with("\\#") {
        return Some("`\\#` does not escape a `#` here");
    }
    if pattern.contains('[') && pattern.contains(']') {
        return Some("`[…]` names no range of letters here");
    }
    pattern.contains("***").then_some("`***` means nothing")
}

/// The first space that no `\` stands before.
fn unescaped_space(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|&at| matches!(bytes[at], b' ' | b'\t') && (at == 0 || bytes[at - 1] != b'\\'))
}
