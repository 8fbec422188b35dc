//! Reads a condition: `all` of it is checked here, so that a rule that cannot hold is an error before it judges anything.

use std::ops::Range;

use super::access::{Names, access};
use super::condition::{Access, Condition, Sign, Test};
use super::literal::{literal, pattern, period};
use super::slip::Slip;
use super::tokens::{Token, tokens};
use super::value::Holds;

/// How deep parentheses and `not` may lie in each other.
const DEEPEST: usize = 32;
/// What can stand behind a field, for proposals.
const OPERATORS: [&str; 9] = ["is", "in", "not", "before", "after", "older_than", "within", "contains", "matches"];

/// Reads a condition.
pub(super) fn parse(text: &str, names: &Names<'_>) -> Result<Condition, Slip> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, end: text.len(), names, depth: 0 };
    if parser.tokens.is_empty() {
        return Err(Slip::syntax(0..text.len(), "this condition is empty")
            .help("say when there is a gap: `runbook is missing`"));
    }
    let condition = parser.any()?;
    match parser.peek() {
        None => Ok(condition),
        Some(Token::Word(word)) => Err(parser.wrong(format!("`{word}` is no operator")).meant(
            word,
            OPERATORS.into_iter().chain(["and", "or"]),
            || "join two conditions with `and` or `or`".to_owned(),
        )),
        Some(_) => Err(parser.wrong("the condition should end here").help("join two conditions with `and` or `or`")),
    }
}

