//! Which day it is where an account is.

use jiff::Timestamp;

/// The date in a time zone, `YYYY-MM-DD`; `None` where the zone is not known.
pub fn today(now: Timestamp, zone: &str) -> Option<String> {
    Some(now.in_tz(zone).ok()?.date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_where_the_account_is() {
        let evening: Timestamp = "2026-03-01T23:30:00Z".parse().unwrap();
        assert_eq!(today(evening, "UTC").unwrap(), "2026-03-01");
        assert_eq!(today(evening, "Europe/Berlin").unwrap(), "2026-03-02");
        assert_eq!(today(evening, "America/Chicago").unwrap(), "2026-03-01");
        assert_eq!(today(evening, "Mars/Olympus"), None);
    }
}
