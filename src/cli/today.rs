//! The day on which a handbook is judged.

use std::time::SystemTime;

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;

/// The day: as given, else from `SOURCE_DATE_EPOCH` (seconds since 1970), else today, in UTC so that it does not
/// depend on where the machine stands.
///
/// # Errors
/// Where `SOURCE_DATE_EPOCH` is no number of seconds.
pub fn as_of(given: Option<Date>) -> Result<Date> {
    if let Some(date) = given {
        return Ok(date);
    }
    match source_date_epoch() {
        Some(text) => {
            let seconds =
                text.trim().parse().with_context(|| format!("SOURCE_DATE_EPOCH is `{text}`, and wants seconds"))?;
            date_of(seconds)
        }
        None => date_of(now()),
    }
}

fn date_of(seconds: i64) -> Result<Date> {
    jiff::Timestamp::from_second(seconds)
        .map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())
        .map_err(|error| anyhow!("no day lies {seconds} seconds after 1970: {error}"))
}

#[expect(clippy::disallowed_methods, reason = "the edge where the core's date comes from")]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(0)
}

#[expect(clippy::disallowed_methods, reason = "the edge where reproducible builds hand the date in")]
fn source_date_epoch() -> Option<String> {
    std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty())
}

/// Reads the value of `--as-of`.
///
/// # Errors
/// Where the text is no date like `2026-11-25`.
pub fn parse(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is no date; write year, month and day: 2026-11-25"))
}
