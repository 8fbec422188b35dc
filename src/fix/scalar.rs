//! A scalar with another text, in the quotes it has.

use super::Edit;
use crate::source::yaml::Node;

/// Whether `text` is safe without quotes wherever a scalar may stand, and is text for every YAML reader.
fn is_plain(text: &str) -> bool {
    let first_is_letter = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let is_simple = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
        || text.split_once(':').is_some_and(|(kind, id)| {
            !kind.is_empty() && kind.chars().all(|c| c.is_ascii_lowercase()) && !id.is_empty() && is_plain(id)
        });
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    is_date(text) || first_is_letter && is_simple && !words.contains(&text.to_ascii_lowercase().as_str())
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}

/// `text` in the quotes `quote`; nothing where it holds what quotes would have to spell out.
fn quoted(text: &str, quote: char) -> Option<String> {
    if text.chars().any(char::is_control) {
        return None;
    }
    Some(match quote {
        '\'' => format!("'{}'", text.replace('\'', "''")),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    })
}

/// The edit that makes the scalar `node` of `text` say `new`.
pub(super) fn rewritten(text: &str, node: Node<'_>, new: &str) -> Option<Edit> {
    let start = node.span().range().start;
    let raw = text.get(node.span().range())?.trim_end();
    let end = start + raw.len();
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) if !node.is_plain() => Some(Edit::new(start, end, quoted(new, quote)?)),
        // The lines of a block scalar, below its `|` or `>`.
        _ if !node.is_plain() => (raw == node.text()?.trim_end()).then(|| Edit::new(start, end, new)),
        _ if is_plain(new) => Some(Edit::new(start, end, new)),
        _ => Some(Edit::new(start, end, quoted(new, '"')?)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::applied;
    use super::*;
    use crate::source::yaml;

    fn renamed(text: &str, new: &str) -> Option<String> {
        let document = yaml::parse(text);
        let node = document.root().and_then(|root| root.get("a")).expect("has a value");
        applied(text, &[&rewritten(text, node, new)?])
    }

    #[test]
    fn each_style_stays_what_it_is() {
        assert_eq!(renamed("a: b # c", "d").as_deref(), Some("a: d # c"));
        assert_eq!(renamed("a: 'b'", "it's").as_deref(), Some("a: 'it''s'"));
        assert_eq!(renamed("a: \"\\x62\"", "x\"y").as_deref(), Some("a: \"x\\\"y\""));
        assert_eq!(renamed("a: &k !!str b\n", "d").as_deref(), Some("a: &k !!str d\n"));
        assert_eq!(renamed("a: |-\n  b\n\n# c\n", "d").as_deref(), Some("a: |-\n  d\n\n# c\n"));
        assert_eq!(renamed("{a: b}", "team:d").as_deref(), Some("{a: team:d}"));
    }

    #[test]
    fn what_needs_quotes_gets_them() {
        assert_eq!(renamed("a: b", "null").as_deref(), Some("a: \"null\""));
        assert_eq!(renamed("a: b", "007").as_deref(), Some("a: \"007\""));
        assert_eq!(renamed("a: b", "- x: #").as_deref(), Some("a: \"- x: #\""));
        assert_eq!(renamed("a: b", "team:9").as_deref(), Some("a: \"team:9\""));
        assert_eq!(renamed("a: b", "x\ny"), None);
    }
}
