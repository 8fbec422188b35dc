//! Teams and people in the data files.

use serde_json::json;

use super::shape::{Field, MAYBE_DATE, MAYBE_TEXT, Shape, TEXT, TEXTS, field, part};
use super::values::{self, ESCALATION, FILE, LINKS};
use crate::model::word;
use crate::model::{Person, Team};
use crate::routes::Route;

const CONTACT: Shape = Shape::Object(&[
    part("chat", MAYBE_TEXT, "a channel as people write it"),
    part("chat_url", MAYBE_TEXT, "its address, where the settings say how"),
    part("email", MAYBE_TEXT, ""),
    part("tracker", MAYBE_TEXT, "where requests go, as an address"),
]);

const TYPES: Shape = Shape::Maybe(&Shape::Word(&["stream-aligned", "platform", "enabling", "complicated-subsystem"]));

const INTERACTIONS: Shape = Shape::List(&Shape::Object(&[
    part("team", TEXT, "id of a team"),
    part("mode", Shape::Word(&["collaboration", "x-as-a-service", "facilitating"]), ""),
]));

/// A team.
pub(super) const TEAM: &[Field<Team>] = &[
    field("id", TEXT, "its id", |_, team| json!(team.id.as_str())),
    field("name", TEXT, "its name; the id where none is given", |_, team| json!(team.title())),
    field("summary", MAYBE_TEXT, "what it is for", |_, team| values::text(team.summary.as_ref())),
    field("type", TYPES, "what kind of team it is", |_, team| {
        json!(team.team_type.as_ref().map(|kind| word(kind.value)))
    }),
    field("status", Shape::Word(&["forming", "active", "dissolved"]), "`active` where nothing is said", |_, team| {
        json!(word(team.status.as_ref().map(|status| status.value).unwrap_or_default()))
    }),
    field("successor", MAYBE_TEXT, "id of the team that took over", |_, team| values::id(team.successor.as_ref())),
    field("parent", MAYBE_TEXT, "id of the team above it", |_, team| values::id(team.parent.as_ref())),
    field("lead", MAYBE_TEXT, "id of a person", |_, team| values::id(team.lead.as_ref())),
    field("members", TEXTS, "ids of people", |_, team| values::ids(&team.members)),
    field("contact", CONTACT, "how to reach it", |here, team| {
        let contact = here.contact(team);
        json!({
            "chat": team.contact.chat.as_ref().map(|chat| &chat.value),
            "chat_url": contact.chat.and_then(|chat| chat.href),
            "email": contact.email,
            "tracker": contact.tracker,
        })
    }),
    field("on_call", MAYBE_TEXT, "the address of the rota", |here, team| {
        values::schedule_of(here, team.on_call.as_ref())
    }),
    field("escalation", ESCALATION, "whom to call next, in order", |_, team| {
        values::escalation_of(team.on_call.as_ref())
    }),
    field("decides", TEXTS, "what it may decide", |_, team| values::texts(&team.decides)),
    field("owns", TEXTS, "ids of the systems whose one owner it is; retired ones among them", |here, team| {
        json!(here.owned(&team.id).map(|system| system.id.as_str()).collect::<Vec<_>>())
    }),
    field("says_it_owns", TEXTS, "ids of the systems that its own record names", |_, team| values::ids(&team.owns)),
    field("interacts_with", INTERACTIONS, "the teams it works with, and how", |_, team| {
        let with = team.interacts_with.iter();
        json!(
            with.map(|(team, mode)| json!({ "team": team.id.as_str(), "mode": word(mode.value) })).collect::<Vec<_>>()
        )
    }),
    field("tasks", TEXTS, "what it merely does", |_, team| values::texts(&team.tasks)),
    field("aliases", TEXTS, "earlier ids", |_, team| values::texts(&team.aliases)),
    field("formed", MAYBE_DATE, "when it began", |_, team| values::date(team.formed.as_ref())),
    field("reviewed", MAYBE_DATE, "when the record was last confirmed", |_, team| values::date(team.reviewed.as_ref())),
    field("links", LINKS, "further links", |here, team| values::links(here, &team.links)),
    field("url", TEXT, "its page", |here, team| json!(here.must(&Route::Team(team.id.clone())))),
    Field { part: FILE, value: |here, team| values::file(here, &team.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, team| values::line(here, &team.place)),
];

/// A person who is described.
pub(super) const PERSON: &[Field<Person>] = &[
    field("id", TEXT, "their id", |_, person| json!(person.id.as_str())),
    field("name", TEXT, "their name; the id where none is given", |_, person| json!(person.title())),
    field("handle", MAYBE_TEXT, "their name in chat and repositories", |_, person| {
        values::text(person.handle.as_ref())
    }),
    field("left", MAYBE_DATE, "the day on which they left", |_, person| values::date(person.left.as_ref())),
    field("teams", TEXTS, "ids of the teams they are in or lead", |here, person| {
        let teams = here.model().teams.values().filter(|team| team.has(&person.id));
        json!(teams.map(|team| team.id.as_str()).collect::<Vec<_>>())
    }),
    field("url", MAYBE_TEXT, "their page, where people have pages", |here, person| {
        json!(here.to(&Route::Person(person.id.clone())))
    }),
    Field { part: FILE, value: |here, person| values::file(here, &person.place) },
    field("line", Shape::Integer, "the line in it, from 1", |here, person| values::line(here, &person.place)),
];
