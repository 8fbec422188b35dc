//! Writes YAML that people like to read, and that every reader reads alike: what YAML 1.1 or 1.2 would take for
//! something else than text (`no`, `on`, `1.10`, `007`, `2026-09-01`, `12:30`) stands in quotes.

/// Columns that a short list or map may fill before each of its parts gets a line of its own.
const WIDTH: usize = 100;

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, quoted where it must be.
    Text(String),
    /// A number, a date, a word like `true`: written as it is.
    Bare(String),
    /// A list.
    List(Vec<Value>),
    /// A map, in this order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// Text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, a date, `true` or `false`.
    #[must_use]
    pub fn bare(value: impl Into<String>) -> Self {
        Self::Bare(value.into())
    }

    /// A list of texts.
    #[must_use]
    pub fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// A map of those entries that hold something.
    #[must_use]
    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        let entries = entries.into_iter().filter(|(_, value)| !value.is_empty());
        Self::Map(entries.map(|(key, value)| (key.into(), value)).collect())
    }

    /// Nothing: an empty list.
    #[must_use]
    pub fn nothing() -> Self {
        Self::List(Vec::new())
    }

    /// Whether it is an empty list or map.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(_) | Self::Bare(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    /// The value as a YAML document.
    #[must_use]
    pub fn to_document(&self) -> String {
        let mut text = String::new();
        match self {
            Self::Map(entries) if !entries.is_empty() => map(entries, 0, &mut text),
            Self::List(items) if !items.is_empty() => list(items, 0, &mut text),
            other => {
                text.push_str(&flow(other));
                text.push('\n');
            }
        }
        text
    }
}

fn map(entries: &[(String, Value)], depth: usize, text: &mut String) {
    for (key, value) in entries {
        indent(depth, text);
        entry(key, value, depth, text);
    }
}

/// A key with its value, where the line has begun.
fn entry(key: &str, value: &Value, depth: usize, text: &mut String) {
    text.push_str(&scalar(key));
    text.push(':');
    below(value, depth, text);
}

/// A value behind a key: on its line where it is short, else below it.
fn below(value: &Value, depth: usize, text: &mut String) {
    if let Some(short) = short(value, depth) {
        text.push(' ');
        text.push_str(&short);
        text.push('\n');
        return;
    }
    text.push('\n');
    match value {
        Value::Map(entries) => map(entries, depth + 1, text),
        Value::List(items) => list(items, depth + 1, text),
        Value::Text(_) | Value::Bare(_) => {}
    }
}

fn list(items: &[Value], depth: usize, text: &mut String) {
    for item in items {
        indent(depth, text);
        text.push_str("- ");
        match (short(item, depth), item) {
            (Some(short), _) => {
                text.push_str(&short);
                text.push('\n');
            }
            (None, Value::Map(entries)) => {
                // The first key stands behind the dash.
                if let [(key, value), rest @ ..] = entries.as_slice() {
                    entry(key, value, depth + 1, text);
                    map(rest, depth + 1, text);
                }
            }
            (None, other) => {
                text.truncate(text.len() - 1);
                below(other, depth, text);
            }
        }
    }
}

fn indent(depth: usize, text: &mut String) {
    text.extend(std::iter::repeat_n("  ", depth));
}

/// The value on one line: every scalar, and a list or map of few scalars.
fn short(value: &Value, depth: usize) -> Option<String> {
    let is_scalar = |value: &Value| matches!(value, Value::Text(_) | Value::Bare(_));
    let is_flat = match value {
        Value::Text(_) | Value::Bare(_) => return Some(flow(value)),
        Value::List(items) => items.iter().all(is_scalar),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_scalar(value)),
    };
    let is_long_map = matches!(value, Value::Map(entries) if depth == 0 || entries.len() > 3);
    let line = (value.is_empty() || (is_flat && !is_long_map)).then(|| flow(value))?;
    (value.is_empty() || line.chars().count() + 2 * depth + 20 <= WIDTH).then_some(line)
}

fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text),
        Value::Bare(word) => word.clone(),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}: {}", scalar(key), flow(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Text as a scalar, in quotes where any reader could take it for something else.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether `text` is text without quotes to readers of YAML 1.1 and 1.2, inside `[…]` and `{…}` too.
