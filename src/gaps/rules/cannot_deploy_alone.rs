//! `cannot-deploy-alone`: a system's release waits for another's.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::System;

/// A system in production that is not said to be deployed independently.
pub static RULE: Rule = Rule {
    id: "cannot-deploy-alone",
    title: "It cannot be deployed alone",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Production,
    shows: &[Shows::F(Failure::F4), Shows::F(Failure::F1)],
    doc: include_str!("cannot-deploy-alone.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let deployed = model.systems.values().filter(|system| system.is_production() && model.applies(system, "deploy"));
    deployed.filter_map(judge).collect()
}

fn judge(system: &System) -> Option<Finding> {
    let deployment = system.deployment.as_ref();
    let independent = deployment.and_then(|deployment| deployment.independent.as_ref());
    let finding = match independent {
        Some(flag) if flag.value => return None,
        Some(flag) => {
            let message = format!("{} is in production and cannot be deployed without another system", system.title());
            let help = "uncouple its release, or own both systems in one team that releases them together";
            Finding::on_system(system, &flag.place, message).help(Help::words(help))
        }
        None => {
            let place = deployment.map_or(&system.place, |deployment| &deployment.place);
            let message =
                format!("{} is in production, and nothing says that it can be deployed alone", system.title());
            Finding::on_system(system, place, message)
                .help(Help::write("say so, if it is so", "deployment: { independent: true }"))
        }
    };
    Some(finding.field("deployment.independent").lacks("deployment.independent"))
}
