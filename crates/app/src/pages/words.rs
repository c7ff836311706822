//! Numbers, names and times as people read them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A number with its thousands apart: `12,480`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number and the word for it: `1 row`, `12,480 rows`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// First and last name with a space between.
pub fn full_name(first_name: &str, last_name: &str) -> String {
    [first_name, last_name].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Two letters for an avatar: the first of each name.
pub fn initials(first_name: &str, last_name: &str) -> String {
    [first_name, last_name]
        .iter()
        .filter_map(|name| name.trim().chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A time in the past as a list shows it: `14:21` today, `3 Feb, 09:12` this year, `11 Dec 2025, 10:22` before.
pub fn when(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (then, today) = (time.to_zoned_datetime(zone.clone()), now.to_zoned_datetime(zone.clone()));
    let format = match (then.date() == today.date(), then.year() == today.year()) {
        (true, _) => "Today, %H:%M",
        (false, true) => "%-d %b, %H:%M",
        (false, false) => "%-d %b %Y, %H:%M",
    };
    then.strftime(format).to_string()
}

/// The day of a time: `12 Mar` this year, `11 Dec 2025` before.
pub fn day(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (then, today) = (time.to_zoned_datetime(zone.clone()), now.to_zoned_datetime(zone.clone()));
    then.strftime(if then.year() == today.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
}

/// A time inside a sentence: `today at 14:21`, `on 3 February at 09:12`, `on 11 December 2025 at 10:22`.
pub fn at(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (then, today) = (time.to_zoned_datetime(zone.clone()), now.to_zoned_datetime(zone.clone()));
    let format = match (then.date() == today.date(), then.year() == today.year()) {
        (true, _) => "today at %H:%M",
        (false, true) => "on %-d %B at %H:%M",
        (false, false) => "on %-d %B %Y at %H:%M",
    };
    then.strftime(format).to_string()
}

/// A time in full, for the `datetime` of a `<time>`.
pub fn machine(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The place of a zone: `Chicago time`, `UTC`.
pub fn zone_name(zone: &str) -> String {
    match zone.rsplit_once('/') {
        Some((_, place)) => format!("{} time", place.replace('_', " ")),
        None => zone.to_owned(),
    }
}

/// A message as a sentence: a capital at its start and a full stop at its end.
pub fn sentence(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
