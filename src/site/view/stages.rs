//! The lifecycle, checklists and the matrix.

use serde::Serialize;

use super::{Listed, SystemGroup};
use crate::site::parts::{ChecklistView, CoverageView, Link, Name, StageCell};

/// The lifecycle.
#[derive(Clone, Debug, Serialize)]
pub struct LifecycleView {
    /// The stages, in order.
    pub stages: Vec<StageRow>,
}

/// A stage in a list.
#[derive(Clone, Debug, Serialize)]
pub struct StageRow {
    /// Its id.
    pub id: String,
    /// Its name and page.
    pub name: Name,
    /// The question it answers.
    pub question: String,
    /// All live systems on this stage.
    pub coverage: CoverageView,
    /// How many items its checklist has.
    pub items: usize,
}

/// One stage.
#[derive(Clone, Debug, Serialize)]
pub struct StageView {
    /// The row it has in lists.
    pub row: StageRow,
    /// Its place in the order, from 1.
    pub number: usize,
    /// The stage before it.
    pub previous: Option<Link>,
    /// The one after it.
    pub next: Option<Link>,
    /// Its checklists, without any system's standing.
    pub checklists: Vec<ChecklistView>,
    /// How each live system stands on it; where they are many, those with most left to do.
    pub systems: Listed<StandingRow>,
}

/// How one system stands on a stage or checklist.
#[derive(Clone, Debug, Serialize)]
pub struct StandingRow {
    /// The system.
    pub system: Name,
    /// Its domain's id, `""` for none.
    pub domain_id: String,
    /// Who answers for the stage; nothing for a checklist of its own.
    pub stage: Option<StageCell>,
    /// Items met or waived.
    pub done: usize,
    /// Items that apply.
    pub total: usize,
    /// Required items that are open or expired, in words.
    pub open: Vec<String>,
    /// Each item's state by its place in the checklist, for a table of systems by items: `met-by-data`, `attested`,
    /// `expired`, `waived`, `open`, `not-applicable`.
    pub states: Vec<&'static str>,
}

/// All checklists, or one of its own.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistsView {
    /// The checklists.
    pub checklists: Vec<ChecklistView>,
    /// How each live system stands, where one checklist is shown; where they are many, those with most left to do.
    pub systems: Listed<StandingRow>,
}

/// Systems by stages.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixView {
    /// The stages, with how many live systems are covered in each.
    pub stages: Vec<StageRow>,
    /// The live systems by domain.
    pub groups: Vec<SystemGroup>,
    /// Domains by stages, in whole per cent: shown instead where there are many systems.
    pub summary: Vec<MatrixSummary>,
    /// All stages of all live systems.
    pub coverage: CoverageView,
}

/// One domain in the summary of a large matrix.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixSummary {
    /// The domain.
    pub name: Name,
    /// How many live systems it has.
    pub systems: usize,
    /// Covered per stage, in order.
    pub stages: Vec<CoverageView>,
    /// All stages.
    pub coverage: CoverageView,
}
