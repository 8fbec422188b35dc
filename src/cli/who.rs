//! `bailiwick who`: who owns this, how to reach them, and what is missing.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use clap::Args;

use super::Outcome;
use super::site::Which;
use crate::diagnostic::Severity;
use crate::model::StageState;
use crate::site::who::{Described, Stage, Status, Subject};
use crate::site::{Handbook, Who};

/// How many systems or gaps are listed, at most.
const MOST_LISTED: usize = 20;

/// What is asked.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// A system, team, person or domain by id, earlier id or name, a path, the address of a repository, or a question.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    which: Which,
    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Answers; findings where the query names nothing, or several things.
///
/// # Errors
/// Where there is no handbook, or its folder cannot be read.
pub fn run(options: &Options) -> Result<Outcome> {
    let query = options.query.join(" ");
    let sources = options.which.sources()?.1;
    let inputs = options.which.inputs(sources, false)?;
    let (found, handbook) = Handbook::about(inputs, &query);
    let who = Who::of(&handbook, &query, &found);
    if options.json {
        anstream::println!("{}", serde_json::to_string_pretty(&who)?);
    } else if let Some(answer) = &who.answer {
        anstream::print!("{}", told(&who, answer));
    } else {
        anstream::eprint!("{}", told_not(&who));
    }
    // The process ends here: taking a large handbook apart piece by piece would be half of its time.
    std::mem::forget(handbook);
    Ok(if who.status == Status::Found { Outcome::Fine } else { Outcome::Findings })
}

/// Why there is no answer, and what may have been meant.
fn told_not(who: &Who) -> String {
    let mut text = match (who.status, who.candidates.is_empty()) {
        (Status::Ambiguous, _) => format!("`{}` names several things:\n", who.query),
        (_, true) => format!("nothing here is called `{}`\n", who.query),
        (_, false) => format!("nothing here is called `{}`; did you mean\n", who.query),
    };
    list(&mut text, &who.candidates);
    text
}

fn told(who: &Who, answer: &Described) -> String {
    let mut text = String::new();
    let bold = Style::new().bold();
    let subject = &answer.subject;
    let facts = [Some(subject.kind.clone()), answer.status.clone(), answer.tier.map(|tier| format!("tier {tier}"))];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let _ = writeln!(text, "{bold}{}{bold:#}  ({}, {})", subject.name, subject.id, facts.join(", "));
    if let Some(summary) = &answer.summary {
        let _ = writeln!(text, "{summary}");
    }
    text.push('\n');
    for (name, value) in lines(answer) {
        let _ = writeln!(text, "  {name:<10} {value}");
    }
    for (title, subjects) in [("Teams", &answer.teams), ("Systems", &answer.systems)] {
        if !subjects.is_empty() {
            let _ = writeln!(text, "\n{bold}{title}{bold:#} ({})", subjects.len());
            list(&mut text, subjects);
        }
    }
    gaps(&mut text, answer);
    if let [first, rest @ ..] = who.also.as_slice() {
        let others = rest.iter().fold(first.entity.clone(), |all, next| format!("{all}, {}", next.entity));
        let _ = writeln!(text, "\nThe same words also name {others}.");
    }
    text
}

/// What is known, a line each.
fn lines(answer: &Described) -> Vec<(&'static str, String)> {
    let red = AnsiColor::Red.on_default().bold();
    let mut lines = Vec::new();
    let mut add = |name, value: Option<String>| lines.extend(value.map(|value| (name, value)));
    let owner = answer.owner.as_ref().filter(|owner| owner.entity != answer.subject.entity);
    let nobody = answer.why_not.as_ref().map(|why| format!("{red}nobody{red:#}. {why}"));
    add("Owner", owner.map(|owner| format!("{} ({})", owner.name, owner.id)).or(nobody));
    let is = answer.fallback_is.as_deref().unwrap_or_default();
    add("Ask", answer.fallback.as_ref().map(|fallback| format!("{fallback}, {is}")));
    add("Left", answer.left.clone());
    add("Lead", answer.lead.clone());
    add("Members", (!answer.members.is_empty()).then(|| answer.members.join(", ")));
    add("Stages", stages(answer));
    let contact = &answer.contact;
    add("Chat", contact.chat.clone().map(|chat| beside(chat, contact.chat_url.as_deref())));
    add("E-mail", contact.email.clone());
    add("Requests", contact.tracker.clone());
    add("On call", on_call(answer));
    add("Runbook", answer.runbook.clone());
    add("Dashboard", answer.dashboard.clone());
    let stale = if answer.is_stale { " (too long ago)" } else { "" };
    add("Reviewed", answer.reviewed.as_ref().map(|date| format!("{date}{stale}")));
    add("Page", answer.subject.url.clone());
    add("Recorded", answer.file.as_ref().map(|file| format!("{file}:{}", answer.line.unwrap_or(1))));
    lines
}

fn beside(text: String, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("{text}  {address}"),
        None => text,
    }
}

/// Stages that fall together are named together.
fn stages(answer: &Described) -> Option<String> {
    let shown = |stage: &Stage| match stage.state {
        StageState::Unowned if stage.teams.is_empty() => "nobody".to_owned(),
        StageState::NotApplicable => "does not apply".to_owned(),
        _ => stage.teams.join(" and "),
    };
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for stage in &answer.stages {
        let who = shown(stage);
        match groups.iter_mut().find(|(known, _)| *known == who) {
            Some((_, stages)) => stages.push(&stage.name),
            None => groups.push((who, vec![&stage.name])),
        }
    }
    match groups.as_slice() {
        [] => None,
        [(who, _)] => Some(format!("all by {who}")),
        several => {
            let parts = several.iter().map(|(who, stages)| format!("{}: {who}", stages.join(", ")));
            Some(parts.collect::<Vec<_>>().join("; "))
        }
    }
}

fn on_call(answer: &Described) -> Option<String> {
    let on_call = &answer.on_call;
    let steps: Vec<String> = on_call
        .escalation
        .iter()
        .map(|step| match &step.after {
            Some(after) => format!("{} after {after}", step.who),
            None => step.who.clone(),
        })
        .collect();
    let steps = (!steps.is_empty()).then(|| format!("then {}", steps.join(", then ")));
    let parts: Vec<String> = [on_call.team.clone(), on_call.schedule.clone(), steps].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn gaps(text: &mut String, answer: &Described) {
    let bold = Style::new().bold();
    if answer.gaps.is_empty() {
        text.push_str("\nNo gaps.\n");
        return;
    }
    let _ = writeln!(text, "\n{bold}Gaps{bold:#} ({})", answer.gaps.len());
    for gap in answer.gaps.iter().take(MOST_LISTED) {
        let style = match gap.severity {
            Severity::Error => AnsiColor::Red.on_default(),
            Severity::Warning => AnsiColor::Yellow.on_default(),
            Severity::Info => AnsiColor::Blue.on_default(),
        };
        let _ = writeln!(text, "  {style}{:<8}{style:#} {}  [{}]", gap.severity, gap.message, gap.rule);
    }
    and_more(text, answer.gaps.len());
}

fn list(text: &mut String, subjects: &[Subject]) {
    for subject in subjects.iter().take(MOST_LISTED) {
        let _ = writeln!(text, "  {:<28} {}", subject.entity, subject.name);
    }
    and_more(text, subjects.len());
}

fn and_more(text: &mut String, all: usize) {
    if all > MOST_LISTED {
        let _ = writeln!(text, "  and {} more", all - MOST_LISTED);
    }
}
