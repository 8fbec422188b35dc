//! The command line: one command per file.
//!
//! [`run`] reads the arguments, hands them to a command and turns its outcome into an exit code: 0 fine, 1 findings,
//! 2 could not do it. Commands read the world's edges (disk, clock, environment) and leave every decision to the
//! rooms they call.

mod build;
mod cache;
mod check;
mod checkout;
mod explain;
mod export;
mod fix;
mod import;
mod init;
mod links;
mod outside;
mod report;
mod rewrite;
mod rules;
mod schema;
mod serve;
mod site;
mod theme;
mod timings;
mod today;
mod verify;
mod who;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Who owns what, for its whole life, and where nobody does: a static site generator for an ownership handbook.
#[derive(Debug, Parser)]
#[command(name = "bailiwick", version, about, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into a folder that any host can publish.
    Build(build::Options),
    /// Report errors and gaps with their places, and fail where they matter.
    Check(check::Options),
    /// Mend what is mechanical: former names, spellings, ended waivers; or record a review.
    Fix(fix::Options),
    /// Preview the site, and reload the browser when a file changes.
    Serve(serve::Options),
    /// Say who owns a system, path or repository, how to reach them, and what is missing.
    Who(who::Options),
    /// Start a small handbook. Never overwrites.
    Init(init::Options),
    /// Write another tool's ownership files as this program's own YAML, once, for review.
    Import(import::Options),
    /// Explain a rule: what it finds, why it matters, how to close its gaps.
    Explain(explain::Options),
    /// Write the handbook in the format of another tool: CODEOWNERS, Backstage, Datadog, tables, charts.
    Export(export::Options),
    /// Hold a checkout's CODEOWNERS against the handbook: paths of no system, and owners that differ.
    Verify(verify::Options),
    /// Find links in other documents that lead nowhere in this handbook: READMEs, wikis, onboarding pages.
    Links(links::Options),
    /// Print a JSON Schema of the handbook's YAML, for editors.
    Schema(schema::Options),
    /// List all rules with their severity.
    Rules(rules::Options),
    /// Begin a theme of the handbook's own.
    Theme(theme::Options),
}

/// How a command ended, when nothing kept it from its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// There are findings that matter.
    Findings,
}

/// The command line's definition, from which the reference is made.
#[must_use]
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Runs the program with the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Build(options) => build::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Fix(options) => fix::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Who(options) => who::run(&options),
        Command::Init(options) => init::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Verify(options) => verify::run(&options),
        Command::Links(options) => links::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Rules(options) => rules::run(&options),
        Command::Theme(options) => theme::run(&options),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{}: {error:#}", emphasised("error"));
            ExitCode::from(2)
        }
    }
}

/// A reader that has seen enough, as `head` has, is no fault.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// A word of an error message as terminals show it.
fn emphasised(word: &str) -> String {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    format!("{style}{word}{style:#}")
}
