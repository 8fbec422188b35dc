//! The date of a review, set on request.

use std::collections::BTreeMap;

use super::layout::{self, Entry, Mapping};
use super::scalar::rewritten;
use super::{Asked, Change, Edit, What, left};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Date, EntityRef, Id, Kind, Model};
use crate::source::{Place, SourceFile, Sources, front_matter};

/// A review of something that is not there.
#[derive(Debug, thiserror::Error)]
#[error("`{written}` is no team, system or page that could be reviewed{}", hint(.near.as_ref()))]
pub struct Unknown {
    written: String,
    near: Option<String>,
}

fn hint(near: Option<&String>) -> String {
    near.map_or_else(|| "; name it as `system:ledger`".into(), |near| format!("; did you mean `{near}`?"))
}

/// Sets the review of everything asked for to the day.
pub(super) fn plan(
    model: &Model,
    sources: &Sources,
    asked: &Asked,
    notes: &mut Vec<Diagnostic>,
) -> Result<Vec<Change>, Unknown> {
    let mut entities: Vec<EntityRef> = Vec::new();
    for written in &asked.reviewed {
        let entity = entity(model, written)?;
        if !entities.contains(&entity) {
            entities.push(entity);
        }
    }
    let mut changes = Vec::new();
    let reviews = reviews(model);
    for entity in entities {
        let Some(place) = place(model, &entity) else { continue };
        let Some(file) = sources.get(&place.path) else { continue };
        if reviews.get(&entity) == Some(&Some(asked.as_of)) {
            continue;
        }
        if let Some(edit) = edit(file, &entity, &place, asked.as_of) {
            let what = What::Reviewed { entity, date: asked.as_of };
            changes.push(Change { path: place.path, edits: vec![edit], what });
        } else {
            let message = format!("`{entity}` shares all its fields with another entity, its review too");
            notes.push(left(place, message, "give it fields of its own, or `<<: *anchor` and a `reviewed`"));
        }
    }
    Ok(changes)
}

/// The entity that is meant: `system:ledger`, or `ledger` where that is one thing only.
fn entity(model: &Model, written: &str) -> Result<EntityRef, Unknown> {
    let (kind, id) = written.split_once(':').map_or((None, written), |(kind, id)| (Some(kind.trim()), id.trim()));
    let wants = |name: &str| kind.is_none_or(|kind| kind.eq_ignore_ascii_case(name));
    let mut found = Vec::new();
    if wants("system") {
        found.extend(model.system_named(&Id::new(id)).map(|system| EntityRef::new(Kind::System, &system.id)));
    }
    if wants("team") {
        found.extend(model.team_named(&Id::new(id)).map(|team| EntityRef::new(Kind::Team, &team.id)));
    }
    if wants("page") {
        let is_it = |path: &str| Id::new(path) == Id::new(id) || Id::new(path) == Id::new(&format!("content/{id}"));
        let own = model.pages.values().filter(|page| !page.file.built_in && is_it(page.path.as_str()));
        found.extend(own.map(|page| EntityRef::new(Kind::Page, &Id::new(page.path.as_str()))));
    }
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let systems = model.systems.keys().map(|id| format!("system:{id}"));
    let known: Vec<String> = systems.chain(model.teams.keys().map(|id| format!("team:{id}"))).collect();
    let near = found.first().map(ToString::to_string);
    let near = near.or_else(|| did_you_mean(written, known.iter().map(String::as_str)).map(str::to_owned));
    let near = near.or_else(|| {
        let ids = known.iter().filter_map(|name| Some((name.split_once(':')?.1, name)));
        let ids: Vec<_> = ids.collect();
        let id = did_you_mean(id, ids.iter().map(|(id, _)| *id))?;
        ids.iter().find(|(known, _)| *known == id).map(|(_, name)| (*name).clone())
    });
    Err(Unknown { written: written.to_owned(), near })
}

/// When everything that can be reviewed was last reviewed.
pub(super) fn reviews(model: &Model) -> BTreeMap<EntityRef, Option<Date>> {
    let systems = model.systems.values().map(|system| (Kind::System, system.id.clone(), &system.reviewed));
    let teams = model.teams.values().map(|team| (Kind::Team, team.id.clone(), &team.reviewed));
    let pages = model.pages.values().map(|page| (Kind::Page, Id::new(page.path.as_str()), &page.reviewed));
    let all = systems.chain(teams).chain(pages);
    all.map(|(kind, id, date)| (EntityRef { kind, id }, date.as_ref().map(|date| date.value))).collect()
}

