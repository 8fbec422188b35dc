//! The mistakes, the framework, the profile and the practice areas.

use serde::Serialize;

use super::{Listed, RuleRow};
use crate::site::parts::{CoverageView, Name};

/// The common mistakes.
#[derive(Clone, Debug, Serialize)]
pub struct MistakesView {
    /// The four, in order.
    pub mistakes: Vec<MistakeView>,
}

/// One mistake.
#[derive(Clone, Debug, Serialize)]
pub struct MistakeView {
    /// Its id, which is also its Markdown's name in `bodies` and its id on the page.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// The rules that find it, those that found something first.
    pub rules: Vec<RuleRow>,
    /// How many gaps show it today.
    pub gaps: usize,
    /// The systems and teams that show it today, each once, at most 30.
    pub shown_by: Vec<Name>,
    /// How many more there are.
    pub more: usize,
}

/// The five steps to ownership.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkView {
    /// The steps, in order.
    pub steps: Vec<StepProgress>,
}

/// How far a step is.
#[derive(Clone, Debug, Serialize)]
pub struct StepProgress {
    /// Its id, also of its heading in the guide's text: `map`, `assign`, `align`, `practices`, `measure`.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What is counted, in words: "systems with an owner".
    pub counts: &'static str,
    /// How many are done.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// In whole per cent, rounded down.
    pub percent: usize,
    /// What is left, at most 30.
    pub left: Vec<Name>,
    /// How many more are left.
    pub more: usize,
}

/// The ownership profile.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileView {
    /// The organisation's factors.
    pub factors: Vec<FactorView>,
    /// Each domain's.
    pub domains: Listed<ProfileRow>,
    /// Each team's.
    pub teams: Listed<ProfileRow>,
}

/// A domain's or team's profile in a table.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileRow {
    /// Whose.
    pub name: Name,
    /// The factors, in order.
    pub factors: Vec<FactorView>,
}

/// One factor of a profile: a share, from execution-focused (0) to ownership-driven (100).
#[derive(Clone, Debug, Serialize)]
pub struct FactorView {
    /// Its id: `responsibility`, `focus`, `accountability`, `decisions`, `health`, `long-term`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What is counted, in words.
    pub counts: &'static str,
    /// How many.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// In whole per cent, rounded down; nothing where there is nothing to count.
    pub percent: Option<usize>,
    /// What is missing, at most 12.
    pub missing: Vec<Name>,
    /// How many more are missing.
    pub more: usize,
}

/// The practice areas.
#[derive(Clone, Debug, Serialize)]
pub struct PracticesView {
    /// The areas, in order.
    pub areas: Vec<AreaView>,
}

/// One practice area.
#[derive(Clone, Debug, Serialize)]
pub struct AreaView {
    /// Its id: `architecture`, `infrastructure`, `data`, `reliability`.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The systems it is about.
    pub systems: usize,
    /// Their stages.
    pub coverage: CoverageView,
    /// The systems whose stage is not covered, at most 30.
    pub open: Vec<Name>,
}
