//! `broken-permalink`: an address that was published before has gone, and nothing redirects.
//!
//! Which addresses were published before stands in the handbook's history, or in a published site's list of addresses,
//! which a scene does not hold: its findings come from `check --since`. In one moment's files there is nothing to find.

use crate::diagnostic::Severity;
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};

/// An address or anchor that was published before, is gone, and is redirected nowhere.
pub static RULE: Rule = Rule {
    id: "broken-permalink",
    title: "A published address is gone",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Pages,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("broken-permalink.md"),
    find,
};

fn find(_: &Scene<'_>) -> Vec<Finding> {
    Vec::new()
}
