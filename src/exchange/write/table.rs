//! Tables of systems, teams and people, with the headers that are read back.

use super::{Outgoing, Written, members, outside, owner_id, teams, word};
use crate::model::{Id, Model, Person, Ref, System, Team};
use crate::source::Spanned;

pub(super) fn write(outgoing: &Outgoing<'_>) -> Vec<Written> {
    let model = outgoing.model;
    let systems = model.systems.values().map(|system| system_row(model, system));
    let teams = teams(model).map(|team| team_row(model, team));
    let people = model.people.values().filter(|person| person.left.is_none()).map(person_row);
    [
        ("systems.csv", table(&SYSTEM, systems)),
        ("teams.csv", table(&TEAM, teams)),
        ("people.csv", table(&PERSON, people)),
    ]
    .map(|(path, text)| Written::new(path, text))
    .into()
}

const SYSTEM: [&str; 14] = [
    "system",
    "name",
    "summary",
    "owner",
    "contributors",
    "domain",
    "kind",
    "tier",
    "status",
    "depends_on",
    "repository",
    "runbook",
    "dashboard",
    "aliases",
];
const TEAM: [&str; 9] = ["team", "name", "summary", "parent", "lead", "members", "chat", "email", "aliases"];
const PERSON: [&str; 3] = ["person", "name", "handle"];

fn system_row(model: &Model, system: &System) -> Vec<String> {
    let owners = match owner_id(model, system) {
        Some(owner) => owner.to_owned(),
        None => ids(system.owner.as_ref().map(|owner| owner.named.as_slice()).unwrap_or_default()),
    };
    vec![
        system.id.to_string(),
        system.title().to_owned(),
        text(system.summary.as_ref()),
        owners,
        ids(&system.contributors),
        id(system.domain.as_ref()),
        word(system.kind()).to_owned(),
        system.tier().map(|tier| tier.to_string()).unwrap_or_default(),
        word(system.status()).to_owned(),
        joined(system.depends_on.iter().filter(|one| !one.is_external).map(|one| one.id.to_string())),
        system.repositories.first().map(|repository| repository.url.value.clone()).unwrap_or_default(),
        system.runbook.as_ref().and_then(|runbook| outside(&runbook.target)).unwrap_or_default().to_owned(),
        text(system.dashboard.as_ref()),
        texts(&system.aliases),
    ]
}

fn team_row(model: &Model, team: &Team) -> Vec<String> {
    vec![
        team.id.to_string(),
        team.title().to_owned(),
        text(team.summary.as_ref()),
        id(team.parent.as_ref()),
        id(team.lead.as_ref()),
        joined(members(model, team).map(Id::to_string)),
        text(team.contact.chat.as_ref()),
        text(team.contact.email.as_ref()),
        texts(&team.aliases),
    ]
}

fn person_row(person: &Person) -> Vec<String> {
    vec![person.id.to_string(), person.title().to_owned(), text(person.handle.as_ref())]
}

fn text(value: Option<&Spanned<String>>) -> String {
    value.map(|text| text.value.clone()).unwrap_or_default()
}

fn texts(values: &[Spanned<String>]) -> String {
    joined(values.iter().map(|text| text.value.clone()))
}

fn id(reference: Option<&Ref>) -> String {
    reference.map(|reference| reference.id.to_string()).unwrap_or_default()
}

fn ids(references: &[Ref]) -> String {
    joined(references.iter().map(|reference| &reference.id).map(Id::to_string))
}

/// Several in one cell.
fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = line(head.iter().copied());
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str)));
    }
    text
}

fn line<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let quoted = cells.map(|cell| {
        let must_be_quoted = cell.contains([',', '"', '\n', '\r', ';']) || cell.starts_with(' ') || cell.ends_with(' ');
        if must_be_quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    });
    format!("{}\n", quoted.collect::<Vec<_>>().join(","))
}
