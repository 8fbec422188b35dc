//! The matrix: systems by stages.

use super::{lifecycle, systems};
use crate::model::System;
use crate::site::here::{Here, cover, coverage};
use crate::site::view::{Data, MatrixSummary, MatrixView};

/// Above this many live systems the matrix is a summary of domains; each domain's page has its own.
const MOST_SYSTEMS: usize = 150;

pub fn show(here: &Here<'_>) -> Data {
    let model = here.model();
    let is_large = model.live_systems().count() > MOST_SYSTEMS;
    Data::Matrix(MatrixView {
        stages: lifecycle::rows(here),
        groups: if is_large { Vec::new() } else { systems::groups(here, System::is_live) },
        summary: summary(here),
        coverage: coverage(model.live_systems().map(|system| model.coverage(system))),
    })
}

fn summary(here: &Here<'_>) -> Vec<MatrixSummary> {
    let model = here.model();
    let mut rows = Vec::new();
    for domain in model.domains.values() {
        let ids = here.handbook.relations.in_domain.get(&domain.id).into_iter().flatten();
        let live: Vec<&System> = ids.filter_map(|id| model.systems.get(id)).filter(|s| s.is_live()).collect();
        if live.is_empty() {
            continue;
        }
        let stages = model
            .settings
            .lifecycle
            .stages
            .iter()
            .map(|stage| cover(live.iter().filter_map(|system| model.coverage(system).stage(stage.id.as_str()))));
        rows.push(MatrixSummary {
            name: here.domain(domain),
            systems: live.len(),
            stages: stages.collect(),
            coverage: coverage(live.iter().map(|system| model.coverage(system))),
        });
    }
    rows
}
