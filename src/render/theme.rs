//! A theme: the default one, with a handbook's own files laid over it one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_embed::RustEmbed;
use tera::{Tera, Value};

use super::fault::{Fault, all};
use super::fingerprint::Fingerprint;
use super::phrases::Phrases;
use super::words::Words;
use super::{assets, contrast, filters};
use crate::diagnostic::Diagnostic;
use crate::source::{Body, Sources, Span};

/// The theme that comes with the program.
#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct Default;

/// Where the default theme's files seem to stand: their names in faults, and for templates that extend them.
const DEFAULT: &str = "themes/default";

/// Templates, words and assets, ready for use.
pub struct Theme {
    pub(super) tera: Tera,
    pub(super) fingerprint: Fingerprint,
    assets: BTreeMap<String, Vec<u8>>,
    /// How the program's own words are said.
    pub(super) phrases: Arc<Phrases>,
    /// Colours of the handbook's own that leave texts hard to read.
    pub(super) warnings: Vec<Diagnostic>,
}

/// A theme's file: its path from the handbook's root, and its bytes.
struct File {
    path: String,
    bytes: Vec<u8>,
}

impl Theme {
    /// The theme `name` of a handbook, whose own files below `themes/<name>/` lie over the default theme's, with the
    /// words of `language`.
    ///
    /// # Errors
    /// Everything that is wrong with the theme's files, and that there is no theme of this name.
    pub fn load(sources: &Sources, name: &str, language: &str) -> Result<Arc<Self>, Vec<Fault>> {
        let own = own_files(sources, name)?;
        if own.is_empty() && name != "default" {
            let message = format!("there is no theme `{name}`: the folder `themes/{name}` is missing or empty");
            return Err(vec![Fault::of_file("content/handbook.yaml", message)]);
        }
        let files = Files { default: default_files(), own };
        let words = files.words(language)?;
        let mut tera = Tera::default();
        let phrases = Arc::new(Phrases::new(words.phrases()));
        filters::add(&mut tera, words.months(), Arc::clone(&phrases));
        tera.global_context().insert_value("w", words.value());
        let assets = files.add_assets(&mut tera, &words);
        files.add_templates(&mut tera, name).map_err(|error| all(&error))?;
        let (fingerprint, warnings) = (files.fingerprint(name, language), files.warnings());
        Ok(Arc::new(Self { tera, fingerprint, assets, phrases, warnings }))
    }

    /// The bytes of one of the theme's files for the reader's browser.
    pub(super) fn asset(&self, path: &str) -> Option<&[u8]> {
        self.assets.get(path).map(Vec::as_slice)
    }

    /// The theme's files for the reader's browser: path from the site's root, and bytes.
    pub(super) fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// The paths of the default theme's files: `templates/team.html`.
#[must_use]
pub fn default_names() -> Vec<String> {
    let mut names: Vec<String> = Default::iter().map(std::borrow::Cow::into_owned).collect();
    names.sort();
    names
}

/// The text of one of the default theme's files.
#[must_use]
pub fn default_file(name: &str) -> Option<String> {
    Default::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned())
}

/// The default theme's files by their path in the theme.
fn default_files() -> BTreeMap<String, File> {
    let read = |name: &str| Default::get(name).map(|file| file.data.into_owned());
    Default::iter()
        .filter_map(|name| Some((name.to_string(), File { path: format!("{DEFAULT}/{name}"), bytes: read(&name)? })))
        .collect()
}

