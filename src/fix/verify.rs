//! Whether what was mended says what it said, but for what was meant.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::references::target;
use super::{Change, What, reviewed};
use crate::diagnostic::Severity;
use crate::model::{EntityRef, Id, Kind, Model};
use crate::source::yaml::{Difference, differences};
use crate::source::{Body, SourceFile, Span};

/// Compares one file's values before and after its changes.
///
/// # Errors
/// What differs that should not, or does not differ and should.
pub(super) fn file(before: &SourceFile, after: &str, changes: &[Change]) -> Result<(), String> {
    let after = SourceFile::new(before.path.clone(), Body::Text(after.into()));
    if let Some(problem) = after.yaml().problems.first() {
        return Err(format!("the file could not be read any more: {}", problem.message));
    }
    if before.path.extension() == "md"
        && before.text()[before.markdown().range()] != after.text()[after.markdown().range()]
    {
        return Err("the page's text would change".into());
    }
    let mut meant = Meant::of(changes);
    let (old, new): (Vec<_>, Vec<_>) = (before.yaml().roots().collect(), after.yaml().roots().collect());
    if old.is_empty() && new.len() == 1 {
        // Front matter where there was none.
        let added = new[0].entries().map(|(key, value)| (key.text().unwrap_or_default(), value.text()));
        for (key, value) in added {
            meant.take_added(key, value)?;
        }
        return meant.all_done();
    }
    if old.len() != new.len() {
        return Err("the file would have another number of documents".into());
    }
    for (old, new) in old.into_iter().zip(new) {
        differences(old, new).into_iter().try_for_each(|difference| meant.take(difference))?;
    }
    meant.all_done()
}

/// What is meant to differ, and whether it has been seen to.
#[derive(Default)]
struct Meant {
    renamed: BTreeMap<Span, (String, bool)>,
    removed: BTreeMap<Span, bool>,
    dates: BTreeSet<String>,
    has_reviewed: bool,
}

impl Meant {
    fn of(changes: &[Change]) -> Self {
        let mut meant = Self::default();
        for change in changes {
            match &change.what {
                What::Renamed { at, to, .. } => {
                    meant.renamed.insert(*at, (to.clone(), false));
                }
                What::Removed { keys, .. } => meant.removed.extend(keys.iter().map(|key| (*key, false))),
                What::Reviewed { date, .. } => {
                    meant.dates.insert(date.to_string());
                }
            }
        }
        meant
    }

    fn take(&mut self, difference: Difference) -> Result<(), String> {
        match difference {
            Difference::Text { at, to } => match self.renamed.get_mut(&at) {
                Some((wanted, done)) if *wanted == to => *done = true,
                // A date that was there before.
                None if self.dates.contains(&to) => self.has_reviewed = true,
                _ => return Err(format!("another value would become `{to}`")),
            },
            Difference::Removed { key } => match self.removed.get_mut(&key) {
                Some(done) => *done = true,
                None => return Err("another entry would go".into()),
            },
            Difference::Added { key, value, .. } => self.take_added(&key, value.as_deref())?,
            Difference::Shape { .. } => return Err("the shape of the data would change".into()),
        }
        Ok(())
    }

    fn take_added(&mut self, key: &str, value: Option<&str>) -> Result<(), String> {
        if key != "reviewed" || !value.is_some_and(|value| self.dates.contains(value)) {
            return Err(format!("`{key}` would be added"));
        }
        self.has_reviewed = true;
        Ok(())
    }

    fn all_done(&self) -> Result<(), String> {
        let is_done = self.renamed.values().all(|(_, done)| *done)
            && self.removed.values().all(|done| *done)
            && self.has_reviewed != self.dates.is_empty();
        if is_done { Ok(()) } else { Err("the values would not change as they should".into()) }
    }
}

/// Compares what a handbook means before and after.
///
/// # Errors
/// What differs that should not.
pub(super) fn handbook(before: &Model, after: &Model, changes: &[&Change]) -> Result<(), String> {
    let gone: BTreeSet<Id> = changes.iter().flat_map(|change| waivers_of(change)).collect();
    let errors = |model: &Model| -> Vec<(String, String)> {
        let errors = model.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.map(|diagnostic| (diagnostic.code.to_string(), diagnostic.message.clone())).collect()
    };
    let mut known = errors(before);
    for error in errors(after) {
        let Some(at) = known.iter().position(|other| *other == error) else { return Err(error.1) };
        known.swap_remove(at);
    }
    if entities(before, &gone) != entities(after, &BTreeSet::new()) {
        return Err("an entity would come or go".into());
    }
    if targets(before, &gone) != targets(after, &BTreeSet::new()) {
        return Err("a reference would lead elsewhere".into());
    }
    dates(before, after, changes)
}

fn waivers_of(change: &Change) -> Vec<Id> {
    match &change.what {
        What::Removed { waivers, .. } => waivers.iter().map(|id| Id::new(id)).collect(),
        _ => Vec::new(),
    }
}

fn entities(model: &Model, gone: &BTreeSet<Id>) -> Vec<EntityRef> {
    let of = |kind, ids: Vec<&Id>| -> Vec<EntityRef> { ids.into_iter().map(|id| EntityRef::new(kind, id)).collect() };
    let waivers = model.waivers.keys().filter(|id| !gone.contains(*id)).collect();
    let pages: Vec<Id> = model.pages.keys().map(|path| Id::new(path.as_str())).collect();
    [
        of(Kind::Team, model.teams.keys().collect()),
        of(Kind::Person, model.people.keys().collect()),
        of(Kind::Domain, model.domains.keys().collect()),
        of(Kind::System, model.systems.keys().collect()),
        of(Kind::Metric, model.metrics.keys().collect()),
        of(Kind::Checklist, model.checklists.keys().collect()),
        of(Kind::Waiver, waivers),
        of(Kind::Page, pages.iter().collect()),
    ]
    .concat()
}

/// What every reference leads to, in the order of [`Model::mentions`], without those of waivers that go.
fn targets(model: &Model, gone: &BTreeSet<Id>) -> Vec<Option<(Kind, Id)>> {
    let known = Known::of(model);
    let lost: BTreeSet<_> = model
        .waivers
        .values()
        .filter(|waiver| gone.contains(&waiver.id))
        .filter_map(|waiver| waiver.by.as_ref().map(|by| &by.place))
        .collect();
    let mentions = model.mentions().into_iter().filter(|mention| !lost.contains(&mention.reference.place));
    mentions.map(|mention| target(&known, &mention)).collect()
}

/// Only the reviews that were asked for have another date.
fn dates(before: &Model, after: &Model, changes: &[&Change]) -> Result<(), String> {
    let mut wanted = reviewed::reviews(before);
    for change in changes {
        if let What::Reviewed { entity, date } = &change.what {
            wanted.insert(entity.clone(), Some(*date));
        }
    }
    let wrong = reviewed::reviews(after).into_iter().find(|(entity, date)| wanted.get(entity) != Some(date));
    wrong.map_or(Ok(()), |(entity, _)| Err(format!("the review of `{entity}` would have another date")))
}
