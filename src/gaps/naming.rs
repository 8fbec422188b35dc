//! Every place where the data names a team, with who names it and as what.

use super::Finding;
use crate::model::{Domain, Id, Kind, Model, Owner, Page, Ref, System, Team};

/// As what a team is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Owner,
    Stage,
    Contributor,
    OnCall,
    Escalation,
    QualityOwner,
    Parent,
    Successor,
    Partner,
    Fallback,
    Lead,
}

impl Role {
    /// In words, before the name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Owner | Self::Stage => "the owner",
            Self::Contributor => "the contributor",
            Self::OnCall => "the on-call team",
            Self::Escalation => "the escalation to",
            Self::QualityOwner => "the owner of data quality",
            Self::Parent => "the parent",
            Self::Successor => "the successor",
            Self::Partner => "the partner team",
            Self::Fallback => "the fallback team",
            Self::Lead => "the leading team",
        }
    }

    /// The field in the data.
    fn field(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Stage => "lifecycle",
            Self::Contributor => "contributors",
            Self::OnCall => "on_call",
            Self::Escalation => "on_call.escalation",
            Self::QualityOwner => "data.quality_owner",
            Self::Parent => "parent",
            Self::Successor => "successor",
            Self::Partner => "interacts_with",
            Self::Fallback => "fallback.team",
            Self::Lead => "lead",
        }
    }

    /// Whether whoever is named here answers for something, or is called for it.
    pub fn is_relied_on(self) -> bool {
        !matches!(self, Self::Contributor | Self::Parent | Self::Successor | Self::Partner)
    }

    /// Whether a person may be named here as well as a team.
    pub fn may_be_person(self) -> bool {
        !matches!(self, Self::Parent | Self::Successor | Self::Partner | Self::Fallback)
    }
}

/// Who names a team.
#[derive(Clone, Copy)]
pub(super) enum Bearer<'m> {
    System(&'m System),
    Team(&'m Team),
    Domain(&'m Domain),
    Page(&'m Page),
    Handbook,
}

/// A place where a team is named.
pub(super) struct Naming<'m> {
    pub bearer: Bearer<'m>,
    pub role: Role,
    /// The stage, for the owner of one.
    pub stage: Option<Id>,
    pub reference: &'m Ref,
    /// Whether the field names nobody else.
    pub is_alone: bool,
}

impl<'m> Naming<'m> {
    /// Every naming of the model: systems by id, then teams, domains, pages, and the settings.
    pub fn all(model: &'m Model) -> Vec<Self> {
        let mut all = Vec::new();
        for system in model.systems.values() {
            of_system(system, &mut all);
        }
        for team in model.teams.values() {
            of_team(team, &mut all);
        }
        for domain in model.domains.values() {
            let team = domain.lead.iter().filter(|lead| lead.kind == Some(Kind::Team));
            all.extend(team.map(|team| Self::alone(Bearer::Domain(domain), Role::Lead, team)));
        }
        for page in model.pages.values() {
            push_owner(page.owner.as_ref(), Bearer::Page(page), &mut all);
        }
        if let Some(team) = &model.settings.fallback.team {
            all.push(Self::alone(Bearer::Handbook, Role::Fallback, team));
        }
        all
    }

    fn alone(bearer: Bearer<'m>, role: Role, reference: &'m Ref) -> Self {
        Self { bearer, role, stage: None, reference, is_alone: true }
    }

    fn one_of(bearer: Bearer<'m>, role: Role, reference: &'m Ref) -> Self {
        Self { is_alone: false, ..Self::alone(bearer, role, reference) }
    }

    /// The system that names it, if a system does.
    pub fn system(&self) -> Option<&'m System> {
        match self.bearer {
            Bearer::System(system) => Some(system),
            _ => None,
        }
    }

    /// A finding on whoever names it: "Ledger: for `deploy`, the owner `paltform` " and the problem.
    pub fn finding(&self, problem: &str) -> Finding {
        let stage = self.stage.as_ref().map_or_else(String::new, |stage| format!("for `{stage}`, "));
        let title = match self.bearer {
            Bearer::System(system) => system.title(),
            Bearer::Team(team) => team.title(),
            Bearer::Domain(domain) => domain.title(),
            Bearer::Page(page) => &page.title,
            Bearer::Handbook => "This handbook",
        };
        let message = format!("{title}: {stage}{} `{}` {problem}", self.role.words(), self.reference.written);
        let place = &self.reference.place;
        let finding = match self.bearer {
            Bearer::System(system) => Finding::on_system(system, place, message),
            Bearer::Team(team) => Finding::on_team(team, place, message),
            Bearer::Domain(domain) => Finding::on_domain(domain, place, message),
            Bearer::Page(page) => Finding::on_page(page, place, message),
            Bearer::Handbook => Finding::on(Kind::Handbook, &Id::new(""), place, message),
        };
        let field = self.role.field();
        let finding =
            finding.field(if self.is_alone { field.to_owned() } else { format!("{field}/{}", self.reference.id) });
        match &self.stage {
            Some(stage) => finding.stage(stage),
            None => finding,
        }
    }
}

fn of_system<'m>(system: &'m System, all: &mut Vec<Naming<'m>>) {
    let bearer = Bearer::System(system);
    push_owner(system.owner.as_ref(), bearer, all);
    for own in &system.lifecycle {
        let is_alone = own.named.len() == 1;
        let stage = Id::new(&own.stage);
        let named = own.named.iter().map(|reference| Naming {
            bearer,
            role: Role::Stage,
            stage: Some(stage.clone()),
            reference,
            is_alone,
        });
        all.extend(named);
    }
    all.extend(system.contributors.iter().map(|team| Naming::one_of(bearer, Role::Contributor, team)));
    push_on_call(system.on_call.as_ref(), bearer, all);
    let quality_owner = system.data.as_ref().and_then(|data| data.quality_owner.as_ref());
    all.extend(quality_owner.map(|team| Naming::alone(bearer, Role::QualityOwner, team)));
}

fn of_team<'m>(team: &'m Team, all: &mut Vec<Naming<'m>>) {
    let bearer = Bearer::Team(team);
    all.extend(team.parent.iter().map(|parent| Naming::alone(bearer, Role::Parent, parent)));
    all.extend(team.successor.iter().map(|successor| Naming::alone(bearer, Role::Successor, successor)));
    all.extend(team.interacts_with.iter().map(|(partner, _)| Naming::one_of(bearer, Role::Partner, partner)));
    push_on_call(team.on_call.as_ref(), bearer, all);
}

fn push_owner<'m>(owner: Option<&'m Owner>, bearer: Bearer<'m>, all: &mut Vec<Naming<'m>>) {
    let Some(owner) = owner else { return };
    let is_alone = owner.named.len() == 1;
    let named = owner.named.iter();
    all.extend(named.map(|reference| Naming { is_alone, ..Naming::alone(bearer, Role::Owner, reference) }));
}

fn push_on_call<'m>(on_call: Option<&'m crate::model::OnCall>, bearer: Bearer<'m>, all: &mut Vec<Naming<'m>>) {
    let Some(on_call) = on_call else { return };
    all.extend(on_call.team.iter().map(|team| Naming::alone(bearer, Role::OnCall, team)));
    all.extend(on_call.escalation.iter().map(|step| Naming::one_of(bearer, Role::Escalation, &step.to)));
}
