//! Typed ownership: what the files of a handbook say, one kind of entity per file.
//!
//! Reading goes in three steps. [`read`](Model::read) turns YAML and front matter into entities and notes what it
//! cannot understand as diagnostics ([`fields`] is the one reader of fields). Names are then resolved against what is
//! there ([`resolve`]), and ownership is spread over the lifecycle ([`coverage`], [`standing`]). Nothing here judges:
//! what is missing or split is for `gaps` to say. It reads no disk, and it never fails: it notes.

mod accountability;
mod around;
mod checklist;
mod coverage;
mod data_addresses;
mod domain;
mod entities;
mod entity;
mod fields;
mod find;
mod framework;
mod gap_settings;
mod handbook;
mod join;
mod lifecycle;
mod metric;
mod owner;
mod page;
mod person;
mod profile;
mod reached;
mod read;
mod reference;
mod references;
mod resolve;
pub mod schema;
mod settings;
mod several;
mod source_setting;
mod standing;
mod subject;
mod system;
mod team;
mod territory;
mod time;
mod waiver;

pub use checklist::{AppliesTo, Checklist, Item};
pub use coverage::{Count, Coverage, StageState, Standing};
pub use data_addresses::DataAddress;
pub use domain::Domain;
pub use entities::Entities;
pub use entity::{EntityRef, Kind};
pub use fields::{Fields, Reader, Word, word};
pub use find::{Found, Match, asked_path};
pub use framework::Progress;
pub use gap_settings::{CustomRule, FailOn, GapSettings, Level, RuleOverride, RuleSetting};
pub use handbook::Model;
pub use lifecycle::{Lifecycle, Stage};
pub use metric::{Comparator, Measurement, Measures, Metric, Target};
pub use owner::{OnCall, Owner, StageOwner, Step};
pub use page::{About, Matter, Page};
pub use person::Person;
pub use profile::{Factor, Missing, Scope};
pub use reference::{Id, Ref};
pub use references::Mention;
pub use resolve::{Resolved, is_placeholder};
pub use settings::{Fallback, RawHtml, RedirectMap, RepositorySettings, Review, Settings, UrlStyle};
pub use several::TeamNames;
pub use source_setting::SourceSetting;
pub use standing::{EVIDENCE, ItemStanding, ItemState};
pub use subject::Subject;
pub use system::{Check, DataFacts, Deployment, Repository, Runbook, Status, System, SystemKind};
pub use team::{Contact, Interaction, Team, TeamStatus, TeamType};
pub use territory::{Claims, exactness, holds, repository_name};
pub use time::{Date, Period};
pub use waiver::Waiver;

/// A named link of an entity: `Charter: https://…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub name: String,
    /// Where it leads: an address that is safe to write, or a path inside the handbook.
    pub url: crate::source::Spanned<String>,
}
