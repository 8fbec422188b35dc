//! References by their present names: former ids, other cases and spellings, other tools' forms.

use std::collections::{BTreeMap, HashMap};

use super::known::{Known, Meant};
use super::scalar::rewritten;
use super::{Change, What, is_ours, left};
use crate::diagnostic::Diagnostic;
use crate::model::{Id, Kind, Mention, Model, Ref};
use crate::source::{Place, SourceFile, Sources, Span, yaml::Node};

/// The texts that references should have, by place, and what is said where that is in doubt.
#[derive(Default)]
struct Wishes {
    texts: BTreeMap<Place, Vec<String>>,
    notes: Vec<Diagnostic>,
}

/// Every reference that does not name things as they are named, and that means one thing only.
pub(super) fn plan(model: &Model, sources: &Sources, notes: &mut Vec<Diagnostic>) -> Vec<Change> {
    let known = Known::of(model);
    let mut wishes = Wishes::default();
    for mention in model.mentions() {
        let reference = mention.reference;
        wishes.add(&reference.place, known.meant(&mention), |kind, id| written(reference, kind, id));
    }
    for on in model.waivers.values().filter_map(|waiver| waiver.on.as_ref()) {
        wishes.add(&on.place, known.named(on.kind, &on.id), |kind, id| format!("{kind}:{id}"));
    }
    for about in model.pages.values().filter_map(|page| page.about.as_ref()) {
        let Some(kind) = Kind::named(about.kind) else { continue };
        wishes.add(&about.place, known.named(kind, &about.id), |kind, id| format!("{kind}/{id}"));
    }
    let changes = wishes.changes(sources);
    notes.append(&mut wishes.notes);
    changes
}

/// A reference to `id`, with its kind where the reference says it and it has to.
fn written(reference: &Ref, kind: Kind, id: &Id) -> String {
    let prefix = reference.written.split_once(':').map_or("", |(prefix, _)| prefix.trim());
    let is_said = Kind::named(&prefix.to_lowercase()) == Some(kind);
    let is_foreign_person = kind == Kind::Person && reference.kind == Some(Kind::Person);
    if is_said || is_foreign_person { format!("{kind}:{id}") } else { id.to_string() }
}

impl Wishes {
    fn add(&mut self, place: &Place, meant: Meant, form: impl Fn(Kind, &Id) -> String) {
        match meant {
            Meant::One(kind, id) => self.texts.entry(place.clone()).or_default().push(form(kind, &id)),
            Meant::Several(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
                let message = format!("this name fits {}", ids.join(" and "));
                self.notes.push(left(place.clone(), message, "write the one that is meant"));
            }
            Meant::Nobody => {}
        }
    }

    fn changes(&mut self, sources: &Sources) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut scalars: Option<(&SourceFile, HashMap<Span, Node<'_>>)> = None;
        for (place, texts) in std::mem::take(&mut self.texts) {
            if scalars.as_ref().is_none_or(|(file, _)| file.path != place.path) {
                scalars = sources.get(&place.path).map(|file| (file.as_ref(), scalars_of(file)));
            }
            // A file of another tool speaks of things as that tool does.
            let is_mendable = |(file, _): &&(&SourceFile, _)| !file.built_in && is_ours(&file.path);
            let Some((file, nodes)) = scalars.as_ref().filter(is_mendable) else { continue };
            let Some(&node) = nodes.get(&place.span) else { continue };
            changes.extend(self.change(file, node, &texts));
        }
        changes
    }

    /// The change of one scalar that should have `texts`: one for each of the places that use it.
    fn change(&mut self, file: &SourceFile, node: Node<'_>, texts: &[String]) -> Option<Change> {
        let (from, to) = (node.text().unwrap_or_default(), &texts[0]);
        if texts.iter().all(|text| text == from) {
            return None;
        }
        let edit = rewritten(file.text(), node, to);
        let reason = if texts.iter().any(|text| text != to) {
            "stands for several things through its anchor"
        } else if edit.is_none() {
            "is written in a form that is left alone"
        } else {
            let what = What::Renamed { at: node.span(), from: from.to_owned(), to: to.clone() };
            return Some(Change { path: file.path.clone(), edits: edit.into_iter().collect(), what });
        };
        let place = Place::new(&file.path, node.span());
        self.notes.push(left(place, format!("`{from}` {reason}"), &format!("write `{to}` by hand, if that is meant")));
        None
    }
}

fn scalars_of(file: &SourceFile) -> HashMap<Span, Node<'_>> {
    file.yaml().nodes().filter(|node| node.text().is_some()).map(|node| (node.span(), node)).collect()
}

/// What a mention means, for comparing a handbook before and after.
pub(super) fn target(known: &Known<'_>, mention: &Mention<'_>) -> Option<(Kind, Id)> {
    match known.meant(mention) {
        Meant::One(kind, id) => Some((kind, id)),
        _ => None,
    }
}