fn place(model: &Model, entity: &EntityRef) -> Option<Place> {
    Some(match entity.kind {
        Kind::System => model.systems.get(&entity.id)?.place.clone(),
        Kind::Team => model.teams.get(&entity.id)?.place.clone(),
        _ => {
            let page = model.pages.values().find(|page| Id::new(page.path.as_str()) == entity.id)?;
            Place::start_of(&page.path)
        }
    })
}

fn edit(file: &SourceFile, entity: &EntityRef, place: &Place, date: Date) -> Option<Edit> {
    let text = file.text();
    if entity.kind == Kind::Page {
        return match file.yaml().root() {
            Some(node) => set(Mapping { text, node }, date),
            None => Some(front(text, date)),
        };
    }
    let (mapping, entry) = layout::holder(text, file.yaml(), place.span)?;
    if !layout::is_in_place(entry, mapping.node) {
        return None;
    }
    if entry.value.is_null() {
        return filled(mapping, entry, &field(date));
    }
    set(Mapping { node: entry.value, ..mapping }, date)
}

fn field(date: Date) -> String {
    format!("reviewed: {date}")
}

/// Front matter for a page that has none, or nothing in it.
fn front(text: &str, date: Date) -> Edit {
    let (newline, field) = (layout::newline(text), field(date));
    match front_matter::split(text).matter {
        Some(matter) => Edit::insert(matter.range().start, format!("{field}{newline}")),
        None => Edit::insert(0, format!("---{newline}{field}{newline}---{newline}")),
    }
}

/// Sets the field in an entity's mapping, or adds it.
fn set(mapping: Mapping<'_>, date: Date) -> Option<Edit> {
    let own = mapping.own();
    let Some(entry) = own.iter().find(|entry| entry.key.text() == Some("reviewed")) else {
        return Some(if mapping.is_flow() { added_in_braces(mapping, date) } else { added_line(mapping, date) });
    };
    let is_written = layout::is_in_place(*entry, mapping.node) && !entry.value.span().range().is_empty();
    if is_written {
        return rewritten(mapping.text, entry.value, &date.to_string());
    }
    // Nothing, or an alias, stands after the colon.
    let after_key = entry.key.span().range().end;
    let colon = after_key + mapping.text[after_key..].find(':')? + 1;
    let end = mapping.end(*entry).max(colon);
    Some(Edit::new(colon, end, format!(" {date}")))
}

/// A line after the entity's last one.
fn added_line(mapping: Mapping<'_>, date: Date) -> Edit {
    let (text, field) = (mapping.text, field(date));
    let start = mapping.node.span().range().start;
    let newline = layout::newline(text);
    let own = mapping.own();
    let indent = layout::indent(text, start).unwrap_or_default();
    match own.last() {
        Some(last) => {
            let end = layout::line_end(text, mapping.end(*last));
            Edit::insert(end, format!("{newline}{indent}{field}"))
        }
        // All of it came by `<<`.
        None => Edit::insert(start, format!("{field}{newline}{indent}")),
    }
}

fn added_in_braces(mapping: Mapping<'_>, date: Date) -> Edit {
    let field = field(date);
    if let Some(last) = mapping.own().last() {
        return Edit::insert(mapping.end(*last), format!(", {field}"));
    }
    let range = mapping.node.span().range();
    let is_empty = mapping.text[range.clone()].trim_matches(['{', '}', ' ']).is_empty();
    Edit::insert(range.start + 1, format!(" {field}{}", if is_empty { " " } else { "," }))
}

/// A map for an entity of which nothing is said.
fn filled(mapping: Mapping<'_>, entry: Entry<'_>, field: &str) -> Option<Edit> {
    let text = mapping.text;
    let value = entry.value.span().range();
    if !value.is_empty() {
        return Some(Edit::new(value.start, value.end, format!("{{ {field} }}")));
    }
    let after_key = entry.key.span().range().end;
    if mapping.is_flow() {
        let has_colon = text[after_key..].trim_start().starts_with(':');
        let at = if has_colon { after_key + text[after_key..].find(':')? + 1 } else { after_key };
        return Some(Edit::insert(at, format!("{} {{ {field} }}", if has_colon { "" } else { ":" })));
    }
    let indent = layout::indent(text, entry.key.span().range().start)?;
    let at = layout::line_end(text, after_key);
    Some(Edit::insert(at, format!("{}{indent}  {field}", layout::newline(text))))
}
