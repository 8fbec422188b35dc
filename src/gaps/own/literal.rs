//! The values that conditions name, held against what the field can be.

use regex::Regex;

use super::condition::Literal;
use super::parse::Parser;
use super::slip::Slip;
use super::tokens::Token;
use super::value::Holds;
use crate::model::{Date, Period};

/// How much memory a pattern may take: far more than any that a person writes.
const LARGEST_PATTERN: usize = 1 << 20;

/// The next value, as one that the field `word` can have.
pub(super) fn literal(parser: &mut Parser<'_, '_>, holds: Holds, word: &str) -> Result<Literal, Slip> {
    let at = parser.at();
    let Some((Token::Word(text) | Token::Text(text), _)) = parser.take() else {
        return Err(Slip::syntax(at, "a value should stand here").help(format!("`{word}` is {}", holds.words())));
    };
    let no_value =
        || Slip::new("wrong-type", at.clone(), format!("`{word}` is {}, and can never be `{text}`", holds.words()));
    match holds {
        Holds::Number => text.parse().ok().filter(|n: &f64| n.is_finite()).map(Literal::Number).ok_or_else(no_value),
        Holds::Date if text == "today" => Ok(Literal::Today),
        Holds::Date => {
            let help = "write a date, `2026-09-01`, or `today`";
            text.parse::<Date>().map(Literal::Date).map_err(|_| no_value().help(help))
        }
        Holds::Period => Period::parse(text).map(Literal::Period).ok_or_else(|| no_value().help("write `90d` or `7y`")),
        Holds::Flag if text == "true" || text == "false" => Ok(Literal::Flag(text == "true")),
        Holds::Flag => Err(no_value()),
        Holds::Words(words) if !words().iter().any(|word| word.eq_ignore_ascii_case(text)) => {
            let help = || format!("it is {}", holds.words());
            let message = format!("`{word}` can never be `{text}`");
            Err(Slip::new("unknown-word", at, message).meant(text, words(), help))
        }
        _ => parser.names.known(holds, text, at).map(Literal::Text),
    }
}

/// A length of time.
pub(super) fn period(parser: &mut Parser<'_, '_>) -> Result<Period, Slip> {
    let at = parser.at();
    let read = match parser.take() {
        Some((Token::Word(text) | Token::Text(text), _)) => Period::parse(text),
        _ => None,
    };
    read.ok_or_else(|| Slip::syntax(at, "a length of time should stand here").help("write `90d`, `6w` or `2y`"))
}

/// A regular expression, in quotes.
pub(super) fn pattern(parser: &mut Parser<'_, '_>) -> Result<Regex, Slip> {
    let at = parser.at();
    let Some((Token::Text(text) | Token::Word(text), _)) = parser.take() else {
        return Err(
            Slip::syntax(at, "a pattern should stand behind `matches`").help("write it in quotes: `\"^https:\"`")
        );
    };
    let built = regex::RegexBuilder::new(text).size_limit(LARGEST_PATTERN).build();
    built.map_err(|error| {
        let why = error.to_string();
        let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Slip::syntax(at, format!("`{text}` is no regular expression: {why}"))
    })
}
