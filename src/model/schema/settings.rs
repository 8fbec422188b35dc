//! The fields of `handbook.yaml`, and of a page's front matter.

use super::ownership::APPLIES_TO;
use super::shape::{Field, Shape};
use super::{either, field, required};
use crate::model::{FailOn, Kind, Level, RawHtml, RedirectMap, Status, SystemKind, UrlStyle, Word};

const TEXTS: Shape = Shape::List(&Shape::Text);

/// `handbook.yaml`.
pub(super) const SETTINGS: &[Field] = &[
    field("title", Shape::Text, "The site's title."),
    field("description", Shape::Text, "What the site is, in a sentence."),
    field("language", Shape::Text, "The language of the site's words, as in HTML's `lang`."),
    field("theme", Shape::Text, "The theme's name: the folder themes/<name>/."),
    field("base_url", Shape::Address, "The address under which the site is published."),
    field("urls", Shape::Word(UrlStyle::words), "How pages are addressed."),
    field("raw_html", Shape::Word(RawHtml::words), "What becomes of HTML in pages."),
    field(
        "redirects",
        Shape::List(&Shape::Word(RedirectMap::words)),
        "Servers for which earlier addresses are written down.",
    ),
    field("robots", Shape::Word(robots), "What search engines are asked to do."),
    field("chat", Shape::Text, "How a channel becomes a link; `{name}` is filled in."),
    field("navigation", TEXTS, "The order of the navigation."),
    field("banner", Shape::Text, "A text above every page."),
    field("footer", Shape::Text, "A text below every page."),
    field(
        "people",
        Shape::Fields(&[field("pages", Shape::Flag, "Whether each person gets a page.")]),
        "How people are shown.",
    ),
    field(
        "fallback",
        Shape::Fields(&[
            field("team", Shape::Reference, "A team."),
            field("contact", Shape::Text, "A way to reach it, as people write it."),
        ]),
        "Whom a page names where a system has no owner.",
    ),
    field(
        "repository",
        Shape::Fields(&[
            field("edit", Shape::Address, "The address that edits a file; `{path}` and `{line}` are filled in."),
            field("commit", Shape::Address, "The address that shows a commit; `{sha}` is filled in."),
        ]),
        "Where the handbook's sources lie.",
    ),
    field(
        "review",
        Shape::Fields(&[
            field("every", Shape::Time, "For everything."),
            field("tiers", Shape::Map(&Shape::Time), "For a tier of its own."),
        ]),
        "How long a review holds.",
    ),
    field("gaps", Shape::Fields(GAPS), "How gaps are judged."),
    field("lifecycle", Shape::Map(&STAGE), "Stages renamed, added or, with nothing behind the colon, dropped."),
    field("sources", Shape::List(&Shape::Fields(SOURCE)), "Ownership data kept elsewhere, read in place."),
];

/// What `robots` may say. Its type is the settings' own.
fn robots() -> Vec<&'static str> {
    vec!["index", "noindex"]
}

const STAGE: Shape = either(&[
    Shape::Text,
    Shape::Fields(&[
        field("name", Shape::Text, "Its name."),
        field("short", Shape::Text, "One word, for narrow places."),
        field("question", Shape::Text, "The question it answers."),
    ]),
]);

const GAPS: &[Field] = &[
    field("fail_on", Shape::Word(FailOn::words), "From which severity on `check` fails."),
    field("rules", Shape::Map(&RULE), "Severity by rule."),
    field("limits", Shape::Map(&Shape::Text), "Thresholds by name."),
    field("custom", Shape::List(&Shape::Fields(CUSTOM)), "Rules of this handbook's own."),
];

const RULE: Shape = either(&[
    Shape::Word(Level::words),
    Shape::Fields(&[
        field("severity", Shape::Word(Level::words), "Everywhere."),
        field(
            "overrides",
            Shape::List(&Shape::Fields(OVERRIDE)),
            "For a part of the systems; the last that holds wins.",
        ),
    ]),
]);

const OVERRIDE: &[Field] = &[
    APPLIES_TO[0].again(),
    APPLIES_TO[1].again(),
    APPLIES_TO[2].again(),
    APPLIES_TO[3].again(),
    field("team", Shape::List(&Shape::Reference), "Owning teams."),
    required("severity", Shape::Word(Level::words), "The severity there."),
];

const CUSTOM: &[Field] = &[
    required("id", Shape::Text, "Its id, which says the problem."),
    required("on", Shape::Word(Kind::words), "The kind of entity it looks at."),
    required("when", Shape::Text, "When it finds a gap: a condition over the entity's fields."),
    required("message", Shape::Text, "What the gap says; the entity's fields can be filled in."),
    field("severity", Shape::Word(Level::words), "Of its gaps; `warning` where nothing is said."),
    field("scaled", Shape::Flag, "Whether tier and status move the severity."),
    field("title", Shape::Text, "The problem in a few words."),
    field("why", Shape::Text, "Why it matters."),
    field("help", Shape::Text, "How to close its gaps."),
    field("shows", TEXTS, "The mistakes and failures it shows: `M1`, `F2`."),
];

const SOURCE: &[Field] = &[
    required("type", Shape::Text, "The format."),
    field("path", Shape::Text, "A file, a folder or a glob, relative to the handbook's folder."),
    field("paths", TEXTS, "Several of them."),
    field("dialect", Shape::Text, "Which of a format's dialects."),
    field("repository", Shape::Address, "The repository in which the files lie."),
    field("systems", Shape::Text, "Which systems a format without systems gives."),
    field("teams", Shape::Text, "Whether a team that is only named is one: `none`."),
    field("domain", Shape::Reference, "Of systems that name none."),
    field("tier", Shape::Tier, "Of systems that name none."),
    field("kind", Shape::Word(SystemKind::words), "Of systems that name none."),
    field("status", Shape::Word(Status::words), "Of systems that name none."),
    field("names", Shape::Map(&Shape::Reference), "What a name there is called here."),
    field("columns", Shape::Map(&Shape::Text), "Which column of a table holds which field."),
];

/// A page's front matter.
pub(super) const FRONT_MATTER: &[Field] = &[
    field("title", Shape::Text, "Its title; the first heading where it is left out."),
    field("summary", Shape::Text, "What it says, in a sentence."),
    field("about", Shape::Text, "The page on which its body stands: `team/payments`."),
    field("weight", Shape::Whole, "Its order among its siblings, lower first."),
    field("aliases", TEXTS, "Earlier addresses."),
    field("draft", Shape::Flag, "Whether it is not to be published."),
    field("owner", Shape::List(&Shape::Reference), "The team that keeps it right."),
    field("reviewed", Shape::Date, "When it was last confirmed."),
    field("date", Shape::Date, "When it was written."),
    field("updated", Shape::Date, "When it last changed."),
    field("toc", Shape::Flag, "Whether it shows a list of its contents."),
];
