//! Which part of a page the fragment of a link means.

use crate::model::Page;
use crate::source::outline::{Heading, Outline};
use crate::source::slug::{Distinct, on_github, slug};

/// Fragments that name a page as a whole, where it has no part of that name: browsers know the one, GitHub the other.
const WHOLE: [&str; 2] = ["top", "readme"];

/// What of a page is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The page as a whole.
    Whole,
    /// The element of this id, which is there.
    Id(String),
}

/// What the fragment `id` means on the page: the id itself, the heading to which GitHub gives it, or the one whose slug it
/// comes to.
#[must_use]
pub fn anchor(page: &Page, id: &str) -> Option<Anchor> {
    let outline = page.file.outline();
    if outline.has_id(id) {
        return Some(Anchor::Id(id.to_owned()));
    }
    let heading = by_github(outline, id).or_else(|| by_slug(outline, id));
    match heading {
        Some(heading) => Some(Anchor::Id(heading.id.clone())),
        None => WHOLE.iter().any(|name| id.eq_ignore_ascii_case(name)).then_some(Anchor::Whole),
    }
}

/// The heading that has this id where GitHub shows the page: a handbook is written and linked there, too.
fn by_github<'o>(outline: &'o Outline, id: &str) -> Option<&'o Heading> {
    let mut ids = Distinct::default();
    outline.headings.iter().find(|heading| ids.make(&on_github(&heading.text)) == id)
}

fn by_slug<'o>(outline: &'o Outline, id: &str) -> Option<&'o Heading> {
    let slugged = slug(id);
    outline.headings.iter().find(|heading| heading.id == slugged)
}
