//! The site: a handbook in the clothes of a theme. Every file of it can be rendered by itself.

use std::sync::Arc;

use super::{Fault, Making, Renderer, Theme};
use crate::diagnostic::Diagnostic;
use crate::site::{Handbook, Inputs, Past, Shown, View};
use crate::source::{SourceFile, Sources};

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
        Self::since(inputs, Past::default(), &mut |_| {})
    }

    /// The same, with what is known of earlier times, and saying after each step which one is done.
    #[must_use]
    pub fn since(inputs: Inputs, past: Past<'_>, done: &mut dyn FnMut(&'static str)) -> Self {
        let handbook = Handbook::load_since(inputs, past, done);
        let site = Self::dressed(handbook);
        done("theme");
        site
    }

    /// The same site after its files changed, made of what still holds of an earlier one: equal in all to
    /// [`Site::new`].
    #[must_use]
    pub fn again(previous: &Self, inputs: Inputs) -> Self {
        let handbook = Handbook::load_again(&previous.handbook, inputs);
        if !has_same_theme(&previous.handbook, &handbook) {
            return Self::dressed(handbook);
        }
        let renderer = Renderer::new(previous.renderer.theme.clone(), &handbook.site);
        Self { handbook, renderer, faults: previous.faults.clone() }
    }

    fn dressed(handbook: Handbook) -> Self {
        let settings = &handbook.model.settings;
        let loaded = Theme::load(&handbook.sources, &settings.theme, &settings.language);
        let (theme, faults) =
            loaded.map_or_else(|faults| (default_theme(&settings.language), faults), |theme| (theme, Vec::new()));
        let renderer = Renderer::new(theme, &handbook.site);
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
        let faults = self.faults.iter().map(Fault::diagnostic);
        let colours = self.renderer.warnings().iter().cloned();
        let mut all: Vec<Diagnostic> =
            files.chain(super::remarks(&self.handbook)).chain(faults).chain(colours).collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all
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
        self.prepare(file)?.bytes()
    }

    /// One file, with all that it is made of, and not made yet.
    ///
    /// # Errors
    /// Where the site has no such file, or a copied file has gone.
    pub fn prepare(&self, file: &str) -> Result<Prepared<'_>, Fault> {
        let page = |view| Prepared { made: Made::Page(view), renderer: &self.renderer };
        let bytes = |bytes| Prepared { made: Made::Bytes(bytes), renderer: &self.renderer };
        if let Some(asset) = self.renderer.asset(file) {
            return Ok(bytes(asset.to_vec()));
        }
        if let Some(route) = self.handbook.routes.at(file) {
            return match self.handbook.show(file, route) {
                Ok(Shown::Page(view)) => Ok(page(view)),
                Ok(Shown::Bytes(copied)) => Ok(bytes(copied)),
                Err(error) => Err(Fault::of_file(file, error.to_string())),
            };
        }
        match self.handbook.routes.redirects.get(file) {
            Some(redirect) => Ok(page(Box::new(self.handbook.show_redirect(file, &redirect.to)))),
            None => Err(Fault::of_file(file, "the site has no such file")),
        }
    }

    /// The page for what is missing, of a site that stands at `root` (`/`, `/eng/`): a web server shows it at any depth,
    /// so its links begin there.
    ///
    /// # Errors
    /// Where the theme is at fault.
    pub fn missing(&self, root: &str) -> Result<Vec<u8>, Fault> {
        let mut prepared = self.prepare("404.html")?;
        if let Made::Page(view) = &mut prepared.made {
            root.clone_into(&mut view.frame.base);
        }
        prepared.bytes()
    }
}

/// A file of the site before it is made.
pub struct Prepared<'a> {
    made: Made,
    renderer: &'a Renderer,
}

/// What a file is made of.
enum Made {
    /// A page, of its view.
    Page(Box<View>),
    /// What is its own bytes already.
    Bytes(Vec<u8>),
}

impl Prepared<'_> {
    /// The bytes of the file.
    ///
    /// # Errors
    /// Where the theme is at fault.
    pub fn bytes(self) -> Result<Vec<u8>, Fault> {
        self.make(Making::default())
    }

    /// The same bytes, for those who measure.
    ///
    /// # Errors
    /// Where the theme is at fault.
    pub fn make(self, making: Making<'_>) -> Result<Vec<u8>, Fault> {
        match self.made {
            Made::Page(view) => Ok(self.renderer.make(&view, making)?.into_bytes()),
            Made::Bytes(bytes) => Ok(bytes),
        }
    }

    /// What a page is made of, as hexadecimal digits: where they are equal, so are its bytes, as long as `program`
    /// tells one program from another. Nothing for what needs no making.
    #[must_use]
    pub fn fingerprint(&self, program: &[u8]) -> Option<String> {
        let Made::Page(view) = &self.made else { return None };
        let mut fingerprint = self.renderer.fingerprint(view);
        fingerprint.add(program);
        Some(fingerprint.digits())
    }
}

/// Whether both handbooks name the same theme, and none of its files was read again.
fn has_same_theme(before: &Handbook, after: &Handbook) -> bool {
    let (old, new) = (&before.model.settings, &after.model.settings);
    let files = |handbook: &Handbook| -> Vec<Arc<SourceFile>> { handbook.sources.below("themes").cloned().collect() };
    let (old_files, new_files) = (files(before), files(after));
    let is_same_file = |(old, new): (&Arc<SourceFile>, &Arc<SourceFile>)| Arc::ptr_eq(old, new);
    let has_same_files = old_files.len() == new_files.len() && old_files.iter().zip(&new_files).all(is_same_file);
    old.theme == new.theme && old.language == new.language && has_same_files
}

/// The theme that comes with the program.
fn default_theme(language: &str) -> Arc<Theme> {
    Theme::load(&Sources::default(), "default", language).expect("the theme in the binary is tested to load")
}
