//! A date and a time of day as somebody of an account writes them, and the moment that they mean. Where the clocks are put
//! forward, an hour of that night does not exist; where they are put back, an hour comes twice.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use plan::choices::SendAt;

/// What the clocks do at a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clocks {
    /// Nothing: there is one such time.
    Go,
    /// They are put forward over it: there is no such time, and it is taken as much later as they are put forward.
    Skip,
    /// They are put back over it: it comes twice, and the first is taken.
    Repeat,
}

/// The moment of a time where an account is, and what the clocks do; `None` beyond the years that there are.
pub fn moment(local: DateTime, zone: &TimeZone) -> Option<(SendAt, Clocks)> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let clocks = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => Clocks::Go,
        AmbiguousOffset::Gap { .. } => Clocks::Skip,
        AmbiguousOffset::Fold { .. } => Clocks::Repeat,
    };
    Some((in_zone(ambiguous.compatible().ok()?, zone), clocks))
}

/// A moment as the clocks of an account show it.
pub fn in_zone(time: Timestamp, zone: &TimeZone) -> SendAt {
    SendAt { micros: time.as_microsecond(), offset: zone.to_offset(time).seconds() }
}

/// The time that the clocks of an account show at a moment.
pub fn shown(at: SendAt, zone: &TimeZone) -> DateTime {
    zone.to_datetime(Timestamp::from_microsecond(at.micros).unwrap_or_default())
}

/// Reads `2026-12-01T08:00`, as a field for date and time sends it; nothing with an offset, a zone or without a time.
pub fn parse(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once('T')?;
    let time = time.len() >= 5 && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    if date.len() == 10 && time { text.parse().ok() } else { None }
}

/// What the clocks do at a time, as a sentence; nothing where they just go.
pub fn said(local: DateTime, zone: &TimeZone, zone_name: &str) -> Option<String> {
    let (at, clocks) = moment(local, zone)?;
    let (day, time) = (local.strftime("%-d %B %Y"), local.strftime("%H:%M"));
    match clocks {
        Clocks::Go => None,
        Clocks::Skip => Some(format!(
            "On {day} the clocks go forward and there is no {time} in {zone_name}; {} is taken.",
            shown(at, zone).strftime("%H:%M")
        )),
        Clocks::Repeat => Some(format!(
            "On {day} the clocks go back and {time} comes twice in {zone_name}; the first is taken."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chicago() -> TimeZone {
        TimeZone::get("America/Chicago").unwrap()
    }

    fn at(text: &str) -> (String, Clocks) {
        let (at, clocks) = moment(parse(text).unwrap(), &chicago()).unwrap();
        (at.to_string(), clocks)
    }

    #[test]
    fn a_time_means_the_moment_at_which_the_clocks_there_show_it() {
        assert_eq!(at("2026-12-01T08:00"), ("2026-12-01T08:00:00-06:00".to_owned(), Clocks::Go));
        assert_eq!(at("2026-07-01T08:00"), ("2026-07-01T08:00:00-05:00".to_owned(), Clocks::Go));
    }

    #[test]
    fn a_time_that_does_not_exist_is_taken_an_hour_later_and_said() {
        assert_eq!(at("2026-03-08T02:30"), ("2026-03-08T03:30:00-05:00".to_owned(), Clocks::Skip));
        let text = said(parse("2026-03-08T02:30").unwrap(), &chicago(), "Chicago time").unwrap();
        let expected =
            "On 8 March 2026 the clocks go forward and there is no 02:30 in Chicago time; 03:30 is taken.";
        assert_eq!(text, expected);
    }

    #[test]
    fn of_a_time_that_exists_twice_the_first_is_taken_and_said() {
        assert_eq!(at("2026-11-01T01:30"), ("2026-11-01T01:30:00-05:00".to_owned(), Clocks::Repeat));
        let text = said(parse("2026-11-01T01:30").unwrap(), &chicago(), "Chicago time").unwrap();
        assert!(text.ends_with("01:30 comes twice in Chicago time; the first is taken."), "{text}");
        assert_eq!(said(parse("2026-11-02T01:30").unwrap(), &chicago(), "Chicago time"), None);
    }

    #[test]
    fn only_a_date_with_a_time_of_day_is_read() {
        assert!(parse("2026-12-01T08:00").is_some() && parse("2026-12-01T08:00:30").is_some());
        for wrong in [
            "",
            "2026-12-01",
            "08:00",
            "2026-12-01 08:00",
            "2026-12-01T08:00Z",
            "2026-02-30T08:00",
            "2026-12-01T25:00",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
