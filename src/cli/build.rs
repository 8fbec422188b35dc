//! `bailiwick build`: the site, on disk.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::site::{Asked, Wanted, Which, shown};
use super::timings::{Clock, Laps};
use super::{Outcome, cache, report};
use crate::diagnostic::{Severity, count_of, plural};
use crate::model::{RedirectMap, Word};
use crate::publish::{self, Publication, Surroundings, Target};
use crate::render::{Blocks, Making, Site};
use crate::source::SourcePath;

/// What to build, and where to.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(flatten)]
    which: Which,
    /// The folder to publish into. [default: `public` in the handbook's folder]
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Publish drafts too; their pages say that they are drafts.
    #[arg(long)]
    drafts: bool,
    /// Show systems that change owners again and again, as the git history of the last year tells (`frequent-handover`).
    #[arg(long)]
    history: bool,
    /// Write earlier addresses down for a server too: netlify, nginx or apache. May be given several times; besides
    /// `redirects` in the settings.
    #[arg(long, value_name = "SERVER", value_delimiter = ',', value_parser = server)]
    redirects: Vec<RedirectMap>,
    /// Write every file anew instead of taking over what is right already. Deletes no more than a build ever does.
    #[arg(long)]
    clean: bool,
    /// Publish what could be read even where some files could not be understood. Still exits with 1.
    #[arg(long)]
    keep_going: bool,
    /// Neither use nor keep highlighted code of other runs; else it is in `BAILIWICK_CACHE`, or the user's cache folder.
    #[arg(long)]
    no_cache: bool,
    /// Say on standard error how long each step takes, and of the pages' rendering each part.
    #[arg(long)]
    timings: bool,
}

/// Builds the site; publishes nothing where a file could not be understood, unless asked to keep going.
///
/// # Errors
/// Where there is no handbook, the folder is not fit, the theme is broken, or the disk refuses.
pub fn run(options: &Options) -> Result<Outcome> {
    let mut clock = Clock::start();
    let root = options.which.root()?;
    let past = Asked { owners: options.history, ..Asked::default() };
    let redirects = options.redirects.iter().copied().collect();
    let wanted = Wanted { with_drafts: options.drafts, redirects, past };
    let (site, _) = options.which.site(&wanted, &mut |step| clock.done(step))?;
    let target = target(&root, options.out.as_deref())?;
    let folder = target.folder().to_path_buf();
    let diagnostics = site.diagnostics();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    report::warn(&site, &diagnostics)?;
    clock.done("diagnostics");
    if errors > 0 && !options.keep_going {
        let errors = plural(errors, "error");
        anstream::eprintln!("Nothing was published because of {errors}. `--keep-going` publishes what could be read.");
        return Ok(Outcome::Findings);
    }
    let laps = Laps::default();
    let outcome = publish_site(&site, target, options, (&mut clock, &laps))?;
    if let Some(withheld) = withheld(&site) {
        anstream::eprintln!("{withheld}");
    }
    anstream::println!("{}; {:.2} s", summary(&site, &folder, outcome), clock.all().as_secs_f64());
    if options.timings {
        clock.print();
        laps.print();
    }
    // The program ends here: giving back ten thousand pages one by one takes longer than leaving them.
    std::mem::forget(site);
    Ok(if errors == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// Renders on all cores every file that is not there already, made of the same by the same program; each goes straight
/// to the publication.
fn publish_site(
    site: &Site,
    target: Target,
    options: &Options,
    (clock, laps): (&mut Clock, &Laps),
) -> Result<publish::Outcome> {
    let files = site.files();
    let publication = Publication::start(target, files.iter().cloned())?;
    let publication = if options.clean { publication.clean() } else { publication };
    let program = program();
    let blocks = program.as_deref().filter(|_| !options.no_cache).and_then(cache::open);
    clock.done("look at the folder");
    files.par_iter().try_for_each(|file| -> Result<()> {
        let lap = laps.begin();
        let cannot = || format!("cannot render `{file}`");
        let prepared = site.prepare(file).with_context(cannot)?;
        lap.done("view");
        let made_of = program.as_deref().and_then(|program| prepared.fingerprint(program));
        lap.done("fingerprint");
        let is_kept = made_of.as_ref().map(|made_of| publication.keep(file, made_of)).transpose()?;
        lap.done("compare");
        if is_kept == Some(true) {
            return Ok(());
        }
        let done = |step| lap.done(step);
        let making = Making::new(&done, blocks.as_ref().map(|blocks| blocks as &dyn Blocks));
        let bytes = prepared.make(making).with_context(cannot)?;
        publication.write_made(file, &bytes, made_of.as_deref())?;
        lap.done("write");
        Ok(())
    })?;
    if let Some(blocks) = blocks {
        blocks.finish();
    }
    clock.done("files");
    let outcome = publication.finish()?;
    clock.done("put in place");
    Ok(outcome)
}

/// What tells this program from every other, also from one of the same version; nothing where it cannot be read, and
/// then every page is rendered.
fn program() -> Option<Vec<u8>> {
    let mut file = File::open(std::env::current_exe().ok()?).ok()?;
    let mut hash = Sha256::new();
    // Piece by piece: a program is as large as the pages of a large handbook.
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece).ok()? {
            0 => return Some(hash.finalize().to_vec()),
            length => hash.update(&piece[..length]),
        }
    }
}

/// The folder to publish into, found fit.
pub(super) fn target(root: &Path, out: Option<&Path>) -> Result<Target> {
    let here = super::site::working_directory()?;
    let home = home();
    let around = Surroundings { root, home: home.as_deref() };
    Ok(match out {
        Some(out) => Target::check(out, &here, around)?,
        None => Target::check(Path::new("public"), root, around)?,
    })
}

/// What was built: pages, files, gaps.
fn summary(site: &Site, folder: &Path, outcome: publish::Outcome) -> String {
    let gaps = &site.handbook().judgement.gaps;
    let gaps = Severity::ALL.map(|severity| {
        let count = gaps.iter().filter(|gap| gap.severity == severity).count();
        count_of(severity, count)
    });
    let drafts = if site.handbook().shows_drafts() { " (drafts too)" } else { "" };
    format!(
        "Built {}{drafts} in {}: {} written, {} unchanged, {} deleted; gaps: {}",
        plural(site.pages(), "page"),
        shown(folder),
        plural(outcome.written, "file"),
        outcome.unchanged,
        outcome.deleted,
        gaps.join(", "),
    )
}

/// What was kept back: drafts, and the files that only they link to.
fn withheld(site: &Site) -> Option<String> {
    let routes = &site.handbook().routes;
    let drafts = (!routes.drafts.is_empty()).then(|| plural(routes.drafts.len(), "draft"))?;
    let files = match routes.withheld.len() {
        0 => String::new(),
        count => {
            let names: Vec<&str> = routes.withheld.iter().map(SourcePath::as_str).collect();
            format!(", nor {} that only drafts link to: {}", plural(count, "file"), names.join(", "))
        }
    };
    Some(format!("Not published: {drafts}{files}."))
}

fn server(name: &str) -> Result<RedirectMap, String> {
    RedirectMap::named(name)
        .ok_or_else(|| format!("`{name}` is no server that is known; use {}", RedirectMap::words().join(", ")))
}

#[expect(clippy::disallowed_methods, reason = "the home folder is never published into")]
fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}
