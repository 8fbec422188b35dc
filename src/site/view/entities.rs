//! Teams, systems, domains and people.

use serde::Serialize;

use super::{FactorView, Listed, PartLink, ShareView};
use crate::site::parts::{
    Answer, ChecklistView, CoverageView, DomainRow, Fact, GapCounts, GapView, Link, Name, StageCell, SystemRow, TeamRow,
};

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// How many live systems there are.
    pub systems: usize,
    /// How many teams there are.
    pub teams: usize,
    /// The stages of all live systems.
    pub coverage: CoverageView,
    /// All gaps.
    pub gaps: GapCounts,
    /// Systems in production.
    pub production: usize,
    /// Systems in production for which somebody is called.
    pub on_call: usize,
    /// Systems in production that have a runbook.
    pub runbooks: usize,
    /// The matrix, which explains the coverage.
    pub coverage_href: String,
    /// The page of all gaps.
    pub gaps_href: String,
    /// The rule about on-call.
    pub on_call_href: String,
    /// The rule about runbooks.
    pub runbooks_href: String,
    /// The domains; where they are many, those with the most serious gaps.
    pub domains: Listed<DomainRow>,
    /// The page of all domains.
    pub domains_href: String,
    /// The gaps to close first, at most 8.
    pub fix_first: Vec<GapView>,
    /// Systems that people ask for most: tier 1 with the most dependants, at most 4.
    pub often_asked: Vec<Name>,
    /// Whether there is no ownership data at all: then the page shows how to begin.
    pub is_empty: bool,
    /// The handbook's pages outside the navigation's fixed parts, by section.
    pub sections: Vec<Link>,
}

/// All teams.
#[derive(Clone, Debug, Serialize)]
pub struct TeamsView {
    /// The teams, each below the team above it. Where they are too many for one page, dissolved ones are among them.
    pub teams: Listed<TeamRow>,
    /// Teams that are gone.
    pub dissolved: Vec<TeamRow>,
}

/// One team.
#[derive(Clone, Debug, Serialize)]
pub struct TeamView {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub summary: Option<String>,
    /// `stream-aligned`, ….
    pub team_type: Option<String>,
    /// `active`, `forming` or `dissolved`.
    pub status: String,
    /// Who took over, once it is dissolved.
    pub successor: Option<Name>,
    /// How to reach it.
    pub answer: Answer,
    /// Its page for newcomers, unless it is dissolved.
    pub start: Option<String>,
    /// Who leads it.
    pub lead: Option<Name>,
    /// Who is in it.
    pub members: Vec<Name>,
    /// The teams above it, topmost first.
    pub above: Vec<Name>,
    /// The teams below it.
    pub below: Vec<Name>,
    /// What it may decide.
    pub decides: Vec<String>,
    /// The teams it works with, and how.
    pub interactions: Vec<Fact>,
    /// What it merely does.
    pub tasks: Vec<String>,
    /// The systems it owns.
    pub systems: Listed<SystemRow>,
    /// Stages it answers for on systems of others.
    pub helps: Listed<HelpRow>,
    /// Teams on whose systems its own depend.
    pub needs: Listed<Fact>,
    /// Teams whose systems depend on its own.
    pub needed_by: Listed<Fact>,
    /// The stages of the systems it owns.
    pub coverage: CoverageView,
    /// Its gaps and those of its systems.
    pub gaps: Listed<GapView>,
    /// How many of them, by severity.
    pub gap_counts: GapCounts,
    /// Gaps that are waived.
    pub waived: Listed<GapView>,
    /// The six factors.
    pub profile: Vec<FactorView>,
    /// Further facts: formed, aliases, reviewed.
    pub facts: Vec<Fact>,
    /// How other sites show it, where the settings know the site's address.
    pub share: Option<ShareView>,
    /// Further links.
    pub links: Vec<Link>,
}

/// A stage that a team answers for on a system of another team.
#[derive(Clone, Debug, Serialize)]
pub struct HelpRow {
    /// The system.
    pub system: Name,
    /// Its owner.
    pub owner: Name,
    /// The stage.
    pub stage: StageCell,
}

