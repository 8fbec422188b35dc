//! How much a team's gap matters: a team has no tier, and so its gap weighs as much as what it owns.

use crate::diagnostic::Severity;
use crate::model::{Status, System};

/// The severity of a scaled rule's finding on the team that answers for `systems`: one step above `base` where one of
/// them is of tier 1, one step below where all are of tier 4, ideas or experiments.
pub(super) fn of_team(base: Severity, systems: &[&System]) -> Severity {
    let is_light =
        |system: &&System| system.tier() == Some(4) || matches!(system.status(), Status::Idea | Status::Experimental);
    if systems.iter().any(|system| system.tier() == Some(1) && !is_light(system)) {
        return match base {
            Severity::Info => Severity::Warning,
            Severity::Warning | Severity::Error => Severity::Error,
        };
    }
    if systems.iter().all(is_light) {
        return match base {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Info => Severity::Info,
        };
    }
    base
}
