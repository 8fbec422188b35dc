//! Metrics: the numbers by which systems are judged.

use super::{Date, Fields, Id, Reader, Subject, Word};
use crate::diagnostic::{Diagnostic, Help};
use crate::source::{Place, Spanned, yaml::Node};

/// What a metric tells about: outcomes, or mere activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measures {
    /// Whether it works for those who use it.
    Reliability,
    /// How fast it answers, or is mended.
    Response,
    /// How fast and safely changes reach people.
    Delivery,
    /// Activity: velocity, story points, tickets closed.
    Execution,
}

impl Measures {
    /// Whether it tells about outcomes.
    #[must_use]
    pub fn is_outcome(self) -> bool {
        self != Self::Execution
    }
}

impl Word for Measures {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("reliability", Self::Reliability),
        ("response", Self::Response),
        ("delivery", Self::Delivery),
        ("execution", Self::Execution),
    ];
}

/// How a measurement is held against a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the signs say it")]
pub enum Comparator {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Exactly,
}

/// A target: `>= 99.95`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// How to compare.
    pub comparator: Comparator,
    /// With what.
    pub number: f64,
    /// As written.
    pub text: String,
}

impl Target {
    /// Reads a comparator and a number; the number may carry a unit, which is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        use Comparator::{AtLeast, AtMost, Exactly, LessThan, MoreThan};
        let signs = [
            (">=", AtLeast),
            ("≥", AtLeast),
            ("<=", AtMost),
            ("≤", AtMost),
            (">", MoreThan),
            ("<", LessThan),
            ("==", Exactly),
            ("=", Exactly),
        ];
        let trimmed = text.trim();
        let (comparator, rest) =
            signs.into_iter().find_map(|(sign, comparator)| Some((comparator, trimmed.strip_prefix(sign)?)))?;
        let rest = rest.trim();
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().ok()?;
        Some(Self { comparator, number, text: trimmed.to_owned() })
    }

    /// Whether `value` meets the target.
    #[must_use]
    pub fn is_met(&self, value: f64) -> bool {
        match self.comparator {
            Comparator::AtLeast => value >= self.number,
            Comparator::MoreThan => value > self.number,
            Comparator::AtMost => value <= self.number,
            Comparator::LessThan => value < self.number,
            Comparator::Exactly => (value - self.number).abs() < f64::EPSILON * self.number.abs().max(1.0),
        }
    }
}

/// One measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// The day.
    pub date: Spanned<Date>,
    /// The value, in the metric's unit.
    pub value: f64,
}

/// A metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Its id.
    pub id: Id,
    /// Where its id stands.
    pub place: Place,
    /// Its name; the id where none is given.
    pub name: Option<Spanned<String>>,
    /// What it tells about.
    pub measures: Option<Spanned<Measures>>,
    /// What it should be.
    pub target: Option<Spanned<Target>>,
    /// Its unit, for showing.
    pub unit: Option<Spanned<String>>,
    /// Where it comes from, as an address.
    pub source: Option<Spanned<String>>,
    /// What it was, oldest first.
    pub measurements: Vec<Measurement>,
}

impl Metric {
    pub(super) fn read(id: Id, place: Place, fields: &mut Fields<'_, '_>) -> Self {
        let mut measurements = measurements(fields);
        measurements.sort_by_key(|measurement| measurement.date.value);
        Self {
            id,
            place,
            name: fields.text("name"),
            measures: fields.word("measures"),
            target: target(fields),
            unit: fields.text("unit"),
            source: fields.address("source"),
            measurements,
        }
    }

    /// Its name, or its id.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_ref().map_or(self.id.as_str(), |name| name.value.as_str())
    }

    /// Whether it tells about outcomes; activity where it does not say.
    #[must_use]
    pub fn is_outcome(&self) -> bool {
        self.measures.as_ref().is_some_and(|measures| measures.is_outcome())
    }

    /// The newest measurement taken on or before `as_of`.
    #[must_use]
    pub fn newest(&self, as_of: Date) -> Option<&Measurement> {
        self.measurements.iter().rev().find(|measurement| measurement.date.value <= as_of)
    }
}

fn target(fields: &mut Fields<'_, '_>) -> Option<Spanned<Target>> {
    let text = fields.text("target")?;
    if let Some(target) = Target::parse(&text) {
        return Some(Spanned::new(target, text.place));
    }
    let message = format!("`target` wants a comparator and a number, and this is `{}`", text.value);
    let help = Help::words("write `\">= 99.95\"`, `\"< 300\"` or the like, in quotes");
    fields.reader().note(Diagnostic::error("wrong-type", text.place, message).help(help));
    None
}

fn measurements(fields: &mut Fields<'_, '_>) -> Vec<Measurement> {
    let items = fields.list("measurements");
    items.into_iter().filter_map(|item| measurement(fields.reader(), item)).collect()
}

fn measurement(reader: &mut Reader<'_>, item: Node<'_>) -> Option<Measurement> {
    let mut fields = Fields::new(reader, item, Subject::Words("a measurement"));
    let (date, text) = (fields.date("date"), fields.text("value"));
    fields.finish();
    let text = text?;
    let value = text.value.parse::<f64>().ok().filter(|value| value.is_finite());
    if value.is_none() {
        let message = format!("`value` wants a number, and this is `{}`", text.value);
        reader.note(Diagnostic::error("wrong-type", text.place, message));
    }
    Some(Measurement { date: date?, value: value? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_compare() {
        let met = |target: &str, value: f64| Target::parse(target).map(|target| target.is_met(value));
        assert_eq!(met(">= 99.95", 99.95), Some(true));
        assert_eq!(met("> 99.95", 99.95), Some(false));
        assert_eq!(met("<300ms", 120.0), Some(true));
        assert_eq!(met("≤ 5 %", 6.0), Some(false));
        assert_eq!(met("99.95", 99.95), None);
        assert_eq!(met(">= soon", 1.0), None);
    }
}
