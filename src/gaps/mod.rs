//! Gaps: the places where the data shows that ownership is missing, split, unreal or decaying.
//!
//! A [`Rule`] is plain data and one pure function from the model and a date to [`Finding`]s; its `.md` beside it is its
//! page on the site, its `explain` text and its test ([`example`]). [`judge()`] asks every rule, drops what follows from a
//! root cause ([`silence`]), gives each finding its severity (settings, overrides, tier), and sets waived gaps apart.
//! Nothing here knows HTML, prints, or asks the clock.

mod baseline;
mod belonging;
mod claims;
mod criticality;
pub mod example;
mod facts;
mod finding;
mod gap;
mod handing;
mod identity;
mod index;
mod judge;
mod level;
pub mod limits;
mod lost_ids;
mod names;
mod naming;
pub mod own;
mod paths;
mod registry;
mod rule;
mod rule_ref;
pub mod rules;
pub mod silence;
mod successors;
pub mod unrecorded;
mod waive;
mod wording;

pub use baseline::Baseline;
pub use facts::{CodeOwner, Facts, Term};
pub use finding::{Finding, Found, Scene};
pub use gap::{Gap, Waived};
pub use index::Index;
pub use judge::{Judgement, judge, one_by_one};
pub use limits::Limits;
pub use registry::Rules;
pub use rule::{Failure, Mistake, Rule, Section, Shows};
pub use rule_ref::RuleRef;
pub use unrecorded::Unrecorded;
pub use waive::waived_entity;
