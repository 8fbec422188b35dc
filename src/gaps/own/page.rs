//! The page of a handbook's own rule, in the form of all rules' pages.

use crate::gaps::Shows;
use crate::model::{CustomRule, Kind};

/// The page in Markdown.
pub(super) fn of(rule: &CustomRule, title: &str, shows: &[Shows]) -> String {
    let on = rule.on.value;
    let condition = rule.when.trim();
    let fence = if condition.contains("```") { "````" } else { "```" };
    let left_alone = match on {
        Kind::System => " Systems that are not live are left alone, unless it asks for their `status`.",
        Kind::Team => " Dissolved teams are left alone, unless it asks for their `status`.",
        _ => "",
    };
    let why = rule.why.as_ref().map_or_else(|| reason(shows), |why| why.value.trim().to_owned());
    let help = rule
        .help
        .as_ref()
        .map_or("Change what the condition speaks of, or agree on a waiver with a reason and an end.", |help| {
            help.value.trim()
        });
    format!(
        "# {title}\n\n## What it finds\n\nA rule of this handbook's own. It finds every {on} on which this holds:\n\n\
         {fence}text\n{condition}\n{fence}\n\n{left_alone}\n\n## Why it matters\n\n{why}\n\n## How to close it\n\n{help}\n"
    )
}

/// What its gaps are a sign of, where nobody has written down why it matters.
fn reason(shows: &[Shows]) -> String {
    let names: Vec<&str> = shows
        .iter()
        .map(|shows| match shows {
            Shows::M(mistake) => mistake.name(),
            Shows::F(failure) => failure.name(),
        })
        .collect();
    if names.is_empty() {
        return "This handbook does not say. `why`, beside the condition in `handbook.yaml`, is the place for it."
            .to_owned();
    }
    format!("It is a sign of what undoes ownership: {}.", names.join("; "))
}
