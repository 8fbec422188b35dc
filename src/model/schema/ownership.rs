//! The fields of ownership data.

use super::shape::{Field, Shape};
use super::{either, field, required};
use crate::model::{Interaction, Measures, Status, SystemKind, TeamStatus, TeamType, Word};

const TEXTS: Shape = Shape::List(&Shape::Text);
const REFERENCES: Shape = Shape::List(&Shape::Reference);
const LINKS: Shape = Shape::Map(&Shape::Address);

/// A file.
pub(super) const FILE: &[Field] = &[
    field("teams", Shape::Entities(TEAM), "Groups of people who own, by id."),
    field("people", Shape::Entities(PERSON), "People, by id. Nobody needs a record to be named."),
    field("domains", Shape::Entities(DOMAIN), "Fields of business or technology that group systems, by id."),
    field("systems", Shape::Entities(SYSTEM), "Services, infrastructure and data systems, by id."),
    field("metrics", Shape::Entities(METRIC), "Numbers by which systems are judged, by id."),
    field("checklists", Shape::Entities(CHECKLIST), "Lists of what must be so, by id."),
    field("waivers", Shape::Entities(WAIVER), "Gaps accepted until a day, by id."),
];

const ON_CALL: Shape = either(&[
    Shape::Text,
    Shape::Fields(&[
        field("schedule", Shape::Address, "The rota, as an address."),
        field("team", Shape::Reference, "The team that is called, where a system names one."),
        field("escalation", Shape::List(&STEP), "Whom to call next, in order."),
    ]),
]);

const STEP: Shape = either(&[
    Shape::Reference,
    Shape::Fields(&[
        required("to", Shape::Reference, "A person or a team."),
        field("after", Shape::Time, "How long after the first call: `20m`."),
    ]),
]);

const TEAM: &[Field] = &[
    field("name", Shape::Text, "What pages call it; the id where it is left out."),
    field("summary", Shape::Text, "What it is for, in a sentence."),
    field("type", Shape::Word(TeamType::words), "What kind of team it is."),
    field("status", Shape::Word(TeamStatus::words), "Whether it is there; `active` where nothing is said."),
    field("successor", Shape::Reference, "The team that took over, once it is dissolved."),
    field("parent", Shape::Reference, "The team above it."),
    field("lead", Shape::Reference, "Who leads it: the id of a person."),
    field("members", REFERENCES, "Who is in it: ids of people."),
    field(
        "contact",
        Shape::Fields(&[
            field("chat", Shape::Text, "A channel: `\"#payments\"`."),
            field("email", Shape::Text, "An e-mail address."),
            field("tracker", Shape::Address, "Where requests go."),
        ]),
        "How to reach it.",
    ),
    field("on_call", ON_CALL, "Who is called when something of its breaks."),
    field("decides", TEXTS, "What it may decide by itself."),
    field("interacts_with", Shape::Map(&Shape::Word(Interaction::words)), "The teams it works with, and how."),
    field("owns", REFERENCES, "The systems it says it owns; the systems' `owner` must agree."),
    field("tasks", TEXTS, "What it merely does, without owning a system."),
    field("aliases", TEXTS, "Earlier ids."),
    field("formed", Shape::Date, "When it began."),
    field("reviewed", Shape::Date, "When this record was last confirmed."),
    field("links", LINKS, "Further links by name."),
];

const PERSON: &[Field] = &[
    field("name", Shape::Text, "What pages call them."),
    field("handle", Shape::Text, "Their name in chat and repositories."),
    field("left", Shape::Date, "The day on which they left."),
];

const DOMAIN: &[Field] = &[
    field("name", Shape::Text, "What pages call it; the id where it is left out."),
    field("summary", Shape::Text, "What it is about, in a sentence."),
    field("lead", Shape::Reference, "The person who decides."),
    field("parent", Shape::Reference, "The domain above it."),
    field("aliases", TEXTS, "Earlier ids."),
];

const STAGE: Shape = either(&[
    Shape::Reference,
    REFERENCES,
    Shape::Fields(&[
        field("team", REFERENCES, "The accountable team."),
        field("why", Shape::Text, "Why it is not the owner."),
    ]),
]);

const REPOSITORY: Shape = either(&[
    Shape::Address,
    Shape::Fields(&[
        required("url", Shape::Address, "The repository."),
        field("paths", TEXTS, "The paths in it that are this system, as globs; all where none is given."),
    ]),
]);

const RUNBOOK: Shape = either(&[
    Shape::Address,
    Shape::Fields(&[
        required("url", Shape::Address, "An address, or a page of the handbook."),
        field("reviewed", Shape::Date, "When it was last gone through."),
    ]),
]);

const CHECK: Shape = either(&[
    Shape::Date,
    Shape::Fields(&[
        field("done", Shape::Date, "The day on which it was done."),
        field("waived", Shape::Text, "The reason for which it is waived."),
        field("until", Shape::Date, "The last day of the waiver."),
        field("by", Shape::Reference, "Who says so."),
        field("evidence", Shape::Address, "What shows it."),
    ]),
]);

