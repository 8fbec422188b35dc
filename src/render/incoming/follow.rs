//! Where a link of another document leads in the site or among its sources.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use url::Url;

use super::Whereabouts;
use crate::diagnostic::did_you_mean;
use crate::render::markdown::escape::unescape;
use crate::render::markdown::tokens::{Token, attributes, tokens};
use crate::render::{Fault, Site};
use crate::routes::{Address, Context, Target, anchor, decode, encode, relative};
use crate::source::slug::slug;
use crate::source::{SourcePath, scheme};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Led {
    /// Not into the handbook.
    Elsewhere,
    /// To something that is there.
    Here,
    /// From an earlier address to this present one.
    On(String),
    /// To nothing.
    Nowhere {
        /// What is missing, in lower case.
        reason: String,
        /// What may have been meant, as it would be written.
        near: Option<String>,
    },
}

/// How an address of the site, relative to its root, is written in a document.
type Written<'w> = &'w dyn Fn(&str) -> String;

/// Follows links, and keeps what it learns of pages.
pub(super) struct Follower<'s> {
    site: &'s Site,
    whereabouts: &'s Whereabouts,
    files: Vec<String>,
    /// The ids on each page that was looked at.
    ids: BTreeMap<String, BTreeSet<String>>,
}

impl<'s> Follower<'s> {
    pub fn new(site: &'s Site, whereabouts: &'s Whereabouts) -> Self {
        Self { site, whereabouts, files: site.files(), ids: BTreeMap::new() }
    }

    /// Where `destination` leads from the document at `from`.
    pub fn follow(&mut self, from: &SourcePath, destination: &str) -> Result<Led, Fault> {
        match scheme(destination).as_deref() {
            Some("http" | "https") => self.url(destination),
            None if destination.starts_with("//") => self.url(&format!("https:{destination}")),
            None => self.path(from, destination),
            Some(_) => Ok(Led::Elsewhere),
        }
    }

    fn url(&mut self, written: &str) -> Result<Led, Fault> {
        let Ok(url) = Url::parse(written) else { return Ok(Led::Elsewhere) };
        let whereabouts = self.whereabouts;
        let below = whereabouts.bases.iter().find_map(|base| Some((base, below(base, &url)?)));
        let Some((base, rest)) = below else { return Ok(Led::Elsewhere) };
        self.address(&rest, url.fragment(), &|href| format!("{base}{href}"))
    }

    /// A link that names a file: one of the handbook's sources, or of the built site. Links between the handbook's own
    /// pages are not looked at here: they are its own.
    fn path(&mut self, from: &SourcePath, destination: &str) -> Result<Led, Fault> {
        let Whereabouts { content, out, .. } = self.whereabouts;
        let (path, fragment) = destination.split_once('#').map_or((destination, None), |(path, id)| (path, Some(id)));
        let path = decode(path.split('?').next().unwrap_or_default());
        if path.is_empty() || path.starts_with(['/', '\\']) || from.below(content.as_str()).is_some() {
            return Ok(Led::Elsewhere);
        }
        let wanted = SourcePath::new(&format!("{}/{path}", from.folder()));
        if let Some(rest) = wanted.below(content.as_str()) {
            return Ok(self.source(from, rest, fragment));
        }
        let slash = if path.ends_with('/') { "/" } else { "" };
        let rest = match wanted.below(out.as_str()) {
            Some(rest) => format!("{rest}{slash}"),
            None if wanted == *out => String::new(),
            None => return Ok(Led::Elsewhere),
        };
        self.address(&rest, fragment, &|href| relative(from.as_str(), &format!("{}/{href}", encode(out.as_str()))))
    }

    /// A file of the content folder, by its path from there.
    fn source(&self, from: &SourcePath, rest: &str, fragment: Option<&str>) -> Led {
        let handbook = self.site.handbook();
        let wanted = SourcePath::new(&format!("content/{rest}"));
        let written = |rest: &str| {
            let path = format!("{}/{}", self.whereabouts.content, rest.trim_start_matches('/'));
            relative(from.as_str(), &encode(&path))
        };
        let is_folder = || handbook.sources.below(wanted.as_str()).next().is_some();
        let Some(page) = handbook.model.pages.get(&wanted) else {
            let is_there = handbook.sources.get(&wanted).is_some() || is_folder();
            return if is_there { Led::Here } else { self.no_source(rest, &written) };
        };
        let Some(id) = fragment.and_then(named) else { return Led::Here };
        let outline = page.file.outline();
        if anchor(page, &id).is_some() {
            return Led::Here;
        }
        let near = did_you_mean(&id, outline.headings.iter().map(|heading| heading.id.as_str()));
        let near = near.map(|near| format!("{}#{near}", written(rest)));
        Led::Nowhere { reason: format!("the page has no heading `#{id}`"), near }
    }

    /// What there is instead of a file of the content folder.
    fn no_source(&self, rest: &str, written: Written<'_>) -> Led {
        let handbook = self.site.handbook();
        let context = Context { model: &handbook.model, sources: &handbook.sources };
        let settings = SourcePath::new("content/handbook.yaml");
        let reason = format!("there is no `content/{rest}`");
        match handbook.routes.resolve(context, &settings, &format!("/{}", encode(rest))) {
            Target::Inside(route, _) => {
                let address = handbook.routes.address(&route);
                let near = self.whereabouts.bases.first().zip(address).map(|(base, to)| format!("{base}{}", to.href));
                Led::Nowhere { reason: format!("{reason}, for this page is made by Bailiwick"), near }
            }
            Target::Broken(broken) => Led::Nowhere { reason, near: broken.suggestion.map(|near| written(&near)) },
            Target::Outside(_) => Led::Nowhere { reason, near: None },
        }
    }

