//! `bailiwick fix`: mends what is mechanical, and shows first what it does.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use clap::Args;
use similar::{ChangeTag, TextDiff};

use super::site::Which;
use super::{Outcome, report, rewrite, today};
use crate::diagnostic::plural;
use crate::exchange;
use crate::fix::{self, Asked, Change, Mended, Plan, What};
use crate::source::Disk;

/// Lines of a file that are shown around what changes in it.
const AROUND: usize = 3;

/// What to mend.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Exit codes: 0 where all that is mechanical is mended or nothing had to be; 1 where `--dry-run` shows a change, or \
something had to be left; 2 where it could not be done, and then no file was written.")]
pub struct Options {
    #[command(flatten)]
    which: Which,
    /// Show the changes, write nothing, and exit with 1 where there are any.
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Record that these were reviewed on the day of `--as-of`, and mend nothing else: system:ledger, team:payments,
    /// page:runbooks/ledger.md.
    #[arg(long, value_name = "ENTITY", num_args = 1.., value_delimiter = ',')]
    reviewed: Vec<String>,
}

/// Shows what is mended as a diff, then writes it.
///
/// # Errors
/// Where there is no handbook, a review names nothing that is there, a file changed meanwhile or cannot be written.
pub fn run(options: &Options) -> Result<Outcome> {
    let root = options.which.root()?;
    let mut disk = Disk::new(&root).with_foreign(exchange::wanted);
    let sources = disk.read()?;
    let asked = Asked { as_of: today::as_of(options.which.as_of)?, reviewed: options.reviewed.clone() };
    let plan = fix::plan(&sources, &asked)?;
    show(&plan)?;
    report::notes(&sources, &plan.left)?;
    if !options.dry_run {
        rewrite::all(&disk, &plan.files)?;
    }
    writeln!(anstream::stdout(), "{}", summary(&plan, options.dry_run))?;
    let is_fine = plan.left.is_empty() && (plan.files.is_empty() || !options.dry_run);
    Ok(if is_fine { Outcome::Fine } else { Outcome::Findings })
}

fn show(plan: &Plan) -> Result<()> {
    let mut out = anstream::stdout().lock();
    for file in &plan.files {
        show_file(file, &mut out)?;
    }
    Ok(out.flush()?)
}

/// A unified diff of one file; what is coloured is the line, so that the text between can be fed to `patch`.
fn show_file(file: &Mended, out: &mut impl Write) -> io::Result<()> {
    let (old, new, bold) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default(), Style::new().bold());
    writeln!(out, "{bold}--- {path}{bold:#}\n{bold}+++ {path}{bold:#}", path = file.path)?;
    let diff = TextDiff::from_lines(file.before.as_str(), file.after.as_str());
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        writeln!(out, "{}", hunk.header())?;
        for line in hunk.iter_changes() {
            let (sign, style) = match line.tag() {
                ChangeTag::Delete => ('-', old),
                ChangeTag::Insert => ('+', new),
                ChangeTag::Equal => (' ', Style::new()),
            };
            // A terminal must not be told what to do by what stands in a file.
            let text = line.value().trim_end_matches(['\n', '\r']);
            let text = text.replace(|c: char| c.is_control() && c != '\t', "\u{fffd}");
            writeln!(out, "{style}{sign}{text}{style:#}")?;
            if line.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

fn summary(plan: &Plan, is_dry: bool) -> String {
    let changes = || plan.files.iter().flat_map(|file| &file.changes);
    let counts = [
        (changes().filter(|change| matches!(change.what, What::Renamed { .. })).count(), "name"),
        (changes().map(ended).sum(), "ended waiver"),
        (changes().filter(|change| matches!(change.what, What::Reviewed { .. })).count(), "review"),
    ];
    let there = counts.into_iter().filter(|(count, _)| *count > 0);
    let what: Vec<String> = there.map(|(count, noun)| plural(count, noun)).collect();
    if what.is_empty() {
        return "Nothing to mend.".to_owned();
    }
    let files = plural(plan.files.len(), "file");
    let done = if is_dry { "Would mend" } else { "Mended" };
    format!("{done} {} in {files}.", what.join(", "))
}

fn ended(change: &Change) -> usize {
    match &change.what {
        What::Removed { waivers, .. } => waivers.len(),
        _ => 0,
    }
}
