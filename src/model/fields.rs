//! The one reader of fields: types, references, unknown names, all with places.

use super::time::parse_date;
use super::{Date, Id, Kind, Link, Period, Ref, Subject};
use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::source::{Place, SourcePath, Span, Spanned, yaml::Node};

/// Reads one file: knows its path, and collects what is wrong with it.
pub struct Reader<'d> {
    path: SourcePath,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// A field whose values are a fixed set of words.
pub trait Word: Copy + 'static {
    /// All words, as written in YAML, with what they mean.
    const WORDS: &'static [(&'static str, Self)];

    /// All words, as written in YAML.
    #[must_use]
    fn words() -> Vec<&'static str> {
        Self::WORDS.iter().map(|(word, _)| *word).collect()
    }

    /// What a word means, in whatever case.
    #[must_use]
    fn named(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim())).map(|&(_, value)| value)
    }
}

/// The word that YAML has for a value.
#[must_use]
pub fn word<T: Word + PartialEq>(value: T) -> &'static str {
    T::WORDS.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

impl<'d> Reader<'d> {
    /// A reader of the file at `path`.
    pub fn new(path: &SourcePath, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Self { path: path.clone(), diagnostics }
    }

    /// A place in the file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.path, span)
    }

    /// Notes something about the file.
    pub fn note(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Notes that `node` is not what `key` wants.
    pub fn wrong_type(&mut self, node: Node<'_>, key: &str, wanted: &str) {
        let place = self.place(node.span());
        let message = format!("`{key}` wants {wanted}, and this is {}", node.describe());
        self.note(Diagnostic::error("wrong-type", place, message));
    }

    /// The text of a scalar, trimmed of line ends; nothing (and a note) for a list or map.
    pub fn text(&mut self, node: Node<'_>, key: &str) -> Option<Spanned<String>> {
        let Some(text) = node.text() else {
            self.wrong_type(node, key, "text");
            return None;
        };
        Some(Spanned::new(text.trim_end_matches(['\n', '\r']).to_owned(), self.place(node.span())))
    }

    /// A reference to something of `kind`, or of the kind it names.
    pub fn reference(&mut self, node: Node<'_>, key: &str, kind: Kind) -> Option<Ref> {
        if node.is_null() {
            return None;
        }
        let Some(text) = node.text() else {
            self.wrong_type(node, key, &format!("the id of a {kind}"));
            return None;
        };
        let place = self.place(node.span());
        let is_visible = || text.trim() == text && !text.chars().any(is_invisible);
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) && !is_visible() {
            self.note_invisible(text, key, place.clone());
            // Kept as written: it must not turn into a match without a word.
            return Some(Ref { kind: None, id: Id::new(text), is_external: false, written: text.to_owned(), place });
        }
        if super::is_placeholder(text) {
            return Some(Ref { kind: None, id: Id::new(text), is_external: false, written: text.to_owned(), place });
        }
        Some(Ref::parse(text, place).unwrap_or_else(|(reference, proposed)| {
            let message = format!("`{text}` is not how this handbook refers to a {kind}");
            let help = Help::replace(format!("write `{proposed}`"), reference.place.clone(), &*proposed);
            self.note(Diagnostic::error("invalid-reference", reference.place.clone(), message).help(help));
            reference
        }))
    }

    fn note_invisible(&mut self, text: &str, key: &str, place: Place) {
        let shown: String = text.chars().map(visible).collect();
        let clean: String = text.chars().filter(|&c| !is_invisible(c)).collect();
        let message = format!("`{key}` holds a character that cannot be seen: `{shown}`");
        let help = Help::replace(format!("write `{}`", clean.trim()), place.clone(), clean.trim());
        self.note(Diagnostic::error("invisible-character", place, message).help(help));
    }

    /// An address that is safe to write into a page, or a path inside the handbook.
    pub fn address(&mut self, node: Node<'_>, key: &str) -> Option<Spanned<String>> {
        let text = self.text(node, key)?;
        if crate::source::is_safe_address(&text) {
            return Some(text);
        }
        let message = format!("`{key}` leads to an address that is never written into a page");
        self.note(Diagnostic::error("unsafe-address", text.place, message).help(Help::words(
            "use an address with `https:`, `http:`, `mailto:` or `tel:`, or a path of this handbook",
        )));
        None
    }

    /// A date, `2026-09-01`.
    pub fn date(&mut self, node: Node<'_>, key: &str) -> Option<Spanned<Date>> {
        let text = self.text(node, key)?;
        if let Some(date) = parse_date(&text) {
            return Some(Spanned::new(date, text.place));
        }
        let message = format!("`{key}` wants a date, and `{}` is none", text.value);
        let help = Help::words("write year, month and day: `2026-09-01`");
        self.note(Diagnostic::error("wrong-type", text.place, message).help(help));
        None
    }
}

