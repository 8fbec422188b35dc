//! The small views that pages are made of.

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::model::StageState;

/// A link: its words and where it leads, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Where it leads: relative to the page, or an address of another site.
    pub href: String,
}

/// A name that may have a page: a team, a person, a system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Name {
    /// What it is called.
    pub text: String,
    /// Its page; nothing where it has none.
    pub href: Option<String>,
    /// What is wrong with it, in words: "not a team of this handbook". Nothing where all is well.
    pub problem: Option<String>,
}

/// Counts of gaps by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GapCounts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Informations.
    pub info: usize,
    /// All three.
    pub total: usize,
}

impl GapCounts {
    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        self.total += 1;
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Info => self.info += 1,
        }
    }
}

/// How many stages are covered, split, unowned and not applicable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CoverageView {
    /// Covered by exactly one team.
    pub covered: usize,
    /// Named for several teams.
    pub split: usize,
    /// Owned by nobody.
    pub unowned: usize,
    /// Taken out of the count.
    pub not_applicable: usize,
    /// Stages that apply.
    pub applicable: usize,
    /// Covered among those that apply, in whole per cent, rounded down.
    pub percent: usize,
}

/// One stage of one system, as a cell or a step of the strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StageCell {
    /// The stage's id.
    pub stage: String,
    /// Its short name: "Design".
    pub name: String,
    /// Where the stage's page is.
    pub href: String,
    /// `covered`, `split`, `unowned` or `not-applicable`.
    pub state: StageState,
    /// Those named, existing or not.
    pub teams: Vec<Name>,
    /// Why it differs from the owner.
    pub why: Option<String>,
}

/// A source file, a line in it, and where both can be edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SourceLink {
    /// The file, from the handbook's root.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Where it can be edited, if the settings say how.
    pub edit: Option<String>,
}

/// Whom to ask: a team or its substitute, and the ways to reach it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ContactView {
    /// The chat channel, as people write it, with its address if the settings say how.
    pub chat: Option<Name>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Where requests go.
    pub tracker: Option<String>,
    /// The rota of those who are called.
    pub schedule: Option<String>,
    /// Whom to call next, in order.
    pub escalation: Vec<StepView>,
}

/// A step of an escalation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StepView {
    /// Who.
    pub who: Name,
    /// After how long, in words: "20 minutes". Nothing means at once, or next.
    pub after: Option<String>,
}

/// The answer on top of a system's or team's page: who, and how to reach them now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The accountable owner; nothing where nobody is recorded.
    pub owner: Option<Name>,
    /// Why there is none, in a sentence.
    pub why_not: Option<String>,
    /// Whom to ask instead: from the domain's lead, or the settings. Only where there is no owner.
    pub fallback: Option<Name>,
    /// What the fallback is: "the domain's lead", "this handbook's fallback".
    pub fallback_is: Option<String>,
    /// How to reach the owner, or the fallback.
    pub contact: ContactView,
    /// Whom `contact` reaches, where that is not who is named above: the team that is called for the owner's system, or
    /// the settings' fallback below a domain's lead.
    pub contact_of: Option<Name>,
    /// The runbook, if there is one.
    pub runbook: Option<String>,
    /// When the record was last confirmed, `2026-09-01`.
    pub reviewed: Option<String>,
    /// Whether that is too long ago, or never happened.
    pub is_stale: bool,
}

/// One gap, with all that pages say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GapView {
    /// Its id on the page: `split-ownership-ledger`.
    pub id: String,
    /// Where it stands whole: on the page of its system, team or domain, else of its rule.
    pub href: String,
    /// Whether that is the page at hand.
    pub is_whole: bool,
    /// `error`, `warning` or `info`.
    pub severity: Severity,
    /// The rule.
    pub rule: String,
    /// The rule's title.
    pub rule_title: String,
    /// The rule's page.
    pub rule_href: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What it is about: `system`, `team`, ….
    pub kind: String,
    /// The entity.
    pub subject: Name,
    /// The stage, if it is about one.
    pub stage: Option<String>,
    /// The team that should close it.
    pub team: Option<Name>,
    /// The id of that team, `""` for none: for filters.
    pub team_id: String,
    /// The domain it is counted in, `""` for none: for filters.
    pub domain_id: String,
    /// What it is a sign of: names of mistakes and failures.
    pub shows: Vec<String>,
    /// What shows it, a line each.
    pub evidence: Vec<String>,
    /// What to do.
    pub help: Vec<HelpView>,
    /// Where to mend it.
    pub source: SourceLink,
    /// Other places that take part, with what stands there.
    pub related: Vec<RelatedView>,
    /// The waiver that silences it, if one does.
    pub waived: Option<WaivedView>,
    /// The stable mark by which baselines know it.
    pub fingerprint: String,
}

