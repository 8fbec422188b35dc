//! The answer to "who owns this?", for a terminal and for scripts: what a system's or team's page says on top, as data.
//!
//! [`Who`] is part of the interface: its fields are documented in the manual, and within a version none goes.

mod tell;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::model::{Match, StageState};

/// Whether a query names one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It names one thing.
    Found,
    /// It names several.
    Ambiguous,
    /// It names none.
    Unknown,
}

/// The answer to a query.
#[derive(Clone, Debug, Serialize)]
pub struct Who {
    /// The version of this form: 1.
    pub version: u8,
    /// The query as it was asked.
    pub query: String,
    /// The day on which gaps were judged.
    pub as_of: String,
    /// Whether it names one thing.
    pub status: Status,
    /// How the query names it.
    pub matched_by: Option<Match>,
    /// What it names.
    pub answer: Option<Described>,
    /// What the same words name besides.
    pub also: Vec<Subject>,
    /// What may have been meant, where it names nothing or several things.
    pub candidates: Vec<Subject>,
}

/// A thing by kind, id and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// As data refers to it: `team:payments`.
    pub entity: String,
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its page: absolute where the settings have a `base_url`, else from the site's root.
    pub url: Option<String>,
}

/// What there is to say of the thing asked for. Fields that its kind has not are empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Described {
    /// What it is.
    #[serde(flatten)]
    pub subject: Subject,
    /// What it does, in a sentence.
    pub summary: Option<String>,
    /// How far it is in its life.
    pub status: Option<String>,
    /// How critical a system is, 1 to 4.
    pub tier: Option<i64>,
    /// The one accountable team: of a team itself.
    pub owner: Option<Subject>,
    /// Why there is no owner, in a sentence.
    pub why_not: Option<String>,
    /// Whom to ask where there is no owner.
    pub fallback: Option<String>,
    /// What the fallback is, in words.
    pub fallback_is: Option<String>,
    /// Who answers for each stage of a system.
    pub stages: Vec<Stage>,
    /// How to reach the owner, or the fallback.
    pub contact: Contact,
    /// Who is called.
    pub on_call: OnCall,
    /// What to do when it breaks, as an address.
    pub runbook: Option<String>,
    /// Where it is watched, as an address.
    pub dashboard: Option<String>,
    /// Who leads a team or domain.
    pub lead: Option<String>,
    /// The people of a team.
    pub members: Vec<String>,
    /// The teams a person is in or leads, or that own the systems of a domain.
    pub teams: Vec<Subject>,
    /// The systems that a team, the teams of a person, or somebody in a domain owns.
    pub systems: Vec<Subject>,
    /// When the record was last confirmed.
    pub reviewed: Option<String>,
    /// Whether that is too long ago, or never happened.
    pub is_stale: bool,
    /// When a person left.
    pub left: Option<String>,
    /// Its open gaps; of a team, those it should close.
    pub gaps: Vec<GapLine>,
    /// The file that describes it.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<usize>,
}

/// How to reach somebody.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Contact {
    /// The chat channel.
    pub chat: Option<String>,
    /// Its address, where the settings say how.
    pub chat_url: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Where requests go.
    pub tracker: Option<String>,
}

/// Who is called.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OnCall {
    /// The team that is called, where it is not the owner.
    pub team: Option<String>,
    /// The rota, as an address.
    pub schedule: Option<String>,
    /// Whom to call next, in order.
    pub escalation: Vec<Step>,
}

/// A step of an escalation.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Who.
    pub who: String,
    /// After how long, in words.
    pub after: Option<String>,
}

/// One stage of a system.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// The stage's id.
    pub stage: String,
    /// Its short name.
    pub name: String,
    /// How it is owned.
    pub state: StageState,
    /// The names of those who are named, existing or not.
    pub teams: Vec<String>,
    /// Why it differs from the owner.
    pub why: Option<String>,
}

/// A gap in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GapLine {
    /// The rule's id.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What it is about.
    pub entity: String,
    /// The stage, if it is about one.
    pub stage: Option<String>,
    /// Where: the file.
    pub file: String,
    /// The line in it.
    pub line: usize,
    /// The mark by which baselines know it.
    pub fingerprint: String,
}
