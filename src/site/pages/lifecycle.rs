//! The lifecycle: its stages, and one stage with its checklist.

use super::{checklists, stubs};
use crate::model::{Id, Stage};
use crate::routes::Route;
use crate::site::here::{Here, cover};
use crate::site::parts::Link;
use crate::site::view::{Data, LifecycleView, StageRow, StageView};

pub fn show_all(here: &Here<'_>) -> Data {
    Data::Lifecycle(LifecycleView { stages: rows(here) })
}

/// All stages with how many live systems are covered in each.
pub fn rows(here: &Here<'_>) -> Vec<StageRow> {
    here.model().settings.lifecycle.stages.iter().map(|stage| row(here, stage)).collect()
}

fn row(here: &Here<'_>, stage: &Stage) -> StageRow {
    let model = here.model();
    let lists = model.checklists.values().filter(|list| list.stage.as_ref().is_some_and(|of| of.value == stage.id));
    StageRow {
        id: stage.id.to_string(),
        name: here.name(&stage.name, &Route::Stage(stage.id.clone())),
        question: stage.question.clone(),
        coverage: cover(model.live_systems().filter_map(|system| model.coverage(system).stage(stage.id.as_str()))),
        items: lists.map(|list| list.items.len()).sum(),
    }
}

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let model = here.model();
    let stages = &model.settings.lifecycle.stages;
    let Some(at) = stages.iter().position(|stage| stage.id == *id) else { return stubs::not_found(here) };
    let link = |stage: &Stage| Link { text: stage.name.clone(), href: here.must(&Route::Stage(stage.id.clone())) };
    let lists: Vec<_> =
        model.checklists.values().filter(|list| list.stage.as_ref().is_some_and(|of| of.value == *id)).collect();
    Data::Stage(StageView {
        row: row(here, &stages[at]),
        number: at + 1,
        previous: at.checked_sub(1).and_then(|before| stages.get(before)).map(link),
        next: stages.get(at + 1).map(link),
        checklists: lists.iter().map(|list| checklists::bare(here, list)).collect(),
        systems: checklists::standings(here, model.live_systems(), &lists, Some(id)),
    })
}
