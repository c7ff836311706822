//! Seats paid for over the last year, as a picture that the server draws.

use jiff::civil::Date;
use store::seats::SeatChange;

use crate::pages::chart::{Level, Scale, Tick};
use crate::pages::times::Times;
use crate::pages::words;

/// The picture: steps of seats over days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The line of the seats.
    pub line: String,
    /// What is below it.
    pub area: String,
    /// The months.
    pub ticks: Vec<Tick>,
    /// Numbers of seats, the lowest first.
    pub levels: Vec<Level>,
    /// All of it in words.
    pub sentence: String,
}

impl Chart {
    /// The picture of some changes, the oldest first, with so many seats paid for today.
    pub fn of(changes: &[SeatChange], paid: u32, today: Date, times: &Times) -> Self {
        let first = Scale::year_before(today);
        let steps = steps(changes, paid, (first, today), times);
        let most = steps.iter().map(|(_, seats)| *seats).max().unwrap_or(0);
        let scale = Scale::new(first, today, most);
        Self {
            line: scale.line(&steps),
            area: scale.area(&steps),
            ticks: scale.ticks(),
            levels: scale.levels(),
            sentence: sentence(&steps, paid),
        }
    }
}

/// From which day on how many seats were paid for: the first at the beginning of the picture.
fn steps(changes: &[SeatChange], paid: u32, (first, today): (Date, Date), times: &Times) -> Vec<(Date, u32)> {
    let day = |change: &SeatChange| times.zone().to_datetime(Times::of(change.at)).date();
    let before = changes.iter().rev().find(|change| day(change) <= first).map(|change| change.after);
    let begins = before.or_else(|| changes.first().map(|change| change.before)).unwrap_or(paid);
    let mut steps = vec![(first, begins)];
    let within = changes.iter().filter(|change| day(change) > first && day(change) <= today);
    steps.extend(within.map(|change| (day(change), change.after)));
    steps
}

fn sentence(steps: &[(Date, u32)], paid: u32) -> String {
    let begins = steps.first().map_or(paid, |(_, seats)| *seats);
    let most = steps.iter().map(|(_, seats)| *seats).max().unwrap_or(paid).max(paid);
    format!(
        "Seats paid for over the last twelve months: {} at the beginning, {} at the most, {} today.",
        words::count(begins.into()),
        words::count(most.into()),
        words::count(paid.into())
    )
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;
    use store::Micros;

    use super::*;

    fn change(day: &str, before: u32, after: u32) -> SeatChange {
        let at: Timestamp = format!("{day}T12:00:00Z").parse().unwrap();
        SeatChange { import: None, before, after, at: Micros(at.as_microsecond()) }
    }

    fn chart(changes: &[SeatChange], paid: u32) -> Chart {
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let times = Times::new(now, TimeZone::UTC, "UTC");
        Chart::of(changes, paid, "2026-03-02".parse().unwrap(), &times)
    }

    #[test]
    fn seats_go_in_steps_from_the_first_day_to_today() {
        let chart = chart(&[change("2025-06-01", 10, 40), change("2026-01-01", 40, 25)], 25);
        assert_eq!(chart.line.matches('V').count(), 2);
        assert!(chart.line.starts_with("M44.0 ") && chart.line.ends_with("H788.0"), "{}", chart.line);
        assert!(
            chart.sentence.contains("10 at the beginning, 40 at the most, 25 today"),
            "{}",
            chart.sentence
        );
        assert_eq!(
            chart.levels.iter().map(|level| level.label.as_str()).collect::<Vec<_>>(),
            ["0", "20", "40"]
        );
        let months: Vec<&str> = chart.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(months[..3], ["Apr", "May", "Jun"]);
        assert!(months.contains(&"2026"));
    }

    #[test]
    fn without_a_change_the_line_is_level() {
        let chart = chart(&[], 7);
        assert!(!chart.line.contains('V') && chart.sentence.contains("7 at the beginning"));
    }
}
