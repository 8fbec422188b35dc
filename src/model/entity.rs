//! What can be named: kinds of entities, and an entity by kind and id.

use std::fmt;

use super::Id;

/// The kinds of things a handbook speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A group of people who own.
    Team,
    /// Somebody.
    Person,
    /// A field of business or technology that groups systems.
    Domain,
    /// A service, a piece of infrastructure or a data system.
    System,
    /// A number that is watched.
    Metric,
    /// A list of what must be so.
    Checklist,
    /// A gap accepted until a day.
    Waiver,
    /// A Markdown page; its id is its path.
    Page,
    /// A stage of the lifecycle.
    Stage,
    /// A rule that finds gaps.
    Rule,
    /// One of the four mistakes.
    Mistake,
    /// The handbook as a whole; its id is empty.
    Handbook,
}

impl Kind {
    /// The word for one: `team`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Person => "person",
            Self::Domain => "domain",
            Self::System => "system",
            Self::Metric => "metric",
            Self::Checklist => "checklist",
            Self::Waiver => "waiver",
            Self::Page => "page",
            Self::Stage => "stage",
            Self::Rule => "rule",
            Self::Mistake => "mistake",
            Self::Handbook => "handbook",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        const ALL: [Kind; 12] = [
            Kind::Team,
            Kind::Person,
            Kind::Domain,
            Kind::System,
            Kind::Metric,
            Kind::Checklist,
            Kind::Waiver,
            Kind::Page,
            Kind::Stage,
            Kind::Rule,
            Kind::Mistake,
            Kind::Handbook,
        ];
        ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An entity by kind and id; shown as `system:ledger`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityRef {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
}

impl EntityRef {
    /// The entity of this kind and id.
    #[must_use]
    pub fn new(kind: Kind, id: &Id) -> Self {
        Self { kind, id: id.clone() }
    }
}

impl fmt::Display for EntityRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}
