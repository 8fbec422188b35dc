//! The page for addresses that do not exist, and the page at an earlier address.

use std::collections::BTreeMap;

use crate::routes::Route;
use crate::site::View;
use crate::site::here::Here;
use crate::site::parts::Link;
use crate::site::view::{Data, NotFoundView, RedirectView};

pub fn not_found(here: &Here<'_>) -> Data {
    let link = |text: &str, route: &Route| Link { text: text.to_owned(), href: here.must(route) };
    Data::NotFound(NotFoundView {
        links: vec![
            link("All systems", &Route::Systems),
            link("All teams", &Route::Teams),
            link("Everything from A to Z", &Route::Search),
        ],
    })
}

/// The page at an earlier address, which leads to `to`.
pub fn redirect(here: &Here<'_>, to: &Route) -> View {
    let title = crate::site::framing::title(here, to);
    let data = Data::Redirect(RedirectView { to: Link { text: title, href: here.must(to) } });
    let frame = crate::site::framing::frame(here, to, &data, &BTreeMap::new());
    View { frame, data, bodies: BTreeMap::new() }
}
