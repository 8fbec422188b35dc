//! The baseline: gaps that an organisation knows of, so that only new ones fail a check.
//!
//! A text file with one gap a line, sorted, so that two branches merge well: the fingerprint, the rule, the entity.
//! The fingerprint alone counts; the rest is for people.

use std::collections::BTreeMap;

use super::Gap;
use crate::model::Kind;

const HEADER: &str = "\
# Gaps that were known when this file was written: `bailiwick check --baseline` fails only on others.
# Made by `bailiwick check --update-baseline`; lines of gaps that are closed go away with the next update.
";

/// Known gaps by fingerprint, each with its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<String, String>,
}

impl Baseline {
    /// Reads a baseline's text.
    ///
    /// # Errors
    /// The number, from 1, of the first line that does not begin with a fingerprint.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut known = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fingerprint = line.split_whitespace().next().unwrap_or_default();
            if fingerprint.len() != 16 || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(at + 1);
            }
            known.insert(fingerprint.to_owned(), line.to_owned());
        }
        Ok(Self { known })
    }

    /// A baseline that knows these gaps.
    #[must_use]
    pub fn of<'g>(gaps: impl IntoIterator<Item = &'g Gap>) -> Self {
        let known = gaps.into_iter().flat_map(|gap| {
            let stage = gap.stage.as_ref().map(|stage| format!(" {stage}")).unwrap_or_default();
            // The parts of a gap of the handbook say of which entity they are.
            let is_of_handbook = gap.entity.kind == Kind::Handbook && !gap.parts.is_empty();
            let entity = if is_of_handbook { String::new() } else { format!(" {}", gap.entity) };
            lines_of(gap).map(move |(fingerprint, part)| {
                (fingerprint.to_owned(), format!("{fingerprint} {}{entity}{stage}{part}", gap.rule.id()))
            })
        });
        Self { known: known.collect() }
    }

    /// The baseline's text: sorted by rule and entity, so that a change touches the lines it concerns.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines: Vec<&str> = self.known.values().map(String::as_str).collect();
        lines.sort_by_key(|line| (line.split_once(' ').map_or("", |(_, rest)| rest), *line));
        let mut text = HEADER.to_owned();
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Whether the gap was known, with everything that it is made of.
    #[must_use]
    pub fn knows(&self, gap: &Gap) -> bool {
        lines_of(gap).all(|(fingerprint, _)| self.known.contains_key(fingerprint))
    }

    /// The lines of gaps that are no more, so that the file shrinks.
    #[must_use]
    pub fn gone<'b>(&'b self, gaps: &[Gap]) -> Vec<&'b str> {
        let open: std::collections::HashSet<&str> =
            gaps.iter().flat_map(lines_of).map(|(fingerprint, _)| fingerprint).collect();
        let gone = self.known.iter().filter(|(fingerprint, _)| !open.contains(fingerprint.as_str()));
        gone.map(|(_, line)| line.as_str()).collect()
    }
}

/// What stands for a gap in the file: itself, or each of the things it is made of, with its name.
fn lines_of(gap: &Gap) -> impl Iterator<Item = (&str, String)> {
    let whole = gap.parts.is_empty().then(|| (gap.fingerprint.as_str(), String::new()));
    whole.into_iter().chain(gap.parts.iter().map(|(name, fingerprint)| (fingerprint.as_str(), format!(" {name}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_survives_being_written_and_read() {
        let text = "0123456789abcdef split-ownership system:b\n# note\n\nfedcba9876543210 missing-owner system:a\n";
        let baseline = Baseline::read(text).expect("reads");
        let written = baseline.text();
        assert_eq!(Baseline::read(&written).as_ref(), Ok(&baseline));
        let lines: Vec<&str> = written.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines, ["fedcba9876543210 missing-owner system:a", "0123456789abcdef split-ownership system:b"]);
    }

    #[test]
    fn a_line_that_is_no_gap_is_named() {
        assert_eq!(Baseline::read("# x\n<<<<<<< ours\n"), Err(2));
    }
}
