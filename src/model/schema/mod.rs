//! JSON Schemas of the YAML that people write, for their editors: ownership data, settings and a page's front matter.
//!
//! The reader in [`fields`](super::fields) decides what is right and says it better, with a place and a proposal. These
//! tables say the same to an editor while one types; a test holds both against each other, field by field.

mod ownership;
mod settings;
mod shape;

use serde_json::{Value, json};

use self::shape::{Field, Shape, properties};

/// A schema that can be asked for.
pub struct Schema {
    /// The word for it: `ownership`.
    pub name: &'static str,
    /// What it describes, in a sentence.
    pub says: &'static str,
    fields: &'static [Field],
    /// Whether other fields may stand beside these.
    is_open: bool,
}

/// Every schema, in the order of the manual.
pub static ALL: &[Schema] = &[
    Schema {
        name: "ownership",
        says: "Ownership data: a file below content/ownership/.",
        fields: ownership::FILE,
        is_open: false,
    },
    Schema {
        name: "handbook",
        says: "The settings: content/handbook.yaml.",
        fields: settings::SETTINGS,
        is_open: false,
    },
    Schema {
        name: "page",
        says: "The front matter of a page. Fields of other tools are warned of, and passed over.",
        fields: settings::FRONT_MATTER,
        is_open: true,
    },
];

impl Schema {
    /// The schema of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|schema| schema.name == name)
    }

    /// The address at which a built site publishes it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("schema/{}.json", self.name)
    }

    /// The schema as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut schema = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": format!("Bailiwick: {}", self.name),
            "description": self.says,
            "type": ["object", "null"],
            "properties": properties(self.fields),
            "additionalProperties": self.is_open,
        });
        if self.name == "ownership" {
            // What is there only to be repeated by an alias may stand under a key of its own.
            schema["patternProperties"] = json!({ "^x-": true });
        }
        schema
    }

    /// The line by which an editor finds the schema at `address`.
    #[must_use]
    pub fn line(address: &str) -> String {
        format!("# yaml-language-server: $schema={address}")
    }
}

/// Something that may be one of several shapes.
const fn either(shapes: &'static [Shape]) -> Shape {
    Shape::Either(shapes)
}

/// A field.
const fn field(name: &'static str, shape: Shape, says: &'static str) -> Field {
    Field { name, shape, says, is_required: false }
}

/// A field that must be there.
const fn required(name: &'static str, shape: Shape, says: &'static str) -> Field {
    Field { name, shape, says, is_required: true }
}
