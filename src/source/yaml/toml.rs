//! TOML read into the tree that YAML is read into, so that whoever reads foreign files meets one kind of node.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Document, Index, Problem};
use crate::source::Span;

/// Parses `text` whole; what stands before and after an error is kept as far as it can be told.
#[must_use]
pub fn parse(text: &str) -> Document {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut document = Document::default();
    let index = document.table(root.get_ref(), Span::new(root.span().start, root.span().end));
    document.roots.push(index);
    document.problems = errors
        .into_iter()
        .map(|error| {
            let span = error.span().unwrap_or_default();
            Problem {
                code: "toml-syntax",
                message: error.message().lines().next().unwrap_or_default().to_lowercase(),
                span: Span::new(span.start, span.end),
                other: None,
                help: None,
            }
        })
        .collect();
    document.problems.sort_by_key(|problem| problem.span);
    document
}

impl Document {
    fn table(&mut self, table: &DeTable<'_>, span: Span) -> Index {
        let mut entries = Vec::new();
        for (key, value) in table {
            let key_span = Span::new(key.span().start, key.span().end);
            let key = self.push_scalar(key_span, key.get_ref(), false);
            entries.push((key_span, key, self.value(value)));
        }
        // The parser sorts by key; readers go by place.
        entries.sort_by_key(|&(span, ..)| span);
        let first = self.children.len();
        self.children.extend(entries.into_iter().flat_map(|(_, key, value)| [key, value]));
        self.push_collection(span, first, true)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) -> Index {
        let span = Span::new(value.span().start, value.span().end);
        match value.get_ref() {
            DeValue::String(text) => self.push_scalar(span, text, false),
            DeValue::Integer(number) => self.push_scalar(span, number.as_str(), true),
            DeValue::Float(number) => self.push_scalar(span, number.as_str(), true),
            DeValue::Boolean(flag) => self.push_scalar(span, if *flag { "true" } else { "false" }, true),
            DeValue::Datetime(time) => self.push_scalar(span, &time.to_string(), true),
            DeValue::Array(items) => {
                let items: Vec<Index> = items.iter().map(|item| self.value(item)).collect();
                let first = self.children.len();
                self.children.extend(items);
                self.push_collection(span, first, false)
            }
            DeValue::Table(table) => self.table(table, span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_has_the_nodes_and_places_of_yaml() {
        let text = "name = \"a\"\n[people]\nleads = [\"x\", { github = \"y\" }]\nold = true\n";
        let document = parse(text);
        let root = document.root().expect("a table");
        assert_eq!(document.problems, []);
        assert_eq!(root.get("name").and_then(super::super::Node::text), Some("a"));
        let people = root.get("people").expect("a table");
        let keys: Vec<_> = people.entries().filter_map(|(key, _)| key.text()).collect();
        assert_eq!(keys, ["leads", "old"]);
        let leads: Vec<_> = people.get("leads").expect("a list").items().collect();
        assert_eq!(&text[leads[0].span().range()], "\"x\"");
        assert_eq!(leads[1].get("github").and_then(super::super::Node::text), Some("y"));
    }

    #[test]
    fn a_broken_line_costs_itself() {
        let document = parse("name = \"a\"\nx = = 1\ny = 2\n");
        assert_eq!(document.problems[0].code, "toml-syntax");
        assert_eq!(document.root().and_then(|root| root.get("name")).and_then(super::super::Node::text), Some("a"));
    }
}