impl Reader<'_> {
    /// One of a set of words.
    pub fn word<T: Word>(&mut self, node: Node<'_>, key: &str) -> Option<Spanned<T>> {
        let text = self.text(node, key)?;
        if let Some(value) = T::named(&text) {
            return Some(Spanned::new(value, text.place));
        }
        let words = T::words();
        let message = format!("`{key}` cannot be `{}`", text.value);
        let help = match did_you_mean(&text, words.iter().copied()) {
            Some(word) => Help::replace(format!("did you mean `{word}`?"), text.place.clone(), word),
            None => Help::words(format!("use one of {}", listed(&words))),
        };
        self.note(Diagnostic::error("unknown-word", text.place, message).help(help));
        None
    }
}

/// A character that leaves no mark but makes two names differ: unusual spaces, joiners, direction marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_whitespace() && c != ' ')
        || (c.is_control())
}

fn visible(c: char) -> String {
    if is_invisible(c) || c == ' ' { format!("<U+{:04X}>", u32::from(c)) } else { c.to_string() }
}

/// How many fields one thing has, at most, without asking for room again.
const MANY_FIELDS: usize = 32;

/// The fields of one mapping. Every field asked for is a known one; [`finish`](Fields::finish) reports the others.
pub struct Fields<'r, 'd> {
    reader: &'r mut Reader<'d>,
    node: Node<'r>,
    subject: Subject<'r>,
    known: Vec<&'static str>,
    /// Which of the first 64 entries were asked for, a bit each.
    asked: u64,
    allows_anchored: bool,
}

impl<'r, 'd> Fields<'r, 'd> {
    /// The fields of `node`, which belong to `subject` (as in "the system `ledger`").
    pub fn new(reader: &'r mut Reader<'d>, node: Node<'r>, subject: Subject<'r>) -> Self {
        if !node.is_mapping() && !node.is_null() {
            let place = reader.place(node.span());
            let message = format!("{subject} wants a map of fields, and this is {}", node.describe());
            reader.note(Diagnostic::error("wrong-type", place, message));
        }
        Self { reader, node, subject, known: Vec::with_capacity(MANY_FIELDS), asked: 0, allows_anchored: false }
    }

