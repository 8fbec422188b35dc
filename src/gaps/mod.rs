//! Gaps: the places where the data shows that ownership is missing, split, unreal or decaying.
//!
//! A [`Rule`] is plain data and one pure function from the model and a date to [`Finding`]s; its `.md` beside it is its
//! page on the site, its `explain` text and its test. [`judge`] asks every rule, gives each finding its severity
//! (settings, overrides, tier), drops what follows from a root cause, and sets waived gaps apart. Nothing here knows
//! HTML, prints, or asks the clock.

mod finding;
mod gap;
mod judge;
mod rule;
pub mod rules;
mod silence;

pub use finding::{Finding, Scene};
pub use gap::{Gap, Waived};
pub use judge::{Judgement, judge};
pub use rule::{Failure, Mistake, Rule, Section, Shows};
