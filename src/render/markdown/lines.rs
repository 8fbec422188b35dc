//! Lines of code with their parts marked by classes, each worked out once for every state in which it is met.
//!
//! A grammar's state at the end of a line follows from the state before it and the line alone, and so does the HTML. Code
//! repeats its lines far more often than its blocks, and to look a line up takes a hundredth of the time.

use std::cell::RefCell;
use std::collections::HashMap;

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::escape;
use super::scopes::{KEY, PLAIN, STRING, class_of};

/// How much is remembered by each thread, in bytes; then it begins anew.
const MAX_REMEMBERED: usize = 3 * 1024 * 1024;

/// What a line takes besides its text and HTML, about, in bytes.
const ENTRY: usize = 100;

/// What a state takes, about, in bytes.
const STATE: usize = 1000;

/// The HTML of code, every element ending in the line it begins in; nothing where the grammar itself fails.
pub fn emit(syntaxes: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
    thread_local! {
        static LINES: RefCell<Lines> = RefCell::default();
    }
    LINES.with_borrow_mut(|lines| lines.emit(syntaxes, syntax, code))
}

/// Where the walk stands between two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    parse: ParseState,
    stack: ScopeStack,
    /// The class that each scope of the stack gives to what stands in it.
    classes: Vec<&'static str>,
}

/// A state, and what followed from it.
struct Met {
    state: State,
    lines: HashMap<Box<str>, Line>,
}

/// What a line became, and the number of the state after it.
struct Line {
    html: Box<str>,
    next: usize,
}

/// The lines that were met lately.
#[derive(Default)]
pub struct Lines {
    met: Vec<Met>,
    /// States by the scopes that are open in them.
    by_scopes: HashMap<Vec<Scope>, Vec<usize>>,
    /// The class of each scope that was met.
    known: HashMap<Scope, Option<&'static str>>,
    size: usize,
}

impl Lines {
    /// The HTML of code; nothing where the grammar itself fails.
    pub fn emit(&mut self, syntaxes: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
        if self.size > MAX_REMEMBERED {
            *self = Self { known: std::mem::take(&mut self.known), ..Self::default() };
        }
        let start = State { parse: ParseState::new(syntax), stack: ScopeStack::new(), classes: Vec::new() };
        let mut at = self.number(start);
        let mut out = String::with_capacity(code.len() * 3);
        for line in code.split_inclusive('\n') {
            if !self.met[at].lines.contains_key(line) {
                self.work_out(syntaxes, at, line)?;
            }
            let Line { html, next } = self.met[at].lines.get(line)?;
            out.push_str(html);
            at = *next;
        }
        Some(out)
    }

    /// The number of a state, the same for equal ones.
    fn number(&mut self, state: State) -> usize {
        let alike = self.by_scopes.entry(state.stack.scopes.clone()).or_default();
        if let Some(number) = alike.iter().find(|number| self.met[**number].state == state) {
            return *number;
        }
        let number = self.met.len();
        alike.push(number);
        self.met.push(Met { state, lines: HashMap::new() });
        self.size += STATE;
        number
    }

    /// Works out what `line` becomes after the state numbered `at`, and remembers it.
    fn work_out(&mut self, syntaxes: &SyntaxSet, at: usize, line: &str) -> Option<()> {
        let state = self.met[at].state.clone();
        let mut emitter =
            Emitter { state, known: &mut self.known, out: String::new(), open: PLAIN, held: String::new() };
        emitter.emit(syntaxes, line)?;
        let Emitter { state, out: html, .. } = emitter;
        let next = self.number(state);
        self.size += line.len() + html.len() + ENTRY;
        self.met[at].lines.insert(line.into(), Line { html: html.into(), next });
        Some(())
    }
}

/// Writes a line with classes. Neighbours of one class share an element.
struct Emitter<'k> {
    state: State,
    known: &'k mut HashMap<Scope, Option<&'static str>>,
    out: String,
    open: &'static str,
    /// White space not yet written: it belongs to no class by itself.
    held: String,
}

impl Emitter<'_> {
    /// Nothing where the grammar itself fails.
    fn emit(&mut self, syntaxes: &SyntaxSet, line: &str) -> Option<()> {
        let operations = self.state.parse.parse_line(line, syntaxes).ok()?;
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
        Some(())
    }

    fn apply(&mut self, operation: &ScopeStackOp) -> Option<()> {
        let Self { state: State { stack, classes, .. }, known, .. } = self;
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
        let class = self.state.classes.last().copied().unwrap_or(PLAIN);
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
