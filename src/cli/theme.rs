//! `bailiwick theme`: a theme of a handbook's own, begun with what it wants to change.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::{Outcome, init, site};
use crate::diagnostic::did_you_mean;
use crate::model::Id;
use crate::render::{default_file, default_names};

/// What to do with themes.
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Begin a theme: with a stylesheet of its colours, or with copies of the default theme's files. Never overwrites.
    New(New),
    /// List the default theme's files.
    Files,
}

#[derive(Args, Clone, Debug)]
struct New {
    /// The theme's name, also of its folder below `themes/`.
    #[arg(value_name = "NAME")]
    name: String,
    /// Files of the default theme to copy: `templates/team.html`, or `team.html`. [default: a stylesheet with the colours]
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The handbook's folder. [default: the working directory, or the nearest one above with a `content/handbook.yaml`]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// A stylesheet with every token that is a theme's to set, as the default theme has them.
const STYLESHEET: &str = include_str!("theme/theme.css");

/// Begins a theme, or lists files.
///
/// # Errors
/// Where the name is not fit, a file is not the default theme's or is there already, or there is no handbook.
pub fn run(options: &Options) -> Result<Outcome> {
    match &options.action {
        Action::Files => default_names().iter().for_each(|name| anstream::println!("{name}")),
        Action::New(new) => begin(new)?,
    }
    Ok(Outcome::Fine)
}

fn begin(new: &New) -> Result<()> {
    if !Id::is_well_formed(&new.name) || new.name == "default" {
        bail!("`{}` cannot be a theme's name: write small letters, digits and hyphens, and not `default`", new.name);
    }
    let root = site::Which { root: new.root.clone(), as_of: None }.root()?;
    let mut files = new.files.iter().map(|name| wanted(name)).collect::<Result<Vec<(String, String)>>>()?;
    if files.is_empty() {
        files.push(("assets/theme.css".to_owned(), STYLESHEET.to_owned()));
    }
    let folder = format!("themes/{}", new.name);
    let present = files.iter().map(|(name, _)| format!("{folder}/{name}")).find(|path| root.join(path).exists());
    if let Some(path) = present {
        bail!("`{path}` is there already, and nothing is ever overwritten");
    }
    for (name, text) in &files {
        init::write(&root.join(format!("{folder}/{name}")), text)?;
        anstream::println!("  {folder}/{name}");
    }
    anstream::println!("\nName it in content/handbook.yaml to see it: `theme: {}`", new.name);
    Ok(())
}

/// A file of the default theme by its path, or by the end of it.
fn wanted(name: &str) -> Result<(String, String)> {
    let names = default_names();
    let ends = |path: &&String| path.as_str() == name || path.ends_with(&format!("/{name}"));
    let found: Vec<&String> = names.iter().filter(ends).collect();
    match found.as_slice() {
        [path] => Ok(((*path).clone(), default_file(path).unwrap_or_default())),
        [] => {
            let known = names.iter().flat_map(|path| [path.as_str(), path.rsplit('/').next().unwrap_or(path)]);
            let near = did_you_mean(name, known).map(|near| format!("; did you mean `{near}`?"));
            bail!(
                "the default theme has no file `{name}`{}",
                near.unwrap_or_else(|| "; `bailiwick theme files` lists them".into())
            )
        }
        several => {
            let several: Vec<&str> = several.iter().map(|path| path.as_str()).collect();
            bail!("`{name}` may be one of several: {}", several.join(", "))
        }
    }
}
