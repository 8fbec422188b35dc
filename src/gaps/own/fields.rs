//! The fields that conditions and messages can name, with what each holds. The manual's list is made of these tables.

use std::borrow::Cow;

use super::subject::Subject;
use super::value::{Holds, Seen, Value};
use crate::gaps::Scene;
use crate::model::{
    Domain, Id, Kind, Link, Measures, Metric, OnCall, Owner, Page, Status, System, SystemKind, Team, TeamStatus,
    TeamType, Word,
};
use crate::source::Place;

/// How a field is looked up on an entity of one kind.
type Look<E> = for<'s, 'm> fn(&'s Scene<'m>, &'m E) -> Seen<'m>;

#[derive(Clone, Copy)]
enum Get {
    System(Look<System>),
    Team(Look<Team>),
    Domain(Look<Domain>),
    Metric(Look<Metric>),
    Page(Look<Page>),
}

/// A field that conditions can name.
#[derive(Clone, Copy)]
pub struct Field {
    /// Its name, as conditions write it: `deployment.independent`.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it means, where it is no field of the data: "the share of covered stages, in per cent".
    pub meaning: &'static str,
    get: Get,
}

impl Field {
    /// What the field holds on an entity; nothing on one of another kind.
    pub(super) fn see<'m>(&self, scene: &Scene<'m>, subject: Subject<'m>) -> Seen<'m> {
        match (self.get, subject) {
            (Get::System(get), Subject::System(system)) => get(scene, system),
            (Get::Team(get), Subject::Team(team)) => get(scene, team),
            (Get::Domain(get), Subject::Domain(domain)) => get(scene, domain),
            (Get::Metric(get), Subject::Metric(metric)) => get(scene, metric),
            (Get::Page(get), Subject::Page(page)) => get(scene, page),
            _ => Seen::MISSING,
        }
    }
}

/// The fields of a kind of entity, in the order of the manual; none for kinds that rules cannot be about.
#[must_use]
pub fn of(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::System => SYSTEM,
        Kind::Team => TEAM,
        Kind::Domain => DOMAIN,
        Kind::Metric => METRIC,
        Kind::Page => PAGE,
        _ => &[],
    }
}

const fn field(name: &'static str, holds: Holds, get: Get) -> Field {
    Field { name, holds, meaning: "", get }
}

const fn made(name: &'static str, (holds, meaning): (Holds, &'static str), get: Get) -> Field {
    Field { name, holds, meaning, get }
}

