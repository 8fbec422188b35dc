//! Dates and periods as authors write them: civil, without a clock and without a zone.

use std::fmt;

/// A day of the civil calendar.
pub type Date = jiff::civil::Date;

/// A length of time as written: `20m`, `180d`, `7y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    minutes: u32,
    amount: u32,
    unit: char,
}

impl Period {
    /// So many days.
    #[must_use]
    pub const fn days(days: u32) -> Self {
        Self { minutes: days.saturating_mul(1440), amount: days, unit: 'd' }
    }

    /// Reads `30s`, `20m`, `2h`, `180d`, `6w`, `7y` (a year is 365 days); a bare number is days.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let amount: u32 = text[..digits].parse().ok()?;
        let (unit, minutes) = match text[digits..].trim() {
            "m" | "min" | "minutes" => ('m', amount),
            "h" | "hours" => ('h', amount.checked_mul(60)?),
            "" | "d" | "day" | "days" => ('d', amount.checked_mul(1440)?),
            "w" | "weeks" => ('w', amount.checked_mul(7 * 1440)?),
            "y" | "year" | "years" => ('y', amount.checked_mul(365 * 1440)?),
            _ => return None,
        };
        Some(Self { minutes, amount, unit })
    }

    /// Whole days in it.
    #[must_use]
    pub fn in_days(self) -> i64 {
        i64::from(self.minutes / 1440)
    }

    /// Minutes in it.
    #[must_use]
    pub fn in_minutes(self) -> u32 {
        self.minutes
    }

    /// The first day on which something done on `date` is older than this.
    #[must_use]
    pub fn expires(self, date: Date) -> Date {
        let days = jiff::Span::new().try_days(self.in_days());
        days.and_then(|days| date.checked_add(days)).unwrap_or(Date::MAX)
    }

    /// Whether something done on `date` is older than this on the day `as_of`.
    #[must_use]
    pub fn has_passed(self, date: Date, as_of: Date) -> bool {
        self.expires(date) < as_of
    }

    /// As it is written in data: `20m`, `180d`.
    #[must_use]
    pub fn short(self) -> String {
        format!("{}{}", self.amount, self.unit)
    }

    /// The same length `times` over.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { minutes: self.minutes.saturating_mul(times), amount: self.amount.saturating_mul(times), unit: self.unit }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.unit {
            'm' => "minute",
            'h' => "hour",
            'w' => "week",
            'y' => "year",
            _ => "day",
        };
        write!(f, "{} {word}{}", self.amount, if self.amount == 1 { "" } else { "s" })
    }
}

/// Reads a date: `2026-09-01`, exactly.
#[must_use]
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let is_iso = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if is_iso { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_shown() {
        let shown = |text| Period::parse(text).map(|period| (period.in_days(), period.to_string()));
        assert_eq!(shown("180d"), Some((180, "180 days".into())));
        assert_eq!(shown("7y"), Some((2555, "7 years".into())));
        assert_eq!(shown("20m"), Some((0, "20 minutes".into())));
        assert_eq!(Period::parse("6 weeks").map(Period::short), Some("6w".into()));
        for bad in ["", "d", "soon", "99999999999d", "-1d", "4000000000y"] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_review_holds_on_its_last_day_and_not_after() {
        let done = jiff::civil::date(2026, 1, 1);
        assert!(!Period::days(30).has_passed(done, jiff::civil::date(2026, 1, 31)));
        assert!(Period::days(30).has_passed(done, jiff::civil::date(2026, 2, 1)));
    }

    #[test]
    fn dates_are_iso_and_nothing_else() {
        assert!(parse_date("2026-02-28").is_some());
        for bad in ["2026-2-28", "2026-02-30", "28.02.2026", "2026-02-28T00:00:00Z", "20260228"] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }
}
