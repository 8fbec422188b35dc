//! A condition that has been understood, and whether it holds on an entity.

use regex::Regex;

use super::fields::Field;
use super::subject::Subject;
use super::value::{Holds, Seen, Value};
use crate::gaps::Scene;
use crate::model::{Date, Id, Kind, Period};

/// A condition.
#[derive(Debug)]
pub(super) enum Condition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Is(Access, Test),
}

/// Which value of an entity is meant.
#[derive(Clone, Debug)]
pub(super) struct Access {
    /// As written.
    pub name: String,
    /// The entity whose field it is: the subject itself, or one that it names.
    pub via: Via,
    pub get: Getter,
    /// How many instead of which: `members | length`.
    pub counts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    Itself,
    /// The team that owns it.
    Owner,
    /// The domain it is in.
    Domain,
}

#[derive(Clone)]
pub(super) enum Getter {
    Field(&'static Field),
    /// The team that is accountable for a stage.
    Stage(Id),
}

impl std::fmt::Debug for Getter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Field(field) => f.write_str(field.name),
            Self::Stage(stage) => write!(f, "lifecycle.{stage}"),
        }
    }
}

/// What is asked of a value.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// There, not empty, and not `false`.
    Holds,
    Missing,
    Equals(Literal),
    OneOf(Vec<Literal>),
    Contains(String),
    Matches(Regex),
    Compares(Sign, Literal),
    OlderThan(Period),
    Within(Period),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
}

/// A value that a condition names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Text(String),
    Number(f64),
    Date(Date),
    /// The day that is judged.
    Today,
    Period(Period),
    Flag(bool),
}

impl Condition {
    pub fn holds<'m>(&self, scene: &Scene<'m>, subject: Subject<'m>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(scene, subject)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(scene, subject)),
            Self::Not(part) => !part.holds(scene, subject),
            Self::Is(access, test) => test.holds(&access.see(scene, subject).value, scene.as_of),
        }
    }

    /// Every value it speaks of, in the order written.
    pub fn accesses(&self) -> Vec<&Access> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::accesses).collect(),
            Self::Not(part) => part.accesses(),
            Self::Is(access, _) => vec![access],
        }
    }
}

impl Access {
    /// How many there are of it.
    pub fn counted(self) -> Self {
        Self { name: format!("{} | length", self.name), counts: true, ..self }
    }

    /// The kind of value that comes out.
    pub fn holds(&self) -> Holds {
        match &self.get {
            _ if self.counts => Holds::Number,
            Getter::Field(field) => field.holds,
            Getter::Stage(_) => Holds::Reference(Kind::Team),
        }
    }

    pub fn see<'m>(&self, scene: &Scene<'m>, subject: Subject<'m>) -> Seen<'m> {
        let seen = match (self.target(scene, subject), &self.get) {
            (None, _) => Seen::MISSING,
            (Some(target), Getter::Field(field)) => field.see(scene, target),
            (Some(target), Getter::Stage(stage)) => accountable(scene, target, stage),
        };
        if self.counts { Seen { value: counted(&seen.value), ..seen } } else { seen }
    }

    fn target<'m>(&self, scene: &Scene<'m>, subject: Subject<'m>) -> Option<Subject<'m>> {
        let model = scene.model;
        match (self.via, subject) {
            (Via::Itself, _) => Some(subject),
            (Via::Owner, Subject::System(system)) => model.owner_of(system).map(Subject::Team),
            (Via::Owner, Subject::Page(page)) => {
                let [owner] = page.owner.as_ref()?.named.as_slice() else { return None };
                model.team(owner).map(Subject::Team)
            }
            (Via::Domain, Subject::System(system)) => model.domain(system.domain.as_ref()?).map(Subject::Domain),
            _ => None,
        }
    }
}

fn accountable<'m>(scene: &Scene<'m>, subject: Subject<'m>, stage: &Id) -> Seen<'m> {
    let Subject::System(system) = subject else { return Seen::MISSING };
    let coverage = scene.model.coverage(system);
    let (Some(standing), Some(team)) = (coverage.stage(stage.as_str()), coverage.accountable(stage.as_str())) else {
        return Seen::MISSING;
    };
    Seen::new(Value::Text(team.as_str().into()), Some(&standing.place))
}

fn counted<'m>(value: &Value<'_>) -> Value<'m> {
    let count = match value {
        Value::Missing => 0,
        Value::List(list) => list.len(),
        Value::Text(text) => text.chars().count(),
        _ => 1,
    };
    Value::Number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)))
}

impl Test {
    /// Whether it holds. What is missing passes no test but the one for missing values.
    fn holds(&self, value: &Value<'_>, as_of: Date) -> bool {
        match self {
            Self::Missing => *value == Value::Missing,
            Self::Holds => !matches!(value, Value::Missing | Value::Flag(false)),
            Self::Equals(literal) => literal.is(value, as_of),
            Self::OneOf(literals) => literals.iter().any(|literal| literal.is(value, as_of)),
            Self::Contains(part) => contains(value, part),
            Self::Matches(pattern) => match value {
                Value::Text(text) => pattern.is_match(text),
                Value::List(list) => list.iter().any(|text| pattern.is_match(text)),
                _ => false,
            },
            Self::Compares(sign, literal) => literal.order(value, as_of).is_some_and(|order| sign.allows(order)),
            Self::OlderThan(period) => matches!(value, Value::Date(date) if period.has_passed(*date, as_of)),
            Self::Within(period) => {
                matches!(value, Value::Date(date) if *date >= as_of && *date <= period.expires(as_of))
            }
        }
    }
}

fn contains(value: &Value<'_>, part: &str) -> bool {
    match value {
        Value::List(list) => list.iter().any(|text| is_same(text, part)),
        Value::Text(text) => text.to_lowercase().contains(&part.to_lowercase()),
        _ => false,
    }
}

impl Literal {
    fn is(&self, value: &Value<'_>, as_of: Date) -> bool {
        match (self, value) {
            (Self::Text(text), Value::Text(other)) => is_same(text, other),
            (Self::Flag(flag), Value::Flag(other)) => flag == other,
            _ => self.order(value, as_of) == Some(std::cmp::Ordering::Equal),
        }
    }

    /// How the value stands to this.
    fn order(&self, value: &Value<'_>, as_of: Date) -> Option<std::cmp::Ordering> {
        match (value, self) {
            (Value::Number(value), Self::Number(number)) => value.partial_cmp(number),
            (Value::Date(value), Self::Date(date)) => Some(value.cmp(date)),
            (Value::Date(value), Self::Today) => Some(value.cmp(&as_of)),
            (Value::Period(value), Self::Period(period)) => Some(value.in_minutes().cmp(&period.in_minutes())),
            _ => None,
        }
    }
}

impl Sign {
    fn allows(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// Names match without regard to case, here as everywhere.
fn is_same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || a.to_lowercase() == b.to_lowercase()
}
