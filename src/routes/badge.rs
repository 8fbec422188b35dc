//! The addresses of badges.

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

    /// Badges stand on other sites, so they are made where the settings know this one's address.
    pub(super) fn add_badge(&mut self, model: &Model, route: &Route) {
        let badge = Self::badge(route).filter(|_| model.settings.base_url.is_some() && self.address(route).is_some());
        if let Some(badge) = badge {
            self.add_data(&badge);
        }
    }
}
