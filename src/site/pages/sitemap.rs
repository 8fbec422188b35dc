//! `sitemap.xml` and `robots.txt`.

use crate::routes::Route;
use crate::site::Handbook;

/// The pages of the site. Without a `base_url` addresses cannot be absolute, and the list is empty and says why.
pub fn sitemap(handbook: &Handbook) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    match &handbook.model.settings.base_url {
        None => xml.push_str("<!-- Set base_url in handbook.yaml to list the pages here. -->\n"),
        Some(base) => {
            for (_, route) in handbook.routes.iter().filter(|(_, route)| is_listed(route)) {
                let href = handbook.routes.address(route).map_or("", |address| address.href.as_str());
                let href = if href == "./" { "" } else { href };
                xml.push_str(&format!("  <url><loc>{}</loc></url>\n", escape(&format!("{}{href}", base.value))));
            }
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

fn is_listed(route: &Route) -> bool {
    route.is_page() && !matches!(route, Route::NotFound | Route::Search | Route::Card(_) | Route::Part(_))
}

/// Text as it stands in XML. Characters that XML cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let text = text
        .replace(|c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || ('\u{fffe}'..='\u{ffff}').contains(&c), "");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether search engines are welcome, and where the sitemap is.
pub fn robots(handbook: &Handbook) -> String {
    let settings = &handbook.model.settings;
    let rule = if settings.is_hidden_from_robots { "Disallow: /" } else { "Allow: /" };
    let sitemap = settings.base_url.as_ref().map(|base| format!("Sitemap: {}sitemap.xml\n", base.value));
    format!("User-agent: *\n{rule}\n{}", sitemap.unwrap_or_default())
}