/// The handbook's files of the theme by their path in the theme.
fn own_files(sources: &Sources, name: &str) -> Result<BTreeMap<String, File>, Vec<Fault>> {
    let folder = format!("themes/{name}");
    let mut files = BTreeMap::new();
    let mut faults = Vec::new();
    for file in sources.below(&folder) {
        let Some(inner) = file.path.below(&folder) else { continue };
        let path = file.path.to_string();
        match &file.body {
            Body::NotUtf8(at) => faults
                .push(Fault { span: Span::new(*at, *at + 1), ..Fault::of_file(&path, "the file is not UTF-8 text") }),
            _ => match sources.bytes(&file.path) {
                Ok(bytes) => drop(files.insert(inner.to_owned(), File { path, bytes })),
                Err(error) => faults.push(Fault::of_file(&path, format!("the file cannot be read: {error}"))),
            },
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// The default theme's files, and the handbook's own that lie over them, each by its path in the theme.
struct Files {
    default: BTreeMap<String, File>,
    own: BTreeMap<String, File>,
}

impl Files {
    /// All files, the handbook's own after the default ones.
    fn all(&self) -> impl Iterator<Item = (&str, &File)> {
        self.default.iter().chain(&self.own).map(|(inner, file)| (inner.as_str(), file))
    }

    /// Of all that pages take from the theme.
    fn fingerprint(&self, name: &str, language: &str) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(name.as_bytes());
        fingerprint.add(language.as_bytes());
        for (inner, file) in self.all() {
            fingerprint.add(inner.as_bytes());
            fingerprint.add(file.path.as_bytes());
            fingerprint.add(&file.bytes);
        }
        fingerprint
    }

    /// What is hard to read in the colours that the handbook's own stylesheets set.
    fn warnings(&self) -> Vec<Diagnostic> {
        let text = |file: &File| String::from_utf8_lossy(&file.bytes).into_owned();
        let default = self.default.get("assets/style.css").map(text).unwrap_or_default();
        let own = self.own.get("assets/theme.css");
        own.map_or_else(Vec::new, |own| contrast::warnings(&default, &own.path, &text(own)))
    }

    /// English first, then the handbook's language; the default theme's words before the handbook's own.
    fn words(&self, language: &str) -> Result<Words, Vec<Fault>> {
        let mut words = Words::default();
        let primary = language.split('-').next().unwrap_or(language);
        let mut languages = vec!["en", primary, language];
        languages.dedup();
        let named = languages.iter().flat_map(|language| {
            let inner = format!("words/{language}.yaml");
            [self.default.get(&inner), self.own.get(&inner)]
        });
        for file in named.flatten() {
            let text = String::from_utf8_lossy(&file.bytes);
            words.lay(&text).map_err(|(message, at)| {
                let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
                vec![Fault { line, column: 1, span: Span::new(at, at), ..Fault::of_file(&file.path, message) }]
            })?;
        }
        Ok(words)
    }

    /// Tells the templates where each asset is published, and gives the bytes by published path.
    fn add_assets(&self, tera: &mut Tera, words: &Words) -> BTreeMap<String, Vec<u8>> {
        let named = self.all().filter_map(|(inner, file)| Some((inner.strip_prefix("assets/")?, file)));
        let mut paths = BTreeMap::new();
        let mut published = BTreeMap::new();
        for (name, file) in named.collect::<BTreeMap<_, _>>() {
            let bytes = match std::str::from_utf8(&file.bytes) {
                Ok(css) if assets::ending(name) == "css" => assets::smaller(css).into_bytes(),
                Ok(script) if name == "app.js" => (words.script() + &assets::unindented(script)).into_bytes(),
                Ok(script) if name == "search.js" => assets::unindented(script).into_bytes(),
                _ => file.bytes.clone(),
            };
            let path = assets::published(name, &bytes);
            paths.insert(name.to_owned(), Value::from(path.as_str()));
            published.insert(path, bytes);
        }
        tera.global_context().insert_value("assets", Value::from(paths));
        published
    }

    /// Adds the templates under their files' paths, so that a fault names the file; without the folder, the handbook's
    /// own comes first. One that replaces a default template can extend it by its whole path.
    fn add_templates(&self, tera: &mut Tera, name: &str) -> tera::TeraResult<()> {
        tera.set_fallback_prefixes([format!("themes/{name}/templates/"), format!("{DEFAULT}/templates/")])?;
        let is_template = |inner: &str| inner.starts_with("templates/") && assets::ending(inner) == "html";
        let files = self.all().filter(|(inner, _)| is_template(inner));
        tera.add_raw_templates(files.map(|(_, file)| (file.path.as_str(), String::from_utf8_lossy(&file.bytes))))
    }
}
