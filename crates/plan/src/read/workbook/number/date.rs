//! Dates and times, which a workbook counts in days.

use std::fmt::Write as _;

use jiff::Span;
use jiff::civil::{Date, date};

/// The last day that a spreadsheet has a date for, 9999-12-31.
const LAST_DAY: f64 = 2_958_466.0;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// The same as a whole number.
const SECONDS: i64 = 86_400;

/// Which day is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Epoch {
    /// Day 1 is 1900-01-01, and 1900 is taken for a leap year, as Lotus did.
    #[default]
    Year1900,
    /// Day 0 is 1904-01-01.
    Year1904,
}

impl Epoch {
    /// Adds a moment in ISO 8601. `false` where a spreadsheet has no date for it.
    pub(super) fn moment(self, days: f64, has_date: bool, has_time: bool, out: &mut String) -> bool {
        if !(0.0..LAST_DAY).contains(&days) {
            return false;
        }
        let seconds = (days * DAY).round() as i64;
        if has_date && !self.day(seconds / SECONDS, out) {
            return false;
        }
        if has_time || !has_date {
            if has_date {
                out.push('T');
            }
            clock(seconds % SECONDS, 2, out);
        }
        true
    }

    fn day(self, day: i64, out: &mut String) -> bool {
        let first = match (self, day) {
            (Self::Year1904, _) => date(1904, 1, 1),
            // The day that never was.
            (Self::Year1900, 60) => {
                out.push_str("1900-02-29");
                return true;
            }
            (Self::Year1900, ..60) => date(1899, 12, 31),
            (Self::Year1900, _) => date(1899, 12, 30),
        };
        let found = Span::new().try_days(day).and_then(|span| first.checked_add(span));
        found.map(|date: Date| out.push_str(&date.to_string())).is_ok()
    }
}

/// Adds a length of time in hours, which may be many.
pub(super) fn duration(days: f64, out: &mut String) {
    let seconds = (days * DAY).round() as i64;
    if seconds < 0 {
        out.push('-');
    }
    clock(seconds.saturating_abs(), 1, out);
}

/// Adds hours, of so many digits at least, minutes and seconds.
fn clock(seconds: i64, digits: usize, out: &mut String) {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    // Writing to a text cannot fail.
    let _ = write!(out, "{hours:0digits$}:{minutes:02}:{seconds:02}");
}

#[cfg(test)]
mod tests {
    use super::{Epoch, duration};

    fn moment(epoch: Epoch, days: f64, has_date: bool, has_time: bool) -> Option<String> {
        let mut out = String::new();
        epoch.moment(days, has_date, has_time, &mut out).then_some(out)
    }

    #[test]
    fn days_are_counted_from_the_epoch() {
        for (epoch, days, text) in [
            (Epoch::Year1900, 1.0, "1900-01-01"),
            (Epoch::Year1900, 59.0, "1900-02-28"),
            (Epoch::Year1900, 60.0, "1900-02-29"),
            (Epoch::Year1900, 61.0, "1900-03-01"),
            (Epoch::Year1900, 45_351.0, "2024-02-29"),
            (Epoch::Year1904, 0.0, "1904-01-01"),
            (Epoch::Year1904, 43_889.0, "2024-02-29"),
        ] {
            assert_eq!(moment(epoch, days, true, false).as_deref(), Some(text));
        }
        assert_eq!(moment(Epoch::Year1900, -1.0, true, false), None);
        assert_eq!(moment(Epoch::Year1900, 3e6, true, false), None);
    }

    #[test]
    fn a_time_is_shown_where_the_format_has_one() {
        let half_past_nine = 45_351.0 + 9.5 / 24.0;
        let shown = |has_date, has_time| moment(Epoch::Year1900, half_past_nine, has_date, has_time).unwrap();
        assert_eq!(shown(true, true), "2024-02-29T09:30:00");
        assert_eq!(shown(true, false), "2024-02-29");
        assert_eq!(shown(false, true), "09:30:00");
        let mut out = String::new();
        duration(1.5, &mut out);
        duration(-0.25, &mut out);
        assert_eq!(out, "36:00:00-6:00:00");
    }
}
