//! The preview's clock: it waits for quiet, counts patience, and says when a page was built.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Now, for measuring spans of time.
#[expect(clippy::disallowed_methods, reason = "the preview measures time; nothing of it is in a published page")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Now, in milliseconds since 1970, for the pill ("showing 22:14:07").
#[expect(clippy::disallowed_methods, reason = "the pill tells the time of a build; nothing of it is published")]
pub(super) fn wall() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
