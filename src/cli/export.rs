//! `bailiwick export`: the handbook in the formats of other tools.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::site::Which;
use super::{Outcome, report};
use crate::diagnostic::did_you_mean;
use crate::exchange;
use crate::exchange::codeowners::Dialect;
use crate::exchange::write::{self, Outgoing, Writer, Written};
use crate::model::repository_name;
use crate::source::SourcePath;

/// What is written, and where to.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// codeowners, backstage, datadog, owners-aliases, csv, mermaid, graphviz or yaml; without it they are listed.
    #[arg(value_name = "FORMAT")]
    format: Option<String>,
    #[command(flatten)]
    which: Which,
    /// Write into this file, or below this folder where there are several. [default: standard output]
    #[arg(long, short, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Of several files only this one: its name, or the address of its repository.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// For whose reading a CODEOWNERS file is: github, gitlab or bitbucket.
    #[arg(long, value_name = "DIALECT", default_value = "github")]
    dialect: String,
    /// How a team is named in repositories; `{team}` is its id, `{org}` the owner of the repository.
    #[arg(long, value_name = "PATTERN", default_value = "@{org}/{team}")]
    handle: String,
}

/// Writes the format.
///
/// # Errors
/// Where there is no handbook or no such format, several files have nowhere to go, or one cannot be written.
pub fn run(options: &Options) -> Result<Outcome> {
    let Some(format) = &options.format else {
        for writer in write::ALL {
            anstream::println!("{:<16} {}", writer.id, writer.says);
        }
        return Ok(Outcome::Fine);
    };
    let writer = known(format)?;
    let Some(dialect) = Dialect::named(&options.dialect) else {
        bail!("there is no dialect `{}`; there are github, gitlab and bitbucket", options.dialect);
    };
    let (_, sources) = options.which.sources()?;
    let model = exchange::model(&sources);
    let written = (writer.write)(&Outgoing { model: &model, dialect, handle: options.handle.clone() });
    let written = options.pick(written)?;
    match (&options.out, written.as_slice()) {
        (None, [only]) => report::print_text(&only.text)?,
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|file| file.path.as_str()).collect();
            bail!(
                "there are {} files: name a folder with `--out`, or one with `--only`\n  {}",
                names.len(),
                names.join("\n  ")
            );
        }
        (Some(out), [only]) if !is_folder(out) => save(out, &only.text)?,
        (Some(out), several) => {
            for file in several {
                // What data says of a repository's address must not lead out of the folder.
                save(&out.join(SourcePath::new(&file.path).as_str()), &file.text)?;
            }
        }
    }
    Ok(Outcome::Fine)
}

fn known(format: &str) -> Result<&'static Writer> {
    let Some(writer) = write::named(format) else {
        match did_you_mean(format, write::ALL.iter().map(|writer| writer.id)) {
            Some(near) => bail!("there is no format `{format}`; did you mean `{near}`?"),
            None => bail!("there is no format `{format}`; `bailiwick export` lists them all"),
        }
    };
    Ok(writer)
}

impl Options {
    /// The files that are asked for; at least one.
    fn pick(&self, mut written: Vec<Written>) -> Result<Vec<Written>> {
        if let Some(only) = &self.only {
            let repository = repository_name(only);
            let names: Vec<String> = written.iter().map(|file| file.path.clone()).collect();
            written.retain(|file| {
                file.path == *only || file.path.rsplit_once('/').is_some_and(|(at, _)| at == repository)
            });
            if written.is_empty() {
                bail!("no file is called `{only}`; there are\n  {}", names.join("\n  "));
            }
        }
        if written.is_empty() {
            bail!("there is nothing to write: no system names a repository");
        }
        Ok(written)
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/')
}

fn save(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    anstream::eprintln!("{}", path.display());
    Ok(())
}