    /// The reader of the file.
    pub fn reader(&mut self) -> &mut Reader<'d> {
        self.reader
    }

    /// Where the mapping stands.
    #[must_use]
    pub fn place(&self) -> Place {
        self.reader.place(self.node.span())
    }

    /// The value of `key`, also where it says nothing.
    pub fn raw(&mut self, key: &'static str) -> Option<Node<'r>> {
        self.known.push(key);
        let (at, (_, value)) = self.node.entries().enumerate().find(|(_, (name, _))| name.is(key))?;
        self.asked |= bit(at);
        Some(value)
    }

    /// The value of `key`, where it says something.
    pub fn get(&mut self, key: &'static str) -> Option<Node<'r>> {
        self.raw(key).filter(|value| !value.is_null())
    }

    /// Text.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        self.reader.text(node, key)
    }

    /// One of a set of words.
    pub fn word<T: Word>(&mut self, key: &'static str) -> Option<Spanned<T>> {
        let node = self.get(key)?;
        self.reader.word(node, key)
    }

    /// A list of words from a set.
    pub fn words<T: Word>(&mut self, key: &'static str) -> Vec<T> {
        let items = self.list(key);
        items.into_iter().filter_map(|item| self.reader.word(item, key)).map(|word| word.value).collect()
    }

    /// A date.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.get(key)?;
        self.reader.date(node, key)
    }

    /// The day of a date that may have a time behind it, as other tools write them. What is none costs no more than a
    /// warning.
    pub fn day(&mut self, key: &'static str) -> Option<Date> {
        let text = self.text(key)?;
        let (day, rest) = text.split_at_checked("2026-09-01".len()).unwrap_or((&text.value, ""));
        let date = parse_date(day).filter(|_| rest.is_empty() || rest.starts_with(['T', 't', ' ']));
        if date.is_none() {
            let message = format!("`{key}` wants a date, and `{}` is none", text.value);
            let help = Help::words("write year, month and day: `2026-09-01`");
            self.reader.note(Diagnostic::warning("wrong-type", text.place, message).help(help));
        }
        date
    }

    /// A length of time.
    pub fn period(&mut self, key: &'static str) -> Option<Spanned<Period>> {
        let text = self.text(key)?;
        if let Some(period) = Period::parse(&text) {
            return Some(Spanned::new(period, text.place));
        }
        let message = format!("`{key}` wants a length of time, and `{}` is none", text.value);
        let help = Help::words("write a number and a unit: `20m`, `4h`, `180d`, `6w`, `7y`");
        self.reader.note(Diagnostic::error("wrong-type", text.place, message).help(help));
        None
    }

    /// A whole number within `range`.
    pub fn number(&mut self, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<Spanned<i64>> {
        let text = self.text(key)?;
        if let Some(number) = text.value.parse().ok().filter(|number| range.contains(number)) {
            return Some(Spanned::new(number, text.place));
        }
        let message = format!(
            "`{key}` wants a whole number from {} to {}, and this is `{}`",
            range.start(),
            range.end(),
            text.value
        );
        self.reader.note(Diagnostic::error("wrong-type", text.place, message));
        None
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let text = self.text(key)?;
        match text.value.as_str() {
            "true" | "True" | "TRUE" => return Some(Spanned::new(true, text.place)),
            "false" | "False" | "FALSE" => return Some(Spanned::new(false, text.place)),
            _ => {}
        }
        let message = format!("`{key}` wants `true` or `false`, and this is `{}`", text.value);
        self.reader.note(Diagnostic::error("wrong-type", text.place, message));
        None
    }

    /// An address, or a path of the handbook.
    pub fn address(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        self.reader.address(node, key)
    }

    /// A reference.
    pub fn reference(&mut self, key: &'static str, kind: Kind) -> Option<Ref> {
        let node = self.get(key)?;
        self.reader.reference(node, key, kind)
    }

    /// The items of a list; a lone value counts as a list of one.
    pub fn list(&mut self, key: &'static str) -> Vec<Node<'r>> {
        match self.get(key) {
            None => Vec::new(),
            Some(node) if node.is_sequence() => node.items().filter(|item| !item.is_null()).collect(),
            Some(node) => vec![node],
        }
    }

    /// A list of references.
    pub fn references(&mut self, key: &'static str, kind: Kind) -> Vec<Ref> {
        let items = self.list(key);
        items.into_iter().filter_map(|item| self.reader.reference(item, key, kind)).collect()
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let items = self.list(key);
        items.into_iter().filter_map(|item| self.reader.text(item, key)).collect()
    }

    /// The entries of a map; keys that are no text are reported.
    pub fn map(&mut self, key: &'static str) -> Vec<(Node<'r>, Node<'r>)> {
        let Some(node) = self.get(key) else { return Vec::new() };
        if !node.is_mapping() {
            self.reader.wrong_type(node, key, "a map");
        }
        let mut entries = Vec::new();
        for (name, value) in node.entries() {
            if name.text().is_some() {
                entries.push((name, value));
            } else {
                self.reader.wrong_type(name, key, "text as its keys");
            }
        }
        entries
    }

    /// Named links: a map from words to addresses.
    pub fn links(&mut self, key: &'static str) -> Vec<Link> {
        let entries = self.map(key);
        let mut links = Vec::new();
        for (name, value) in entries {
            let Some(url) = self.reader.address(value, key) else { continue };
            links.push(Link { name: name.text().unwrap_or_default().to_owned(), url });
        }
        links
    }

    /// The fields of a nested mapping.
    pub fn nested(&mut self, key: &'static str) -> Option<Fields<'_, 'd>> {
        let node = self.get(key)?;
        Some(Fields::new(self.reader, node, Subject::Field(key, &self.subject)))
    }

    /// Leaves be what nobody asked for and an anchor names: values that are there for others to repeat. A near miss
    /// of a field is still reported.
    pub fn allow_anchored(&mut self) {
        self.allows_anchored = true;
    }

    /// Reports every field that nobody asked for.
    pub fn finish(self) {
        for (at, (key, value)) in self.node.entries().enumerate() {
            if self.asked & bit(at) != 0 {
                continue;
            }
            let Some(name) = key.text() else {
                self.reader.wrong_type(key, &self.subject.to_string(), "text as its keys");
                continue;
            };
            if self.known.contains(&name) {
                continue;
            }
            let place = self.reader.place(key.span());
            let message = format!("{} has no field `{name}`", self.subject);
            let help = match did_you_mean(name, self.known.iter().copied()) {
                Some(word) => Help::replace(format!("did you mean `{word}`?"), place.clone(), word),
                None if self.allows_anchored && value.holds_anchor() => continue,
                // `{ why: One fleet, one process }` ends at its comma.
                None if name.contains(' ') && value.is_null() => {
                    Help::words("a comma ends a value inside `{ … }`: put the whole text in quotes")
                }
                None => Help::words(format!("its fields are {}", listed(&self.known))),
            };
            self.reader.note(Diagnostic::error("unknown-field", place, message).help(help));
        }
    }
}

fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or_default()
}

/// Words in backticks, with commas.
pub(super) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
