//! Gaps and rules.

use serde::Serialize;

use super::Listed;
use crate::diagnostic::Severity;
use crate::site::parts::{GapCounts, GapView, Link, Name};

/// A rule in a list.
#[derive(Clone, Debug, Serialize)]
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// Its title and page.
    pub name: Name,
    /// The severity of its gaps, unless something says otherwise; `off` where it is not asked.
    pub severity: String,
    /// Its gaps today.
    pub gaps: usize,
    /// The gaps, at most 6.
    pub evidence: Vec<GapView>,
}

/// All gaps.
#[derive(Clone, Debug, Serialize)]
pub struct GapsView {
    /// How many, by severity.
    pub counts: GapCounts,
    /// The gaps, by severity and rule.
    pub groups: Vec<SeverityGroup>,
    /// Whether they are too many to be shown whole: then a line each.
    pub is_short: bool,
    /// Whether they are too many for one page: then only the first of each rule.
    pub is_beginning: bool,
    /// Waived gaps.
    pub waived: Listed<GapView>,
    /// Teams with their gaps, those with the most serious first.
    pub by_team: Listed<CountRow>,
    /// Domains with their gaps.
    pub by_domain: Listed<CountRow>,
    /// Every rule.
    pub rules: Vec<RuleRow>,
    /// Files that could not be understood, in words.
    pub errors: Vec<String>,
}

/// Gaps of one severity.
#[derive(Clone, Debug, Serialize)]
pub struct SeverityGroup {
    /// The severity.
    pub severity: Severity,
    /// How many.
    pub count: usize,
    /// By rule.
    pub rules: Vec<RuleGroup>,
}

/// Gaps of one rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleGroup {
    /// The rule.
    pub rule: String,
    /// Its title and page.
    pub name: Name,
    /// Its gaps; where all gaps are more than 300, at most 5.
    pub gaps: Vec<GapView>,
    /// How many more there are.
    pub more: usize,
}

/// A count beside a name.
#[derive(Clone, Debug, Serialize)]
pub struct CountRow {
    /// The id, `""` for none.
    pub id: String,
    /// The name.
    pub name: Name,
    /// The counts.
    pub counts: GapCounts,
}

/// One rule. Its text is the Markdown `main`.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// The severity of its gaps, unless something says otherwise; `off` where it is not asked.
    pub severity: String,
    /// Whether tier and status move the severity.
    pub is_scaled: bool,
    /// The question it belongs to.
    pub section: String,
    /// The mistakes it shows.
    pub mistakes: Vec<Link>,
    /// The failures it shows.
    pub failures: Vec<String>,
    /// Its gaps.
    pub gaps: Listed<GapView>,
    /// How many of them each team should close, those with the most serious first; only where they are many.
    pub by_team: Listed<CountRow>,
    /// How many of them each domain has.
    pub by_domain: Listed<CountRow>,
    /// Its waived gaps.
    pub waived: Listed<GapView>,
}
