//! What a value may look like to the reader, and the JSON Schema of it.

use serde_json::{Map, Value, json};

/// What a value may look like. Nothing (`null`, or no value behind the colon) is right everywhere.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Any scalar.
    Text,
    /// `2026-09-01`.
    Date,
    /// `20m`, `180d`; a bare number is days.
    Time,
    /// 1 to 4.
    Tier,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// An address, or a path of the handbook.
    Address,
    /// The id of something.
    Reference,
    /// `>= 99.95`.
    Target,
    /// One of a set of words.
    Word(fn() -> Vec<&'static str>),
    /// A list; a lone value counts as a list of one.
    List(&'static Shape),
    /// A map from any text.
    Map(&'static Shape),
    /// A map from ids.
    Entities(&'static [Field]),
    /// A map with these fields.
    Fields(&'static [Field]),
    /// One of several.
    Either(&'static [Shape]),
}

/// A field of a map.
pub(super) struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub says: &'static str,
    pub is_required: bool,
}

impl Field {
    /// The same field in another map.
    pub const fn again(&self) -> Self {
        Self { name: self.name, shape: self.shape, says: self.says, is_required: self.is_required }
    }
}

/// The schemas of fields by name.
pub(super) fn properties(fields: &[Field]) -> Value {
    let property = |field: &Field| {
        let mut schema = field.shape.schema();
        if !field.says.is_empty() {
            schema["description"] = json!(field.says);
        }
        (field.name.to_owned(), schema)
    };
    Value::Object(fields.iter().map(property).collect::<Map<_, _>>())
}

impl Shape {
    fn schema(self) -> Value {
        match self {
            Self::Text | Self::Reference => json!({ "type": ["string", "number", "boolean", "null"] }),
            Self::Date => json!({ "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
            Self::Time => json!({
                "type": ["string", "integer", "null"],
                "pattern": "^\\s*[0-9]+\\s*(m|min|minutes|h|hours|d|day|days|w|weeks|y|year|years)?\\s*$",
                "minimum": 0,
            }),
            Self::Tier => {
                json!({ "type": ["integer", "string", "null"], "minimum": 1, "maximum": 4, "pattern": "^[1-4]$" })
            }
            Self::Whole => json!({ "type": ["integer", "null"] }),
            Self::Number => json!({ "type": ["number", "string", "null"] }),
            Self::Flag => json!({ "type": ["boolean", "null"] }),
            Self::Address => {
                json!({ "type": ["string", "null"], "not": { "pattern": "^\\s*(javascript|data|vbscript|file):" } })
            }
            Self::Target => {
                json!({ "type": ["string", "null"], "pattern": "^\\s*(>=|<=|==|=|>|<|≥|≤)\\s*[-+]?[0-9.]+" })
            }
            Self::Word(words) => {
                let words: Vec<Value> = words().into_iter().map(Value::from).chain([Value::Null]).collect();
                json!({ "enum": words })
            }
            Self::List(shape) => {
                json!({ "anyOf": [{ "type": "array", "items": shape.schema() }, shape.schema()] })
            }
            Self::Map(shape) => json!({ "type": ["object", "null"], "additionalProperties": shape.schema() }),
            Self::Entities(fields) => json!({
                "type": ["object", "null"],
                "propertyNames": { "pattern": "^[a-z0-9][a-z0-9._-]*$" },
                "additionalProperties": Self::Fields(fields).schema(),
            }),
            Self::Fields(fields) => {
                let required: Vec<&str> =
                    fields.iter().filter(|field| field.is_required).map(|field| field.name).collect();
                let mut schema = json!({
                    "type": ["object", "null"],
                    "properties": properties(fields),
                    "additionalProperties": false,
                });
                if !required.is_empty() {
                    schema["required"] = json!(required);
                }
                schema
            }
            Self::Either(shapes) => {
                json!({ "anyOf": shapes.iter().map(|shape| shape.schema()).collect::<Vec<_>>() })
            }
        }
    }
}