static SYSTEM: &[Field] = &[
    field("id", Holds::Text, Get::System(|_, system| id(&system.id, &system.place))),
    field("name", Holds::Text, Get::System(|_, system| Seen::text(system.name.as_ref()))),
    field("summary", Holds::Text, Get::System(|_, system| Seen::text(system.summary.as_ref()))),
    field(
        "kind",
        Holds::Words(SystemKind::words),
        Get::System(|_, system| Seen::word(system.kind.as_ref(), Some(SystemKind::default()))),
    ),
    field(
        "domain",
        Holds::Reference(Kind::Domain),
        Get::System(|scene, system| Seen::reference(scene.model, system.domain.as_ref(), Kind::Domain)),
    ),
    field(
        "tier",
        Holds::Number,
        Get::System(|_, system| {
            system.tier.as_ref().map_or(Seen::MISSING, |tier| {
                let small = i32::try_from(tier.value).unwrap_or_default();
                Seen::new(Value::Number(f64::from(small)), Some(&tier.place))
            })
        }),
    ),
    field(
        "status",
        Holds::Words(Status::words),
        Get::System(|_, system| Seen::word(system.status.as_ref(), Some(Status::default()))),
    ),
    field("owner", Holds::Reference(Kind::Team), Get::System(|scene, system| owner(scene, system.owner.as_ref()))),
    made(
        "coverage",
        (Holds::Number, "the share of its stages that have exactly one existing team, in per cent"),
        Get::System(|scene, system| {
            let percent = u32::try_from(scene.model.coverage(system).count().percent()).unwrap_or(100);
            Seen::made(Value::Number(f64::from(percent)))
        }),
    ),
    field(
        "contributors",
        Holds::References(Kind::Team),
        Get::System(|scene, system| Seen::references(scene.model, &system.contributors, Kind::Team)),
    ),
    field(
        "depends_on",
        Holds::References(Kind::System),
        Get::System(|scene, system| Seen::references(scene.model, &system.depends_on, Kind::System)),
    ),
    field(
        "writes",
        Holds::References(Kind::System),
        Get::System(|scene, system| Seen::references(scene.model, &system.writes, Kind::System)),
    ),
    field(
        "repositories",
        Holds::List,
        Get::System(|_, system| {
            let urls = system.repositories.iter().map(|repository| Cow::Borrowed(repository.url.as_str()));
            Seen::list(urls.collect(), system.repositories.first().map(|first| &first.url.place))
        }),
    ),
    field(
        "runbook",
        Holds::Text,
        Get::System(|_, system| Seen::text(system.runbook.as_ref().map(|runbook| &runbook.target))),
    ),
    field(
        "runbook.reviewed",
        Holds::Date,
        Get::System(|_, system| Seen::date(system.runbook.as_ref().and_then(|runbook| runbook.reviewed.as_ref()))),
    ),
    field("dashboard", Holds::Text, Get::System(|_, system| Seen::text(system.dashboard.as_ref()))),
    field(
        "deployment.independent",
        Holds::Flag,
        Get::System(|_, system| Seen::flag(system.deployment.as_ref().and_then(|how| how.independent.as_ref()))),
    ),
    field(
        "deployment.pipeline",
        Holds::Text,
        Get::System(|_, system| Seen::text(system.deployment.as_ref().and_then(|how| how.pipeline.as_ref()))),
    ),
    field("on_call", Holds::Text, Get::System(|_, system| on_call(system.on_call.as_ref()))),
    field(
        "data.classification",
        Holds::Text,
        Get::System(|_, system| Seen::text(system.data.as_ref().and_then(|data| data.classification.as_ref()))),
    ),
    field(
        "data.quality_owner",
        Holds::Reference(Kind::Team),
        Get::System(|scene, system| {
            let owner = system.data.as_ref().and_then(|data| data.quality_owner.as_ref());
            Seen::reference(scene.model, owner, Kind::Team)
        }),
    ),
    field(
        "data.retention",
        Holds::Period,
        Get::System(|_, system| {
            let retention = system.data.as_ref().and_then(|data| data.retention.as_ref());
            retention.map_or(Seen::MISSING, |kept| Seen::new(Value::Period(kept.value), Some(&kept.place)))
        }),
    ),
    field(
        "metrics",
        Holds::References(Kind::Metric),
        Get::System(|scene, system| Seen::references(scene.model, &system.metrics, Kind::Metric)),
    ),
    field("debt_reviewed", Holds::Date, Get::System(|_, system| Seen::date(system.debt_reviewed.as_ref()))),
    field("sunset", Holds::Date, Get::System(|_, system| Seen::date(system.sunset.as_ref()))),
    field(
        "replaced_by",
        Holds::Reference(Kind::System),
        Get::System(|scene, system| Seen::reference(scene.model, system.replaced_by.as_ref(), Kind::System)),
    ),
    field("reviewed", Holds::Date, Get::System(|_, system| Seen::date(system.reviewed.as_ref()))),
    field("aliases", Holds::List, Get::System(|_, system| Seen::texts(&system.aliases))),
    made("links", (Holds::List, "the words of its links"), Get::System(|_, system| links(&system.links))),
];

