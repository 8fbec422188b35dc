//! The rules, in the reference's order. A rule is a `.rs` and a `.md` here, and its two lines below.

use super::Rule;

/// All rules, in the reference's order.
pub static ALL: &[&Rule] = &[];

/// The rule of this id.
#[must_use]
pub fn named(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}
