//! A team's page for newcomers.

use serde::Serialize;

use super::Listed;
use crate::site::parts::{Answer, Fact, GapView, Link, Name, SystemRow};

/// What somebody who is new in a team wants to know first.
#[derive(Clone, Debug, Serialize)]
pub struct StartView {
    /// The team.
    pub team: Name,
    /// What it is for.
    pub summary: Option<String>,
    /// How to reach it.
    pub answer: Answer,
    /// Who leads it.
    pub lead: Option<Name>,
    /// Who is in it.
    pub members: Vec<Name>,
    /// What it may decide.
    pub decides: Vec<String>,
    /// The domains of its systems, each with whoever decides there.
    pub domains: Vec<Fact>,
    /// The live systems it owns.
    pub systems: Listed<SystemRow>,
    /// Their runbooks, each under its system's name.
    pub runbooks: Listed<Link>,
    /// The checklists that apply to them.
    pub checklists: Vec<Link>,
    /// The gaps to close first.
    pub gaps: Listed<GapView>,
    /// Further links.
    pub links: Vec<Link>,
}
