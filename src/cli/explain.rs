//! `bailiwick explain`: a rule's page, in the terminal.

use anyhow::{Result, bail};
use clap::Args;

use super::Outcome;
use crate::diagnostic::did_you_mean;
use crate::gaps::{Rule, rules};

/// Which rule.
#[derive(Args, Clone, Debug)]
pub struct Options {
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
    match find(&text).as_slice() {
        [] => match did_you_mean(&text, rules::ALL.iter().map(|rule| rule.id)) {
            Some(near) => bail!("there is no rule `{text}`; did you mean `{near}`?"),
            None => bail!("no rule speaks of `{text}`; `bailiwick rules` lists them all"),
        },
        [only] => anstream::println!("{}", explained(only)),
        several => {
            anstream::println!("{} rules speak of `{text}`:\n", several.len());
            for rule in several {
                anstream::println!("  {:<26} {}", rule.id, rule.title);
            }
        }
    }
    Ok(Outcome::Fine)
}

/// The rule of this id, else all that speak of the text: in the title before in the text.
fn find(text: &str) -> Vec<&'static Rule> {
    let wanted = text.to_lowercase();
    if let Some(rule) = rules::named(&wanted) {
        return vec![rule];
    }
    let titled =
        |rule: &&&Rule| rule.title.to_lowercase().contains(&wanted) || rule.id.contains(&wanted.replace(' ', "-"));
    let in_titles: Vec<&Rule> = rules::ALL.iter().filter(titled).copied().collect();
    if !in_titles.is_empty() {
        return in_titles;
    }
    rules::ALL.iter().filter(|rule| rule.doc.to_lowercase().contains(&wanted)).copied().collect()
}

fn explained(rule: &Rule) -> String {
    let scaled = if rule.is_scaled { ", moved by tier and status" } else { "" };
    let style = anstyle::Style::new().bold();
    let doc = rule.doc.trim();
    let body = doc.split_once('\n').map_or("", |(_, body)| body.trim());
    let lines = body.lines().map(|line| match line.strip_prefix("## ") {
        Some(heading) => format!("{style}{heading}{style:#}"),
        None => line.to_owned(),
    });
    let body = lines.collect::<Vec<_>>().join("\n");
    format!("{style}{}{style:#}  ({}, {}{scaled})\n\n{body}", rule.title, rule.id, rule.severity)
}
