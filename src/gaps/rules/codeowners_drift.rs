//! `codeowners-drift`: a CODEOWNERS file and the handbook disagree on a path.
//!
//! A CODEOWNERS file is a source of another format, and what it says of paths does not stand in a scene: its findings
//! come from where such a source is read and held against the systems' repositories. In the handbook's own files
//! there is nothing to find.

use crate::diagnostic::Severity;
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};

/// A path on which a CODEOWNERS file and the handbook disagree.
pub static RULE: Rule = Rule {
    id: "codeowners-drift",
    title: "CODEOWNERS says otherwise",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::F(Failure::F2), Shows::M(Mistake::M2)],
    doc: include_str!("codeowners-drift.md"),
    find,
};

fn find(_: &Scene<'_>) -> Vec<Finding> {
    Vec::new()
}
