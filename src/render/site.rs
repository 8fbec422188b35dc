//! The site: a handbook in the clothes of a theme. Every file of it can be rendered by itself.

use std::sync::Arc;

use super::{Fault, Renderer, Theme};
use crate::diagnostic::Diagnostic;
use crate::routes::Route;
use crate::site::{Handbook, Inputs, Shown};
use crate::source::Sources;

/// A site is a function of its inputs. Both drivers, `build` and `serve`, ask it for one file at a time.
pub struct Site {
    handbook: Handbook,
    renderer: Renderer,
    faults: Vec<Fault>,
}

impl Site {
    /// Reads and judges a handbook, and dresses it in its theme. Never fails: a theme that cannot be used is in
    /// [`Site::faults`], and the default one takes its place.
    #[must_use]
    pub fn new(inputs: Inputs) -> Self {
        Self::new_in_steps(inputs, &mut |_| {})
    }

    /// The same, and says after each step which one is done.
    #[must_use]
    pub fn new_in_steps(inputs: Inputs, done: &mut dyn FnMut(&'static str)) -> Self {
        let handbook = Handbook::load_in_steps(inputs, done);
        let settings = &handbook.model.settings;
        let loaded = Theme::load(&handbook.sources, &settings.theme, &settings.language);
        let (theme, faults) =
            loaded.map_or_else(|faults| (default_theme(&settings.language), faults), |theme| (theme, Vec::new()));
        let renderer = Renderer::new(theme, &handbook.site);
        done("theme");
        Self { handbook, renderer, faults }
    }

    /// The handbook.
    #[must_use]
    pub fn handbook(&self) -> &Handbook {
        &self.handbook
    }

    /// What is wrong with the handbook's own theme.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Everything that was not understood, in the handbook's files and in its own theme.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let files = self.handbook.diagnostics().into_iter().cloned();
        files.chain(self.faults.iter().map(Fault::diagnostic)).collect()
    }

    /// Every file of the site, by path from its root.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let routes = self.handbook.routes.iter().map(|(file, _)| file.to_owned());
        let redirects = self.handbook.routes.redirects.keys().cloned();
        let assets = self.renderer.assets().map(|(path, _)| path.to_owned());
        let mut files: Vec<String> = routes.chain(redirects).chain(assets).collect();
        files.sort();
        files
    }

    /// How many pages people can read.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.handbook.routes.iter().filter(|(_, route)| route.is_page()).count()
    }

    /// Whether the site has this file.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        self.renderer.asset(file).is_some()
            || self.handbook.routes.at(file).is_some()
            || self.handbook.routes.redirects.contains_key(file)
    }

    /// The bytes of one file.
    ///
    /// # Errors
    /// Where the site has no such file, a copied file has gone, or the theme is at fault.
    pub fn render(&self, file: &str) -> Result<Vec<u8>, Fault> {
        if let Some(bytes) = self.renderer.asset(file) {
            return Ok(bytes.to_vec());
        }
        if let Some(route) = self.handbook.routes.at(file) {
            return self.render_route(file, route);
        }
        match self.handbook.routes.redirects.get(file) {
            Some(redirect) => Ok(self.renderer.page(&self.handbook.show_redirect(file, &redirect.to))?.into_bytes()),
            None => Err(Fault::of_file(file, "the site has no such file")),
        }
    }

    fn render_route(&self, file: &str, route: &Route) -> Result<Vec<u8>, Fault> {
        match self.handbook.show(file, route) {
            Ok(Shown::Page(view)) => Ok(self.renderer.page(&view)?.into_bytes()),
            Ok(Shown::Bytes(bytes)) => Ok(bytes),
            Err(error) => Err(Fault::of_file(file, error.to_string())),
        }
    }
}

/// The theme that comes with the program.
fn default_theme(language: &str) -> Arc<Theme> {
    Theme::load(&Sources::default(), "default", language).expect("the theme in the binary is tested to load")
}
