//! How names stand in the sentences of findings.

use crate::model::{System, Team};

/// Names in a sentence: "A", "A and B", "A, B and C".
pub(super) fn list(names: &[&str]) -> String {
    joined(names, "and")
}

/// Names to choose from: "A", "A or B", "A, B or C".
pub(super) fn either(names: &[&str]) -> String {
    joined(names, "or")
}

/// Systems in a sentence: the first two by name, the rest by number.
pub(super) fn systems(systems: &[&System]) -> String {
    let names: Vec<&str> = systems.iter().map(|system| system.title()).collect();
    match names.as_slice() {
        [first, second, _, _, ..] => format!("{first}, {second} and {} more systems", names.len() - 2),
        all => list(all),
    }
}

/// Teams in a sentence: the first two by name, the rest by number.
pub(super) fn teams(teams: &[&Team]) -> String {
    let names: Vec<&str> = teams.iter().map(|team| team.title()).collect();
    match names.as_slice() {
        [first, second, _, _, ..] => format!("{first}, {second} and {} more", names.len() - 2),
        all => list(all),
    }
}

/// The lines that describe a new metric of an outcome.
pub(super) fn new_metric(id: &str) -> String {
    format!("metrics:\n  {id}: {{ measures: reliability, target: \">= 99.9\", unit: \"%\", source: https://… }}")
}

fn joined(names: &[&str], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_as_a_sentence() {
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B"]), "A and B");
        assert_eq!(either(&["A", "B", "C"]), "A, B or C");
    }
}
