//! One build: the site of a moment, what is kept of earlier ones, and what a tab is shown of it.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use super::clock;
use super::inject::own_page;
use super::media::is_page;
use super::resolve::{Resolved, resolve};
use super::snapshot::{Problem, Snapshot};
use super::target::Target;
use super::token::{Token, Use, digest};

/// Pages kept rendered, in bytes, before they are forgotten.
const LARGEST_CACHE: usize = 32 * 1024 * 1024;

/// Earlier sound snapshots that are kept to fall back on.
const KEPT: usize = 2;

/// A page ready to be shown, without the preview's script.
#[derive(Debug)]
pub(super) struct Page {
    /// 200, 404 where the site has no such page, 500 where it cannot be made.
    pub status: u16,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What a tab showing it says that it shows.
    pub token: Token,
    /// The time of the build it is from, in milliseconds since 1970, where that is an earlier one.
    pub older: Option<u64>,
}

/// A snapshot and the time at which it was built, in milliseconds since 1970.
type Dated = (Arc<dyn Snapshot>, u64);

/// The bytes of a file or why there are none, with the time of the build they are from where that is an earlier one.
type Shown = (Result<Vec<u8>, String>, Option<u64>);

/// One build.
pub(super) struct Build {
    /// Counts from 1.
    pub number: u64,
    /// Where the gaps are shown that the build before did not have.
    pub new_gaps: Vec<String>,
    base: Arc<str>,
    latest: Dated,
    earlier: Vec<Dated>,
    failure: Option<Problem>,
    saw_error: AtomicBool,
    pages: Mutex<HashMap<String, Arc<Page>>>,
    stamps: Mutex<HashMap<String, Option<String>>>,
}

impl Build {
    /// The first build of a site whose base path is `base` (`/` or `/eng/`).
    pub(super) fn first(base: &str, snapshot: Arc<dyn Snapshot>) -> Self {
        Self {
            number: 1,
            new_gaps: Vec::new(),
            base: Arc::from(base),
            latest: (snapshot, clock::wall()),
            earlier: Vec::new(),
            failure: None,
            saw_error: AtomicBool::new(false),
            pages: Mutex::default(),
            stamps: Mutex::default(),
        }
    }

    /// The build after this one. What this one could show is kept to fall back on, if it was sound.
    pub(super) fn next(&self, snapshot: Arc<dyn Snapshot>) -> Self {
        let mut earlier = self.earlier.clone();
        let is_sound = self.is_sound();
        if is_sound {
            earlier.insert(0, self.latest.clone());
            earlier.truncate(KEPT);
        }
        // What an error hid for a while is not new when it is seen again.
        let is_known = |gap: &str| {
            let sound = self.earlier.first().filter(|_| !is_sound);
            let mut seen = sound.into_iter().chain([&self.latest]);
            seen.any(|(snapshot, _)| snapshot.gaps().contains_key(gap))
        };
        let new_gaps = snapshot.gaps().iter().filter(|(gap, _)| !is_known(gap));
        let new_gaps = new_gaps.map(|(_, address)| address.clone()).collect();
        Self { number: self.number + 1, new_gaps, earlier, ..Self::first(&self.base, snapshot) }
    }

    /// The same site again, since the handbook could not be looked at.
    pub(super) fn failed(&self, message: String) -> Self {
        Self {
            number: self.number + 1,
            latest: self.latest.clone(),
            earlier: self.earlier.clone(),
            failure: Some(Problem::of("cannot-load", message)),
            ..Self::first(&self.base, self.latest.0.clone())
        }
    }

    /// The same site again, now that the handbook can be looked at.
    pub(super) fn mended(&self) -> Self {
        Self { failure: None, ..self.failed(String::new()) }
    }

    /// The time of the build, in milliseconds since 1970.
    pub(super) fn at(&self) -> u64 {
        self.latest.1
    }

