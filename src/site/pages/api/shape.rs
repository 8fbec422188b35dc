//! The form of the data files: each field once, with its name, its shape, what it says and how it is worked out. The
//! JSON and its schema are both made of these tables, so that they cannot differ.

use serde_json::{Map, Value, json};

use crate::site::here::Here;

/// What a value looks like.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Text.
    Text,
    /// A day, `2026-09-01`.
    Date,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// One of a set of words.
    Word(&'static [&'static str]),
    /// That, or `null` where it is not known.
    Maybe(&'static Shape),
    /// A list.
    List(&'static Shape),
    /// A map from names to values of one shape.
    Each(&'static Shape),
    /// A map with these fields.
    Object(&'static [Part]),
}

/// A field of a map.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub name: &'static str,
    pub shape: Shape,
    pub says: &'static str,
}

/// A field, and how it is worked out.
pub(super) struct Field<T> {
    pub part: Part,
    pub value: fn(&Here<'_>, &T) -> Value,
}

/// A field of a map.
pub(super) const fn part(name: &'static str, shape: Shape, says: &'static str) -> Part {
    Part { name, shape, says }
}

/// A field, and how it is worked out.
pub(super) const fn field<T>(
    name: &'static str,
    shape: Shape,
    says: &'static str,
    value: fn(&Here<'_>, &T) -> Value,
) -> Field<T> {
    Field { part: part(name, shape, says), value }
}

pub(super) const TEXT: Shape = Shape::Text;
pub(super) const MAYBE_TEXT: Shape = Shape::Maybe(&Shape::Text);
pub(super) const MAYBE_DATE: Shape = Shape::Maybe(&Shape::Date);
pub(super) const TEXTS: Shape = Shape::List(&Shape::Text);

/// The map that the fields make of `subject`.
pub(super) fn object<T>(fields: &[Field<T>], here: &Here<'_>, subject: &T) -> Value {
    Value::Object(fields.iter().map(|field| (field.part.name.to_owned(), (field.value)(here, subject))).collect())
}

/// The schema of the map that the fields make.
pub(super) fn schema_of<'p>(says: &str, parts: impl Iterator<Item = &'p Part>) -> Value {
    let parts: Vec<&Part> = parts.collect();
    let properties: Map<String, Value> = parts
        .iter()
        .map(|part| {
            let mut schema = part.shape.schema();
            if !part.says.is_empty() {
                schema.insert("description".into(), json!(part.says));
            }
            (part.name.to_owned(), Value::Object(schema))
        })
        .collect();
    let required: Vec<&str> = parts.iter().map(|part| part.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "required": required });
    if let (Some(schema), false) = (schema.as_object_mut(), says.is_empty()) {
        schema.insert("description".into(), json!(says));
    }
    schema
}

impl Shape {
    fn schema(self) -> Map<String, Value> {
        let schema = match self {
            Self::Text => json!({ "type": "string" }),
            Self::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
            Self::Integer => json!({ "type": "integer" }),
            Self::Number => json!({ "type": "number" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Word(words) => json!({ "enum": words }),
            Self::Maybe(shape) => json!({ "anyOf": [shape.schema(), { "type": "null" }] }),
            Self::List(shape) => json!({ "type": "array", "items": shape.schema() }),
            Self::Each(shape) => json!({ "type": "object", "additionalProperties": shape.schema() }),
            Self::Object(parts) => schema_of("", parts.iter()),
        };
        match schema {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
    }
}
