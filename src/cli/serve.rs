//! `bailiwick serve`: the preview.

use anyhow::{Context, Result};
use clap::Args;

use super::site::Which;
use super::{Outcome, today};
use crate::diagnostic::plural;
use crate::exchange;
use crate::serve::{self, Notice, Preview, Problem, Serving, Settings};
use crate::source::Disk;

/// What to preview, and where.
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(flatten)]
    which: Which,
    /// The port to listen on; 0 takes any that is free.
    #[arg(long, short, default_value_t = 4000, value_name = "PORT")]
    port: u16,
    /// The address to listen on. [default: this machine only]
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// Another name under which requests are answered, such as a proxy's.
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Serve below this path, as behind a proxy.
    #[arg(long, default_value = "/", value_name = "PATH")]
    base_path: String,
    /// Look for changes instead of being told of them, for network file systems.
    #[arg(long)]
    poll: bool,
    /// Open the browser.
    #[arg(long, short)]
    open: bool,
}

/// Serves the site, drafts too, until Ctrl-C.
///
/// # Errors
/// Where there is no handbook, or the port cannot be had.
pub fn run(options: &Options) -> Result<Outcome> {
    let root = options.which.root()?;
    let first = today::as_of(options.which.as_of)?;
    let given = options.which.as_of;
    let source =
        Preview::new(Disk::new(&root).with_foreign(exchange::wanted), move || today::as_of(given).unwrap_or(first));
    let settings = Settings {
        host: options.host.clone(),
        port: options.port,
        allowed_hosts: options.allow_host.clone(),
        base_path: options.base_path.clone(),
        poll: options.poll,
    };
    let serving = serve::start(source, settings, say)?;
    let stop = serving.stop();
    ctrlc::set_handler(move || stop.now()).context("cannot listen for Ctrl-C")?;
    greet(&serving);
    if options.open && open::that_detached(serving.url()).is_err() {
        anstream::eprintln!("No browser could be opened; the address is above.");
    }
    serving.wait();
    anstream::println!("\nStopped.");
    Ok(Outcome::Fine)
}

/// The address, and whatever is wrong at the start.
fn greet(serving: &Serving) {
    let style = anstyle::Style::new().bold();
    anstream::println!("Preview at {style}{}{style:#}  (Ctrl-C ends it)", serving.url());
    if let Some(warning) = serving.exposure() {
        anstream::eprintln!("warning: {warning}");
    }
    for problem in &serving.problems() {
        complain(problem);
    }
}

fn say(notice: Notice) {
    match notice {
        Notice::Built { took, problems, new_gaps, .. } => {
            for problem in &problems {
                complain(problem);
            }
            let named = |count, noun| if count == 0 { String::new() } else { format!(", {}", plural(count, noun)) };
            let (errors, gaps) = (named(problems.len(), "error"), named(new_gaps, "new gap"));
            anstream::println!("Read again in {} ms{errors}{gaps}", took.as_millis());
        }
        Notice::Failed(reason) => {
            anstream::eprintln!("The handbook cannot be read, and the last state stays: {reason}");
        }
        Notice::Polls(reason) => anstream::eprintln!("Looking for changes every second or so: {reason}"),
    }
}

fn complain(problem: &Problem) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{style}error{style:#}: {}", problem.message);
    if !problem.path.is_empty() {
        anstream::eprintln!("  --> {}:{}:{}", problem.path, problem.line, problem.column);
    }
    for (number, line) in &problem.excerpt {
        let mark = if *number == problem.line { '>' } else { ' ' };
        anstream::eprintln!("{mark} {number:>4} | {}", printable(line));
    }
    if !problem.help.is_empty() {
        anstream::eprintln!("  help: {}", problem.help);
    }
}

/// A line without what a terminal would act on.
fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}
