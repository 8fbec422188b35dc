//! `unknown-owner`: an owner, or whoever else is named where a team should be, is no team of the handbook.

use crate::diagnostic::{Help, Severity};
use crate::gaps::names::Names;
use crate::gaps::naming::{Naming, Role};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Id, Kind, Model, Resolved, Status};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unknown-owner",
    title: "The owner is not known",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("unknown-owner.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let unknown: Vec<Naming<'_>> = Naming::all(model).into_iter().filter(|naming| is_unknown(naming, scene)).collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let mut meant = Meant { teams: Names::of_teams(model), people: Names::of_people(model) };
    unknown.iter().map(|naming| finding(naming, model, &mut meant)).collect()
}

/// Several teams in one text are known, and split.
fn is_unknown(naming: &Naming<'_>, scene: &Scene<'_>) -> bool {
    let is_owner = naming.is_alone && matches!(naming.role, Role::Owner | Role::Stage) && naming.system().is_some();
    let is_history = naming.system().is_some_and(|system| system.status() == Status::Retired);
    let names_nobody = match scene.model.resolve(naming.reference) {
        Resolved::Unknown => !is_owner || scene.index.several(&naming.reference.written).is_empty(),
        Resolved::Person(_) => !naming.role.may_be_person(),
        Resolved::Team(_) | Resolved::FormerTeam(_) | Resolved::Placeholder => false,
    };
    names_nobody && !is_history && naming.reference.is_legible()
}

fn finding(naming: &Naming<'_>, model: &Model, meant: &mut Meant<'_>) -> Finding {
    let problem = match model.resolve(naming.reference) {
        Resolved::Person(_) => "is a person, and not a team",
        _ if naming.role == Role::Escalation => "leads to no team and no person of this handbook",
        _ => "is not a team of this handbook",
    };
    let finding = naming.finding(problem);
    if let Some(near) = meant.near(naming) {
        return finding.instead(naming.reference, &near);
    }
    let id = &naming.reference.id;
    match naming.role {
        Role::Owner | Role::Stage if Id::is_well_formed(id.as_str()) => finding.help(Help::write(
            "name a team that exists, or describe this one",
            format!("teams:\n  {id}: {{ name: …, members: […], contact: {{ chat: \"#{id}\" }} }}"),
        )),
        Role::Escalation => finding.help(Help::words("name a team or a person who is described, or remove the step")),
        _ => finding.help(Help::words("name a team that exists, or remove the line")),
    }
}

/// Who can be meant by an unknown name.
struct Meant<'m> {
    teams: Names<'m>,
    people: Names<'m>,
}

impl Meant<'_> {
    /// The text to write instead: the id, with the kind where it was written.
    fn near(&mut self, naming: &Naming<'_>) -> Option<String> {
        let reference = naming.reference;
        let mut near = self.teams.nearest(reference.id.as_str());
        if near.is_none() && naming.role == Role::Escalation {
            near = self.people.nearest(reference.id.as_str());
        }
        Some(if reference.kind == Some(Kind::Team) { format!("team:{}", near?) } else { near?.to_string() })
    }
}
