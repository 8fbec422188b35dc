//! What other sites show of a system or a team.

use serde::Serialize;

use crate::site::parts::{Answer, CoverageView, GapCounts, Name};

/// How other sites show a system or a team.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// Its badges: one that says everything, then one for each fact.
    pub badges: Vec<BadgeView>,
    /// Where its card is.
    pub card: String,
    /// The HTML that shows the card.
    pub card_html: String,
}

/// A badge, and how it is shown on other sites.
#[derive(Clone, Debug, Serialize)]
pub struct BadgeView {
    /// Where it is.
    pub href: String,
    /// What it says.
    pub words: String,
    /// The Markdown that shows it, with a link to the page.
    pub markdown: String,
}

/// A card: who owns a system or how to reach a team, and what is missing, for a frame on other sites.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// The system or team, with its page.
    pub of: Name,
    /// Whether it is a team.
    pub is_team: bool,
    /// What it is for.
    pub summary: Option<String>,
    /// Who owns it, and how to reach them.
    pub answer: Answer,
    /// How many of the stages are covered: its own, or those of the systems that the team owns.
    pub coverage: CoverageView,
    /// How many gaps it has, by severity.
    pub gaps: GapCounts,
}
