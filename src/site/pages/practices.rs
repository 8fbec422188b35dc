//! The practice areas: architecture, infrastructure, data, monitoring and reliability.

use crate::model::{StageState, Standing, System, SystemKind};
use crate::site::here::{Here, cover};
use crate::site::view::{AreaView, Data, PracticesView};

/// How many systems an area names as open.
const MOST_OPEN: usize = 30;

pub fn show(here: &Here<'_>) -> Data {
    let all = |_: &System| true;
    let areas = vec![
        area(here, ("architecture", "Architecture", "design"), all),
        area(here, ("infrastructure", "Infrastructure", "deploy"), all),
        area(here, ("data", "Data", ""), |system| system.kind() == SystemKind::Data),
        area(here, ("reliability", "Monitoring and reliability", "operate"), all),
    ];
    Data::Practices(PracticesView { areas })
}

/// The area that looks at one stage (all, if it names none) of the systems it is about.
fn area(
    here: &Here<'_>,
    (id, title, stage): (&'static str, &'static str, &str),
    is_about: impl Fn(&System) -> bool,
) -> AreaView {
    let model = here.model();
    let systems: Vec<&System> = model.live_systems().filter(|system| is_about(system)).collect();
    let looked_at = |standing: &&Standing| stage.is_empty() || standing.stage.as_str() == stage;
    let is_open = |system: &&&System| {
        let stages = model.coverage(system).stages.iter().filter(looked_at);
        stages.into_iter().any(|standing| matches!(standing.state, StageState::Split | StageState::Unowned))
    };
    AreaView {
        id,
        title,
        systems: systems.len(),
        coverage: cover(systems.iter().flat_map(|system| model.coverage(system).stages.iter().filter(looked_at))),
        open: systems.iter().filter(is_open).take(MOST_OPEN).map(|system| here.system(system)).collect(),
    }
}
