//! The page at hand: makes names, links and rows as they are written on it.

use super::Handbook;
use super::gap::counts;
use super::parts::{ContactView, CoverageView, DomainRow, Name, SourceLink, StageCell, StepView, SystemRow, TeamRow};
use crate::model::{
    Coverage, Domain, EntityRef, Id, Kind, Model, OnCall, Ref, Resolved, StageState, Standing, System, Team, word,
};
use crate::routes::{Address, Route, Target};
use crate::source::{Place, SourcePath, is_safe_address, scheme};

/// The page at hand.
#[derive(Clone, Copy)]
pub(super) struct Here<'h> {
    pub handbook: &'h Handbook,
    /// Its file in the output.
    pub file: &'h str,
}

impl<'h> Here<'h> {
    pub fn new(handbook: &'h Handbook, file: &'h str) -> Self {
        Self { handbook, file }
    }

    pub fn model(&self) -> &'h Model {
        &self.handbook.model
    }

    /// The link to a route that the site has.
    pub fn to(&self, route: &Route) -> Option<String> {
        self.handbook.routes.address(route).map(|address: &Address| address.from(self.file))
    }

    /// The link to a generated page that every site has.
    pub fn must(&self, route: &Route) -> String {
        self.to(route).unwrap_or_default()
    }

    pub fn name(&self, text: &str, route: &Route) -> Name {
        Name { text: text.to_owned(), href: self.to(route), problem: None }
    }

    pub fn team(&self, team: &Team) -> Name {
        self.name(team.title(), &Route::Team(team.id.clone()))
    }

    pub fn team_id(&self, id: &Id) -> Name {
        self.model().teams.get(id).map_or_else(|| plain(id.as_str()), |team| self.team(team))
    }

    pub fn system(&self, system: &System) -> Name {
        self.name(system.title(), &Route::System(system.id.clone()))
    }

    pub fn system_id(&self, id: &Id) -> Name {
        self.model().systems.get(id).map_or_else(|| plain(id.as_str()), |system| self.system(system))
    }

    pub fn domain(&self, domain: &Domain) -> Name {
        self.name(domain.title(), &Route::Domain(domain.id.clone()))
    }

    pub fn person(&self, id: &Id) -> Name {
        let name = self.name(self.model().person_title(id), &Route::Person(id.clone()));
        let has_left = self.model().people.get(id).is_some_and(|person| person.has_left(self.handbook.as_of));
        Name { problem: has_left.then(|| "has left".to_owned()), ..name }
    }

    /// Who leads a domain: a person, or a team that answers for it as a whole.
    pub fn lead(&self, reference: &Ref) -> Name {
        if reference.kind == Some(Kind::Team) { self.owner(reference) } else { self.person(&reference.id) }
    }

    /// Whoever a reference in an owner's place names. Only a team that is there, with people in it, can own.
    pub fn owner(&self, reference: &Ref) -> Name {
        let name = self.named(reference);
        if name.problem.is_some() {
            return name;
        }
        let problem = match self.model().resolve(reference) {
            Resolved::Person(_) => Some("a person, not a team"),
            Resolved::Team(team) | Resolved::FormerTeam(team) if self.is_empty(team) => Some("nobody is in it"),
            _ => None,
        };
        Name { problem: problem.map(str::to_owned), ..name }
    }

    fn is_empty(&self, team: &Team) -> bool {
        team.lists_members && self.model().present_people(team, self.handbook.as_of).is_empty()
    }

    /// The team or person that a reference names.
    pub fn named(&self, reference: &Ref) -> Name {
        match self.model().resolve(reference) {
            Resolved::Team(team) | Resolved::FormerTeam(team) => {
                let problem = team.is_dissolved().then(|| "dissolved".to_owned());
                Name { problem, ..self.team(team) }
            }
            Resolved::Person(id) => self.person(id),
            Resolved::Placeholder => with_problem(&reference.written, "names nobody"),
            Resolved::Unknown => with_problem(&reference.written, "not a team of this handbook"),
        }
    }

    /// Anything that has a page or a name.
    pub fn entity(&self, entity: &EntityRef) -> Name {
        let model = self.model();
        let id = &entity.id;
        match entity.kind {
            Kind::Team => self.team_id(id),
            Kind::System => self.system_id(id),
            Kind::Domain => model.domains.get(id).map_or_else(|| plain(id.as_str()), |domain| self.domain(domain)),
            Kind::Person => self.person(id),
            Kind::Metric => plain(model.metrics.get(id).map_or(id.as_str(), |metric| metric.title())),
            Kind::Page => {
                let page = model.pages.get(&SourcePath::new(id.as_str()));
                let page = page
                    .or_else(|| model.pages.values().find(|page| page.path.as_str().eq_ignore_ascii_case(id.as_str())));
                page.map_or_else(
                    || plain(id.as_str()),
                    |page| {
                        let route = self.handbook.routes.route_of(page);
                        Name { href: route.and_then(|route| self.to(&route)), ..plain(&page.title) }
                    },
                )
            }
            _ => plain(id.as_str()),
        }
    }

    /// A link in the data: an address of another site, or a page of the handbook.
    pub fn address(&self, written: &str) -> Option<String> {
        if scheme(written).is_some() {
            return is_safe_address(written).then(|| written.to_owned());
        }
        let handbook = self.handbook;
        let context = crate::routes::Context { model: &handbook.model, sources: &handbook.sources };
        match handbook.routes.resolve_data(context, written) {
            Target::Inside(route, fragment) => {
                let part = fragment.map(|id| format!("#{id}")).unwrap_or_default();
                Some(self.to(&route)? + &part)
            }
            Target::Outside(address) => Some(address),
            Target::Broken(_) => None,
        }
    }

    /// A chat channel with its address.
    pub fn chat(&self, channel: &str) -> Name {
        let pattern = self.model().settings.chat.as_ref();
        let bare = channel.trim_start_matches('#');
        let href = pattern.map(|pattern| pattern.value.replace("{name}", &crate::routes::encode(bare)));
        Name { text: channel.to_owned(), href: href.filter(|href| is_safe_address(href)), problem: None }
    }

    pub fn source(&self, place: &Place) -> SourceLink {
        let file = self.handbook.sources.get(&place.path);
        let line = file.map_or(1, |file| file.lines().line(place.span.start));
        let is_ours = file.is_some_and(|file| !file.built_in && !file.path.leaves_root());
        let pattern = self.model().settings.repository.edit.as_ref().filter(|_| is_ours);
        let edit = pattern.map(|pattern| {
            let path = crate::routes::encode(place.path.as_str());
            pattern.value.replace("{path}", &path).replace("{line}", &line.to_string())
        });
        SourceLink { file: place.path.to_string(), line, edit: edit.filter(|edit| is_safe_address(edit)) }
    }

    pub fn contact(&self, team: &Team) -> ContactView {
        let mut contact = ContactView {
            chat: team.contact.chat.as_ref().map(|chat| self.chat(chat)),
            email: team.contact.email.as_ref().map(|email| email.value.clone()),
            tracker: team.contact.tracker.as_ref().and_then(|tracker| self.address(tracker)),
            ..ContactView::default()
        };
        if let Some(on_call) = &team.on_call {
            self.add_on_call(&mut contact, on_call);
        }
        contact
    }

    /// Adds what a rota says; what is there already is kept where the rota says nothing.
    pub fn add_on_call(&self, contact: &mut ContactView, on_call: &OnCall) {
        if let Some(schedule) = on_call.schedule.as_ref().and_then(|schedule| self.address(schedule)) {
            contact.schedule = Some(schedule);
        }
        if !on_call.escalation.is_empty() {
            let step = |step: &crate::model::Step| StepView {
                who: self.named(&step.to),
                after: step.after.map(|after| after.to_string()),
            };
            contact.escalation = on_call.escalation.iter().map(step).collect();
        }
    }

    pub fn cells(&self, system: &System) -> Vec<StageCell> {
        self.model().coverage(system).stages.iter().map(|standing| self.cell(standing)).collect()
    }

    pub fn cell(&self, standing: &Standing) -> StageCell {
        let stage = self.model().settings.lifecycle.stage(standing.stage.as_str());
        let mut teams: Vec<Name> = standing.named.iter().map(|reference| self.owner(reference)).collect();
        teams.dedup();
        StageCell {
            stage: standing.stage.to_string(),
            name: stage.map_or_else(String::new, |stage| stage.short.clone()),
            href: self.must(&Route::Stage(standing.stage.clone())),
            state: standing.state,
            teams,
            why: standing.why.clone(),
        }
    }

    /// The owner as a list shows it.
    pub fn owner_of(&self, system: &System) -> Name {
        let named = system.owner.as_ref().map(|owner| &owner.named).filter(|named| !named.is_empty());
        let Some(named) = named else { return with_problem("No owner recorded", "no owner recorded") };
        if let [only] = named.as_slice() {
            return self.owner(only);
        }
        let names: Vec<String> = named.iter().map(|reference| self.owner(reference).text).collect();
        with_problem(&names.join(", "), "several owners")
    }

    pub fn row(&self, system: &System) -> SystemRow {
        let domain = system.domain.as_ref();
        let known = domain.and_then(|domain| self.model().domain(domain));
        SystemRow {
            id: system.id.to_string(),
            name: self.system(system),
            summary: system.summary.as_ref().map(|summary| summary.value.clone()),
            kind: word(system.kind()).to_owned(),
            status: word(system.status()).to_owned(),
            tier: system.tier(),
            owner: self.owner_of(system),
            domain: match (known, domain) {
                (Some(known), _) => Some(self.domain(known)),
                (None, Some(written)) => Some(with_problem(&written.written, "not a domain of this handbook")),
                (None, None) => None,
            },
            domain_id: known.map(|domain| domain.id.to_string()).unwrap_or_default(),
            stages: self.cells(system),
            coverage: coverage([self.model().coverage(system)]),
            gaps: counts(self.gaps_on(Kind::System, &system.id)),
            reviewed: system.reviewed.as_ref().map(|date| date.value.to_string()),
        }
    }

    pub fn owned(&self, team: &Id) -> impl Iterator<Item = &'h System> {
        let handbook = self.handbook;
        handbook.relations.owned.get(team).into_iter().flatten().filter_map(|id| handbook.model.systems.get(id))
    }

    pub fn team_row(&self, team: &Team) -> TeamRow {
        let owned: Vec<&System> = self.owned(&team.id).collect();
        TeamRow {
            id: team.id.to_string(),
            name: self.team(team),
            summary: team.summary.as_ref().map(|summary| summary.value.clone()),
            team_type: team.team_type.as_ref().map(|kind| word(kind.value).to_owned()),
            status: word(team.status.as_ref().map(|status| status.value).unwrap_or_default()).to_owned(),
            lead: team.lead.as_ref().map(|lead| self.person(&lead.id)),
            chat: team.contact.chat.as_ref().map(|chat| self.chat(chat)),
            members: self.model().present_members(team, self.handbook.as_of).count(),
            systems: owned.len(),
            coverage: coverage(owned.iter().filter(|s| s.is_live()).map(|s| self.model().coverage(s))),
            gaps: counts(self.handbook.relations.of_team(&self.handbook.judgement, &team.id)),
            depth: self.model().ancestors(team).len(),
        }
    }

    pub fn domain_row(&self, domain: &Domain) -> DomainRow {
        let systems = self.handbook.relations.in_domain.get(&domain.id);
        let systems: Vec<&System> =
            systems.into_iter().flatten().filter_map(|id| self.model().systems.get(id)).collect();
        let mut teams: Vec<&Id> =
            systems.iter().filter_map(|s| self.model().owner_of(s)).map(|team| &team.id).collect();
        teams.sort();
        teams.dedup();
        DomainRow {
            id: domain.id.to_string(),
            name: self.domain(domain),
            summary: domain.summary.as_ref().map(|summary| summary.value.clone()),
            lead: domain.lead.as_ref().map(|lead| self.lead(lead)),
            systems: systems.len(),
            teams: teams.len(),
            coverage: coverage(systems.iter().filter(|s| s.is_live()).map(|s| self.model().coverage(s))),
            gaps: counts(self.handbook.relations.in_domain(&self.handbook.judgement, &domain.id)),
        }
    }
}

pub(super) fn plain(text: &str) -> Name {
    Name { text: text.to_owned(), href: None, problem: None }
}

pub(super) fn with_problem(text: &str, problem: &str) -> Name {
    Name { text: text.to_owned(), href: None, problem: Some(problem.to_owned()) }
}

pub(super) fn coverage<'c>(systems: impl IntoIterator<Item = &'c Coverage>) -> CoverageView {
    cover(systems.into_iter().flat_map(|coverage| &coverage.stages))
}

/// Counts stages by state.
pub(super) fn cover<'c>(stages: impl IntoIterator<Item = &'c Standing>) -> CoverageView {
    let mut view = CoverageView::default();
    for standing in stages {
        match standing.state {
            StageState::Covered => view.covered += 1,
            StageState::Split => view.split += 1,
            StageState::Unowned => view.unowned += 1,
            StageState::NotApplicable => view.not_applicable += 1,
        }
    }
    view.applicable = view.covered + view.split + view.unowned;
    view.percent = (view.covered * 100).checked_div(view.applicable).unwrap_or(100);
    view
}
