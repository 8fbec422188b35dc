//! `codeowners-drift`: a CODEOWNERS file and the handbook disagree on a path.
//!
//! A CODEOWNERS file is a source of another format, and what it says of paths does not stand in a scene: its findings
//! come from where such a source is read and held against the systems' repositories. In the handbook's own files
//! there is nothing to find.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{CodeOwner, Failure, Finding, Mistake, Rule, Scene, Section, Shows, wording};
use crate::model::Id;

/// A path on which a CODEOWNERS file and the handbook disagree.
pub static RULE: Rule = Rule {
    id: "codeowners-drift",
    title: "CODEOWNERS says otherwise",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::F(Failure::F2), Shows::M(Mistake::M2)],
    doc: include_str!("codeowners-drift.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    scene.facts.code_owners.iter().filter_map(|said| judge(scene, said)).collect()
}

/// Where the owner, or a contributor, is among those named, the two agree.
fn judge(scene: &Scene<'_>, said: &CodeOwner) -> Option<Finding> {
    let model = scene.model;
    let system = model.systems.get(&said.system).filter(|system| system.is_live())?;
    let owner = model.owner_of(system)?;
    let named: Vec<_> = said.named.iter().filter_map(|named| model.team(named)).collect();
    let contributes =
        |id: &Id| system.contributors.iter().any(|team| model.team(team).is_some_and(|team| team.id == *id));
    if named.is_empty() || named.iter().any(|team| team.id == owner.id || contributes(&team.id)) {
        return None;
    }
    let titles: Vec<&str> = named.iter().map(|team| team.title()).collect();
    let message = format!(
        "CODEOWNERS gives `{}` to {}, and this handbook gives {} to {}",
        said.path,
        wording::list(&titles),
        system.title(),
        owner.title()
    );
    let found = Finding::on_system(system, &said.place, message).field(format!("repositories/{}", said.path));
    let place = system.owner.as_ref().map_or(&system.place, |owner| &owner.place);
    let help = Help::words("decide who owns the path, and mend the file that is wrong");
    Some(found.related(place, "the owner").help(help))
}
