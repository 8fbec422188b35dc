//! What a field of an entity holds, as conditions see it.

use std::borrow::Cow;
use std::fmt;

use crate::model::{Date, Kind, Model, Period, Ref, Word};
use crate::source::{Place, Spanned};

/// The kind of value a field holds, which says what it can be compared with.
#[derive(Clone, Copy)]
pub enum Holds {
    /// Any text.
    Text,
    /// One of a set of words.
    Words(fn() -> Vec<&'static str>),
    /// A number.
    Number,
    /// A day.
    Date,
    /// A length of time.
    Period,
    /// `true` or `false`.
    Flag,
    /// The id of an entity.
    Reference(Kind),
    /// Texts.
    List,
    /// The ids of entities.
    References(Kind),
}

impl Holds {
    /// In words, with an article: "a date".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Words(words) => {
                format!("one of {}", words().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
            }
            Self::Number => "a number".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::Period => "a length of time".to_owned(),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Reference(kind) => format!("the id of a {kind}"),
            Self::List => "a list of texts".to_owned(),
            Self::References(kind) => format!("a list of ids of {kind}s").replace("persons", "people"),
        }
    }

    /// Whether it holds several values.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::List | Self::References(_))
    }
}

/// A field's value on one entity.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'m> {
    Missing,
    Text(Cow<'m, str>),
    Number(f64),
    Date(Date),
    Period(Period),
    Flag(bool),
    List(Vec<Cow<'m, str>>),
}

/// A value with its place, where it is written.
#[derive(Clone, Debug)]
pub(super) struct Seen<'m> {
    pub value: Value<'m>,
    pub place: Option<&'m Place>,
}

impl<'m> Seen<'m> {
    pub const MISSING: Self = Self { value: Value::Missing, place: None };

    pub fn new(value: Value<'m>, place: Option<&'m Place>) -> Self {
        Self { value, place }
    }

    /// A value that stands nowhere: a default, or one that is worked out.
    pub fn made(value: Value<'m>) -> Self {
        Self { value, place: None }
    }

    pub fn text(text: Option<&'m Spanned<String>>) -> Self {
        text.map_or(Self::MISSING, |text| Self::new(Value::Text(Cow::Borrowed(&text.value)), Some(&text.place)))
    }

    pub fn date(date: Option<&'m Spanned<Date>>) -> Self {
        date.map_or(Self::MISSING, |date| Self::new(Value::Date(date.value), Some(&date.place)))
    }

    pub fn flag(flag: Option<&'m Spanned<bool>>) -> Self {
        flag.map_or(Self::MISSING, |flag| Self::new(Value::Flag(flag.value), Some(&flag.place)))
    }

    /// One of a set of words, as written or as it falls out.
    pub fn word<T: Word + PartialEq>(word: Option<&'m Spanned<T>>, default: Option<T>) -> Self {
        let value = word.map(|word| word.value).or(default);
        let value = value.map_or(Value::Missing, |value| Value::Text(Cow::Borrowed(crate::model::word(value))));
        Self::new(value, word.map(|word| &word.place))
    }

    /// The present id of what is named.
    pub fn reference(model: &'m Model, reference: Option<&'m Ref>, kind: Kind) -> Self {
        reference.map_or(Self::MISSING, |reference| {
            Self::new(Value::Text(Cow::Borrowed(present(model, reference, kind))), Some(&reference.place))
        })
    }

    /// The present ids of all that are named.
    pub fn references(model: &'m Model, references: &'m [Ref], kind: Kind) -> Self {
        let ids = references.iter().map(|reference| Cow::Borrowed(present(model, reference, kind)));
        Self::list(ids.collect(), references.first().map(|reference| &reference.place))
    }

    pub fn texts(texts: &'m [Spanned<String>]) -> Self {
        let all = texts.iter().map(|text| Cow::Borrowed(text.as_str()));
        Self::list(all.collect(), texts.first().map(|text| &text.place))
    }

    /// A list; an empty one is missing.
    pub fn list(list: Vec<Cow<'m, str>>, place: Option<&'m Place>) -> Self {
        if list.is_empty() { Self::MISSING } else { Self::new(Value::List(list), place) }
    }
}

/// The present id; what is elsewhere stays as it is written, with its `external:`.
fn present<'m>(model: &'m Model, reference: &'m Ref, kind: Kind) -> &'m str {
    if reference.is_external {
        return &reference.written;
    }
    let found = match reference.kind.unwrap_or(kind) {
        Kind::Team => model.team(reference).map(|team| &team.id),
        Kind::System => model.system(reference).map(|system| &system.id),
        _ => None,
    };
    found.unwrap_or(&reference.id).as_str()
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{date}"),
            Self::Period(period) => write!(f, "{period}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::List(list) => f.write_str(&list.join(", ")),
        }
    }
}
