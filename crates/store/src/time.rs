//! Times as the database keeps them. No clock is here: the caller says what time it is.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A point in time: microseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// The time so much later.
    #[must_use]
    pub const fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(span.as_micros() as i64))
    }

    /// The time so much earlier.
    #[must_use]
    pub const fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(span.as_micros() as i64))
    }

    /// How long it is from an earlier time to this one; nothing where that one is not earlier.
    pub const fn since(self, earlier: Self) -> Duration {
        if self.0 > earlier.0 { Duration::from_micros(self.0.abs_diff(earlier.0)) } else { Duration::ZERO }
    }
}

/// The days of a time zone.
#[derive(Clone, Debug)]
pub struct Days(TimeZone);

impl Days {
    /// Those of a zone by its name, such as `Europe/Berlin`; [`Error::Damaged`] where there is none of that name.
    pub fn of(zone: &str) -> Result<Self> {
        TimeZone::get(zone).map(Self).map_err(|_| Error::Damaged(format!("there is no time zone {zone:?}")))
    }

    /// Those of UTC.
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The day of a moment.
    pub fn day(&self, at: Micros) -> Date {
        self.0.to_datetime(Timestamp::from_microsecond(at.0).unwrap_or_default()).date()
    }

    /// The first moment of a day; the earliest of all where the day is beyond the years that there are.
    pub fn beginning(&self, day: Date) -> Micros {
        let first = self.0.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).compatible();
        Micros(first.map_or(i64::MIN, Timestamp::as_microsecond))
    }
}
