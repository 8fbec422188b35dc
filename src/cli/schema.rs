//! `bailiwick schema`: JSON Schemas of the handbook's YAML, for editors.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::Outcome;
use crate::diagnostic::did_you_mean;
use crate::model::schema::{ALL, Schema};

/// Which schema.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// `ownership`, `handbook` or `page`; without it they are listed.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Write all of them into this folder instead.
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    out: Option<PathBuf>,
}

/// Prints a schema, or writes them all.
///
/// # Errors
/// Where there is no schema of the name, or a file cannot be written.
pub fn run(options: &Options) -> Result<Outcome> {
    if let Some(folder) = &options.out {
        write(folder)?;
    } else if let Some(name) = &options.name {
        let Some(schema) = Schema::named(name) else {
            let near = did_you_mean(name, ALL.iter().map(|schema| schema.name));
            bail!(
                "there is no schema `{name}`; {}",
                near.map_or_else(listed, |near| format!("did you mean `{near}`?"))
            );
        };
        anstream::println!("{}", serde_json::to_string_pretty(&schema.to_json())?);
    } else {
        for schema in ALL {
            anstream::println!("{:<12} {}", schema.name, schema.says);
        }
        anstream::println!("\nWrite them with `bailiwick schema --out .schema`, and begin a data file with\n");
        anstream::println!("  {}", Schema::line("../../.schema/ownership.json"));
    }
    Ok(Outcome::Fine)
}

fn listed() -> String {
    format!("there are {}", ALL.iter().map(|schema| schema.name).collect::<Vec<_>>().join(", "))
}

fn write(folder: &std::path::Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    for schema in ALL {
        let path = folder.join(format!("{}.json", schema.name));
        let text = format!("{}\n", serde_json::to_string_pretty(&schema.to_json())?);
        std::fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
        anstream::println!("{}", path.display());
    }
    Ok(())
}
