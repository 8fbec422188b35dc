//! What is wrong with a theme, and where.

use std::fmt;

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Diagnostic, Help};
use crate::source::{Place, SourcePath, Span};

/// A fault in a theme's file, found when it was read or when a page was made with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The file, from the handbook's root: `themes/acme/templates/team.html`. Empty where it concerns none.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// The column, from 1; 0 where the line as a whole is meant.
    pub column: usize,
    /// The bytes concerned.
    pub span: Span,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The kind of page that was being made: `team`. Empty while the theme was read.
    pub kind: String,
    /// What a template of this kind can name.
    pub fields: Vec<String>,
}

impl Fault {
    /// A fault of a file as a whole.
    #[must_use]
    pub fn of_file(path: &str, message: impl Into<String>) -> Self {
        Self { file: path.to_owned(), message: message.into(), ..Self::default() }
    }

    /// The first fault that the engine reports while it makes a page of `kind`.
    #[must_use]
    pub fn of(error: &Error, kind: &str) -> Self {
        let first = all(error).into_iter().next().unwrap_or_default();
        Self { kind: kind.to_owned(), ..first }
    }

    /// The same, to be said with everything else that is wrong in the handbook.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let place = Place::new(&SourcePath::new(&self.file), self.span);
        let mut diagnostic = Diagnostic::error("theme", place, self.message.clone());
        if self.file.is_empty() {
            diagnostic.place = None;
        }
        if !self.kind.is_empty() {
            diagnostic = diagnostic.note(format!("while making a page of the kind `{}`", self.kind));
        }
        if !self.fields.is_empty() {
            let names: Vec<String> = self.fields.iter().map(|field| format!("`{field}`")).collect();
            diagnostic = diagnostic.help(Help::words(format!("a page of this kind has {}", names.join(", "))));
        }
        diagnostic
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.as_str(), self.line) {
            ("", _) => {}
            (file, 0) => write!(f, "{file}: ")?,
            (file, line) => write!(f, "{file}:{line}:{}: ", self.column)?,
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// All faults that the engine reports at once.
pub(super) fn all(error: &Error) -> Vec<Fault> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![of_report(report)],
        ErrorKind::MissingParent { current, parent } => {
            vec![Fault::of_file(current, format!("there is no template `{parent}` to extend"))]
        }
        ErrorKind::CircularExtend { tpl, .. } => vec![Fault::of_file(tpl, "extends itself, in a ring")],
        ErrorKind::CircularInclude { tpl, .. } => vec![Fault::of_file(tpl, "includes itself, in a ring")],
        ErrorKind::TemplateNotFound(name) => {
            vec![Fault::of_file("", format!("the theme has no template `{name}`"))]
        }
        _ => of_text(&error.to_string()),
    }
}

fn of_report(report: &ReportError) -> Fault {
    let span = report.span();
    Fault {
        file: report.filename().to_owned(),
        line: span.start_line,
        column: span.start_col + 1,
        span: Span::new(span.range.start, span.range.end),
        message: report.message().to_owned(),
        ..Fault::default()
    }
}

/// Checks across templates are reported as text alone, each as `error: …` and a line ` --> file:line:column`.
fn of_text(text: &str) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for line in text.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            faults.push(Fault { message: message.to_owned(), ..Fault::default() });
        } else if let Some(fault) = faults.last_mut().filter(|fault| fault.file.is_empty())
            && let Some(place) = line.trim_start().strip_prefix("--> ")
        {
            let mut parts = place.rsplitn(3, ':');
            fault.column = parts.next().and_then(|column| column.parse().ok()).unwrap_or(0);
            fault.line = parts.next().and_then(|line| line.parse().ok()).unwrap_or(0);
            parts.next().unwrap_or_default().clone_into(&mut fault.file);
        }
    }
    if faults.is_empty() {
        faults.push(Fault { message: text.to_owned(), ..Fault::default() });
    }
    faults
}
