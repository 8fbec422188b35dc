//! The Markdown that pages are written in.

use pulldown_cmark::{Event, Options};

/// How `text` is read: `CommonMark` and all of GitHub's, heading attributes, definition lists, and mathematics where the text
/// has some. A page of prices has none: `**$5**–**$6**` is two bold sums.
#[must_use]
pub fn options(text: &str) -> Options {
    let all = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    if has_math(text) { all | Options::ENABLE_MATH } else { all }
}

/// Mathematics as it is written, for there is nothing that reads better without a script.
#[must_use]
pub fn math(event: &Event<'_>) -> Option<String> {
    match event {
        Event::InlineMath(math) => Some(format!("${math}$")),
        Event::DisplayMath(math) => Some(format!("$${math}$$")),
        _ => None,
    }
}

/// Whether there is `$$`, or on one line something like `$x_1$` with a sign that sums of money and variables lack.
fn has_math(text: &str) -> bool {
    text.contains("$$") || (text.contains('$') && text.lines().any(has_inline_math))
}

fn has_inline_math(line: &str) -> bool {
    let parts: Vec<&str> = line.split('$').collect();
    parts.windows(3).any(|around| {
        let [before, inside, after] = around else { return false };
        let is_bare = !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
        is_bare
            && inside.contains(['\\', '^', '_'])
            && !before.ends_with(|c: char| c.is_alphanumeric() || c == '\\')
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '{')
    })
}

#[cfg(test)]
mod tests {
    use super::has_math;

    #[test]
    fn sums_of_money_and_variables_are_no_mathematics() {
        for text in ["a $5 and _b_ $6", "**$5**–**$6**", "`$A_B/$C`", "${A_B}${C}", "US$5_000–US$6", "\\$x_1$ $"] {
            assert!(!has_math(text), "{text}");
        }
        for text in ["so $x_1$ is", "($a^2$)", "$$\nx\n$$", "$5 of $\\frac{1}{2}$"] {
            assert!(has_math(text), "{text}");
        }
    }
}
