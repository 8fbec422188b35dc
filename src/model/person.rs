//! People. Nobody needs a record to be named.

use super::{Date, Fields, Id};
use crate::source::{Place, Spanned};

/// A person who is described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: Id,
    /// Where the id stands.
    pub place: Place,
    /// Their name; the id where none is given.
    pub name: Option<Spanned<String>>,
    /// Their name in chat and repositories.
    pub handle: Option<Spanned<String>>,
    /// The day on which they left.
    pub left: Option<Spanned<Date>>,
}

impl Person {
    /// A person of whom nothing is known but the id.
    #[must_use]
    pub fn new(id: Id, place: Place) -> Self {
        Self { id, place, name: None, handle: None, left: None }
    }

    pub(super) fn read(id: Id, place: Place, fields: &mut Fields<'_, '_>) -> Self {
        Self { id, place, name: fields.text("name"), handle: fields.text("handle"), left: fields.date("left") }
    }

    /// Their name, or their id.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_ref().map_or(self.id.as_str(), |name| name.value.as_str())
    }

    /// Whether they are gone on the day `as_of`.
    #[must_use]
    pub fn has_left(&self, as_of: Date) -> bool {
        self.left.as_ref().is_some_and(|left| left.value <= as_of)
    }
}
