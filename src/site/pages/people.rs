//! People, where the settings give them pages.

use super::{list, stubs};
use crate::model::Id;
use crate::routes::{List, Route};
use crate::site::here::Here;
use crate::site::parts::Name;
use crate::site::view::{Data, PeopleView, PersonView};

pub fn show_all(here: &Here<'_>) -> Data {
    let people: Vec<&Id> = here.model().people.keys().collect();
    Data::People(PeopleView {
        people: list::listed(here, (&Route::People, List::People), &people, |id| here.person(id)),
    })
}

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let model = here.model();
    let Some(person) = model.people.get(id) else { return stubs::not_found(here) };
    let is_in = |team: &&crate::model::Team| team.members.iter().any(|member| member.id == *id);
    let leads_team = |team: &&crate::model::Team| team.lead.as_ref().is_some_and(|lead| lead.id == *id);
    let leads_domain = |domain: &&crate::model::Domain| domain.lead.as_ref().is_some_and(|lead| lead.id == *id);
    let mut leads: Vec<Name> = model.teams.values().filter(leads_team).map(|team| here.team(team)).collect();
    leads.extend(model.domains.values().filter(leads_domain).map(|domain| here.domain(domain)));
    Data::Person(PersonView {
        handle: person.handle.as_ref().map(|handle| handle.value.clone()),
        left: person.left.as_ref().map(|date| date.value.to_string()),
        teams: model.teams.values().filter(is_in).map(|team| here.team(team)).collect(),
        leads,
    })
}
