//! `bailiwick serve`: the preview.

use anyhow::{Result, bail};
use clap::Args;

use super::Outcome;
use super::site::Which;

/// What to preview, and where.
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(flatten)]
    which: Which,
}

/// Serves the site.
///
/// # Errors
/// Always, for now.
pub fn run(options: &Options) -> Result<Outcome> {
    let _ = options.which.root()?;
    bail!("not there yet")
}
