//! The only place that asks the time. Everything else takes it as an argument.

use std::time::Instant;

use jiff::Timestamp;

/// The time now.
#[expect(clippy::disallowed_methods, reason = "this is the one clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The time now in microseconds since 1970, UTC: how the database keeps times.
pub fn now_micros() -> i64 {
    now().as_microsecond()
}

/// A moment to measure durations from.
#[expect(clippy::disallowed_methods, reason = "this is the one clock")]
pub fn moment() -> Instant {
    Instant::now()
}
