//! The framework: five steps, how far each is, and what is left.

use super::profile::lacking;
use crate::model::Progress;
use crate::site::here::Here;
use crate::site::view::{Data, FrameworkView, StepProgress};

/// How many entities a step lists as left.
const MOST_LEFT: usize = 30;

pub fn show(here: &Here<'_>) -> Data {
    let steps = here.model().framework();
    Data::Framework(FrameworkView { steps: steps.iter().map(|progress| step(here, progress)).collect() })
}

fn step(here: &Here<'_>, progress: &Progress) -> StepProgress {
    let (done, total) = (progress.done, progress.total);
    StepProgress {
        id: progress.id,
        title: progress.title,
        counts: progress.counts,
        done,
        total,
        percent: (done * 100).checked_div(total).unwrap_or(0),
        left: progress.left.iter().take(MOST_LEFT).map(|missing| lacking(here, missing)).collect(),
        more: (total - done).saturating_sub(MOST_LEFT),
    }
}
