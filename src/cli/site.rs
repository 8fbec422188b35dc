//! The options that say which handbook and which day, and the site they come to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;

use super::today;
use crate::diagnostic::{Severity, plural};
use crate::exchange;
use crate::gaps::{Term, rules::frequent_handover};
use crate::history;
use crate::model::{Id, RedirectMap};
use crate::render::Site;
use crate::routes::Earlier;
use crate::site::{self, Inputs, Past};
use crate::source::{Disk, Sources, find_root};

/// Which handbook, and as of which day.
#[derive(Args, Clone, Debug)]
pub struct Which {
    /// The handbook's folder. [default: the working directory, or the nearest one above with a `content/handbook.yaml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Judge as of this day. [default: `SOURCE_DATE_EPOCH`, else today]
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

impl Which {
    /// The handbook's folder.
    ///
    /// # Errors
    /// Where there is no handbook.
    pub fn root(&self) -> Result<PathBuf> {
        let start = match &self.root {
            Some(root) => root.clone(),
            None => working_directory()?,
        };
        let start = start.canonicalize().with_context(|| format!("cannot open `{}`", start.display()))?;
        match &self.root {
            // A named folder is taken at its word.
            Some(_) if start.join("content/handbook.yaml").is_file() => Ok(start),
            Some(named) => Err(crate::source::DiskError::NoHandbook(named.clone()).into()),
            None => Ok(find_root(&start)?),
        }
    }

    /// The handbook's folder and files, with the foreign ones that its settings name.
    ///
    /// # Errors
    /// Where there is no handbook, or its folder cannot be read.
    pub fn sources(&self) -> Result<(PathBuf, Sources)> {
        let root = self.root()?;
        let sources = Disk::new(&root).with_foreign(exchange::wanted).read()?;
        Ok((root, sources))
    }

    /// The handbook, read and judged, with its theme, and with what the git history tells of earlier times where it is
    /// asked. Says after each step which one is done.
    ///
    /// # Errors
    /// Where there is no handbook, now or at the revision, or no such revision, or no history.
    pub fn site(&self, wanted: &Wanted, done: &mut dyn FnMut(&'static str)) -> Result<(Site, Option<Earlier>)> {
        let (root, sources) = self.sources()?;
        done("read");
        let as_of = today::as_of(self.as_of)?;
        let earlier = wanted.past.revision.as_deref().map(|revision| -> Result<Earlier> {
            let earlier = site::earlier(revision, history::files(&root, revision, exchange::wanted)?);
            note_unread(&earlier);
            done("the earlier time");
            Ok(earlier)
        });
        let earlier = earlier.transpose()?;
        let owners = if wanted.past.owners { owners(&root, as_of)? } else { BTreeMap::new() };
        if wanted.past.owners {
            done("the history of owners");
        }
        let past = Past { earlier: earlier.as_ref(), owners };
        let inputs = Inputs { redirects: wanted.redirects.clone(), ..self.inputs(sources, wanted.with_drafts)? };
        Ok((Site::since(inputs, past, done), earlier))
    }

    /// What a site of these files is made of on the day.
    ///
    /// # Errors
    /// Where the environment names a day that is none.
    pub fn inputs(&self, sources: Sources, with_drafts: bool) -> Result<Inputs> {
        Ok(Inputs { sources, as_of: today::as_of(self.as_of)?, with_drafts, redirects: BTreeSet::new() })
    }
}

/// What of a handbook a site is to show.
#[derive(Default)]
pub struct Wanted {
    /// Whether drafts are shown.
    pub with_drafts: bool,
    /// Servers for which earlier addresses are written down, besides those that the settings name.
    pub redirects: BTreeSet<RedirectMap>,
    /// What is asked of the git history.
    pub past: Asked,
}

/// What is asked of the git history.
#[derive(Args, Clone, Debug, Default)]
pub struct Asked {
    /// Report addresses of this git revision that are gone and redirected nowhere (`broken-permalink`).
    #[arg(long = "since", value_name = "REV")]
    pub revision: Option<String>,
    /// Report systems that change owners again and again, as the git history of the last year tells (`frequent-handover`).
    #[arg(long = "history")]
    pub owners: bool,
}

/// The owners that each system has had in the year up to `as_of`.
fn owners(root: &Path, as_of: Date) -> Result<BTreeMap<Id, Vec<Term>>> {
    let year = jiff::Span::new().days(frequent_handover::WINDOW.in_days());
    let from = as_of.checked_sub(year).unwrap_or(Date::MIN);
    let owners = history::owners(root, (from, as_of))?;
    let term = |(owner, since): history::Since| Term { owner, since };
    Ok(owners.into_iter().map(|(system, terms)| (system, terms.into_iter().map(term).collect())).collect())
}

/// What could not be understood then has no address to compare; that is said, and no reason to stop.
fn note_unread(earlier: &Earlier) {
    let all = earlier.model.diagnostics.iter().chain(&earlier.routes.diagnostics);
    let errors = all.filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if errors > 0 {
        let errors = plural(errors, "error");
        anstream::eprintln!(
            "at {} the handbook had {errors}: addresses may be missing from the comparison",
            earlier.revision
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "the edge where relative paths on the command line come from")]
pub fn working_directory() -> Result<PathBuf> {
    std::env::current_dir().context("the working directory is gone")
}

/// A path as people see it: relative to the working directory where it lies below it.
pub fn shown(path: &Path) -> String {
    let relative = working_directory().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    relative.as_deref().filter(|path| !path.as_os_str().is_empty()).unwrap_or(path).display().to_string()
}

/// `path` as it is named from `folder`: relative, with `/`, and with `..` where it lies outside. Globs stay as they are.
pub fn relative(folder: &Path, path: &str) -> String {
    let written = Path::new(path);
    if !written.is_absolute() {
        return path.to_owned();
    }
    let shared = folder.components().zip(written.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = written.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}
