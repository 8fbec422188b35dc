//! Waivers that have ended, taken out with the comments right above them.

use std::collections::BTreeMap;

use super::layout::{self, Entry, Mapping};
use super::{Change, Edit, What, is_ours, left};
use crate::diagnostic::Diagnostic;
use crate::model::{Date, Model, Waiver};
use crate::source::{SourceFile, Sources, Span};

/// Takes out every waiver whose last day lies before `as_of`.
pub(super) fn plan(model: &Model, sources: &Sources, as_of: Date, notes: &mut Vec<Diagnostic>) -> Vec<Change> {
    let has_ended = |waiver: &&Waiver| waiver.until.as_ref().is_some_and(|until| until.value < as_of);
    let mut changes: Vec<Change> = Vec::new();
    let mut in_braces: BTreeMap<_, Vec<&Waiver>> = BTreeMap::new();
    for waiver in model.waivers.values().filter(has_ended) {
        let Some(file) = sources.get(&waiver.place.path).filter(|file| is_ours(&file.path)) else { continue };
        let Some((mapping, entry)) = layout::holder(file.text(), file.yaml(), waiver.place.span) else { continue };
        if mapping.is_flow() {
            in_braces.entry((&waiver.place.path, mapping.node.span())).or_default().push(waiver);
            continue;
        }
        if let Some(edit) = of_lines(mapping, entry) {
            changes.push(change(file, vec![edit], &[waiver]));
        } else {
            let message = format!("the waiver `{}` has ended, and does not begin on a line of its own", waiver.id);
            notes.push(left(waiver.place.clone(), message, "take it out by hand"));
        }
    }
    for ((path, _), waivers) in in_braces {
        let Some(file) = sources.get(path) else { continue };
        let keys: Vec<Span> = waivers.iter().map(|waiver| waiver.place.span).collect();
        let Some((mapping, _)) = layout::holder(file.text(), file.yaml(), keys[0]) else { continue };
        changes.push(change(file, of_braces(mapping, &keys), &waivers));
    }
    changes
}

fn change(file: &SourceFile, edits: Vec<Edit>, waivers: &[&Waiver]) -> Change {
    let keys = waivers.iter().map(|waiver| waiver.place.span).collect();
    let waivers = waivers.iter().map(|waiver| waiver.id.to_string()).collect();
    Change { path: file.path.clone(), edits, what: What::Removed { keys, waivers } }
}

/// The lines of an entry: from the comments right above it to its last line, and what is indented below that.
fn of_lines(mapping: Mapping<'_>, entry: Entry<'_>) -> Option<Edit> {
    let text = mapping.text;
    let key = entry.key.span().range().start;
    let indent = layout::indent(text, key)?.len();
    let mut start = layout::line_start(text, key);
    while start > 0 {
        let above = layout::line_start(text, start - 1);
        let line = &text[above..start];
        let is_own = line.trim_start().starts_with('#') && line.len() - line.trim_start().len() == indent;
        if !is_own {
            break;
        }
        start = above;
    }
    let mut end = layout::next_line(text, mapping.end(entry));
    loop {
        let line = &text[end..layout::next_line(text, end)];
        let is_inside = line.trim_start().starts_with('#') && line.len() - line.trim_start().len() > indent;
        if !is_inside {
            break;
        }
        end += line.len();
    }
    // Where a blank line stands on both sides, one of them is enough.
    let is_blank = |from: usize, to: usize| from < to && text[from..to].trim().is_empty();
    let after = layout::next_line(text, end);
    if start > 0 && is_blank(layout::line_start(text, start - 1), start) && is_blank(end, after) {
        end = after;
    }
    Some(Edit::new(start, end, ""))
}

/// Entries between braces go with the comma that parted them from the next, or else from the one before.
fn of_braces(mapping: Mapping<'_>, keys: &[Span]) -> Vec<Edit> {
    let text = mapping.text;
    let own = mapping.own();
    let goes = |at: usize| keys.contains(&own[at].key.span());
    let start = |at: usize| own[at].key.span().range().start;
    let mut edits = Vec::new();
    let mut at = 0;
    while at < own.len() {
        let first = at;
        while at < own.len() && goes(at) {
            at += 1;
        }
        if at > first {
            let last = mapping.end(own[at - 1]);
            edits.push(match (first.checked_sub(1), at < own.len()) {
                (_, true) => before_comment(text, start(first), start(at)),
                (Some(before), false) => after_comment(text, mapping.end(own[before]), (start(first), last)),
                (None, false) => Edit::new(start(first), last, ""),
            });
        }
        at += 1;
    }
    edits
}

/// From an entry to the next one, or to the comment in between, which may belong to either.
fn before_comment(text: &str, start: usize, next: usize) -> Edit {
    let own = text[start..next].split_once(" #").map_or("", |(own, _)| own.trim_end());
    let end = if own.ends_with(',') { start + own.len() } else { next };
    Edit::new(start, end, "")
}

/// From the entry before to the end of the last one; a comment in between stays, with the comma before it.
fn after_comment(text: &str, before: usize, (start, last): (usize, usize)) -> Edit {
    let has_comment = text[before..start].contains('#');
    Edit::new(if has_comment { start } else { before }, last, "")
}
