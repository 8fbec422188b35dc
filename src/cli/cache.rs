//! Where highlighted code and answers of other sites are kept between runs.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::cache::{Cache, Key};
use crate::render::Blocks;

/// The folder that the environment names, or else the user's for caches; none where there is none, or the name is empty.
pub fn folder() -> Option<PathBuf> {
    match variable("BAILIWICK_CACHE") {
        Some(named) => Some(PathBuf::from(named)).filter(|named| !named.as_os_str().is_empty()),
        None => Some(of_user()?.join("bailiwick")),
    }
}

/// The user's folder for caches, by each system's custom.
fn of_user() -> Option<PathBuf> {
    let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        return absolute("LOCALAPPDATA");
    }
    let below_home = Path::new(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" });
    absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(below_home)))
}

/// The cache of the program that `mark` tells from every other; none where it cannot be used, which is no fault.
pub fn open(mark: &[u8]) -> Option<Cache> {
    Cache::open(&folder()?, &crate::source::digits(mark, 8))
}

impl Blocks for Cache {
    fn get(&self, language: &str, code: &str) -> Option<String> {
        self.get(Key::of(&[language, code]))
    }

    fn put(&self, language: &str, code: &str, html: &str) {
        self.put(Key::of(&[language, code]), html);
    }
}

#[expect(clippy::disallowed_methods, reason = "the edge where it is asked where a user's caches are")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
