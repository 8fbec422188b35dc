//! `bailiwick init`: a small handbook to begin with.

mod from;

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Outcome, site, today};

/// Where to begin.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The folder to begin in.
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// Read ownership where this checkout keeps it: CODEOWNERS, catalog files and the like.
    #[arg(long, value_name = "CHECKOUT")]
    from: Option<PathBuf>,
}

/// The handbook's files. `{today}` becomes the day.
const FILES: [(&str, &str); 5] = [
    ("content/handbook.yaml", include_str!("init/handbook.yaml")),
    ("content/index.md", include_str!("init/index.md")),
    ("content/onboarding/welcome.md", include_str!("init/welcome.md")),
    ("content/runbooks/checkout.md", include_str!("init/runbook.md")),
    ("content/ownership/shop.yaml", include_str!("init/shop.yaml")),
];

/// Writes the handbook, unless any of its files is there already.
///
/// # Errors
/// Where a file exists, or cannot be written.
pub fn run(options: &Options) -> Result<Outcome> {
    let folder = &options.folder;
    if let Some(checkout) = &options.from {
        return from::run(folder, checkout);
    }
    let present = FILES.iter().find(|(path, _)| folder.join(path).symlink_metadata().is_ok());
    if let Some((path, _)) = present {
        bail!("`{}` is there already, and nothing is ever overwritten", folder.join(path).display());
    }
    let day = today::as_of(None)?.to_string();
    for (path, text) in FILES {
        write(&folder.join(path), &text.replace("{today}", &day))?;
    }
    anstream::println!("Started a handbook in {}:\n", site::shown(&folder.canonicalize()?));
    for (path, _) in FILES {
        anstream::println!("  {path}");
    }
    beginning(folder);
    Ok(Outcome::Fine)
}

/// Says how to go on.
fn beginning(folder: &Path) {
    let root = if folder == Path::new(".") { String::new() } else { format!(" --root {}", folder.display()) };
    anstream::println!("\nLook at it with `bailiwick serve{root} --open`; check it with `bailiwick check{root}`.");
}

/// Writes a new file, and the folders it lies in.
///
/// # Errors
/// Where the file is there already, or cannot be written.
pub fn write(path: &Path, text: &str) -> Result<()> {
    let name = path.display();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match file {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("`{name}` is there already, and nothing is ever overwritten")
        }
        other => other.with_context(|| format!("cannot write `{name}`"))?,
    };
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write `{name}`"))
}
