//! Code with its parts marked by a small set of classes, made once per language and text.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::escape;
use super::scopes::{KEY, PLAIN, STRING, class_of};

/// Larger blocks stay plain, in bytes: highlighting makes about a megabyte a second.
const MAX_BLOCK: usize = 128 * 1024;

/// Blocks with a longer line stay plain, in bytes: what is on such lines was not written by hand.
const MAX_LINE: usize = 4 * 1024;

/// How much the younger half of the cache may hold, in bytes.
const MAX_CACHED: usize = 8 * 1024 * 1024;

/// Languages under other names.
const ALIASES: [(&str, &str); 35] = [
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

/// The HTML of `code` in `language`; plain where the language is unknown, or the code too large.
pub fn highlight(language: &str, code: &str) -> Highlighted {
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
    let Some(html) = Emitter::default().emit(syntax, code) else { return plain(true) };
    let html: Arc<str> = html.into();
    cache().put(key, html.clone());
    Highlighted { html, is_known: true }
}

/// Whether code in `language` is shown as its authors want: in colours, or plain because that is what they ask for.
pub fn is_known(language: &str) -> bool {
    let language = language.to_lowercase();
    PLAIN_LANGUAGES.contains(&language.as_str()) || syntax(&language).is_some()
}

fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let alias = ALIASES.iter().find(|(name, _)| *name == language).map_or(language, |(_, name)| name);
    syntaxes().find_syntax_by_token(alias)
}

/// Writes code with classes. Neighbours of one class share an element.
#[derive(Default)]
struct Emitter {
    out: String,
    stack: ScopeStack,
    /// The class that each scope of the stack gives to what stands in it.
    classes: Vec<&'static str>,
    known: HashMap<Scope, Option<&'static str>>,
    open: &'static str,
    /// White space not yet written: it belongs to no class by itself.
    held: String,
}

impl Emitter {
    /// Nothing where the grammar itself fails.
    fn emit(mut self, syntax: &SyntaxReference, code: &str) -> Option<String> {
        let mut state = ParseState::new(syntax);
        for line in code.split_inclusive('\n') {
            let operations = state.parse_line(line, syntaxes()).ok()?;
            let mut at = 0;
            for (offset, operation) in operations {
                self.push(line.get(at..offset)?);
                at = offset;
                self.apply(&operation)?;
            }
            self.push(line.get(at..)?);
            self.switch(PLAIN);
            if line.ends_with('\n') {
                self.out.push('\n');
            }
        }
        Some(self.out)
    }

    fn apply(&mut self, operation: &ScopeStackOp) -> Option<()> {
        let Self { stack, classes, known, .. } = self;
        let hook = |change: BasicScopeStackOp, _: &[Scope]| match change {
            BasicScopeStackOp::Pop => drop(classes.pop()),
            BasicScopeStackOp::Push(scope) => {
                let around = classes.last().copied().unwrap_or(PLAIN);
                let own = *known.entry(scope).or_insert_with(|| class_of(scope));
                // The quotes and words of a key are a key, not a string.
                classes.push(own.filter(|own| around != KEY || *own != STRING).unwrap_or(around));
            }
        };
        stack.apply_with_hook(operation, hook).ok()
    }

    fn push(&mut self, text: &str) {
        let text = text.trim_end_matches(['\n', '\r']);
        if text.is_empty() {
            return;
        }
        if text.trim().is_empty() {
            self.held.push_str(text);
            return;
        }
        let class = self.classes.last().copied().unwrap_or(PLAIN);
        if class != self.open {
            self.switch(class);
        }
        self.out.push_str(&std::mem::take(&mut self.held));
        escape::push_text(&mut self.out, text);
    }

    /// Ends the open element and begins one of `class`.
    fn switch(&mut self, class: &'static str) {
        if self.open != PLAIN {
            self.out.push_str("</span>");
        }
        self.out.push_str(&std::mem::take(&mut self.held));
        if class != PLAIN {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.open = class;
    }
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
