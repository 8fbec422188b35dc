//! What the program itself says on pages, in the words of the handbook's language.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// No phrases: everything stays as the program says it.
pub static NONE: Phrases = Phrases { whole: BTreeMap::new(), open: Vec::new() };

/// How each thing that the program says is said; what is no phrase stays as it is.
#[derive(Debug)]
pub struct Phrases {
    whole: BTreeMap<String, String>,
    /// Those with `{values}`, the one that says most first.
    open: Vec<Open>,
}

/// A phrase with values: the text between them, their names, and how it is said.
#[derive(Debug)]
struct Open {
    between: Vec<String>,
    names: Vec<String>,
    said: String,
}

impl Phrases {
    /// Phrases by how the program says them: `{name}` in both stands for the same text.
    pub fn new(phrases: BTreeMap<String, String>) -> Self {
        let (open, whole): (BTreeMap<_, _>, _) = phrases.into_iter().partition(|(text, _)| text.contains('{'));
        let mut open: Vec<Open> = open.into_iter().map(|(text, said)| Open::new(&text, said)).collect();
        open.sort_by_key(|phrase| std::cmp::Reverse(phrase.between.iter().map(String::len).sum::<usize>()));
        Self { whole, open }
    }

    /// How `text` is said.
    pub fn say<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        match self.whole.get(text) {
            Some(said) => Cow::Borrowed(said),
            None => self.open.iter().find_map(|phrase| phrase.say(text)).map_or(Cow::Borrowed(text), Cow::Owned),
        }
    }
}

impl Open {
    fn new(text: &str, said: String) -> Self {
        let mut pieces = text.split('{');
        let mut between = vec![pieces.next().unwrap_or_default().to_owned()];
        let mut names = Vec::new();
        for piece in pieces {
            let (name, after) = piece.split_once('}').unwrap_or((piece, ""));
            names.push(name.to_owned());
            between.push(after.to_owned());
        }
        Self { between, names, said }
    }

    fn say(&self, text: &str) -> Option<String> {
        let (first, others) = self.between.split_first()?;
        let mut rest = text.strip_prefix(first.as_str())?;
        let mut said = self.said.clone();
        for (at, (name, after)) in self.names.iter().zip(others).enumerate() {
            let is_last = at + 1 == self.names.len();
            let (value, left) =
                if is_last { (rest.strip_suffix(after.as_str())?, "") } else { rest.split_once(after.as_str())? };
            if value.is_empty() {
                return None;
            }
            said = said.replace(&format!("{{{name}}}"), value);
            rest = left;
        }
        Some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let phrases = [
            ("Gaps", "Lücken"),
            ("New in {team}", "Neu bei {team}"),
            ("{name}: owns {n} systems", "{name}: besitzt {n} Systeme"),
            ("{name}: owns {n} systems, {chat}", "{name}: besitzt {n} Systeme, {chat}"),
        ];
        let phrases = phrases.map(|(text, said)| (text.to_owned(), said.to_owned()));
        Phrases::new(phrases.into()).say(text).into_owned()
    }

    #[test]
    fn what_is_a_phrase_is_said_and_the_rest_stays() {
        for (text, expected) in [
            ("Gaps", "Lücken"),
            ("New in Data", "Neu bei Data"),
            ("New in ", "New in "),
            ("A: owns 3 systems", "A: besitzt 3 Systeme"),
            ("A: owns 3 systems, #a", "A: besitzt 3 Systeme, #a"),
            ("A: owns things", "A: owns things"),
            ("", ""),
        ] {
            assert_eq!(said(text), expected);
        }
        assert_eq!(NONE.say("Gaps"), "Gaps");
    }
}
