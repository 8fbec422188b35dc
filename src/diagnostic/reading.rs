//! What is said of a file whose text cannot be had, or is broken.

use super::{Diagnostic, Help, Severity};
use crate::source::{Body, Place, SourceFile, SourcePath, yaml::Problem};

impl Diagnostic {
    /// What the reader of YAML or TOML found wrong in a file.
    #[must_use]
    pub fn of_problem(severity: Severity, path: &SourcePath, problem: &Problem) -> Self {
        let mut said = Self::new(problem.code, severity, Place::new(path, problem.span), &*problem.message);
        if let Some((span, text)) = problem.other {
            said = said.related(Place::new(path, span), text);
        }
        said.help.extend(problem.help.iter().map(Help::words));
        said
    }

    /// Why a file that should be text cannot be read; nothing where there is no such reason.
    #[must_use]
    pub fn of_unreadable(severity: Severity, file: &SourceFile) -> Option<Self> {
        let path = &file.path;
        let message = match &file.body {
            Body::NotUtf8(at) => format!("`{path}` is not UTF-8: the byte at offset {at} begins no character"),
            Body::Unreadable(reason) => format!("`{path}` cannot be read: {reason}"),
            Body::TooLarge(size) => format!("`{path}` is {} MiB, and files above 32 MiB are not read", size >> 20),
            _ => return None,
        };
        Some(Self::new("unreadable-file", severity, Place::start_of(path), message))
    }
}