    /// An address of the site, not encoded.
    fn address(&mut self, rest: &str, fragment: Option<&str>, written: Written<'_>) -> Result<Led, Fault> {
        let rest: String = rest.nfc().collect();
        let Some(file) = candidates(&rest).into_iter().find(|file| self.site.has(file)) else {
            let near = self.near(&rest).map(|file| written(&self.href(&file)));
            let shown = if rest.is_empty() { "index.html" } else { &rest };
            return Ok(Led::Nowhere { reason: format!("there is no `{shown}`"), near });
        };
        let now = self.present(&file);
        let href = self.href(&now);
        let Some(id) = fragment.and_then(named).filter(|_| is_page(&now)) else {
            return Ok(if now == file { Led::Here } else { Led::On(written(&href)) });
        };
        let ids = self.ids(&now)?;
        if ids.contains(&id) {
            return Ok(if now == file { Led::Here } else { Led::On(format!("{}#{id}", written(&href))) });
        }
        let slugged = slug(&id);
        let near = if ids.contains(&slugged) { Some(&*slugged) } else { did_you_mean(&id, ids.iter().map(|id| &**id)) };
        let near = near.map(|near| format!("{}#{near}", written(&href)));
        let which = if now == file { "the page" } else { "it leads on, and the page there" };
        Ok(Led::Nowhere { reason: format!("{which} has no part `#{id}`"), near })
    }

    /// The file at which a reader of `file` ends.
    fn present(&self, file: &str) -> String {
        let routes = &self.site.handbook().routes;
        let to = routes.redirects.get(file).and_then(|redirect| routes.address(&redirect.to));
        to.map_or(file, |address| &address.file).to_owned()
    }

    /// The address of a file, from the site's root.
    fn href(&self, file: &str) -> String {
        let routes = &self.site.handbook().routes;
        match routes.at(file).and_then(|route| routes.address(route)) {
            Some(address) => address.href.strip_prefix("./").unwrap_or(&address.href).to_owned(),
            None => encode(file),
        }
    }

    fn ids(&mut self, file: &str) -> Result<&BTreeSet<String>, Fault> {
        if !self.ids.contains_key(file) {
            let html = self.site.render(file)?;
            self.ids.insert(file.to_owned(), ids_on(&String::from_utf8_lossy(&html)));
        }
        Ok(&self.ids[file])
    }

    /// The present file most like an address: in the other form of addresses, in other letter case, with a slip, or of
    /// the same name elsewhere.
    fn near(&self, rest: &str) -> Option<String> {
        let stem = stem(rest);
        let forms = [format!("{stem}.html"), format!("{stem}/index.html")];
        let wanted: BTreeSet<String> = candidates(rest).iter().chain(&forms).map(|file| file.to_lowercase()).collect();
        let has_ending = stem.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let style = self.site.handbook().model.settings.urls;
        let likely = if has_ending { stem.to_owned() } else { Address::of_page(stem, style).file };
        let name = likely.rsplit('/').next().filter(|name| *name != "index.html").unwrap_or(&likely);
        let same_name = || {
            let mut all = self.files.iter().filter(|file| file.rsplit('/').next() == Some(name));
            all.next().filter(|_| all.next().is_none()).map(String::as_str)
        };
        let exact = self.files.iter().find(|file| wanted.contains(&file.to_lowercase())).map(String::as_str);
        let found = exact.or_else(|| did_you_mean(&likely, self.files.iter().map(String::as_str)));
        found.or_else(same_name).map(|file| self.present(file))
    }
}

/// The path of `url` below `base`, decoded; nothing where it is not below. `http` and `https` are one site.
fn below(base: &Url, url: &Url) -> Option<String> {
    if base.host() != url.host() || base.port() != url.port() {
        return None;
    }
    let (base, path) = (decode(base.path()), decode(url.path()));
    // The address without its final slash is answered with it.
    let is_base = base.strip_suffix('/') == Some(&path);
    if is_base { Some(String::new()) } else { path.strip_prefix(&base).map(str::to_owned) }
}

/// The files that a web server may answer with: the one named, or the index of the folder named.
fn candidates(rest: &str) -> Vec<String> {
    if rest.is_empty() || rest.ends_with('/') {
        return vec![format!("{rest}index.html")];
    }
    vec![rest.to_owned(), format!("{rest}/index.html")]
}

/// An address without what tells its form: `teams/payments` for `teams/payments.html`, `teams/payments/` and
/// `teams/payments/index.html`.
fn stem(rest: &str) -> &str {
    let rest = rest.strip_suffix("/index.html").unwrap_or(rest).trim_end_matches('/');
    let endings = [".html", ".htm", ".md"];
    endings.iter().find_map(|ending| rest.strip_suffix(ending)).unwrap_or(rest)
}

/// Whether an output file is a page, on which there may be ids.
fn is_page(file: &str) -> bool {
    std::path::Path::new(file).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"))
}

/// The id that a fragment names; nothing where it names the page as a whole.
fn named(fragment: &str) -> Option<String> {
    let id = fragment.split(":~:").next().unwrap_or_default();
    Some(decode(id)).filter(|id| !id.is_empty() && !id.eq_ignore_ascii_case("top"))
}

/// The ids on a page of HTML.
fn ids_on(html: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for token in tokens(html) {
        let Token::Open { name, source } = token else { continue };
        let of_id = |key: &str| key == "id" || (key == "name" && name == "a");
        let found = attributes(source).into_iter().filter(|one| of_id(&one.name));
        ids.extend(found.map(|one| unescape(one.value)));
    }
    ids
}
