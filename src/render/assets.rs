//! A theme's files for the reader's browser, named after what is in them.

use sha2::{Digest, Sha256};

use crate::source::digits;

/// Files of these kinds carry their content's mark in their name, so that they can be kept by browsers for ever.
/// Others keep their names, because stylesheets name them.
fn is_marked(name: &str) -> bool {
    matches!(ending(name), "css" | "js") || name == "icon.svg"
}

/// What follows the last full stop of a name.
pub(super) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The path from the site's root at which the asset `name` is published: `assets/style.1b2c3d4e.css`.
pub(super) fn published(name: &str, bytes: &[u8]) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_marked(name) => {
            format!("assets/{stem}.{}.{ending}", digits(Sha256::digest(bytes), 4))
        }
        _ => format!("assets/{name}"),
    }
}

/// A stylesheet without its comments and without the white space at the ends of lines.
pub(super) fn smaller(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let length = if from.starts_with("/*") {
            from.find("*/").map_or(from.len(), |end| end + 2)
        } else {
            let taken = quoted(from);
            kept.push_str(&from[..taken]);
            taken
        };
        rest = &from[length..];
    }
    kept.push_str(rest);
    let mut joined = String::with_capacity(kept.len());
    for line in kept.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // After these the end of a line says nothing.
        if !joined.is_empty() && !joined.ends_with(['{', '}', ';', ',']) {
            joined.push('\n');
        }
        joined.push_str(line);
    }
    joined
}

/// A script without the white space that its lines begin with, and without lines that are all comment.
pub(super) fn unindented(script: &str) -> String {
    let is_comment = |line: &&str| line.starts_with("/*") && line.ends_with("*/") && line.matches("*/").count() == 1;
    let lines = script.lines().map(str::trim_start).filter(|line| !line.is_empty() && !is_comment(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The length of the string that `text` begins with, quotes included; 1 where it begins with none.
fn quoted(text: &str) -> usize {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else { return 1 };
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stylesheets_and_scripts_are_marked_by_their_content_and_pictures_keep_their_names() {
        assert_eq!(published("style.css", b"a"), "assets/style.ca978112.css");
        assert_ne!(published("style.css", b"b"), published("style.css", b"a"));
        assert_eq!(published("fonts/a.woff2", b"a"), "assets/fonts/a.woff2");
    }

    #[test]
    fn comments_go_and_strings_stay() {
        let css = "/* a */\na{\n  b: url(x/y.png) /* c */;\n  d:\"/* e */ \\\" f\"\n}\n\n";
        assert_eq!(smaller(css), "a{b: url(x/y.png) ;d:\"/* e */ \\\" f\"\n}");
        assert_eq!(smaller("a{} /* open"), "a{}");
        assert_eq!(smaller("a{b:'open"), "a{b:'open");
    }
}