/// Where in the tokens the reading has come to.
pub(super) struct Parser<'t, 'n> {
    tokens: Vec<(Token<'t>, Range<usize>)>,
    next: usize,
    end: usize,
    pub names: &'n Names<'n>,
    depth: usize,
}

impl<'t> Parser<'t, '_> {
    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.next).map(|(token, _)| *token)
    }

    /// Where the next token stands, or the end.
    pub fn at(&self) -> Range<usize> {
        self.tokens.get(self.next).map_or(self.end..self.end, |(_, at)| at.clone())
    }

    /// Takes the next token, with its place.
    pub fn take(&mut self) -> Option<(Token<'t>, Range<usize>)> {
        let taken = self.tokens.get(self.next).cloned();
        self.next += 1;
        taken
    }

    /// Passes over the next token if it is this word or sign.
    pub fn skip(&mut self, wanted: &str) -> bool {
        let is_next = match self.peek() {
            Some(Token::Word(word)) => word.eq_ignore_ascii_case(wanted),
            Some(Token::Sign(sign)) => sign == wanted,
            _ => false,
        };
        self.next += usize::from(is_next);
        is_next
    }

    fn wrong(&self, message: impl Into<String>) -> Slip {
        Slip::syntax(self.at(), message)
    }

    fn any(&mut self) -> Result<Condition, Slip> {
        let mut parts = vec![self.all()?];
        while self.skip("or") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Condition::Any(parts) })
    }

    fn all(&mut self) -> Result<Condition, Slip> {
        let mut parts = vec![self.one()?];
        while self.skip("and") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Condition::All(parts) })
    }

    fn one(&mut self) -> Result<Condition, Slip> {
        if self.depth == DEEPEST {
            return Err(self.wrong("this condition is nested too deeply"));
        }
        self.depth += 1;
        let read = self.nested();
        self.depth -= 1;
        read
    }

    fn nested(&mut self) -> Result<Condition, Slip> {
        if self.skip("not") {
            return Ok(Condition::Not(Box::new(self.one()?)));
        }
        if self.skip("(") {
            let inner = self.any()?;
            return if self.skip(")") {
                Ok(inner)
            } else {
                Err(self.wrong("a parenthesis is not closed").help("write `)`"))
            };
        }
        match self.take() {
            Some((Token::Word(word), at)) => self.about(word, at),
            Some((Token::Text(text), at)) => self.within_list(text, at),
            Some((Token::Sign(sign), at)) => {
                Err(Slip::syntax(at, format!("a field should stand here, and this is `{sign}`")))
            }
            None => Err(self.wrong("the condition breaks off").help("name a field")),
        }
    }

    /// `"x" in members`.
    fn within_list(&mut self, text: &str, at: Range<usize>) -> Result<Condition, Slip> {
        let is_not = self.skip("not");
        if !self.skip("in") {
            return Err(Slip::syntax(at, format!("a field should stand here, and this is the text \"{text}\"")));
        }
        let Some((Token::Word(word), place)) = self.take() else {
            return Err(self.wrong("a field should stand behind `in`"));
        };
        let access = access(word, &place, self.names)?;
        let known = self.names.known(access.holds(), text, at)?;
        Ok(negated(is_not, Condition::Is(access, Test::Contains(known))))
    }

    /// A field and what is asked of it.
    fn about(&mut self, word: &str, at: Range<usize>) -> Result<Condition, Slip> {
        let mut access = access(word, &at, self.names)?;
        if self.skip("|") {
            let at = self.at();
            let Some((Token::Word("length" | "count"), _)) = self.take() else {
                return Err(Slip::syntax(at, "only `length` can stand behind `|`").instead("length"));
            };
            access = access.counted();
        }
        let (is_not, test) = self.test(&access, word)?;
        Ok(negated(is_not, Condition::Is(access, test)))
    }

    /// What is asked of a field, and whether the opposite is.
    fn test(&mut self, access: &Access, word: &str) -> Result<(bool, Test), Slip> {
        let holds = access.holds();
        if self.skip("==") || self.skip("!=") {
            let is_not = matches!(self.tokens.get(self.next.wrapping_sub(1)), Some((Token::Sign("!="), _)));
            return Ok((is_not, self.equals(holds, word)?));
        }
        if self.skip("is") {
            let is_not = self.skip("not");
            return Ok((is_not, self.named_test(holds, word)?.map_or_else(|| self.equals(holds, word), Ok)?));
        }
        for (sign, meaning) in [("<=", Sign::AtMost), (">=", Sign::AtLeast), ("<", Sign::Less), (">", Sign::More)] {
            let at = self.at();
            if self.skip(sign) {
                check(is_ordered(holds), at, (word, holds, sign))?;
                return Ok((false, Test::Compares(meaning, literal(self, holds, word)?)));
            }
        }
        let is_not = self.skip("not");
        match self.named_test(holds, word)? {
            Some(test) => Ok((is_not, test)),
            None if is_not => Err(self.wrong("`in`, `contains` or `matches` should stand behind `not` here")),
            None => Ok((false, Test::Holds)),
        }
    }

    /// A test that is a word: with or without `is` before it.
    fn named_test(&mut self, holds: Holds, word: &str) -> Result<Option<Test>, Slip> {
        let at = self.at();
        let is_date = matches!(holds, Holds::Date);
        let is_textual = holds.is_list() || matches!(holds, Holds::Text | Holds::Words(_) | Holds::Reference(_));
        if self.skip("missing") || self.skip("undefined") || self.skip("empty") || self.skip("none") {
            return Ok(Some(Test::Missing));
        }
        if self.skip("present") || self.skip("defined") {
            return Ok(Some(Test::Holds));
        }
        if self.skip("in") {
            check(!holds.is_list(), at, (word, holds, "in"))?;
            return Ok(Some(Test::OneOf(self.list(holds, word)?)));
        }
        for (operator, sign) in [("before", Sign::Less), ("after", Sign::More)] {
            if self.skip(operator) {
                check(is_date, at, (word, holds, operator))?;
                return Ok(Some(Test::Compares(sign, literal(self, holds, word)?)));
            }
        }
        if self.skip("older_than") || (self.skip("older") && self.skip("than")) {
            check(is_date, at, (word, holds, "older_than"))?;
            return Ok(Some(Test::OlderThan(period(self)?)));
        }
        if self.skip("within") {
            check(is_date, at, (word, holds, "within"))?;
            return Ok(Some(Test::Within(period(self)?)));
        }
        if self.skip("matches") {
            check(is_textual, at, (word, holds, "matches"))?;
            return Ok(Some(Test::Matches(pattern(self)?)));
        }
        if self.skip("contains") {
            check(is_textual, at, (word, holds, "contains"))?;
            return Ok(Some(Test::Contains(self.part(holds)?)));
        }
        Ok(None)
    }

    fn equals(&mut self, holds: Holds, word: &str) -> Result<Test, Slip> {
        if self.skip("none") || self.skip("null") {
            return Ok(Test::Missing);
        }
        if holds.is_list() {
            let help = format!("write `{word} contains …`, or `{word} | length == …`");
            return Err(self.wrong(format!("`{word}` is a list, and equals nothing")).help(help));
        }
        Ok(Test::Equals(literal(self, holds, word)?))
    }

    /// `[a, b]`.
    fn list(&mut self, holds: Holds, word: &str) -> Result<Vec<super::condition::Literal>, Slip> {
        if !self.skip("[") {
            return Err(self.wrong("a list should stand behind `in`").help(format!("write `{word} in [a, b]`")));
        }
        let mut all = Vec::new();
        while !self.skip("]") {
            all.push(literal(self, holds, word)?);
            if !self.skip(",") && !matches!(self.peek(), Some(Token::Sign("]"))) {
                return Err(self.wrong("a list is not closed").help("part its items by `,` and end it with `]`"));
            }
        }
        Ok(all)
    }

    /// What a list or a text is asked to contain.
    fn part(&mut self, holds: Holds) -> Result<String, Slip> {
        let at = self.at();
        match self.take() {
            Some((Token::Word(text) | Token::Text(text), at)) => self.names.known(holds, text, at),
            _ => Err(Slip::syntax(at, "a text should stand behind `contains`")),
        }
    }
}

/// An error where what is asked does not fit the field.
fn check(fits: bool, at: Range<usize>, about: (&str, Holds, &str)) -> Result<(), Slip> {
    let (word, holds, operator) = about;
    if fits {
        return Ok(());
    }
    Err(Slip::new("wrong-type", at, format!("`{word}` is {}, and `{operator}` asks nothing of it", holds.words()))
        .help(fitting(word, holds)))
}

/// What can be asked of a field instead.
fn fitting(word: &str, holds: Holds) -> String {
    match holds {
        Holds::List | Holds::References(_) => format!("write `{word} contains …`, or `{word} | length < …`"),
        Holds::Date => format!("write `{word} before 2026-09-01`, or `{word} older_than 90d`"),
        Holds::Number | Holds::Period => format!("write `{word} < …`, or `{word} is missing`"),
        _ => format!("write `{word} is …`, or `{word} is missing`"),
    }
}

fn is_ordered(holds: Holds) -> bool {
    matches!(holds, Holds::Number | Holds::Date | Holds::Period)
}

fn negated(is_not: bool, condition: Condition) -> Condition {
    if is_not { Condition::Not(Box::new(condition)) } else { condition }
}