const SYSTEM: &[Field] = &[
    field("name", Shape::Text, "What pages call it; the id where it is left out."),
    field("summary", Shape::Text, "What it does, in a sentence."),
    field("kind", Shape::Word(SystemKind::words), "`service` where nothing is said."),
    field("domain", Shape::Reference, "The domain it belongs to."),
    field("tier", Shape::Tier, "1 (most critical) to 4."),
    field("status", Shape::Word(Status::words), "`production` where nothing is said."),
    field("owner", REFERENCES, "The one accountable team."),
    field("lifecycle", Shape::Map(&STAGE), "Stages that another team answers for, by stage; or `not-applicable`."),
    field("contributors", REFERENCES, "Teams that work on it without being accountable."),
    field("depends_on", REFERENCES, "The systems it needs; `external:…` for others' systems."),
    field("writes", REFERENCES, "The data systems it writes."),
    field("repositories", Shape::List(&REPOSITORY), "Where its code lies."),
    field("runbook", RUNBOOK, "What to do when it breaks."),
    field("dashboard", Shape::Address, "Where it is watched."),
    field(
        "deployment",
        Shape::Fields(&[
            field("independent", Shape::Flag, "Whether it can be deployed without any other."),
            field("pipeline", Shape::Address, "The pipeline."),
        ]),
        "How it is shipped.",
    ),
    field("on_call", ON_CALL, "Who is called, where that differs from the owner's rota."),
    field(
        "data",
        Shape::Fields(&[
            field("classification", Shape::Text, "How confidential it is."),
            field("quality_owner", Shape::Reference, "The team that answers for its quality."),
            field("retention", Shape::Time, "How long it is kept: `7y`."),
        ]),
        "What a data system holds.",
    ),
    field("metrics", REFERENCES, "The metrics by which it is judged."),
    field("checks", Shape::Map(&CHECK), "What has been attested on its checklists, by item."),
    field("debt_reviewed", Shape::Date, "When its technical debt was last gone through."),
    field("sunset", Shape::Date, "The day on which it ends."),
    field("replaced_by", Shape::Reference, "The system that takes its place."),
    field("reviewed", Shape::Date, "When this record was last confirmed."),
    field("aliases", TEXTS, "Earlier ids."),
    field("links", LINKS, "Further links by name."),
];

const METRIC: &[Field] = &[
    field("name", Shape::Text, "What pages call it; the id where it is left out."),
    field("measures", Shape::Word(Measures::words), "What it tells about."),
    field("target", Shape::Target, "What it should be, in quotes: `\">= 99.95\"`."),
    field("unit", Shape::Text, "Its unit, for showing."),
    field("source", Shape::Address, "Where it comes from."),
    field(
        "measurements",
        Shape::List(&Shape::Fields(&[
            required("date", Shape::Date, "The day."),
            required("value", Shape::Number, "The value, in the metric's unit."),
        ])),
        "What it was.",
    ),
];

pub(super) const APPLIES_TO: &[Field] = &[
    field("kind", Shape::List(&Shape::Word(SystemKind::words)), "Kinds of system."),
    field("tier", Shape::List(&Shape::Tier), "Tiers."),
    field("status", Shape::List(&Shape::Word(Status::words)), "How far they are in their life."),
    field("domain", REFERENCES, "Domains."),
];

const CHECKLIST: &[Field] = &[
    field("name", Shape::Text, "What pages call it; the id where it is left out."),
    field("stage", Shape::Text, "The stage it belongs to."),
    field("applies_to", Shape::Fields(APPLIES_TO), "The systems it applies to; all where nothing is said."),
    field(
        "items",
        Shape::List(&Shape::Fields(&[
            required("id", Shape::Text, "By which systems attest it."),
            field("text", Shape::Text, "What must be so."),
            field("why", Shape::Text, "Why."),
            field("evidence", Shape::Word(evidence), "The field of a system that meets it by being there."),
            field("every", Shape::Time, "How long an attestation holds."),
            field("required", Shape::Flag, "Whether an open item is a gap; it is where nothing is said."),
            field("applies_to", Shape::Fields(APPLIES_TO), "The systems it applies to, among those of the checklist."),
        ])),
        "Its items, in order.",
    ),
];

fn evidence() -> Vec<&'static str> {
    crate::model::standing::EVIDENCE.iter().map(|(name, _)| *name).collect()
}

const WAIVER: &[Field] = &[
    required("rule", Shape::Text, "The rule it silences."),
    required("on", Shape::Reference, "The entity on which: `system:ledger`."),
    required("reason", Shape::Text, "Why."),
    required("until", Shape::Date, "The last day on which it holds."),
    field("by", Shape::Reference, "Who granted it."),
];
