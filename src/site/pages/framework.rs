//! The framework: five steps, how far each is, and what is left.

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
    let (done, total) = (progress.done(), progress.counted.len());
    let left = progress.counted.iter().filter(|(_, is_done)| !is_done).map(|(entity, _)| entity);
    StepProgress {
        id: progress.id,
        title: progress.title,
        counts: progress.counts,
        done,
        total,
        percent: (done * 100).checked_div(total).unwrap_or(0),
        left: left.take(MOST_LEFT).map(|entity| here.entity(entity)).collect(),
        more: (total - done).saturating_sub(MOST_LEFT),
    }
}
