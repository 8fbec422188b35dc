//! Code with its parts marked by a small set of classes, made once per language and text.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use syntect::parsing::{SyntaxReference, SyntaxSet};

use super::{escape, lines};
use crate::render::Blocks;

/// Larger blocks stay plain, in bytes: highlighting makes about a megabyte a second.
const MAX_BLOCK: usize = 128 * 1024;

/// Blocks with a longer line stay plain, in bytes: what is on such lines was not written by hand.
const MAX_LINE: usize = 4 * 1024;

/// How much the younger half of the cache may hold, in bytes.
const MAX_CACHED: usize = 2 * 1024 * 1024;

/// Languages under other names.
pub(super) const ALIASES: [(&str, &str); 36] = [
    ("bash-session", "bash"),
    ("c#", "cs"),
    ("conf", "ini"),
    ("console", "bash"),
    ("containerfile", "dockerfile"),
    ("cfg", "ini"),
    ("csharp", "cs"),
    ("dotenv", "bash"),
    ("env", "bash"),
    ("golang", "go"),
    ("hcl", "tf"),
    ("jinja", "html"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("ownership", "yaml"),
    ("jsonl", "json"),
    ("jsx", "js"),
    ("ksh", "bash"),
    ("kt", "kotlin"),
    ("kts", "kotlin"),
    ("make", "makefile"),
    ("mdx", "md"),
    ("mjs", "js"),
    ("node", "js"),
    ("objc", "m"),
    ("patch", "diff"),
    ("protobuf", "proto"),
    ("ps", "ps1"),
    ("psql", "sql"),
    ("pwsh", "ps1"),
    ("service", "ini"),
    ("shell", "bash"),
    ("shell-session", "bash"),
    ("svg", "xml"),
    ("terminal", "bash"),
    ("terraform", "tf"),
];

/// What is no language to highlight, and no slip either.
const PLAIN_LANGUAGES: [&str; 14] = [
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "none",
    "output",
    "log",
    "mermaid",
    "math",
    "ascii",
    "dot",
    "plantuml",
    "http",
];

/// Highlighted code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlighted {
    /// Its lines as HTML; every element ends in the line it begins in.
    pub html: Arc<str>,
    /// Whether the language is known.
    pub is_known: bool,
}

/// The HTML of `code` in `language`, of this run or an earlier one; plain where the language is unknown, or the code too
/// large.
pub fn highlight(language: &str, code: &str, earlier: Option<&dyn Blocks>) -> Highlighted {
    let language = language.to_lowercase();
    let plain = |is_known| Highlighted { html: escape::text(code).into(), is_known };
    if PLAIN_LANGUAGES.contains(&language.as_str()) {
        return plain(true);
    }
    let Some(syntax) = syntax(&language) else { return plain(false) };
    if code.len() > MAX_BLOCK || code.lines().any(|line| line.len() > MAX_LINE) {
        return plain(true);
    }
    let key = (syntax.name.clone(), code.to_owned());
    if let Some(html) = cache().get(&key) {
        return Highlighted { html, is_known: true };
    }
    let kept = earlier.and_then(|earlier| earlier.get(&syntax.name, code));
    let Some(html) = kept.or_else(|| made(syntax, code, earlier)) else { return plain(true) };
    let html: Arc<str> = html.into();
    cache().put(key, html.clone());
    Highlighted { html, is_known: true }
}

/// The HTML of code, kept for the next run; nothing where the grammar itself fails.
fn made(syntax: &SyntaxReference, code: &str, next: Option<&dyn Blocks>) -> Option<String> {
    let html = lines::emit(syntaxes(), syntax, code)?;
    if let Some(next) = next {
        next.put(&syntax.name, code, &html);
    }
    Some(html)
}

/// Whether code in `language` is shown as its authors want: in colours, or plain because that is what they ask for.
pub fn is_known(language: &str) -> bool {
    let language = language.to_lowercase();
    PLAIN_LANGUAGES.contains(&language.as_str()) || syntax(&language).is_some()
}

pub(super) fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
}

pub(super) fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    static BY_NAME: OnceLock<HashMap<String, &SyntaxReference>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        // As the library looks them up one by one: endings of files before names, and of several the last.
        let names = syntaxes().syntaxes().iter().map(|syntax| (&syntax.name, syntax));
        let endings = syntaxes()
            .syntaxes()
            .iter()
            .flat_map(|syntax| syntax.file_extensions.iter().map(move |ending| (ending, syntax)));
        names.chain(endings).map(|(name, syntax)| (name.to_lowercase(), syntax)).collect()
    });
    let alias = ALIASES.iter().find(|(name, _)| *name == language).map_or(language, |(_, name)| name);
    by_name.get(alias).copied()
}

type Key = (String, String);

/// What was highlighted lately. When the younger half is full it becomes the older one, which is forgotten.
#[derive(Default)]
struct Cache {
    younger: HashMap<Key, Arc<str>>,
    older: HashMap<Key, Arc<str>>,
    size: usize,
}

/// The process's cache.
fn cache() -> MutexGuard<'static, Cache> {
    static CACHE: OnceLock<Mutex<Cache>> = OnceLock::new();
    // Entries are whole before they are put in, so a panic elsewhere leaves nothing half done.
    CACHE.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner)
}

impl Cache {
    fn get(&mut self, key: &Key) -> Option<Arc<str>> {
        if let Some(found) = self.younger.get(key) {
            return Some(found.clone());
        }
        let (key, html) = self.older.remove_entry(key)?;
        self.put(key, html.clone());
        Some(html)
    }

    fn put(&mut self, key: Key, html: Arc<str>) {
        self.size += key.1.len() + html.len();
        self.younger.insert(key, html);
        if self.size > MAX_CACHED {
            self.older = std::mem::take(&mut self.younger);
            self.size = 0;
        }
    }
}
