//! The words and signs of a condition, each with where it stands in the text.

use std::ops::Range;

use super::slip::Slip;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A name, a number, a date, a length of time: `deployment.independent`, `99.95`, `2026-09-01`, `90d`.
    Word(&'t str),
    /// Text between quotes, without them.
    Text(&'t str),
    /// A sign: `==`, `(`, `|`.
    Sign(&'t str),
}

/// Signs of the language, the longer first.
const SIGNS: [&str; 12] = ["==", "!=", ">=", "<=", ">", "<", "(", ")", "[", "]", ",", "|"];
/// Signs that other languages have, and what is written here.
const FOREIGN: [(&str, &str); 5] = [("&&", "and"), ("||", "or"), ("=~", "matches"), ("=", "=="), ("!", "not ")];

/// The tokens of a condition.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token<'_>, Range<usize>)>, Slip> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = token(&text[at..]).map_err(|slip| slip.shifted(at))?;
        all.push((token, at..at + length));
        at += length;
    }
    Ok(all)
}

fn token(rest: &str) -> Result<(Token<'_>, usize), Slip> {
    let first = rest.chars().next().unwrap_or_default();
    if first == '"' || first == '\'' {
        let Some(end) = rest[1..].find(first) else {
            return Err(Slip::syntax(0..rest.len(), format!("this text has no closing {first}")));
        };
        return Ok((Token::Text(&rest[1..=end]), end + 2));
    }
    if is_of_word(first) {
        let end = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
        return Ok((Token::Word(&rest[..end]), end));
    }
    if let Some((sign, ours)) = FOREIGN.iter().find(|(sign, _)| rest.starts_with(sign) && !is_ours(rest)) {
        let slip = Slip::syntax(0..sign.len(), format!("`{sign}` is no sign of conditions"));
        return Err(slip.instead(ours));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Err(Slip::syntax(0..first.len_utf8(), format!("a condition cannot hold `{first}` outside quotes"))),
    }
}

fn is_ours(rest: &str) -> bool {
    ["==", "!=", ">=", "<="].iter().any(|sign| rest.starts_with(sign))
}

/// Ids, dates and addresses are one word each.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '%' | '*')
}
