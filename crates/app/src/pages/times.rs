//! Times of one request, in the account's time zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Micros;

use super::ui::Moment;
use super::words;

/// What time it is, and where.
#[derive(Clone, Debug)]
pub struct Times {
    now: Timestamp,
    zone: TimeZone,
    name: String,
}

impl Times {
    /// The time of a request, in a zone of this name.
    pub fn new(now: Timestamp, zone: TimeZone, name: &str) -> Self {
        Self { now, zone, name: name.to_owned() }
    }

    /// The time of the request.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The time of the request as the store takes it.
    pub fn micros(&self) -> Micros {
        Micros(self.now.as_microsecond())
    }

    /// The zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The zone as people call it: `Chicago time`.
    pub fn zone_name(&self) -> String {
        words::zone_name(&self.name)
    }

    /// A time of the store; one that cannot be is the beginning of time.
    pub fn of(time: Micros) -> Timestamp {
        Timestamp::from_microsecond(time.0).unwrap_or_default()
    }

    /// A time as lists show it.
    pub fn moment(&self, time: Micros) -> Moment {
        self.shown(time, words::when)
    }

    /// The day of a time as lists show it.
    pub fn day(&self, time: Micros) -> Moment {
        self.shown(time, words::day)
    }

    /// A time inside a sentence: `today at 14:21`.
    pub fn at(&self, time: Micros) -> String {
        words::at(Self::of(time), self.now, &self.zone)
    }

    fn shown(&self, time: Micros, text: fn(Timestamp, Timestamp, &TimeZone) -> String) -> Moment {
        let time = Self::of(time);
        let full = time.to_zoned_datetime(self.zone.clone()).strftime("%-d %B %Y, %H:%M:%S");
        Moment {
            text: text(time, self.now, &self.zone),
            full: format!("{full}, {}", self.zone_name()),
            machine: words::machine(time),
        }
    }
}
