//! Teams.

use super::{Date, Fields, Id, Kind, Link, OnCall, Ref, Word};
use crate::source::{Place, Spanned};

/// What a team is for, in the words of Team Topologies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words are the field's own")]
pub enum TeamType {
    StreamAligned,
    Platform,
    Enabling,
    ComplicatedSubsystem,
}

impl Word for TeamType {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("stream-aligned", Self::StreamAligned),
        ("platform", Self::Platform),
        ("enabling", Self::Enabling),
        ("complicated-subsystem", Self::ComplicatedSubsystem),
    ];
}

/// Whether a team is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub enum TeamStatus {
    Forming,
    #[default]
    Active,
    Dissolved,
}

impl Word for TeamStatus {
    const WORDS: &'static [(&'static str, Self)] =
        &[("forming", Self::Forming), ("active", Self::Active), ("dissolved", Self::Dissolved)];
}

/// How two teams work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words are the field's own")]
pub enum Interaction {
    Collaboration,
    XAsAService,
    Facilitating,
}

impl Word for Interaction {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("collaboration", Self::Collaboration),
        ("x-as-a-service", Self::XAsAService),
        ("facilitating", Self::Facilitating),
    ];
}

/// How to reach a team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// A channel, as people write it: `#payments`.
    pub chat: Option<Spanned<String>>,
    /// An e-mail address.
    pub email: Option<Spanned<String>>,
    /// Where requests go, as an address.
    pub tracker: Option<Spanned<String>>,
}

impl Contact {
    /// Whether there is no way to reach the team at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chat.is_none() && self.email.is_none() && self.tracker.is_none()
    }
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: Id,
    /// Where its id stands.
    pub place: Place,
    /// Its name; the id where none is given.
    pub name: Option<Spanned<String>>,
    /// What it is for, in a sentence.
    pub summary: Option<Spanned<String>>,
    /// What kind of team it is.
    pub team_type: Option<Spanned<TeamType>>,
    /// Whether it is there.
    pub status: Option<Spanned<TeamStatus>>,
    /// Who took over, once it is dissolved.
    pub successor: Option<Ref>,
    /// The team above it.
    pub parent: Option<Ref>,
    /// Who leads it.
    pub lead: Option<Ref>,
    /// Who is in it.
    pub members: Vec<Ref>,
    /// Whether the data has a `members` field at all, be it empty.
    pub lists_members: bool,
    /// How to reach it.
    pub contact: Contact,
    /// Who is called.
    pub on_call: Option<OnCall>,
    /// What it may decide.
    pub decides: Vec<Spanned<String>>,
    /// The teams it works with, and how.
    pub interacts_with: Vec<(Ref, Spanned<Interaction>)>,
    /// The systems it says it owns.
    pub owns: Vec<Ref>,
    /// What it merely does.
    pub tasks: Vec<Spanned<String>>,
    /// Earlier ids.
    pub aliases: Vec<Spanned<String>>,
    /// When it began.
    pub formed: Option<Spanned<Date>>,
    /// When this record was last confirmed.
    pub reviewed: Option<Spanned<Date>>,
    /// Further links.
    pub links: Vec<Link>,
}

impl Team {
    /// A team of which nothing is known but its id.
    #[must_use]
    pub fn new(id: Id, place: Place) -> Self {
        Self {
            id,
            place,
            name: None,
            summary: None,
            team_type: None,
            status: None,
            successor: None,
            parent: None,
            lead: None,
            members: Vec::new(),
            lists_members: false,
            contact: Contact::default(),
            on_call: None,
            decides: Vec::new(),
            interacts_with: Vec::new(),
            owns: Vec::new(),
            tasks: Vec::new(),
            aliases: Vec::new(),
            formed: None,
            reviewed: None,
            links: Vec::new(),
        }
    }

    pub(super) fn read(id: Id, place: Place, fields: &mut Fields<'_, '_>) -> Self {
        Self {
            id,
            place,
            name: fields.text("name"),
            summary: fields.text("summary"),
            team_type: fields.word("type"),
            status: fields.word("status"),
            successor: fields.reference("successor", Kind::Team),
            parent: fields.reference("parent", Kind::Team),
            lead: fields.reference("lead", Kind::Person),
            lists_members: fields.raw("members").is_some(),
            members: fields.references("members", Kind::Person),
            contact: contact(fields),
            on_call: OnCall::read(fields),
            decides: fields.texts("decides"),
            interacts_with: interactions(fields),
            owns: fields.references("owns", Kind::System),
            tasks: fields.texts("tasks"),
            aliases: fields.texts("aliases"),
            formed: fields.date("formed"),
            reviewed: fields.date("reviewed"),
            links: fields.links("links"),
        }
    }

    /// Its name, or its id.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_ref().map_or(self.id.as_str(), |name| name.value.as_str())
    }

    /// Whether it is no longer there.
    #[must_use]
    pub fn is_dissolved(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.value == TeamStatus::Dissolved)
    }
}

fn contact(fields: &mut Fields<'_, '_>) -> Contact {
    let Some(mut contact) = fields.nested("contact") else { return Contact::default() };
    let read =
        Contact { chat: contact.text("chat"), email: contact.text("email"), tracker: contact.address("tracker") };
    contact.finish();
    read
}

fn interactions(fields: &mut Fields<'_, '_>) -> Vec<(Ref, Spanned<Interaction>)> {
    let mut read = Vec::new();
    for (team, mode) in fields.map("interacts_with") {
        let reader = fields.reader();
        let (team, mode) = (reader.reference(team, "interacts_with", Kind::Team), reader.word(mode, "interacts_with"));
        read.extend(team.zip(mode));
    }
    read
}
