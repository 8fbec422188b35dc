//! `bailiwick import`: another format's files as our own YAML, once, for review.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{Outcome, report, site};
use crate::diagnostic::plural;
use crate::exchange::{self, Format};
use crate::model::{Model, SourceSetting};
use crate::source::{Place, SourcePath, Spanned, read_foreign};

/// What to read, and where to write.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The format: backstage, codeowners, csv, …
    #[arg(value_name = "TYPE")]
    format: String,
    /// Files, folders or globs.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,
    /// Write here instead of to standard output. Never overwrites.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The dialect, for CODEOWNERS: github, gitlab or bitbucket.
    #[arg(long, value_name = "DIALECT")]
    dialect: Option<String>,
    /// The address of the repository in which the files lie.
    #[arg(long, value_name = "URL")]
    repository: Option<String>,
}

/// Reads, writes, and says on standard error what was not carried over.
///
/// # Errors
/// Where the format is unknown, nothing is found, or the file is there already.
pub fn run(options: &Options) -> Result<Outcome> {
    let here = site::working_directory()?;
    let said = |text: &str| Spanned::new(text.to_owned(), Place::start_of(&SourcePath::new("command line")));
    let paths = options.paths.iter().map(|path| said(&site::relative(&here, path))).collect();
    let setting = SourceSetting {
        dialect: options.dialect.as_deref().map(said),
        repository: options.repository.as_deref().map(said),
        ..SourceSetting::new(said(&options.format), paths)
    };
    let Some(format) = Format::named(&options.format) else {
        let known = exchange::ALL.iter().map(|format| format.id);
        bail!(
            "`{}` is no format that is read\nhelp: the formats are {}",
            options.format,
            known.collect::<Vec<_>>().join(", ")
        );
    };
    let sources = read_foreign(&here, |sources| exchange::patterns(&setting, sources));
    let taken = exchange::read_source(&setting, &sources);
    let mut model = Model::default();
    let notes = taken.diagnostics.clone();
    let files = taken.files.len();
    model.extend([taken.found]);
    report::notes(&sources, &notes.iter().filter(|note| is_in_a_file(note, &sources)).cloned().collect::<Vec<_>>())?;
    if files == 0 {
        bail!("`{}` leads to no file of the format {}", options.paths.join("`, `"), format.title);
    }
    let text = format!(
        "# Read from {} ({}) by `bailiwick import`. Review it: from here on, this file is the truth.\n\n{}",
        plural(files, "file"),
        format.title,
        exchange::to_yaml(&model)
    );
    match &options.out {
        None => report::print_text(&text)?,
        Some(out) => super::init::write(out, &text)?,
    }
    let counts = [
        plural(model.teams.len(), "team"),
        plural(model.domains.len(), "domain"),
        plural(model.systems.len(), "system"),
        match model.people.len() {
            1 => "1 person".to_owned(),
            people => format!("{people} people"),
        },
    ];
    anstream::eprintln!("Read {} from {}.", counts.join(", "), plural(files, "file"));
    if !format.drops.is_empty() {
        anstream::eprintln!("Not carried over: {}.", format.drops);
    }
    Ok(Outcome::Fine)
}

fn is_in_a_file(note: &crate::diagnostic::Diagnostic, sources: &crate::source::Sources) -> bool {
    note.place.as_ref().is_some_and(|place| sources.get(&place.path).is_some())
}
