//! `bailiwick links`: other documents' links into this handbook.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use url::Url;

use super::site::{self, Wanted, Which, working_directory};
use super::{Outcome, report};
use crate::diagnostic::{Format, Severity, plural};
use crate::render::incoming::{self, Document, Whereabouts};
use crate::source::{Body, SourcePath, Sources};

/// Which documents, and how the handbook is named in them.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The documents: Markdown, HTML, or any text with addresses in it.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    which: Which,
    /// An address under which the site is published, besides `base_url`. May be given several times.
    #[arg(long, value_name = "URL")]
    base: Vec<String>,
    /// The folder into which the site is built. [default: `public` in the handbook's folder]
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to report: human, json, sarif, github, gitlab, junit.
    #[arg(long, short, default_value = "human", value_parser = Format::named, value_name = "FORMAT")]
    format: Format,
}

/// Reports links that lead nowhere; findings where there are any. Links that lead on are noted.
///
/// # Errors
/// Where there is no handbook, a document cannot be read, or an address is none.
pub fn run(options: &Options) -> Result<Outcome> {
    let root = options.which.root()?;
    let (site, _) = options.which.site(&Wanted::default(), &mut |_| {})?;
    let here = working_directory()?;
    let whereabouts = Whereabouts {
        bases: options.bases(site.handbook().model.settings.base_url.as_deref())?,
        content: from_disk(&root.join("content")),
        out: from_disk(&match &options.out {
            Some(out) => here.join(out),
            None => root.join("public"),
        }),
    };
    let mut sources = Sources::default();
    let mut locations = Vec::new();
    for file in &options.files {
        locations.push(read(file, &here, &mut sources)?);
    }
    let documents = locations.iter().filter_map(|(path, location)| {
        let file = sources.get(path)?;
        Some(Document { file, location })
    });
    let documents: Vec<Document<'_>> = documents.collect();
    let found = incoming::check(&site, &whereabouts, &documents)?;
    report::print(&report::beside(site.handbook(), &sources, &found.diagnostics), options.format)?;
    let (links, files) = (plural(found.links, "link"), plural(documents.len(), "file"));
    anstream::eprintln!("{links} into the handbook in {files}");
    if whereabouts.bases.is_empty() {
        anstream::eprintln!(
            "only relative links were looked at: neither `base_url` nor `--base` says where the site is"
        );
    }
    let is_broken = found.diagnostics.iter().any(|one| one.severity == Severity::Error);
    Ok(if is_broken { Outcome::Findings } else { Outcome::Fine })
}

impl Options {
    /// Every address of the site, the setting's first.
    fn bases(&self, setting: Option<&String>) -> Result<Vec<Url>> {
        setting.into_iter().chain(&self.base).map(|base| address(base)).collect()
    }
}

/// The address of a site, with its final `/`.
fn address(written: &str) -> Result<Url> {
    let slash = if written.ends_with('/') { "" } else { "/" };
    match Url::parse(&format!("{written}{slash}")) {
        Ok(url) if url.has_host() && matches!(url.scheme(), "http" | "https") => Ok(url),
        _ => bail!("`{written}` is no address of a site; write it in full, as in `https://docs.example.com/handbook/`"),
    }
}

/// Adds a document to `sources`; the path by which it is spoken of, and where it lies.
fn read(file: &Path, here: &Path, sources: &mut Sources) -> Result<(SourcePath, SourcePath)> {
    let cannot = || format!("cannot read `{}`", file.display());
    let location = here.join(file).canonicalize().with_context(cannot)?;
    let bytes = std::fs::read(&location).with_context(cannot)?;
    let path = SourcePath::beside(&site::relative(here, &location.to_string_lossy()));
    sources.set_foreign(path.as_str(), &bytes);
    if let Some(Body::NotUtf8(at)) = sources.get(&path).map(|file| &file.body) {
        bail!("`{}` is no text in UTF-8: see its byte {}", file.display(), at + 1);
    }
    Ok((path, from_disk(&location)))
}

/// A path from the root of the disk, links resolved as far as it is there.
fn from_disk(path: &Path) -> SourcePath {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    SourcePath::new(&real.to_string_lossy().replace('\\', "/"))
}