fn is_plain(text: &str) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_alphabetic() || c == '/' || c == '_');
    let may_stand = |c: char| c.is_alphanumeric() || " ./_-+()%;=~$^'\"!?@&*|<>".contains(c);
    starts_well
        && !text.ends_with(' ')
        && text.chars().all(|c| may_stand(c) || c == ':')
        && !text.contains(": ")
        && !text.ends_with(':')
        && !is_word_of_yaml(text)
}

/// Words that are no text to some reader: truth values, nothing, numbers that begin with a letter.
fn is_word_of_yaml(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "nan", "inf", "infinity"];
    words.contains(&text.to_ascii_lowercase().as_str())
}

/// Text in double quotes. JSON's escapes are YAML's; what YAML does not print is escaped besides.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_printed(c) => quoted.push(c),
            c if u32::from(c) > 0xffff => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
    quoted.push('"');
    quoted
}

fn is_printed(c: char) -> bool {
    let is_format = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_control() && !is_format && u32::from(c) & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::yaml::{Node, parse};

    #[test]
    fn what_readers_misread_stands_in_quotes() {
        for text in [
            "",
            "no",
            "On",
            "YES",
            "y",
            "null",
            "~",
            "1.10",
            "007",
            "0x1F",
            "1e3",
            "2026-09-01",
            "12:30",
            "-",
            "- a",
            "#x",
            " a",
            "a ",
            "a: b",
            "a #b",
            "a:",
            "[a",
            "a, b",
            "{",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "a\nb",
            "|",
            ">",
            "=",
            "<<",
            ".5",
            "+1",
            "?",
            "'a",
            "\"a",
            "none",
            "NaN",
        ] {
            assert!(scalar(text).starts_with('"'), "{text} is written {}", scalar(text));
        }
        for text in ["payments", "Card payments", "/ledger/**", "https://git.example/a?b=1", "É", "team:pay", "a-b_c.d"]
        {
            assert_eq!(scalar(text), text);
        }
    }

    #[test]
    fn a_document_is_tidy() {
        let value = Value::map([(
            "teams",
            Value::map([(
                "pay",
                Value::map([
                    ("name", Value::text("Payments")),
                    ("members", Value::texts(["ana", "no"])),
                    ("formed", Value::bare("2026-01-01")),
                    ("contact", Value::map([("chat", Value::text("#pay"))])),
                    ("aliases", Value::nothing()),
                    (
                        "repositories",
                        Value::List(vec![Value::map([
                            ("url", Value::text("https://git.example/pay")),
                            ("paths", Value::texts(["/a/**"])),
                        ])]),
                    ),
                ]),
            )]),
        )]);
        let text = "teams:\n  pay:\n    name: Payments\n    members: [ana, \"no\"]\n    formed: 2026-01-01\n    contact: { chat: \"#pay\" }\n    repositories:\n      - url: https://git.example/pay\n        paths: [/a/**]\n";
        assert_eq!(value.to_document(), text);
    }

    /// The node as a value; bare words and texts are one to a reader.
    fn value_of(node: Node<'_>) -> Value {
        if node.is_sequence() {
            Value::List(node.items().map(value_of).collect())
        } else if node.is_mapping() {
            let entry =
                |(key, value): (Node<'_>, Node<'_>)| (key.text().unwrap_or_default().to_owned(), value_of(value));
            Value::Map(node.entries().map(entry).collect())
        } else {
            Value::text(node.text().unwrap_or_default())
        }
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let text = prop_oneof![any::<String>(), "[a-z:# ,\\-\\[\\]{}'\"!&*\n]{0,8}"];
        let leaf = text.prop_map(Value::Text);
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
                prop::collection::btree_map("[a-z:# -]{1,6}", inner, 0..4)
                    .prop_map(|entries| Value::Map(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value in any_value()) {
            let text = value.to_document();
            let document = parse(&text);
            prop_assert!(document.problems.is_empty(), "{text}\n{:?}", document.problems);
            prop_assert_eq!(document.root().map(value_of), Some(value), "{}", text);
        }

        #[test]
        fn another_reader_reads_the_same_text(text in any::<String>()) {
            let document = Value::map([("key", Value::text(&*text))]).to_document();
            let read: std::collections::BTreeMap<String, String> = serde_yaml::from_str(&document).expect("reads");
            prop_assert_eq!(&read["key"], &text);
        }
    }
}
