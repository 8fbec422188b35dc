//! Every reference of the data, with the kind of thing that its field names.

use super::{Kind, Model, OnCall, Ref, System, Team};

/// A reference, and what its field names.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'m> {
    /// The reference.
    pub reference: &'m Ref,
    /// What its field names where the reference does not say.
    pub kind: Kind,
    /// Whether a person may be named as well.
    pub may_be_person: bool,
}

impl<'m> Mention<'m> {
    fn of(kind: Kind, reference: &'m Ref) -> Self {
        Self { reference, kind, may_be_person: kind == Kind::Person }
    }

    fn owner(reference: &'m Ref) -> Self {
        Self { reference, kind: Kind::Team, may_be_person: true }
    }
}

impl Model {
    /// Every reference: of systems, teams, domains, pages and the settings, each by id, and of waivers last.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        let mut all = Vec::new();
        self.systems.values().for_each(|system| of_system(system, &mut all));
        self.teams.values().for_each(|team| of_team(team, &mut all));
        for domain in self.domains.values() {
            push(&mut all, Kind::Person, &domain.lead);
            push(&mut all, Kind::Domain, &domain.parent);
        }
        let owners = self.pages.values().filter_map(|page| page.owner.as_ref());
        all.extend(owners.flat_map(|owner| &owner.named).map(Mention::owner));
        push(&mut all, Kind::Team, &self.settings.fallback.team);
        let overrides = self.settings.gaps.rules.iter().flat_map(|rule| &rule.overrides);
        push(&mut all, Kind::Team, overrides.flat_map(|part| &part.teams));
        push(&mut all, Kind::Person, self.waivers.values().filter_map(|waiver| waiver.by.as_ref()));
        all
    }
}

fn push<'m>(all: &mut Vec<Mention<'m>>, kind: Kind, references: impl IntoIterator<Item = &'m Ref>) {
    all.extend(references.into_iter().map(|reference| Mention::of(kind, reference)));
}

fn of_system<'m>(system: &'m System, all: &mut Vec<Mention<'m>>) {
    all.extend(system.owner.iter().flat_map(|owner| &owner.named).map(Mention::owner));
    all.extend(system.lifecycle.iter().flat_map(|stage| &stage.named).map(Mention::owner));
    all.extend(system.contributors.iter().map(Mention::owner));
    push(all, Kind::Domain, &system.domain);
    let systems = system.depends_on.iter().chain(&system.writes).chain(&system.replaced_by);
    push(all, Kind::System, systems);
    push(all, Kind::Metric, &system.metrics);
    on_call(system.on_call.as_ref(), all);
    let quality_owner = system.data.as_ref().and_then(|data| data.quality_owner.as_ref());
    all.extend(quality_owner.map(Mention::owner));
    push(all, Kind::Person, system.checks.iter().filter_map(|check| check.by.as_ref()));
}

fn of_team<'m>(team: &'m Team, all: &mut Vec<Mention<'m>>) {
    let partners = team.interacts_with.iter().map(|(partner, _)| partner);
    push(all, Kind::Team, team.parent.iter().chain(&team.successor).chain(partners));
    push(all, Kind::Person, team.lead.iter().chain(&team.members));
    push(all, Kind::System, &team.owns);
    on_call(team.on_call.as_ref(), all);
}

fn on_call<'m>(on_call: Option<&'m OnCall>, all: &mut Vec<Mention<'m>>) {
    let Some(on_call) = on_call else { return };
    all.extend(on_call.team.iter().chain(on_call.escalation.iter().map(|step| &step.to)).map(Mention::owner));
}
