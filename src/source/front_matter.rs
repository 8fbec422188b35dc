//! Front matter: the YAML between `---` lines on top of a page.

use super::Span;

/// Where a page's front matter and its Markdown stand in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the lines, where there is front matter.
    pub matter: Option<Span>,
    /// Everything after it.
    pub body: Span,
    /// Whether an opening `---` was never closed: then the page has no front matter and all of it is Markdown.
    pub unclosed: bool,
}

/// Finds the front matter of `text`, whatever its line ends. The first line must be `---`; `---` or `...` closes it.
#[must_use]
pub fn split(text: &str) -> Parts {
    let whole = Parts { matter: None, body: Span::new(0, text.len()), unclosed: false };
    let mut lines = Lines { text, at: 0 };
    if lines.next().is_none_or(|(_, line)| line != "---") {
        return whole;
    }
    let start = lines.at;
    while let Some((at, line)) = lines.next() {
        if line == "---" || line == "..." {
            return Parts {
                matter: Some(Span::new(start, at)),
                body: Span::new(lines.at, text.len()),
                unclosed: false,
            };
        }
    }
    Parts { unclosed: looks_like_yaml(&text[start..]), ..whole }
}

/// Whether the text after a lone `---` reads like a key and a value, and not like Markdown below a thematic break.
fn looks_like_yaml(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    first
        .split_once(':')
        .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-'))
}

/// Lines with their offsets, trailing white space dropped.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.at += length;
        Some((start, rest[..length].trim_end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let parts = split(text);
        (parts.matter.map(|span| &text[span.range()]), &text[parts.body.range()])
    }

    #[test]
    fn windows_line_ends_and_dots_close_it_too() {
        assert_eq!(parts("---\ntitle: A\n---\nB"), (Some("title: A\n"), "B"));
        assert_eq!(parts("---\r\ntitle: A\r\n...\r\nB"), (Some("title: A\r\n"), "B"));
        assert_eq!(parts("---\n---\nB"), (Some(""), "B"));
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        assert_eq!(parts("Text\n\n---\n\nMore"), (None, "Text\n\n---\n\nMore"));
        assert!(!split("---\n\nJust a line.").unclosed);
        assert!(split("---\ntitle: A\n\nText").unclosed);
    }
}
