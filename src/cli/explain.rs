//! `bailiwick explain`: a rule's page, in the terminal.

use anyhow::{Result, bail};
use clap::Args;

use super::{Outcome, rules};
use crate::gaps::{RuleRef, Rules};

/// Which rule.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The handbook whose own rules count. [default: the nearest one; outside any, the program's rules alone]
    #[arg(long, value_name = "DIR")]
    root: Option<std::path::PathBuf>,
    /// A rule's id, or words from its title or text.
    #[arg(required = true, value_name = "RULE|TEXT")]
    words: Vec<String>,
}

/// Prints what the rule finds, why it matters and how to close its gaps.
///
/// # Errors
/// Where no rule fits.
pub fn run(options: &Options) -> Result<Outcome> {
    let text = options.words.join(" ");
    let (_, known) = rules::known_at(options.root.clone())?;
    match find(&known, &text).as_slice() {
        [] => match known.nearest(&text) {
            Some(near) => bail!("there is no rule `{text}`; did you mean `{near}`?"),
            None => bail!("no rule speaks of `{text}`; `bailiwick rules` lists them all"),
        },
        [only] => anstream::println!("{}", explained(only)),
        several => {
            anstream::println!("{} rules speak of `{text}`:\n", several.len());
            for rule in several {
                anstream::println!("  {:<26} {}", rule.id(), rule.title());
            }
        }
    }
    Ok(Outcome::Fine)
}

/// The rule of this id, else all that speak of the text: in the title before in the text.
fn find<'r>(rules: &'r Rules, text: &str) -> Vec<&'r RuleRef> {
    let wanted = text.to_lowercase();
    if let Some(rule) = rules.named(&wanted) {
        return vec![rule];
    }
    let titled = |rule: &&RuleRef| {
        rule.title().to_lowercase().contains(&wanted) || rule.id().contains(&wanted.replace(' ', "-"))
    };
    let in_titles: Vec<&RuleRef> = rules.iter().filter(titled).collect();
    if !in_titles.is_empty() {
        return in_titles;
    }
    rules.iter().filter(|rule| rule.doc().to_lowercase().contains(&wanted)).collect()
}

fn explained(rule: &RuleRef) -> String {
    let scaled = if rule.is_scaled() { ", moved by tier and status" } else { "" };
    let style = anstyle::Style::new().bold();
    let doc = rule.doc().trim();
    let body = doc.split_once('\n').map_or("", |(_, body)| body.trim());
    let lines = body.lines().map(|line| match line.strip_prefix("## ") {
        Some(heading) => format!("{style}{heading}{style:#}"),
        None => line.to_owned(),
    });
    let body = lines.collect::<Vec<_>>().join("\n");
    format!("{style}{}{style:#}  ({}, {}{scaled})\n\n{body}", rule.title(), rule.id(), rule.severity())
}
