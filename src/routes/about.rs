//! Pages that are about something: on which generated page each stands.

use super::{Route, Routes};
use crate::diagnostic::{Diagnostic, Help};
use crate::model::{About, Page};
use crate::source::Spanned;

impl Routes {
    /// A page about something that is not there stands at its own address rather than nowhere.
    pub(super) fn note_unknown_subject(&mut self, about: &Spanned<About>, page: &Page) {
        if page.file.built_in {
            return;
        }
        let message = format!("this page is about the {} `{}`, and there is none", about.kind, about.id);
        let help = Help::words("correct `about`, or remove it; until then the page stands at its own address");
        self.diagnostics.push(Diagnostic::warning("unknown-subject", about.place.clone(), message).help(help));
    }

    /// The generated page on which a page about this stands; nothing for a page of the guide.
    #[must_use]
    pub fn route_about(about: &About) -> Option<Route> {
        let id = about.id.clone();
        Some(match (about.kind, id.as_str()) {
            ("team", _) => Route::Team(id),
            ("system", _) => Route::System(id),
            ("domain", _) => Route::Domain(id),
            ("stage", _) => Route::Stage(id),
            ("rule", _) => Route::Rule(id),
            ("checklist", _) => Route::Checklist(id),
            ("mistake", _) | ("page", "mistakes") => Route::Mistakes,
            ("page", "home") => Route::Home,
            ("page", "teams") => Route::Teams,
            ("page", "systems") => Route::Systems,
            ("page", "domains") => Route::Domains,
            ("page", "lifecycle") => Route::Lifecycle,
            ("page", "checklists") => Route::Checklists,
            ("page", "matrix") => Route::Matrix,
            ("page", "framework") => Route::Framework,
            ("page", "profile") => Route::Profile,
            ("page", "practices") => Route::Practices,
            ("page", "gaps") => Route::Gaps,
            _ => return None,
        })
    }
}
