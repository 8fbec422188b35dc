//! A rule that judges: one of ours, or one of the handbook's own.

use std::fmt;
use std::sync::Arc;

use super::own::OwnRule;
use super::{Finding, Rule, Scene, Section, Shows};
use crate::diagnostic::Severity;

/// A rule, whoever wrote it. Cheap to clone.
#[derive(Clone)]
pub enum RuleRef {
    /// One of the program's.
    BuiltIn(&'static Rule),
    /// One of the handbook's own, from `gaps.custom`.
    Own(Arc<OwnRule>),
}

impl RuleRef {
    /// Its id, which says the problem: `split-ownership`.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::BuiltIn(rule) => rule.id,
            Self::Own(rule) => &rule.id,
        }
    }

    /// The problem in a few words: "Ownership is split".
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::BuiltIn(rule) => rule.title,
            Self::Own(rule) => &rule.title,
        }
    }

    /// The severity of its gaps unless something says otherwise.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::BuiltIn(rule) => rule.severity,
            Self::Own(rule) => rule.severity,
        }
    }

    /// Whether tier and status move the severity.
    #[must_use]
    pub fn is_scaled(&self) -> bool {
        match self {
            Self::BuiltIn(rule) => rule.is_scaled,
            Self::Own(rule) => rule.is_scaled,
        }
    }

    /// Where it stands in the reference.
    #[must_use]
    pub fn section(&self) -> Section {
        match self {
            Self::BuiltIn(rule) => rule.section,
            Self::Own(_) => Section::Custom,
        }
    }

    /// What its gaps are a sign of.
    #[must_use]
    pub fn shows(&self) -> &[Shows] {
        match self {
            Self::BuiltIn(rule) => rule.shows,
            Self::Own(rule) => &rule.shows,
        }
    }

    /// Its page, in Markdown.
    #[must_use]
    pub fn doc(&self) -> &str {
        match self {
            Self::BuiltIn(rule) => rule.doc,
            Self::Own(rule) => &rule.doc,
        }
    }

    /// Finds its gaps. Pure.
    #[must_use]
    pub fn find(&self, scene: &Scene<'_>) -> Vec<Finding> {
        match self {
            Self::BuiltIn(rule) => (rule.find)(scene),
            Self::Own(rule) => rule.find(scene),
        }
    }
}

impl fmt::Debug for RuleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RuleRef").field(&self.id()).finish()
    }
}
