//! The addresses of what other sites show: badges and cards.

use super::address::file_name;
use super::{Route, Routes};
use crate::model::Model;

impl Routes {
    /// The file of the badge of a system or team.
    #[must_use]
    pub fn badge(route: &Route) -> Option<String> {
        match route {
            Route::System(id) => Some(format!("badges/systems/{}.svg", file_name(id))),
            Route::Team(id) => Some(format!("badges/teams/{}.svg", file_name(id))),
            _ => None,
        }
    }

    /// What each badge of one fact of a system or team is called, in the order of the whole badge's parts.
    #[must_use]
    pub fn facts(route: &Route) -> [&'static str; 4] {
        let first = if matches!(route, Route::Team(_)) { "systems" } else { "owner" };
        [first, "coverage", "gaps", "reviewed"]
    }

    /// The file of the badge of one fact.
    #[must_use]
    pub fn badge_of(route: &Route, fact: &str) -> Option<String> {
        Some(format!("{}/{fact}.svg", Self::badge(route)?.trim_end_matches(".svg")))
    }

    /// They stand on other sites, so they are made where the settings know this one's address.
    pub(super) fn add_shared(&mut self, model: &Model, route: &Route) {
        let folder = match route {
            Route::System(id) => format!("systems/{}", file_name(id)),
            Route::Team(id) => format!("teams/{}", file_name(id)),
            _ => return,
        };
        if model.settings.base_url.is_none() || self.address(route).is_none() {
            return;
        }
        let facts = Self::facts(route).into_iter().filter_map(|fact| Self::badge_of(route, fact));
        for badge in Self::badge(route).into_iter().chain(facts) {
            self.add_data(&badge);
        }
        self.page(Route::Card(Box::new(route.clone())), &format!("{folder}/card"), None);
    }
}