/// Another place that takes part in a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelatedView {
    /// What stands there.
    pub text: String,
    /// Where.
    pub source: SourceLink,
}

/// What to do about a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HelpView {
    /// In words.
    pub text: String,
    /// What to write, `""` where it is not mechanical.
    pub snippet: String,
}

/// Why a gap is accepted for now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaivedView {
    /// The reason.
    pub reason: String,
    /// The last day, `2027-06-30`.
    pub until: String,
    /// Who granted it.
    pub by: Option<String>,
}

/// A system in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SystemRow {
    /// Its id.
    pub id: String,
    /// Its name and page.
    pub name: Name,
    /// What it does.
    pub summary: Option<String>,
    /// `service`, `infrastructure` or `data`.
    pub kind: String,
    /// `production`, ….
    pub status: String,
    /// Its tier.
    pub tier: Option<i64>,
    /// Its owner; a problem where there is none.
    pub owner: Name,
    /// Its domain, if it is in one.
    pub domain: Option<Name>,
    /// The id of its domain, `""` for none: for filters.
    pub domain_id: String,
    /// Its stages, in order.
    pub stages: Vec<StageCell>,
    /// How many of them are covered.
    pub coverage: CoverageView,
    /// Its gaps.
    pub gaps: GapCounts,
    /// When its record was last confirmed.
    pub reviewed: Option<String>,
}

/// A team in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TeamRow {
    /// Its id.
    pub id: String,
    /// Its name and page.
    pub name: Name,
    /// What it is for.
    pub summary: Option<String>,
    /// `stream-aligned`, …; nothing where it is not said.
    pub team_type: Option<String>,
    /// `active`, `forming` or `dissolved`.
    pub status: String,
    /// Who leads it.
    pub lead: Option<Name>,
    /// Its chat channel.
    pub chat: Option<Name>,
    /// How many people are in it.
    pub members: usize,
    /// How many systems it owns.
    pub systems: usize,
    /// The stages of the systems it owns.
    pub coverage: CoverageView,
    /// Its gaps.
    pub gaps: GapCounts,
    /// How far below the topmost team it stands; 0 for that.
    pub depth: usize,
}

/// A domain in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DomainRow {
    /// Its id.
    pub id: String,
    /// Its name and page.
    pub name: Name,
    /// What it is about.
    pub summary: Option<String>,
    /// Who decides.
    pub lead: Option<Name>,
    /// How many systems are in it.
    pub systems: usize,
    /// How many teams own them.
    pub teams: usize,
    /// The stages of its live systems.
    pub coverage: CoverageView,
    /// Its gaps.
    pub gaps: GapCounts,
}

/// One item of a checklist, for one system or for none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// Its id.
    pub id: String,
    /// What must be so.
    pub text: String,
    /// Why.
    pub why: Option<String>,
    /// How often it must be attested, in words: "180 days".
    pub every: Option<String>,
    /// The field that meets it by being there.
    pub evidence_field: Option<String>,
    /// Whether it is required.
    pub is_required: bool,
    /// To which systems it applies, in words; nothing for all.
    pub applies_to: Option<String>,
    /// `met`, `expired`, `waived`, `open`, `not-applicable`; `""` where no system is looked at.
    pub state: String,
    /// What more there is to say of the state: "attested 2026-06-01 by Ana Sousa".
    pub note: Option<String>,
    /// What shows it.
    pub evidence: Option<String>,
    /// Where to mend it.
    pub source: Option<SourceLink>,
}

/// A checklist as one system stands on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistView {
    /// The checklist's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its systems by its items, for a spreadsheet.
    pub csv: String,
    /// Items that are met or waived.
    pub done: usize,
    /// Items that apply.
    pub total: usize,
    /// The items.
    pub items: Vec<ItemView>,
}

/// A name and a value on a page: "Kind: service".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// The values; none is shown as "Not recorded".
    pub values: Vec<Name>,
    /// How many more there are.
    pub more: usize,
}

/// An entry of a page's list of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TocEntry {
    /// 2 or 3.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The id it leads to.
    pub id: String,
}
