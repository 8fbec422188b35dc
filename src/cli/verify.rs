//! `bailiwick verify`: a checkout held against the handbook.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use super::site::Which;
use super::{Outcome, checkout, report, site};
use crate::diagnostic::{Diagnostic, Format, Severity};
use crate::exchange::codeowners::{self, unmapped};
use crate::model::{SourceSetting, repository_name};
use crate::site::Handbook;
use crate::source::{Place, SourcePath, Spanned};

/// Where a CODEOWNERS file may lie, in the order in which hosts look.
const PLACES: [&str; 5] =
    [".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// What is held against the handbook.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Whom the checkout's CODEOWNERS names for each file.
    Codeowners,
}

/// Which checkout, of which repository.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// What is held against the handbook: codeowners.
    #[arg(value_name = "WHAT")]
    what: What,
    /// The folder of the checkout.
    #[arg(value_name = "CHECKOUT")]
    checkout: PathBuf,
    #[command(flatten)]
    which: Which,
    /// The address of its repository. [default: that of its remote `origin`, else the only one that systems name]
    #[arg(long, value_name = "ADDRESS")]
    repository: Option<String>,
    /// Whose reading of the file: github, gitlab or bitbucket. [default: as its folder and text tell]
    #[arg(long, value_name = "DIALECT")]
    dialect: Option<String>,
    /// How to report: human, json, sarif, github, gitlab, junit.
    #[arg(long, short, default_value = "human", value_parser = Format::named, value_name = "FORMAT")]
    format: Format,
}

/// Reports where the checkout and the handbook differ; findings where they do.
///
/// # Errors
/// Where there is no handbook, no checkout, no CODEOWNERS file in it, or no repository is known to be its own.
pub fn run(options: &Options) -> Result<Outcome> {
    let What::Codeowners = options.what;
    let (_, mut sources) = options.which.sources()?;
    let found = PLACES.iter().map(|place| options.checkout.join(place)).find(|path| path.is_file());
    let Some(file) = found else {
        bail!("there is no CODEOWNERS in `{}`; looked for {}", options.checkout.display(), PLACES.join(", "));
    };
    let bytes = std::fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let path = SourcePath::beside(&site::shown(&file));
    sources.set_foreign(path.as_str(), &bytes);
    let paths = files(&options.checkout);
    let inputs = options.which.inputs(sources, false)?;
    let mut left = Vec::new();
    let mut unknown = None;
    let handbook = Handbook::held_against(inputs, |model, sources| {
        let Some(setting) = options.setting(&path, model) else {
            unknown = Some(repositories(model));
            return Vec::new();
        };
        let Some(file) = sources.get(&path) else { return Vec::new() };
        let held = codeowners::hold(model, &setting, file, paths.clone());
        left = unmapped(&paths, &held.unmapped);
        held.said
    });
    if let Some(known) = unknown {
        bail!("which repository is this a checkout of? Say `--repository` with one of\n  {}", known.join("\n  "));
    }
    let drift = handbook.judgement.gaps.iter().filter(|gap| gap.rule.id() == "codeowners-drift");
    let here = |gap: &&crate::gaps::Gap| gap.place.path == path;
    let mut diagnostics: Vec<Diagnostic> = drift.filter(here).map(crate::gaps::Gap::diagnostic).collect();
    diagnostics.extend(left.iter().map(|left| said_of(left, &path)));
    report::print(&report::on(&handbook, &diagnostics), options.format)?;
    let matters = diagnostics.iter().any(|one| one.severity > Severity::Info);
    Ok(if matters { Outcome::Findings } else { Outcome::Fine })
}

fn said_of(left: &str, path: &SourcePath) -> Diagnostic {
    let message = format!("{left} of this checkout belongs to no system of the handbook");
    let help = crate::diagnostic::Help::write(
        "add the path to the `repositories` of the system that it is",
        "repositories: [{ url: …, paths: [/…/**] }]",
    );
    Diagnostic::warning("unmapped-path", Place::start_of(path), message).help(help)
}

impl Options {
    /// The checkout's CODEOWNERS as a source; nothing where nobody says of which repository it is.
    fn setting(&self, path: &SourcePath, model: &crate::model::Model) -> Option<SourceSetting> {
        let place = Place::start_of(path);
        let text = |text: &str| Spanned::new(text.to_owned(), place.clone());
        let known = repositories(model);
        let claimed = |address: &String| known.iter().any(|known| repository_name(known) == repository_name(address));
        let named = self.repository.clone().or_else(|| checkout::origin(&self.checkout).filter(claimed));
        let only = || if let [only] = known.as_slice() { Some(only.clone()) } else { None };
        let address = named.or_else(only)?;
        let mut setting = SourceSetting::new(text("codeowners"), vec![text(path.as_str())]);
        let sources = model.settings.sources.iter();
        let same = |source: &&SourceSetting| {
            let other = source.repository.as_ref().map(|other| repository_name(other));
            other.as_deref() == Some(repository_name(&address).as_str())
        };
        setting.names = sources.filter(same).map(|source| source.names.clone()).next().unwrap_or_default();
        setting.dialect = self.dialect.as_deref().map(text);
        setting.repository = Some(text(&address));
        Some(setting)
    }
}

/// The repositories that systems name, each once.
fn repositories(model: &crate::model::Model) -> Vec<String> {
    let all = model.systems.values().flat_map(|system| &system.repositories);
    let by_name: std::collections::BTreeMap<String, String> =
        all.map(|one| (repository_name(&one.url), one.url.value.clone())).collect();
    by_name.into_values().collect()
}

/// Every file of a checkout that git would see, from its folder.
fn files(checkout: &Path) -> Vec<String> {
    let walk = ignore::WalkBuilder::new(checkout)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build();
    let files =
        walk.filter_map(std::result::Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut paths: Vec<String> =
        files.filter_map(|entry| Some(SourcePath::relative(checkout, entry.path())?.as_str().to_owned())).collect();
    paths.sort();
    paths
}
