//! Markdown on pages: which text stands where, with its links followed.

use std::collections::BTreeMap;

use super::Bodies;
use crate::gaps::Mistake;
use crate::model::Page;
use crate::routes::{Context, Route, Target};
use crate::site::Markdown;
use crate::site::here::Here;
use crate::site::live;
use crate::site::view::Href;

/// The text that stands on a page: its own, that of a page about it, or of an `index.md` at its address.
pub fn of_route(here: &Here<'_>, route: &Route) -> Bodies {
    if *route == Route::Mistakes {
        return of_mistakes(here);
    }
    let page = here.handbook.page_on(route);
    // An entity's page has headings of its own above the text.
    let is_below = matches!(route, Route::Team(_) | Route::System(_) | Route::Domain(_));
    let body = page.map(|page| Markdown { deepen: u8::from(is_below), ..here.markdown(page) });
    body.map(|body| ("main".to_owned(), body)).into_iter().collect()
}

/// The chapters of the mistakes guide.
fn of_mistakes(here: &Here<'_>) -> Bodies {
    let mut bodies = Bodies::new();
    for mistake in Mistake::ALL {
        if let Some(page) = here.model().page_about("mistake", mistake.id()) {
            let id_prefix = format!("{}--", mistake.id());
            bodies.insert(mistake.id().into(), Markdown { id_prefix, deepen: 1, ..here.markdown(page) });
        }
    }
    if let Some(page) = here.model().page_about("page", "mistakes") {
        bodies.insert("main".into(), Markdown { deepen: 1, ..here.markdown(page) });
    }
    bodies
}

impl Here<'_> {
    /// The text of a page as it stands on this one.
    pub fn markdown(&self, page: &Page) -> Markdown {
        let outline = page.file.outline();
        let blocks = outline.live.iter();
        let blocks = blocks.filter_map(|(text, _)| Some((text.clone(), live::block(self, text)?)));
        let links = outline.links.iter().map(|link| (link.destination.clone(), self.follow(page, &link.destination)));
        Markdown {
            file: page.file.clone(),
            links: links.collect::<BTreeMap<_, _>>(),
            id_prefix: String::new(),
            skips_title: true,
            deepen: 0,
            raw_html: self.model().settings.raw_html,
            blocks: blocks.collect(),
        }
    }

    /// Where a link of a page leads, as it is written on this page.
    fn follow(&self, page: &Page, destination: &str) -> Option<Href> {
        let context = Context { model: &self.handbook.model, sources: &self.handbook.sources };
        match self.handbook.routes.resolve(context, &page.path, destination) {
            Target::Outside(href) => Some(Href { href, is_outside: true }),
            Target::Inside(route, fragment) => {
                let part = fragment.map(|id| format!("#{}", crate::routes::encode(&id))).unwrap_or_default();
                let link = self.to(&route)?;
                Some(Href { href: link + &part, is_outside: false })
            }
            Target::Broken(_) => None,
        }
    }
}
