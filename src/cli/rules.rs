//! `bailiwick rules`: all rules with their severity, and what this handbook makes of them.

use anyhow::{Result, bail};
use clap::Args;

use super::Outcome;
use super::site::Which;
use crate::exchange;
use crate::gaps::{Rules, Section};
use crate::model::{Level, Model};

/// Which handbook's.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The handbook whose settings and own rules count. [default: the nearest one; outside any, the program's rules alone]
    #[arg(long, value_name = "DIR")]
    root: Option<std::path::PathBuf>,
}

/// Lists all rules by section.
///
/// # Errors
/// Where a folder is named that holds no handbook.
pub fn run(options: &Options) -> Result<Outcome> {
    let (model, rules) = known_at(options.root.clone())?;
    let style = anstyle::Style::new().bold();
    for section in Section::ALL {
        let mut of_section = rules.iter().filter(|rule| rule.section() == section).peekable();
        if of_section.peek().is_none() {
            continue;
        }
        anstream::println!("{style}{}{style:#}", section.title());
        for rule in of_section {
            let scaled = if rule.is_scaled() { "*" } else { " " };
            let set = set(&model, rule.id()).map(|set| format!("  [here: {set}]")).unwrap_or_default();
            anstream::println!("  {:<26} {:<8}{scaled} {}{set}", rule.id(), rule.severity(), rule.title());
        }
        anstream::println!();
    }
    anstream::println!("* one step up for tier 1, one down for tier 4, ideas and experiments");
    Ok(Outcome::Fine)
}

/// The handbook's settings and rules; outside any handbook the program's own.
///
/// # Errors
/// Where a folder is named that holds no handbook, or its files cannot be read.
pub fn known_at(root: Option<std::path::PathBuf>) -> Result<(Model, Rules)> {
    let is_named = root.is_some();
    let which = Which { root, as_of: None };
    let root = match which.root() {
        Ok(root) => root,
        Err(error) if is_named => return Err(error),
        Err(_) => return Ok((Model::default(), Rules::default())),
    };
    let (_, sources) = Which { root: Some(root), as_of: None }.sources()?;
    let model = exchange::model(&sources);
    let rules = Rules::of(&model, &sources);
    Ok((model, rules))
}

/// Fails where there is no rule of this name.
///
/// # Errors
/// Where there is none, with the one that was probably meant.
pub fn known(rules: &Rules, name: &str) -> Result<()> {
    if rules.named(name).is_some() {
        return Ok(());
    }
    match rules.nearest(name) {
        Some(near) => bail!("there is no rule `{name}`; did you mean `{near}`?"),
        None => bail!("there is no rule `{name}`; `bailiwick rules` lists them all"),
    }
}

/// What the settings say of a rule: a level, and whether parts differ.
fn set(model: &Model, rule: &str) -> Option<String> {
    let setting = model.settings.gaps.rules.iter().rev().find(|setting| setting.rule.value == rule)?;
    let level = setting.level.map(|level| match level {
        Level::Off => "off".to_owned(),
        Level::At(severity) => severity.to_string(),
    });
    let parts = (!setting.overrides.is_empty()).then(|| "with overrides".to_owned());
    Some(level.into_iter().chain(parts).collect::<Vec<_>>().join(", "))
}