    /// The errors, for the panel.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.failure.iter().chain(self.latest.0.problems())
    }

    /// Whether there is an output file of this name, or was before an error hid it.
    pub(super) fn has(&self, file: &str) -> bool {
        self.latest.0.has(file) || (self.hides_pages() && self.earlier.iter().any(|(snapshot, _)| snapshot.has(file)))
    }

    /// The bytes of an output file, with the time of the build they are from if that is an earlier one.
    pub(super) fn file(&self, file: &str) -> Option<Shown> {
        let latest = ask(&*self.latest.0, file);
        if let Some(Ok(bytes)) = latest {
            return Some((Ok(bytes), None));
        }
        if latest.is_some() {
            self.saw_error.store(true, Ordering::Relaxed);
        } else if !self.hides_pages() {
            return None;
        }
        let mut earlier = self.earlier.iter().map(|(snapshot, at)| (ask(&**snapshot, file), *at));
        let good = earlier.find_map(|(found, at)| Some((Ok(found?.ok()?), Some(at))));
        good.or_else(|| latest.map(|error| (error, None)))
    }

    /// What a tab sees at `route`, a path below the base without a leading slash.
    pub(super) fn view(&self, route: &str) -> Arc<Page> {
        match self.resolve(route) {
            Resolved::File(file) if is_page(&file) => self.page(&file).unwrap_or_else(|| self.missing()),
            Resolved::Redirect(to) => match self.resolve(&to) {
                Resolved::File(file) if is_page(&file) => self.page(&file).unwrap_or_else(|| self.missing()),
                _ => self.missing(),
            },
            _ => self.missing(),
        }
    }

    /// What stands at `route`.
    pub(super) fn resolve(&self, route: &str) -> Resolved {
        resolve(route, |file| self.has(file))
    }

    /// Where the page at `route` leads now, if it has another address: below the base, without a leading slash.
    pub(super) fn moved(&self, route: &str) -> Option<String> {
        let file = match self.resolve(route) {
            Resolved::File(file) | Resolved::Missing(file) => file,
            Resolved::Redirect(_) => return None,
        };
        self.latest.0.redirect(&file).filter(|to| *to != file)
    }

    /// A page of the site, rendered once a build.
    pub(super) fn page(&self, file: &str) -> Option<Arc<Page>> {
        if let Some(page) = lock(&self.pages).get(file) {
            return Some(page.clone());
        }
        let (found, older) = self.file(file)?;
        let (status, bytes) = match found {
            Ok(bytes) => (200, bytes),
            Err(message) => (500, own_page("This page cannot be shown", &message).into_bytes()),
        };
        let token = self.token(file, &bytes);
        let page = Arc::new(Page { status, bytes, token, older });
        self.keep(file, &page);
        Some(page)
    }

    /// The site's page for what is missing.
    pub(super) fn missing(&self) -> Arc<Page> {
        const KEY: &str = "\0missing";
        if let Some(page) = lock(&self.pages).get(KEY) {
            return page.clone();
        }
        let own = || own_page("Page not found", "There is no page at this address.").into_bytes();
        let found = guarded(|| self.latest.0.missing(&self.base)).and_then(Result::ok);
        let bytes = found.unwrap_or_else(own);
        let token = self.token("404.html", &bytes);
        let token = Token { page: format!("missing-{}", token.page), ..token };
        let page = Arc::new(Page { status: 404, bytes, token, older: None });
        self.keep(KEY, &page);
        page
    }

    fn keep(&self, key: &str, page: &Arc<Page>) {
        let mut pages = lock(&self.pages);
        let held: usize = pages.values().map(|page| page.bytes.len()).sum();
        if held + page.bytes.len() > LARGEST_CACHE {
            pages.clear();
        }
        pages.insert(key.to_owned(), page.clone());
    }

    fn token(&self, file: &str, html: &[u8]) -> Token {
        Token::of(&String::from_utf8_lossy(html), |kind, address| {
            let file = beside(file, address, &self.base)?;
            self.stamp(kind, &file)
        })
    }

    fn stamp(&self, kind: Use, file: &str) -> Option<String> {
        if let Some(stamp) = lock(&self.stamps).get(file) {
            return stamp.clone();
        }
        let cheap = self.latest.0.stamp(file);
        let stamp = cheap.or_else(|| match ask(&*self.latest.0, file) {
            Some(Ok(bytes)) if kind != Use::Script => Some(digest(&bytes)),
            _ => None,
        });
        lock(&self.stamps).insert(file.to_owned(), stamp.clone());
        stamp
    }

    /// What identifies an output file's bytes, where the site knows it without them.
    pub(super) fn cheap_stamp(&self, file: &str) -> Option<String> {
        self.latest.0.stamp(file)
    }

    fn hides_pages(&self) -> bool {
        self.latest.0.problems().iter().any(|problem| problem.costs_pages)
    }

    /// Whether this build may be fallen back on.
    fn is_sound(&self) -> bool {
        !self.hides_pages()
            && !self.saw_error.load(Ordering::Relaxed)
            && !matches!(ask(&*self.latest.0, "index.html"), Some(Err(_)))
    }
}

/// Asks a snapshot for a file.
fn ask(snapshot: &dyn Snapshot, file: &str) -> Option<Result<Vec<u8>, String>> {
    guarded(|| snapshot.file(file))
}

/// Makes a page; a panic of ours costs that page only.
fn guarded(make: impl FnOnce() -> Option<Result<Vec<u8>, String>>) -> Option<Result<Vec<u8>, String>> {
    catch_unwind(AssertUnwindSafe(make))
        .unwrap_or_else(|_| Some(Err("the preview stumbled over this page; this is a bug of the program".to_owned())))
}

/// The output file that `address` in the page `file` means, if it is one of ours.
fn beside(file: &str, address: &str, base: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let is_foreign = address.is_empty() || address.starts_with("//") || address.contains(':');
    if is_foreign {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    let below = if let Some(rest) = address.strip_prefix(base) {
        rest
    } else {
        parts.extend(file.split('/'));
        parts.pop();
        address
    };
    for part in below.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Target::parse(&format!("/{}", parts.join("/"))).ok().map(|target| target.path[1..].to_owned())
}

/// The build that is shown now.
pub(super) struct Current(RwLock<Arc<Build>>);

impl Current {
    /// Begins with the first build.
    pub(super) fn new(build: Build) -> Self {
        Self(RwLock::new(Arc::new(build)))
    }

    /// The build that is shown now.
    pub(super) fn get(&self) -> Arc<Build> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows another build from now on.
    pub(super) fn set(&self, build: Build) -> Arc<Build> {
        let build = Arc::new(build);
        let mut shown = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *shown, build.clone());
        drop(shown);
        // What nobody shows any more takes time to take apart: nobody waits for it.
        drop(before);
        build
    }
}

/// Locks; what a panicking thread left behind is still whole here, since nothing is half-written under a lock.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn an_address_in_a_page_is_an_output_file() {
        for (address, expected) in [
            ("../assets/a.css?v=1", Some("assets/a.css")),
            ("p.png#x", Some("teams/p.png")),
            ("/eng/assets/a%20b.css", Some("assets/a b.css")),
            ("../../x", None),
            ("//cdn.example/x.css", None),
            ("https://cdn.example/x.css", None),
            ("data:text/css,x", None),
            ("", None),
        ] {
            assert_eq!(beside("teams/a.html", address, "/eng/").as_deref(), expected, "{address}");
        }
    }
}
