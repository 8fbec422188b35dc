//! What a gap of the handbook's own rule says: words with fields filled in.

use std::ops::Range;

use super::access::{Names, access};
use super::condition::{Access, Getter};
use super::slip::Slip;
use super::subject::Subject;
use super::value::Value;
use crate::gaps::Scene;

/// A message that has been understood.
#[derive(Debug)]
pub(super) struct Message(Vec<Part>);

#[derive(Debug)]
enum Part {
    Words(String),
    Field(Access),
}

impl Message {
    /// Reads `{name} has no runbook`; `{{ name }}`, as templates write it, is the same.
    pub fn read(text: &str, names: &Names<'_>) -> Result<Self, Slip> {
        let mut parts = Vec::new();
        let (mut at, mut says_whose) = (0, false);
        while let Some(open) = text[at..].find('{').map(|open| at + open) {
            let inner = open + text[open..].len() - text[open..].trim_start_matches('{').len();
            let Some(close) = text[inner..].find('}').map(|close| inner + close) else {
                let help = "close it: `{name}`";
                return Err(Slip::syntax(open..text.len(), "this `{` is not closed").help(help));
            };
            let access = filled(text, inner..close, names)?;
            says_whose |= matches!(&access.get, Getter::Field(field) if is_name(field.name));
            parts.extend([Part::Words(text[at..open].to_owned()), Part::Field(access)]);
            at = close + text[close..].len() - text[close..].trim_start_matches('}').len();
        }
        parts.push(Part::Words(text[at..].to_owned()));
        if !says_whose {
            parts.insert(0, Part::Words(": ".to_owned()));
            parts.insert(0, Part::Field(access("id", &(0..0), names).or_else(|_| access("path", &(0..0), names))?));
        }
        Ok(Self(parts))
    }

    /// The message on one entity: what is missing reads "nothing", and an entity without a name has its id.
    pub fn on<'m>(&self, scene: &Scene<'m>, subject: Subject<'m>) -> String {
        let words = self.0.iter().map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Field(access) => match (access.see(scene, subject).value, &access.get) {
                (Value::Missing, Getter::Field(field)) if is_name(field.name) => subject.title().to_owned(),
                (Value::Missing, _) => "nothing".to_owned(),
                (value, _) => value.to_string(),
            },
        });
        words.collect::<String>().trim().to_owned()
    }
}

/// What stands between braces: a field, or how many there are of it.
fn filled(text: &str, between: Range<usize>, names: &Names<'_>) -> Result<Access, Slip> {
    let written = &text[between.clone()];
    let start = between.start + written.len() - written.trim_start().len();
    let (name, filter) = written.split_once('|').map_or((written, None), |(name, filter)| (name, Some(filter.trim())));
    let name = name.trim();
    let access = access(name, &(start..start + name.len()), names)?;
    match filter {
        None => Ok(access),
        Some("length" | "count") => Ok(access.counted()),
        Some(_) => Err(Slip::syntax(between, "only `length` can stand behind `|`")),
    }
}

/// Whether a field says which entity it is.
fn is_name(field: &str) -> bool {
    matches!(field, "name" | "id" | "title" | "path")
}
