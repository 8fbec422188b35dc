//! `frequent-handover`: three owners or more within a year.
//!
//! Who owned a system before stands in the handbook's history, which a scene does not hold: its findings come from
//! the history of ownership, where that is read. In one moment's files there is nothing to find.

use crate::diagnostic::Severity;
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};

/// A system that has had three owners or more within a year.
pub static RULE: Rule = Rule {
    id: "frequent-handover",
    title: "The owner changes again and again",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::People,
    shows: &[Shows::F(Failure::F4), Shows::M(Mistake::M4)],
    doc: include_str!("frequent-handover.md"),
    find,
};

fn find(_: &Scene<'_>) -> Vec<Finding> {
    Vec::new()
}
