//! Domains: fields of business or technology that group systems.

use super::{Fields, Id, Kind, Ref};
use crate::source::{Place, Spanned};

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Its id.
    pub id: Id,
    /// Where its id stands.
    pub place: Place,
    /// Its name; the id where none is given.
    pub name: Option<Spanned<String>>,
    /// What it is about, in a sentence.
    pub summary: Option<Spanned<String>>,
    /// The domain leader, who decides.
    pub lead: Option<Ref>,
    /// The domain above it.
    pub parent: Option<Ref>,
    /// Earlier ids, whose addresses lead here.
    pub aliases: Vec<Spanned<String>>,
}

impl Domain {
    /// A domain of which nothing is known but its id.
    #[must_use]
    pub fn new(id: Id, place: Place) -> Self {
        Self { id, place, name: None, summary: None, lead: None, parent: None, aliases: Vec::new() }
    }

    pub(super) fn read(id: Id, place: Place, fields: &mut Fields<'_, '_>) -> Self {
        Self {
            id,
            place,
            name: fields.text("name"),
            summary: fields.text("summary"),
            lead: fields.reference("lead", Kind::Person),
            parent: fields.reference("parent", Kind::Domain),
            aliases: fields.texts("aliases"),
        }
    }

    /// Its name, or its id.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_ref().map_or(self.id.as_str(), |name| name.value.as_str())
    }
}
