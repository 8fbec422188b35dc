//! `split-ownership`: a system, or a stage of it, has more than one owner.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Id, Model, Ref, Status, System, is_placeholder};
use crate::source::Place;

/// The rule.
pub static RULE: Rule = Rule {
    id: "split-ownership",
    title: "Ownership is split",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::OneOwner,
    shows: &[Shows::M(Mistake::M2), Shows::F(Failure::F2)],
    doc: include_str!("split-ownership.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut found = Vec::new();
    for system in model.systems.values().filter(|system| system.status() != Status::Retired) {
        if let Some(owner) = &system.owner {
            found.extend(split(scene, system, (None, &owner.named, &owner.place)));
        }
        for own in &system.lifecycle {
            let stage = Id::new(&own.stage);
            found.extend(split(scene, system, (Some(&stage), &own.named, &own.place)));
        }
    }
    found
}

fn split(scene: &Scene<'_>, system: &System, (stage, named, place): (Option<&Id>, &[Ref], &Place)) -> Option<Finding> {
    let owners = match named {
        [] => return None,
        [one] => scene.index.several(&one.written).iter().map(ToString::to_string).collect(),
        _ => distinct(scene.model, named),
    };
    let [first, others @ ..] = owners.as_slice() else { return None };
    if others.is_empty() {
        return None;
    }
    let names: Vec<String> = owners.iter().map(|owner| format!("`{owner}`")).collect();
    let (last, before) = names.split_last()?;
    let what = stage.map_or("owner".to_owned(), |stage| format!("owner of `{stage}`"));
    let message = format!("{} has more than one {what}: {} and {last}", system.title(), before.join(", "));
    let finding = Finding::on_system(system, place, message);
    let others = others.join(", ");
    Some(match stage {
        None => finding.field("owner").help(Help::write(
            "keep the one that is called at night, and let the others contribute",
            format!("owner: {first}\ncontributors: [{others}]"),
        )),
        Some(stage) => finding.stage(stage).field("lifecycle").help(Help::write(
            "keep the one that answers when it goes wrong, and let the others contribute",
            format!("{stage}: {first}"),
        )),
    })
}

/// Who is named, each once under the present id; a word for nobody is another rule's.
fn distinct(model: &Model, named: &[Ref]) -> Vec<String> {
    let mut owners: Vec<String> = Vec::new();
    for reference in named {
        let team = model.resolve(reference).team();
        if team.is_none() && is_placeholder(&reference.written) {
            continue;
        }
        let owner = team.map_or_else(|| reference.written.clone(), |team| team.id.to_string());
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}
