//! `unknown-owner`: an owner, or whoever else is named where a team should be, is no team of the handbook.

use crate::diagnostic::{Help, Severity};
use crate::gaps::names::Names;
use crate::gaps::naming::{Naming, Role};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Id, Kind, Model, Ref, Resolved, Status};

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
    let reference = naming.reference;
    if let Some(kind) = kind_of_stranger(reference, model) {
        return other_kind(naming, kind, model);
    }
    let problem = match model.resolve(reference) {
        Resolved::Person(_) => "is a person, and not a team",
        _ if naming.role == Role::Escalation => "leads to no team and no person of this handbook",
        _ => "is not a team of this handbook",
    };
    let finding = naming.finding(problem);
    if matches!(naming.role, Role::Owner | Role::Stage)
        && let Some(list) = list(naming)
    {
        return finding.help(Help::write(
            "name the one team that answers, and the others under `contributors`; several names are a list",
            list,
        ));
    }
    if let Some(near) = meant.near(naming) {
        return finding.instead(reference, &near);
    }
    let id = &reference.id;
    match naming.role {
        Role::Owner | Role::Stage if Id::is_well_formed(id.as_str()) => finding.help(Help::write(
            "name a team that exists, or describe this one",
            format!("teams:\n  {id}: {{ name: …, members: […], contact: {{ chat: \"#{id}\" }} }}"),
        )),
        Role::Escalation => finding.help(Help::words("name a team or a person who is described, or remove the step")),
        _ => finding.help(Help::words("name a team that exists, or remove the line")),
    }
}

/// The kind of what is named, where it is neither a team nor a person: as the reference says, or as the id alone tells.
fn kind_of_stranger(reference: &Ref, model: &Model) -> Option<Kind> {
    let Some(kind) = reference.kind else {
        let is_nobody = matches!(model.resolve(reference), Resolved::Unknown);
        let system = model.system(reference).map(|_| Kind::System);
        return system.or_else(|| model.domain(reference).map(|_| Kind::Domain)).filter(|_| is_nobody);
    };
    (!matches!(kind, Kind::Team | Kind::Person)).then_some(kind)
}

/// Something that is neither a team nor a person: there is nothing to describe, it cannot own under any name.
fn other_kind(naming: &Naming<'_>, kind: Kind, model: &Model) -> Finding {
    let reference = naming.reference;
    let problem = match naming.role {
        Role::Owner | Role::Stage => format!("is a {kind}, and a {kind} cannot own"),
        _ => format!("is a {kind}, and not a team"),
    };
    let finding = naming.finding(&problem);
    if let Some(team) = model.team(reference) {
        return finding.instead(reference, team.id.as_str());
    }
    let system = model.system(reference).filter(|_| kind == Kind::System);
    let owner = system.and_then(|system| model.owner_of(system));
    let who = match naming.role {
        Role::Owner | Role::Stage => "an owner is a team or a person",
        role if role.may_be_person() => "name a team or a person",
        _ => "name a team",
    };
    finding.help(Help::words(match owner {
        Some(owner) => format!("{who}: `{}` answers for the {kind} `{}`", owner.id, reference.id),
        None => format!("{who}, and `{}` is a {kind}: name the team that answers", reference.id),
    }))
}

/// Several names in one text, as the list that was meant: `a, b` is `owner: [a, b]`.
fn list(naming: &Naming<'_>) -> Option<String> {
    let written = &naming.reference.written;
    let names: Vec<&str> = written.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).collect();
    let field = naming.stage.as_ref().map_or("owner", Id::as_str);
    (names.len() > 1).then(|| format!("{field}: [{}]", names.join(", ")))
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
