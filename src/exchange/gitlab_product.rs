//! GitLab's product hierarchy: `stages.yml` and `categories.yml`.
//!
//! A stage is a domain, a group a team, and a category a system that belongs to the group that lists it.

use std::collections::BTreeMap;

use super::intake::{Intake, add, id_of};
use super::{Format, Leaf};
use crate::model::{Domain, Kind, Owner, Person, Ref, Status, System, Team, is_placeholder};
use crate::source::Spanned;

/// The format.
pub static FORMAT: Format = Format {
    id: "gitlab-product",
    title: "GitLab stages and categories",
    files: &["stages.yml", "categories.yml", "data/stages.yml", "data/categories.yml"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "which role a member has, drivers, feature labels, dates of maturity",
    read,
};

/// The fields of a group that name people, the first of which leads.
const ROLES: [&str; 12] = [
    "backend_engineering_manager",
    "fullstack_manager",
    "engineering_manager",
    "pm",
    "frontend_engineering_manager",
    "pmm",
    "ux",
    "pdm",
    "qm",
    "sets",
    "tech_writer",
    "appsec_engineer",
];

/// The groups that list each category, by its key.
type Claims = BTreeMap<String, Vec<Ref>>;

fn read(intake: &mut Intake<'_>) {
    let mut claims = Claims::new();
    let files = intake.files.clone();
    for file in &files {
        intake.note_problems(file);
        for (key, stage) in Leaf::roots(file).flat_map(|root| root.at("stages").entries()) {
            take_stage(intake, key, stage, &mut claims);
        }
    }
    for file in files.iter().filter(|file| file.path.name().starts_with("categories")) {
        for (key, category) in Leaf::roots(file).flat_map(Leaf::entries) {
            take_category(intake, key, category, &mut claims);
        }
    }
    take_undefined(intake, claims);
}

fn take_stage(intake: &mut Intake<'_>, key: Leaf<'_>, stage: Leaf<'_>, claims: &mut Claims) {
    let Some(id) = key.id() else { return };
    if !stage.is_map() {
        intake.note_unknown(key, "a stage is a map under its name");
        return;
    }
    let mut domain = Domain::new(id, key.place());
    domain.name = stage.at("display_name").text();
    domain.summary = stage.at("description").text();
    domain.lead = stage.at("pm").items().into_iter().find_map(|pm| take_person(intake, pm));
    intake.found.domains.push(domain);
    for (name, group) in stage.at("groups").entries() {
        take_group(intake, name, group, claims);
    }
}

fn take_group(intake: &mut Intake<'_>, key: Leaf<'_>, group: Leaf<'_>, claims: &mut Claims) {
    let Some(id) = key.id() else { return };
    let id = intake.named(key.str().unwrap_or_default(), id);
    let mut team = Team::new(id.clone(), key.place());
    team.name = group.at("name").text();
    team.summary = group.at("focus").text();
    team.lists_members = true;
    for role in ROLES {
        for person in group.at(role).items() {
            let Some(named) = take_person(intake, person) else { continue };
            if team.lead.is_none() && (role.contains("manager") || role == "pm") {
                team.lead = Some(named.clone());
            }
            add(&mut team.members, [named]);
        }
    }
    let channel = group.at("slack").at("channel");
    team.contact.chat = channel.channel().filter(|_| !channel.text().is_some_and(|name| is_placeholder(&name)));
    for category in group.at("categories").items() {
        let Some(name) = category.str() else { continue };
        claims.entry(name.to_owned()).or_default().push(category.reference_to(Kind::Team, id.clone()));
    }
    intake.found.teams.push(team);
}

/// A person is a plain name; `TBD` and the like are nobody.
fn take_person(intake: &mut Intake<'_>, person: Leaf<'_>) -> Option<Ref> {
    let name = person.text().filter(|name| !is_placeholder(name))?;
    let named = person.reference_to(Kind::Person, id_of(&name));
    let described = Person { name: Some(name), ..Person::new(named.id.clone(), named.place.clone()) };
    intake.found.people.push(described);
    Some(Ref { written: named.id.to_string(), ..named })
}

fn take_category(intake: &mut Intake<'_>, key: Leaf<'_>, category: Leaf<'_>, claims: &mut Claims) {
    let (Some(name), true) = (key.str(), category.is_map()) else { return };
    let mut system = System::new(intake.free_system(&id_of(name), "category"), key.place());
    system.name = category.at("name").text();
    system.summary = category.at("description").text();
    system.domain = category.at("stage").reference(Kind::Domain);
    let named = claims.remove(name).unwrap_or_default();
    system.owner = Some(owner(&named, key));
    let maturity = category.at("maturity");
    system.status = match maturity.str() {
        Some("planned") => Some(Spanned::new(Status::Idea, maturity.place())),
        Some("minimal") => Some(Spanned::new(Status::Experimental, maturity.place())),
        Some(_) => Some(Spanned::new(Status::Production, maturity.place())),
        None => None,
    };
    system.links.extend(category.at("documentation").link("Documentation"));
    intake.found.systems.push(system);
}

fn owner(named: &[Ref], key: Leaf<'_>) -> Owner {
    let place = named.first().map_or_else(|| key.place(), |first| first.place.clone());
    Owner { named: named.to_vec(), place }
}

/// Categories that a group lists and nobody defines are there all the same.
fn take_undefined(intake: &mut Intake<'_>, claims: Claims) {
    for (name, named) in claims {
        let Some(first) = named.first() else { continue };
        let mut system = System::new(intake.free_system(&id_of(&name), "category"), first.place.clone());
        system.owner = Some(Owner { place: first.place.clone(), named });
        intake.found.systems.push(system);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn a_person_leads_by_the_first_role_that_somebody_has() {
        assert_eq!(ROLES[0], "backend_engineering_manager");
        assert_eq!(id_of("Małgorzata Ksionek"), Id::new("malgorzata-ksionek"));
    }
}
