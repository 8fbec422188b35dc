//! The views: what each kind of page shows. They are the theme's interface.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::frame::Frame;
use super::parts::{
    Answer, ChecklistView, CoverageView, DomainRow, Fact, GapCounts, GapView, Link, Name, StageCell, SystemRow, TeamRow,
};
use crate::diagnostic::Severity;
use crate::model::RawHtml;
use crate::source::SourceFile;

/// One page: what is around it, what it shows, and the Markdown that stands on it.
#[derive(Clone, Debug)]
pub struct View {
    /// What is around it; its `kind` names the template.
    pub frame: Frame,
    /// What it shows.
    pub data: Data,
    /// Markdown by name: `main`, or the id of a mistake.
    pub bodies: BTreeMap<String, Markdown>,
}

/// Markdown to be shown on a page, its links already followed.
#[derive(Clone, Debug)]
pub struct Markdown {
    /// The page's file.
    pub file: Arc<SourceFile>,
    /// Where each destination leads, as written in the page; nothing for one that leads nowhere.
    pub links: BTreeMap<String, Option<Href>>,
    /// What stands before each heading's id: `""`, or `splitting-ownership--` for a chapter of a longer page.
    pub id_prefix: String,
    /// Whether its first heading is left out, because the page's own title says it.
    pub skips_title: bool,
    /// How far headings are moved down: 0, or 1 where the text stands below a heading of the page.
    pub deepen: u8,
    /// What is done with raw HTML.
    pub raw_html: RawHtml,
}

/// Where a link leads, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href {
    /// The address.
    pub href: String,
    /// Whether it leaves the site.
    pub is_outside: bool,
}

/// What a page shows, by kind. Templates see the fields of the kind at hand.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant is documented at its view")]
pub enum Data {
    Home(HomeView),
    Teams(TeamsView),
    Team(Box<TeamView>),
    Systems(SystemsView),
    System(Box<SystemView>),
    Domains(DomainsView),
    Domain(DomainView),
    People(PeopleView),
    Person(PersonView),
    Lifecycle(LifecycleView),
    Stage(StageView),
    Checklists(ChecklistsView),
    Matrix(MatrixView),
    Mistakes(MistakesView),
    Framework(FrameworkView),
    Profile(ProfileView),
    Practices(PracticesView),
    Gaps(GapsView),
    Rule(RuleView),
    Page(PageView),
    Section(SectionView),
    Search(SearchView),
    NotFound(NotFoundView),
    Redirect(RedirectView),
}

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
    /// Links to the pages that explain the figures: matrix, gaps, no-on-call, no-runbook.
    pub coverage_href: String,
    pub gaps_href: String,
    pub on_call_href: String,
    pub runbooks_href: String,
    /// The domains.
    pub domains: Vec<DomainRow>,
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
    /// The teams, each below the team above it.
    pub teams: Vec<TeamRow>,
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
    pub systems: Vec<SystemRow>,
    /// Stages it answers for on systems of others.
    pub helps: Vec<HelpRow>,
    /// Teams on whose systems its own depend, and those that depend on its systems.
    pub needs: Vec<Fact>,
    pub needed_by: Vec<Fact>,
    /// The stages of the systems it owns.
    pub coverage: CoverageView,
    /// Its gaps and those of its systems.
    pub gaps: Vec<GapView>,
    /// How many of them, by severity.
    pub gap_counts: GapCounts,
    /// Gaps that are waived.
    pub waived: Vec<GapView>,
    /// The six factors.
    pub profile: Vec<FactorView>,
    /// Further facts: formed, aliases, reviewed.
    pub facts: Vec<Fact>,
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
    /// By domain; those in no domain last.
    pub groups: Vec<SystemGroup>,
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
    pub used_by: Vec<Neighbour>,
    /// The data systems it writes, and the systems that write it.
    pub writes: Vec<Name>,
    pub written_by: Vec<Name>,
    /// Its gaps.
    pub gaps: Vec<GapView>,
    /// Gaps that are waived.
    pub waived: Vec<GapView>,
    /// How it stands on each checklist.
    pub checklists: Vec<ChecklistView>,
    /// Its metrics.
    pub metrics: Vec<MetricView>,
    /// Further facts, in order.
    pub facts: Vec<Fact>,
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
    pub teams: Vec<TeamRow>,
    /// Its systems.
    pub systems: Vec<SystemRow>,
    /// Its gaps.
    pub gaps: Vec<GapView>,
    /// The six factors.
    pub profile: Vec<FactorView>,
    /// The stages, in order.
    pub stages: Vec<Link>,
}

/// All people.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleView {
    /// The people.
    pub people: Vec<Name>,
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
    /// The stages before and after it.
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// Its checklists, without any system's standing.
    pub checklists: Vec<ChecklistView>,
    /// How each live system stands on it.
    pub systems: Vec<StandingRow>,
    /// How many live systems there are beyond those shown.
    pub more_systems: usize,
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
    /// Each item's state by its place in the checklist, for a table of systems by items.
    pub states: Vec<&'static str>,
}

/// All checklists, or one of its own.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistsView {
    /// The checklists.
    pub checklists: Vec<ChecklistView>,
    /// How each live system stands, where one checklist is shown.
    pub systems: Vec<StandingRow>,
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
    pub domains: Vec<ProfileRow>,
    /// Each team's.
    pub teams: Vec<ProfileRow>,
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

/// All gaps.
#[derive(Clone, Debug, Serialize)]
pub struct GapsView {
    /// How many, by severity.
    pub counts: GapCounts,
    /// The gaps, by severity and rule.
    pub groups: Vec<SeverityGroup>,
    /// Waived gaps.
    pub waived: Vec<GapView>,
    /// Teams with their gaps, those with the most serious first.
    pub by_team: Vec<CountRow>,
    /// Domains with their gaps.
    pub by_domain: Vec<CountRow>,
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
    /// Its gaps, at most 60.
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
    pub gaps: Vec<GapView>,
    /// Its waived gaps.
    pub waived: Vec<GapView>,
}

/// A Markdown page. Its text is the Markdown `main`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What it says, in a sentence.
    pub summary: Option<String>,
    /// Who owns the page.
    pub owner: Option<Name>,
    /// When it was last confirmed.
    pub reviewed: Option<String>,
    /// Whether that is too long ago.
    pub is_stale: bool,
    /// The pages before and after it in its section.
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// The pages below it, if it is a section's index.
    pub children: Vec<PageRow>,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PageRow {
    /// Its title and place.
    pub link: Link,
    /// What it says.
    pub summary: Option<String>,
}

/// A folder of pages.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Its pages and folders.
    pub children: Vec<PageRow>,
}

/// Everything from A to Z.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// By first letter.
    pub letters: Vec<LetterGroup>,
}

/// Entries under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterGroup {
    /// The letter, or `#`.
    pub letter: String,
    /// The entries.
    pub entries: Vec<IndexEntry>,
}

/// An entry of the index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexEntry {
    /// Its name and place.
    pub link: Link,
    /// `System`, `Team`, `Domain`, `Page`, ….
    pub kind: &'static str,
    /// Who owns it.
    pub owner: Option<String>,
}

/// The page for addresses that do not exist.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// The three indexes.
    pub links: Vec<Link>,
}

/// The page at an earlier address.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Where it leads now.
    pub to: Link,
}
