//! A view and a theme in, HTML out.
//!
//! [`Theme::load`] lays a handbook's theme over the default one and sets the templates up once; a [`Renderer`] joins it
//! with what is the same on every page and turns each [`View`] into a page. Markdown becomes HTML here too
//! ([`to_html`]): its links are already followed and its headings already named by the outline, so what the checker
//! accepts is what the page holds. This room must not look at the model or the disk.

mod assets;
mod contrast;
mod fault;
mod filters;
mod fingerprint;
mod icons;
pub mod incoming;
mod making;
mod markdown;
pub mod outgoing;
mod phrases;
mod remarks;
mod site;
#[cfg(test)]
mod tests;
mod theme;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Value};

use crate::diagnostic::Diagnostic;
use crate::site::{SiteView, View};
use fingerprint::Fingerprint;

pub use fault::Fault;
pub use making::{Blocks, Making};
pub use markdown::{Html, classes, to_html};
pub use remarks::remarks;
pub use site::{Prepared, Site};
pub use theme::{Theme, default_file, default_names};

/// A theme and what is the same on every page: makes pages.
#[derive(Clone)]
pub struct Renderer {
    theme: Arc<Theme>,
    site: Value,
    /// Of the theme, and of what is the same on every page.
    fingerprint: Fingerprint,
}

impl Renderer {
    /// A renderer for the pages of a site.
    #[must_use]
    pub fn new(theme: Arc<Theme>, site: &SiteView) -> Self {
        let mut fingerprint = theme.fingerprint.clone();
        fingerprint.add_seen(site);
        Self { theme, site: Value::from_serializable(site), fingerprint }
    }

    /// The page that shows `view`.
    ///
    /// # Errors
    /// Where the theme's template for this kind of page is missing, or asks for what the view does not have.
    pub fn page(&self, view: &View) -> Result<String, Fault> {
        self.make(view, Making::default())
    }

    /// The same page, for those who measure.
    fn make(&self, view: &View, making: Making<'_>) -> Result<String, Fault> {
        let kind = view.frame.kind;
        let making = Making { phrases: &self.theme.phrases, ..making };
        let context = self.context(view, making).map_err(|error| Fault::of(&error, kind))?;
        let page = self
            .theme
            .tera
            .render(&format!("{kind}.html"), &context)
            .map(icons::only_used)
            .map_err(|error| Fault { fields: fields(view), ..Fault::of(&error, kind) });
        (making.done)("template");
        page
    }

    /// What the page that shows `view` is made of: two pages that this program makes of the same are equal.
    fn fingerprint(&self, view: &View) -> Fingerprint {
        let mut fingerprint = self.fingerprint.clone();
        fingerprint.add_view(view);
        fingerprint
    }

    /// The bytes of one of the theme's files for the reader's browser, by its path from the site's root.
    #[must_use]
    pub fn asset(&self, path: &str) -> Option<&[u8]> {
        self.theme.asset(path)
    }

    /// What of the handbook's own colours is hard to read.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.theme.warnings
    }

    /// The theme's files for the reader's browser: path from the site's root, and bytes.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.theme.assets()
    }

    /// What the page's template sees: the view's own fields, `frame`, `site` and `bodies`.
    fn context(&self, view: &View, making: Making<'_>) -> tera::TeraResult<Context> {
        let mut context = Context::from_serialize(&view.data)?;
        context.insert_value("frame", Value::try_from_serializable(&view.frame)?);
        context.insert_value("site", self.site.clone());
        (making.done)("context");
        let html = |body| Value::safe_string(&markdown::make(body, making).html);
        let bodies = view.bodies.iter().map(|(name, body)| (name.clone(), html(body)));
        context.insert_value("bodies", Value::from(bodies.collect::<BTreeMap<String, Value>>()));
        Ok(context)
    }
}

/// What a template of this kind of page can name.
fn fields(view: &View) -> Vec<String> {
    let data = Value::try_from_serializable(&view.data).ok();
    let data = data.as_ref().and_then(Value::as_map);
    let mut fields: Vec<String> = data.into_iter().flat_map(|map| map.keys()).map(ToString::to_string).collect();
    fields.extend(["assets", "bodies", "frame", "site", "w"].map(str::to_owned));
    fields.sort();
    fields
}
