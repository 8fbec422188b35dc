//! `bailiwick rules`: all rules with their severity.

use anyhow::Result;
use clap::Args;

use super::Outcome;
use crate::gaps::{Section, rules};

/// No options.
#[derive(Args, Clone, Debug)]
pub struct Options {}

/// Lists all rules by section.
///
/// # Errors
/// Never.
#[expect(clippy::unnecessary_wraps, reason = "every command has this form")]
pub fn run(_options: &Options) -> Result<Outcome> {
    let style = anstyle::Style::new().bold();
    for section in Section::ALL {
        let mut of_section = rules::ALL.iter().filter(|rule| rule.section == section).peekable();
        if of_section.peek().is_none() {
            continue;
        }
        anstream::println!("{style}{}{style:#}", section.title());
        for rule in of_section {
            let scaled = if rule.is_scaled { "*" } else { " " };
            anstream::println!("  {:<26} {:<8}{scaled} {}", rule.id, rule.severity, rule.title);
        }
        anstream::println!();
    }
    anstream::println!("* one step up for tier 1, one down for tier 4, ideas and experiments");
    Ok(Outcome::Fine)
}