static TEAM: &[Field] = &[
    field("id", Holds::Text, Get::Team(|_, team| id(&team.id, &team.place))),
    field("name", Holds::Text, Get::Team(|_, team| Seen::text(team.name.as_ref()))),
    field("summary", Holds::Text, Get::Team(|_, team| Seen::text(team.summary.as_ref()))),
    field("type", Holds::Words(TeamType::words), Get::Team(|_, team| Seen::word(team.team_type.as_ref(), None))),
    field(
        "status",
        Holds::Words(TeamStatus::words),
        Get::Team(|_, team| Seen::word(team.status.as_ref(), Some(TeamStatus::default()))),
    ),
    field(
        "successor",
        Holds::Reference(Kind::Team),
        Get::Team(|scene, team| Seen::reference(scene.model, team.successor.as_ref(), Kind::Team)),
    ),
    field(
        "parent",
        Holds::Reference(Kind::Team),
        Get::Team(|scene, team| Seen::reference(scene.model, team.parent.as_ref(), Kind::Team)),
    ),
    field(
        "lead",
        Holds::Reference(Kind::Person),
        Get::Team(|scene, team| Seen::reference(scene.model, team.lead.as_ref(), Kind::Person)),
    ),
    field(
        "members",
        Holds::References(Kind::Person),
        Get::Team(|scene, team| Seen::references(scene.model, &team.members, Kind::Person)),
    ),
    made(
        "systems",
        (Holds::References(Kind::System), "the systems that it owns and that are not retired"),
        Get::Team(|scene, team| {
            let owned = scene.index.systems_of(&team.id).iter().map(|system| Cow::Borrowed(system.id.as_str()));
            Seen::list(owned.collect(), None)
        }),
    ),
    field("contact.chat", Holds::Text, Get::Team(|_, team| Seen::text(team.contact.chat.as_ref()))),
    field("contact.email", Holds::Text, Get::Team(|_, team| Seen::text(team.contact.email.as_ref()))),
    field("contact.tracker", Holds::Text, Get::Team(|_, team| Seen::text(team.contact.tracker.as_ref()))),
    field("on_call", Holds::Text, Get::Team(|_, team| on_call(team.on_call.as_ref()))),
    field("decides", Holds::List, Get::Team(|_, team| Seen::texts(&team.decides))),
    field(
        "owns",
        Holds::References(Kind::System),
        Get::Team(|scene, team| Seen::references(scene.model, &team.owns, Kind::System)),
    ),
    field("tasks", Holds::List, Get::Team(|_, team| Seen::texts(&team.tasks))),
    field("formed", Holds::Date, Get::Team(|_, team| Seen::date(team.formed.as_ref()))),
    field("reviewed", Holds::Date, Get::Team(|_, team| Seen::date(team.reviewed.as_ref()))),
    field("aliases", Holds::List, Get::Team(|_, team| Seen::texts(&team.aliases))),
    made("links", (Holds::List, "the words of its links"), Get::Team(|_, team| links(&team.links))),
];

static DOMAIN: &[Field] = &[
    field("id", Holds::Text, Get::Domain(|_, domain| id(&domain.id, &domain.place))),
    field("name", Holds::Text, Get::Domain(|_, domain| Seen::text(domain.name.as_ref()))),
    field("summary", Holds::Text, Get::Domain(|_, domain| Seen::text(domain.summary.as_ref()))),
    field(
        "lead",
        Holds::Reference(Kind::Person),
        Get::Domain(|scene, domain| Seen::reference(scene.model, domain.lead.as_ref(), Kind::Person)),
    ),
    field(
        "parent",
        Holds::Reference(Kind::Domain),
        Get::Domain(|scene, domain| Seen::reference(scene.model, domain.parent.as_ref(), Kind::Domain)),
    ),
    field("aliases", Holds::List, Get::Domain(|_, domain| Seen::texts(&domain.aliases))),
];

