//! How much a team's gap matters: a team has no tier, and so its gap weighs as much as what it owns.

use super::level::scaled;
use crate::diagnostic::Severity;
use crate::model::System;

/// The severity of a scaled rule's finding on the team that answers for `systems`: that of the most critical of them.
pub(super) fn of_team(base: Severity, systems: &[&System]) -> Severity {
    systems.iter().map(|system| scaled(base, system)).max().unwrap_or(base)
}
