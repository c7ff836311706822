//! Which days are paid for together.

use jiff::ToSpan;
use plan::billing::{BillingError, Cycle, Period};

use super::{day, period};

/// The first days of so many periods, from that of a day on.
fn beginnings(cycle: Cycle, anchor: &str, from: &str, count: usize) -> Vec<String> {
    let mut at = cycle.period_of(day(anchor), day(from)).unwrap();
    let mut found = Vec::new();
    for _ in 0..count {
        found.push(at.from.to_string());
        at = cycle.period_of(day(anchor), at.to).unwrap();
    }
    found
}

#[test]
fn a_month_too_short_for_the_anchors_day_begins_its_period_on_its_last_day() {
    for (anchor, expected) in [
        ("2027-12-28", ["2028-01-28", "2028-02-28", "2028-03-28", "2028-04-28"]),
        ("2027-12-29", ["2028-01-29", "2028-02-29", "2028-03-29", "2028-04-29"]),
        ("2027-12-30", ["2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"]),
        ("2027-12-31", ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
    ] {
        assert_eq!(beginnings(Cycle::Month, anchor, "2028-01-31", 4), expected, "{anchor}");
    }
    let common = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"];
    assert_eq!(beginnings(Cycle::Month, "2026-01-31", "2026-01-31", 5), common);
    let quarters = ["2025-11-30", "2026-02-28", "2026-05-31", "2026-08-31"];
    assert_eq!(beginnings(Cycle::Quarter, "2026-08-31", "2026-01-15", 4), quarters);
}

#[test]
fn a_year_from_a_leap_day_begins_on_28_february_until_there_is_a_29th_again() {
    let expected = ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"];
    assert_eq!(beginnings(Cycle::Year, "2024-02-29", "2024-03-01", 5), expected);
}

#[test]
fn every_day_is_in_one_period_and_the_next_begins_where_it_ends() {
    for cycle in Cycle::ALL {
        for anchor in ["2026-01-01", "2026-07-15", "2026-03-28", "2026-10-29", "2026-11-30", "2026-12-31"] {
            let mut at = cycle.period_of(day(anchor), day("2022-12-20")).unwrap();
            let mut today = day("2022-12-20");
            while today < day("2029-04-01") {
                let found = cycle.period_of(day(anchor), today).unwrap();
                if today == at.to {
                    assert_eq!(found.from, at.to, "{cycle} {anchor} {today}");
                    at = found;
                }
                assert!(found == at && found.contains(today), "{cycle} {anchor} {today}");
                today = today.tomorrow().unwrap();
            }
        }
    }
}

#[test]
fn where_the_calendar_ends_there_is_no_period() {
    let found = Cycle::Month.period_of(day("2026-01-01"), day("9999-12-31"));
    assert_eq!(found, Err(BillingError::Calendar));
    assert_eq!(Cycle::Year.period_of(day("9999-01-01"), day("-009999-01-01")).map(Period::days), Ok(365));
    assert_eq!(Cycle::Year.period_of(day("9999-06-01"), day("-009999-01-01")), Err(BillingError::Calendar));
}

#[test]
fn days_are_counted_by_the_calendar() {
    assert_eq!(period("2026-01-01", "2026-04-01").days(), 90);
    assert_eq!(period("2028-01-01", "2028-04-01").days(), 91);
    assert_eq!(period("2028-01-01", "2029-01-01").days(), 366);
    assert_eq!(period("2026-04-01", "2026-01-01").days(), 0);
    let quarter = period("2026-01-01", "2026-04-01");
    assert_eq!(quarter.since(day("2026-02-01")).map(Period::days), Ok(59));
    assert!(quarter.since(quarter.to).is_err());
    assert_eq!(quarter.since(quarter.from - 1.day()), Ok(quarter));
}

#[test]
fn a_period_is_said_with_its_last_day() {
    for (from, to, text) in [
        ("2026-02-01", "2026-04-01", "1 February to 31 March 2026"),
        ("2026-12-15", "2027-03-15", "15 December 2026 to 14 March 2027"),
        ("2026-03-31", "2026-04-01", "31 March 2026"),
    ] {
        assert_eq!(period(from, to).to_string(), text);
    }
}