/// All systems.
#[derive(Clone, Debug, Serialize)]
pub struct SystemsView {
    /// How many there are.
    pub total: usize,
    /// By domain, those in no domain last; none where there are too many for one page.
    pub groups: Vec<SystemGroup>,
    /// The domains instead, with what is in them.
    pub domains: Vec<DomainRow>,
    /// The pages on which all systems are listed then.
    pub parts: Vec<PartLink>,
    /// The short names of the stages, in order.
    pub stages: Vec<Link>,
}

/// Systems under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct SystemGroup {
    /// The domain, or "In no domain".
    pub name: Name,
    /// The domain's id, `""` for none.
    pub id: String,
    /// The systems.
    pub systems: Vec<SystemRow>,
}

/// One system.
#[derive(Clone, Debug, Serialize)]
pub struct SystemView {
    /// The row it has in lists: id, kind, status, tier, owner, domain, stages, coverage, gaps.
    pub row: SystemRow,
    /// Who owns it and how to reach them.
    pub answer: Answer,
    /// The day on which it ends, if it does.
    pub sunset: Option<String>,
    /// What takes its place.
    pub replaced_by: Option<Name>,
    /// Who works on it without being accountable.
    pub contributors: Vec<Name>,
    /// What it needs.
    pub depends_on: Vec<Neighbour>,
    /// What needs it.
    pub used_by: Listed<Neighbour>,
    /// The data systems it writes.
    pub writes: Vec<Name>,
    /// The systems that write it.
    pub written_by: Listed<Name>,
    /// Its gaps.
    pub gaps: Listed<GapView>,
    /// Gaps that are waived.
    pub waived: Listed<GapView>,
    /// How it stands on each checklist.
    pub checklists: Vec<ChecklistView>,
    /// Its metrics.
    pub metrics: Vec<MetricView>,
    /// Further facts, in order.
    pub facts: Vec<Fact>,
    /// How other sites show it, where the settings know the site's address.
    pub share: Option<ShareView>,
    /// Further links.
    pub links: Vec<Link>,
}

/// A system beside another.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    /// The system, or what is outside.
    pub name: Name,
    /// Its owner; nothing for what is outside.
    pub owner: Option<Name>,
    /// Its tier.
    pub tier: Option<i64>,
    /// Whether it is outside the handbook.
    pub is_external: bool,
    /// Whether nobody owns it.
    pub is_unowned: bool,
}

/// A metric of a system.
#[derive(Clone, Debug, Serialize)]
pub struct MetricView {
    /// Its name.
    pub name: String,
    /// `reliability`, `response`, `delivery`, `execution`; nothing where it is not said.
    pub measures: Option<String>,
    /// Whether it tells about outcomes.
    pub is_outcome: bool,
    /// What it should be, with its unit.
    pub target: Option<String>,
    /// What it was last, with its unit.
    pub newest: Option<String>,
    /// The day of that.
    pub date: Option<String>,
    /// Whether the target is met; nothing where it can't be told.
    pub is_met: Option<bool>,
    /// Where it comes from.
    pub source: Option<String>,
    /// The measurements, oldest first, for drawing.
    pub values: Vec<f64>,
}

/// All domains.
#[derive(Clone, Debug, Serialize)]
pub struct DomainsView {
    /// The domains.
    pub domains: Vec<DomainRow>,
}

/// One domain.
#[derive(Clone, Debug, Serialize)]
pub struct DomainView {
    /// The row it has in lists.
    pub row: DomainRow,
    /// The domain above it.
    pub parent: Option<Name>,
    /// The teams that own its systems.
    pub teams: Listed<TeamRow>,
    /// Its systems.
    pub systems: Listed<SystemRow>,
    /// Its gaps.
    pub gaps: Listed<GapView>,
    /// The six factors.
    pub profile: Vec<FactorView>,
    /// The stages, in order.
    pub stages: Vec<Link>,
}

/// All people.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleView {
    /// The people.
    pub people: Listed<Name>,
}

/// One person.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// Their name in chat and repositories.
    pub handle: Option<String>,
    /// The day they left.
    pub left: Option<String>,
    /// The teams they are in.
    pub teams: Vec<Name>,
    /// The teams and domains they lead.
    pub leads: Vec<Name>,
}