static METRIC: &[Field] = &[
    field("id", Holds::Text, Get::Metric(|_, metric| id(&metric.id, &metric.place))),
    field("name", Holds::Text, Get::Metric(|_, metric| Seen::text(metric.name.as_ref()))),
    field(
        "measures",
        Holds::Words(Measures::words),
        Get::Metric(|_, metric| Seen::word(metric.measures.as_ref(), None)),
    ),
    field(
        "target",
        Holds::Text,
        Get::Metric(|_, metric| {
            let target = metric.target.as_ref();
            target.map_or(Seen::MISSING, |target| {
                Seen::new(Value::Text(Cow::Borrowed(&target.text)), Some(&target.place))
            })
        }),
    ),
    field("unit", Holds::Text, Get::Metric(|_, metric| Seen::text(metric.unit.as_ref()))),
    field("source", Holds::Text, Get::Metric(|_, metric| Seen::text(metric.source.as_ref()))),
    made(
        "newest.value",
        (Holds::Number, "the newest measurement's value"),
        Get::Metric(|scene, metric| {
            let newest = metric.newest(scene.as_of);
            newest.map_or(Seen::MISSING, |newest| Seen::new(Value::Number(newest.value), Some(&newest.date.place)))
        }),
    ),
    made(
        "newest.date",
        (Holds::Date, "the newest measurement's date"),
        Get::Metric(|scene, metric| Seen::date(metric.newest(scene.as_of).map(|newest| &newest.date))),
    ),
];

static PAGE: &[Field] = &[
    made(
        "path",
        (Holds::Text, "its path below `content/`"),
        Get::Page(|_, page| Seen::made(Value::Text(Cow::Borrowed(page.content_path())))),
    ),
    made(
        "title",
        (Holds::Text, "its title, wherever it comes from"),
        Get::Page(|_, page| Seen::made(Value::Text(Cow::Borrowed(&page.title)))),
    ),
    field("summary", Holds::Text, Get::Page(|_, page| Seen::text(page.summary.as_ref()))),
    field("owner", Holds::Reference(Kind::Team), Get::Page(|scene, page| owner(scene, page.owner.as_ref()))),
    field("reviewed", Holds::Date, Get::Page(|_, page| Seen::date(page.reviewed.as_ref()))),
    field("draft", Holds::Flag, Get::Page(|_, page| Seen::made(Value::Flag(page.is_draft)))),
    field("aliases", Holds::List, Get::Page(|_, page| Seen::texts(&page.aliases))),
];

fn id<'m>(id: &'m Id, place: &'m Place) -> Seen<'m> {
    Seen::new(Value::Text(Cow::Borrowed(id.as_str())), Some(place))
}

/// Nobody, the one who is named, or all who are.
fn owner<'m>(scene: &Scene<'m>, owner: Option<&'m Owner>) -> Seen<'m> {
    match owner {
        None => Seen::MISSING,
        Some(owner) if owner.named.len() == 1 => Seen::reference(scene.model, owner.named.first(), Kind::Team),
        Some(owner) => Seen::references(scene.model, &owner.named, Kind::Team),
    }
}

/// The rota's address, the team that is called, or that there is something at all.
fn on_call(on_call: Option<&OnCall>) -> Seen<'_> {
    let Some(on_call) = on_call else { return Seen::MISSING };
    if on_call.schedule.is_some() {
        return Seen::text(on_call.schedule.as_ref());
    }
    let named = on_call.team.iter().chain(on_call.escalation.iter().map(|step| &step.to)).next();
    named.map_or(Seen::MISSING, |named| Seen::new(Value::Text(Cow::Borrowed(&named.written)), Some(&named.place)))
}

fn links(links: &[Link]) -> Seen<'_> {
    let words = links.iter().map(|link| Cow::Borrowed(link.name.as_str()));
    Seen::list(words.collect(), links.first().map(|link| &link.url.place))
}

/// The kinds of entities that rules can be about, in the order of the manual.
pub const KINDS: [Kind; 5] = [Kind::System, Kind::Team, Kind::Domain, Kind::Metric, Kind::Page];

/// All fields as Markdown, for the manual.
#[must_use]
pub fn table() -> String {
    let mut out = "| Of a | Field | Holds |\n|---|---|---|\n".to_owned();
    for kind in KINDS {
        for field in of(kind) {
            let meaning = if field.meaning.is_empty() { String::new() } else { format!(": {}", field.meaning) };
            out.push_str(&format!("| {kind} | `{}` | {}{meaning} |\n", field.name, field.holds.words()));
        }
    }
    out
}
