//! `bailiwick check`: errors and gaps, with their places.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use super::site::{Asked, Wanted, Which};
use super::timings::Clock;
use super::{Outcome, outside, report, rules};
use crate::diagnostic::{Diagnostic, Format, Severity};
use crate::gaps::{Baseline, Gap};
use crate::model::FailOn;
use crate::render::Site;

/// What to report, how, and when to fail.
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(flatten)]
    which: Which,
    /// How to report: human, json, sarif, github, gitlab, junit.
    #[arg(long, short, default_value = "human", value_parser = Format::named, value_name = "FORMAT")]
    format: Format,
    /// Write the report into a file instead.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Report only these rules' gaps.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave these rules' gaps out.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    skip: Vec<String>,
    /// Treat these rules' gaps as errors.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Fail at gaps of this severity and above: error, warning, info, or never. [default: `gaps.fail_on`, else error]
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on)]
    fail_on: Option<FailOn>,
    /// Fail only on gaps that this file does not list.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all open gaps into the baseline file, and fail on none of them.
    #[arg(long, requires = "baseline", conflicts_with_all = ["only", "skip"])]
    update_baseline: bool,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    outside: outside::External,
    /// Look at drafts too.
    #[arg(long)]
    drafts: bool,
    /// Say on standard error how long each step and each rule takes.
    #[arg(long)]
    timings: bool,
}

/// Reports what is wrong; finds where it matters.
///
/// # Errors
/// Where there is no handbook, an option names an unknown rule, or a file cannot be read or written.
pub fn run(options: &Options) -> Result<Outcome> {
    let mut clock = Clock::start();
    let wanted = Wanted { with_drafts: options.drafts, past: options.asked.clone(), ..Wanted::default() };
    let (site, earlier) = options.which.site(&wanted, &mut |step| clock.done(step))?;
    for rule in options.only.iter().chain(&options.skip).chain(&options.deny) {
        rules::known(&site.handbook().judgement.rules, rule)?;
    }
    let judgement = &site.handbook().judgement;
    let asked = judgement.gaps.iter().filter(|gap| options.asks_for(gap));
    if let Some(path) = options.baseline.as_deref().filter(|_| options.update_baseline) {
        return update(path, &asked.collect::<Vec<_>>());
    }
    let baseline = options.baseline.as_deref().map(read_baseline).transpose()?.unwrap_or_default();
    let gone = baseline.gone(&judgement.gaps);
    let (known, new): (Vec<&Gap>, Vec<&Gap>) = asked.partition(|gap| baseline.knows(gap));
    let mut own = site.diagnostics();
    own.extend(options.outside.diagnostics(&site));
    let found = Found { site: &site, own, new };
    found.print(options)?;
    clock.done("print");
    if options.timings {
        clock.print_with_rules(site.handbook(), earlier.as_ref());
    }
    note_baseline(options, known.len(), &gone);
    let outcome = if found.matter(options) { Outcome::Findings } else { Outcome::Fine };
    // The program ends here: giving back ten thousand systems one by one takes longer than leaving them.
    std::mem::forget(site);
    Ok(outcome)
}

impl Options {
    fn asks_for(&self, gap: &Gap) -> bool {
        let names = |rules: &[String]| rules.iter().any(|rule| rule == gap.rule.id());
        (self.only.is_empty() || names(&self.only)) && !names(&self.skip)
    }

    fn denies(&self, gap: &Gap) -> bool {
        self.deny.iter().any(|rule| rule == gap.rule.id())
    }
}

/// What there is to report.
struct Found<'a> {
    site: &'a Site,
    /// What was not understood, and what other sites said.
    own: Vec<Diagnostic>,
    new: Vec<&'a Gap>,
}

impl Found<'_> {
    fn print(&self, options: &Options) -> Result<()> {
        let diagnostics = self.diagnostics(options);
        let report = report::of(self.site, &diagnostics);
        let Some(path) = &options.output else { return report::print(&report, options.format) };
        let name = path.display();
        let file = File::create(path).with_context(|| format!("cannot write `{name}`"))?;
        let mut out = BufWriter::new(file);
        report::write(&report, options.format, &mut out).with_context(|| format!("cannot write `{name}`"))?;
        out.flush().with_context(|| format!("cannot write `{name}`"))
    }

    fn diagnostics(&self, options: &Options) -> Vec<Diagnostic> {
        let mut all = self.own.clone();
        all.extend(self.new.iter().map(|gap| {
            let said = gap.diagnostic();
            if options.denies(gap) { Diagnostic { severity: Severity::Error, ..said } } else { said }
        }));
        all
    }

    /// Whether anything is reason to fail.
    fn matter(&self, options: &Options) -> bool {
        let settings = &self.site.handbook().model.settings.gaps;
        let limit = options.fail_on.unwrap_or(settings.fail_on);
        let fails = |gap: &&Gap| match limit {
            FailOn::At(severity) => gap.severity >= severity || options.denies(gap),
            FailOn::Never => options.denies(gap),
        };
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
        self.own.iter().any(is_error) || self.new.iter().any(fails)
    }
}

fn read_baseline(path: &Path) -> Result<Baseline> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the baseline `{name}`; write one with `--update-baseline`"))?;
    Baseline::read(&text).map_err(|line| anyhow::anyhow!("{name}:{line}: this line of the baseline names no gap"))
}

fn update(path: &Path, gaps: &[&Gap]) -> Result<Outcome> {
    let name = path.display();
    std::fs::write(path, Baseline::of(gaps.iter().copied()).text())
        .with_context(|| format!("cannot write `{name}`"))?;
    anstream::println!("{name} lists {} gaps", gaps.len());
    Ok(Outcome::Fine)
}

/// Says what the baseline took out of the report, and which of its lines can go.
fn note_baseline(options: &Options, known: usize, gone: &[&str]) {
    let Some(path) = &options.baseline else { return };
    anstream::eprintln!("{known} known gaps are in {} and not reported", path.display());
    for line in gone {
        anstream::eprintln!("closed since, update the baseline: {line}");
    }
}

fn fail_on(name: &str) -> Result<FailOn, String> {
    match name {
        "never" => Ok(FailOn::Never),
        other => Severity::named(other)
            .map(FailOn::At)
            .ok_or_else(|| format!("`{other}` is no severity; use error, warning, info or never")),
    }
}
