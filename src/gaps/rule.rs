//! What a rule is: static data and a function.

use super::{Finding, Scene};
use crate::diagnostic::Severity;

/// One of the four mistakes that undo ownership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// Confusing ownership with responsibility.
    M1,
    /// Splitting ownership across teams.
    M2,
    /// Focusing only on execution metrics.
    M3,
    /// Ignoring long-term system health.
    M4,
}

impl Mistake {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::M1, Self::M2, Self::M3, Self::M4];

    /// The id by which pages refer to it: `splitting-ownership`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::M1 => "confusing-ownership-with-responsibility",
            Self::M2 => "splitting-ownership",
            Self::M3 => "focusing-only-on-execution-metrics",
            Self::M4 => "ignoring-long-term-health",
        }
    }

    /// Its name in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::M1 => "confusing ownership with responsibility",
            Self::M2 => "splitting ownership across teams",
            Self::M3 => "focusing only on execution metrics",
            Self::M4 => "ignoring long-term system health",
        }
    }
}

/// One of the five failures that follow when nobody owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    /// Tasks get completed, systems break.
    F1,
    /// Accountability becomes diffused.
    F2,
    /// No one owns production outcomes.
    F3,
    /// Decisions become slow.
    F4,
    /// Technical debt accumulates.
    F5,
}

impl Failure {
    /// All five, in order.
    pub const ALL: [Self; 5] = [Self::F1, Self::F2, Self::F3, Self::F4, Self::F5];

    /// Its name in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F1 => "tasks get completed, systems break",
            Self::F2 => "accountability becomes diffused",
            Self::F3 => "no one owns production outcomes",
            Self::F4 => "decisions become slow",
            Self::F5 => "technical debt accumulates",
        }
    }
}

/// What a rule's gaps are a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shows {
    /// A mistake.
    M(Mistake),
    /// A failure.
    F(Failure),
}

/// The question under which a rule stands in the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "their titles say it")]
pub enum Section {
    Existence,
    OneOwner,
    Responsibility,
    People,
    Production,
    Metrics,
    LongTerm,
    Pages,
    Custom,
}

impl Section {
    /// All sections, in the reference's order.
    pub const ALL: [Self; 9] = [
        Self::Existence,
        Self::OneOwner,
        Self::Responsibility,
        Self::People,
        Self::Production,
        Self::Metrics,
        Self::LongTerm,
        Self::Pages,
        Self::Custom,
    ];

    /// The question.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Existence => "Does an owner exist?",
            Self::OneOwner => "Is it one owner, for the whole life?",
            Self::Responsibility => "Is ownership more than responsibility?",
            Self::People => "People",
            Self::Production => "Production",
            Self::Metrics => "Metrics",
            Self::LongTerm => "The long term",
            Self::Pages => "Pages",
            Self::Custom => "This handbook's own rules",
        }
    }
}

/// A rule: data, and the function that finds its gaps.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its id, which says the problem: `split-ownership`.
    pub id: &'static str,
    /// The problem in a few words, for headings: "Ownership is split".
    pub title: &'static str,
    /// The severity of its gaps unless something says otherwise.
    pub severity: Severity,
    /// Whether the severity goes one step up for tier 1, and one step down for tier 4 and for ideas and experiments.
    pub is_scaled: bool,
    /// Where it stands in the reference.
    pub section: Section,
    /// What its gaps are a sign of.
    pub shows: &'static [Shows],
    /// Its page: Markdown with `## What it finds`, `## Why it matters`, `## How to close it`, `## Examples`.
    pub doc: &'static str,
    /// Finds its gaps. Pure.
    pub find: fn(&Scene<'_>) -> Vec<Finding>,
}
