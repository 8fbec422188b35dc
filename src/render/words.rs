//! The words of a theme's pages: one table per language.

use std::collections::BTreeMap;

use tera::Value;

use crate::source::yaml::{self, Node};

/// Words by key; a later table's words replace an earlier one's.
#[derive(Default)]
pub(super) struct Words(BTreeMap<String, Value>);

impl Words {
    /// Lays the table in `text` over what is there.
    ///
    /// # Errors
    /// What is wrong with the table, and at which byte.
    pub fn lay(&mut self, text: &str) -> Result<(), (String, usize)> {
        let document = yaml::parse(text);
        if let Some(problem) = document.problems.first() {
            return Err((problem.message.clone(), problem.span.start as usize));
        }
        for (key, value) in document.root().into_iter().flat_map(Node::entries) {
            self.0.insert(key.text().unwrap_or_default().to_owned(), value_of(value));
        }
        Ok(())
    }

    /// The table as templates see it.
    pub fn value(&self) -> Value {
        Value::from(self.0.clone())
    }

    /// The short names of the months.
    pub fn months(&self) -> Vec<String> {
        let months = self.0.get("months").and_then(Value::as_array).unwrap_or_default();
        months.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// How what the program says in the data of pages is said.
    pub fn phrases(&self) -> BTreeMap<String, String> {
        let phrases = self.0.get("phrases").and_then(Value::as_map).into_iter().flatten();
        phrases.filter_map(|(key, said)| Some((key.to_string(), said.as_str()?.to_owned()))).collect()
    }

    /// The words of the theme's scripts, as a statement.
    pub fn script(&self) -> String {
        let words = self.0.get("script").map_or_else(|| "{}".to_owned(), sorted_json);
        format!("window.BAILIWICK_WORDS={words};\n")
    }
}

fn value_of(node: Node<'_>) -> Value {
    if node.is_sequence() {
        Value::from(node.items().map(value_of).collect::<Vec<_>>())
    } else if node.is_mapping() {
        let entries = node.entries().map(|(key, value)| (key.text().unwrap_or_default().to_owned(), value_of(value)));
        Value::from(entries.collect::<BTreeMap<_, _>>())
    } else {
        Value::normal_string(node.text().unwrap_or_default())
    }
}

/// JSON with its keys in order: the engine's maps have none.
fn sorted_json(value: &Value) -> String {
    let map = value.as_map().into_iter().flatten();
    let sorted: BTreeMap<String, String> = map.map(|(key, value)| (key.to_string(), value.to_string())).collect();
    serde_json::to_string(&sorted).unwrap_or_else(|_| "{}".to_owned())
}
