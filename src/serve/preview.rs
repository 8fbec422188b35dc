//! The handbook on disk as a source of snapshots: reads what changed, judges, and hands the site over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::{Problem, Snapshot, Source};
use crate::diagnostic::{Diagnostic, Severity};
use crate::gaps::Gap;
use crate::model::{Date, Kind};
use crate::render::Site;
use crate::routes::Route;
use crate::site::Inputs;
use crate::source::{Disk, Place, Sources};

/// Lines shown above and below an error.
const AROUND: usize = 2;

/// Kinds of errors for which a whole file, and so its pages, may be missing.
const COSTLY: [&str; 5] = ["yaml-syntax", "yaml-budget", "unreadable-file", "duplicate-key", "theme"];

/// The handbook in a folder, as it is at each look.
pub struct Preview {
    disk: Disk,
    as_of: Box<dyn Fn() -> Date + Send>,
    last: Option<(Sources, Arc<Seen>)>,
}

impl Preview {
    /// A preview of the handbook that `disk` reads, judged on the day that `as_of` gives at each look.
    pub fn new(disk: Disk, as_of: impl Fn() -> Date + Send + 'static) -> Self {
        Self { disk, as_of: Box::new(as_of), last: None }
    }
}

impl Source for Preview {
    fn load(&mut self, near: Option<&[PathBuf]>) -> Result<Option<Arc<dyn Snapshot>>, String> {
        let read = match near {
            Some(paths) => self.disk.read_near(paths),
            None => self.disk.read(),
        };
        let sources = read.map_err(|error| error.to_string())?;
        if self.last.as_ref().is_some_and(|(last, _)| last.is_same(&sources)) {
            return Ok(None);
        }
        let (as_of, redirects) = ((self.as_of)(), BTreeSet::new());
        let inputs = Inputs { sources: sources.clone(), as_of, with_drafts: true, redirects };
        let site = match &self.last {
            Some((_, before)) => Site::again(&before.site, inputs),
            None => Site::new(inputs),
        };
        let seen = Arc::new(Seen::new(site));
        self.last = Some((sources, seen.clone()));
        Ok(Some(seen))
    }

    fn watched(&self) -> Vec<PathBuf> {
        ["content", "themes"]
            .map(|folder| self.disk.root().join(folder))
            .into_iter()
            .chain(self.disk.foreign())
            .filter(|path| path.exists())
            .collect()
    }
}

/// A site at one moment, with what the preview says of it.
pub(super) struct Seen {
    site: Site,
    problems: Vec<Problem>,
    gaps: BTreeMap<String, String>,
}

impl Seen {
    pub(super) fn new(site: Site) -> Self {
        let handbook = site.handbook();
        let found = site.diagnostics();
        let errors = found.iter().filter(|found| found.severity == Severity::Error);
        let problems = errors.map(|found| problem(&site, found)).collect();
        let gaps = handbook.judgement.gaps.iter().map(|gap| (gap.fingerprint.clone(), shown_at(&site, gap)));
        let gaps = gaps.collect();
        Self { site, problems, gaps }
    }
}

impl Snapshot for Seen {
    fn file(&self, file: &str) -> Option<Result<Vec<u8>, String>> {
        let is_redirect = self.site.handbook().routes.redirects.contains_key(file);
        (self.site.has(file) && !is_redirect).then(|| self.site.render(file).map_err(|fault| fault.to_string()))
    }

    fn missing(&self, base: &str) -> Option<Result<Vec<u8>, String>> {
        Some(self.site.missing(base).map_err(|fault| fault.to_string()))
    }

    fn has(&self, file: &str) -> bool {
        self.site.has(file) && !self.site.handbook().routes.redirects.contains_key(file)
    }

    fn redirect(&self, file: &str) -> Option<String> {
        let routes = &self.site.handbook().routes;
        let redirect = routes.redirects.get(file)?;
        Some(routes.address(&redirect.to)?.file.clone())
    }

    fn stamp(&self, file: &str) -> Option<String> {
        let handbook = self.site.handbook();
        let Some(Route::File(path)) = handbook.routes.at(file) else { return None };
        handbook.sources.get(path)?.stamp()
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn gaps(&self) -> &BTreeMap<String, String> {
        &self.gaps
    }
}

/// Where a gap is shown: on its entity's page, else on the page of all gaps.
fn shown_at(site: &Site, gap: &Gap) -> String {
    let id = gap.entity.id.clone();
    let own = match gap.entity.kind {
        Kind::Team => Route::Team(id),
        Kind::System => Route::System(id),
        Kind::Domain => Route::Domain(id),
        _ => Route::Gaps,
    };
    let routes = &site.handbook().routes;
    let address = routes.address(&own).or_else(|| routes.address(&Route::Gaps));
    address.map_or_else(String::new, |address| format!("{}#{}", address.file, gap.anchor))
}

fn problem(site: &Site, found: &Diagnostic) -> Problem {
    let help: Vec<&str> = found.help.iter().map(|help| help.text.as_str()).collect();
    let problem = Problem {
        help: help.join("; "),
        costs_pages: COSTLY.contains(&&*found.code),
        ..Problem::of(&found.code, &*found.message)
    };
    found.place.as_ref().map_or(problem.clone(), |place| at(site, problem, place))
}

/// The problem with its place, and the lines around it.
fn at(site: &Site, problem: Problem, place: &Place) -> Problem {
    let path = place.path.to_string();
    let Some(file) = site.handbook().sources.get(&place.path) else { return Problem { path, ..problem } };
    let (text, lines) = (file.text(), file.lines());
    let position = lines.position(text, place.span.start);
    let first = position.line.saturating_sub(AROUND).max(1);
    let excerpt = (first..=position.line + AROUND).filter_map(|line| {
        let span = lines.line_span(text, line)?;
        Some((line, text.get(span.range())?.to_owned()))
    });
    let marked = text.get(place.span.range()).unwrap_or_default();
    let width = marked.lines().next().map_or(1, |line| line.chars().count().max(1));
    Problem { path, line: position.line, column: position.column, width, excerpt: excerpt.collect(), ..problem }
}
