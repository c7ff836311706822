//! Seats paid for over the last year, as a picture that the server draws.

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use store::seats::SeatChange;

use crate::pages::times::Times;
use crate::pages::words;

/// The picture is so wide and so high, in the template too; the seats are drawn in what the labels leave.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 180.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 26.0;

/// Months that are shown.
const MONTHS: i32 = 12;

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

/// A month below the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where it stands.
    pub x: String,
    /// Its name.
    pub label: String,
}

/// A number of seats beside the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Where it stands.
    pub y: String,
    /// The number.
    pub label: String,
}

impl Chart {
    /// The picture of some changes, the oldest first, with so many seats paid for today.
    pub fn of(changes: &[SeatChange], paid: u32, today: Date, times: &Times) -> Self {
        let first = today.saturating_sub(MONTHS.months());
        let steps = steps(changes, paid, (first, today), times);
        let most = steps.iter().map(|(_, seats)| *seats).max().unwrap_or(0);
        let top = round_up(most);
        let scale = Scale { first, days: days(first, today).max(1), top };
        Self {
            line: scale.line(&steps, today),
            area: scale.area(&steps, today),
            ticks: scale.ticks(today),
            levels: [0, top / 2, top].into_iter().map(|seats| scale.level(seats)).collect(),
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

/// A round number of seats that is no less, and even, so that its half is whole.
fn round_up(seats: u32) -> u32 {
    let mut step = 10_u32;
    while seats / step >= 10 {
        step = step.saturating_mul(10);
    }
    let step = if seats / step < 2 { (step / 5).max(2) } else { step };
    seats.max(1).div_ceil(step).saturating_mul(step)
}

/// Days from one to another; none where that one is earlier.
fn days(from: Date, to: Date) -> u32 {
    u32::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(0)
}

/// How days and seats become places.
struct Scale {
    first: Date,
    days: u32,
    top: u32,
}

impl Scale {
    fn x(&self, day: Date) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * f64::from(days(self.first, day)) / f64::from(self.days)
    }

    fn y(&self, seats: u32) -> f64 {
        let part = f64::from(seats) / f64::from(self.top);
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part
    }

    fn line(&self, steps: &[(Date, u32)], today: Date) -> String {
        let mut path = String::new();
        for (at, (day, seats)) in steps.iter().enumerate() {
            let (x, y) = (self.x(*day), self.y(*seats));
            // Writing to a text cannot fail.
            let _ = if at == 0 { write!(path, "M{x:.1} {y:.1}") } else { write!(path, "H{x:.1}V{y:.1}") };
        }
        let _ = write!(path, "H{:.1}", self.x(today));
        path
    }

    fn area(&self, steps: &[(Date, u32)], today: Date) -> String {
        let (floor, left) = (self.y(0), self.x(self.first));
        format!("{}V{floor:.1}H{left:.1}Z", self.line(steps, today))
    }

    fn ticks(&self, today: Date) -> Vec<Tick> {
        let mut day = self.first.last_of_month().tomorrow().unwrap_or(today);
        let mut ticks = Vec::new();
        while day <= today {
            let label = day.strftime(if day.month() == 1 { "%Y" } else { "%b" }).to_string();
            ticks.push(Tick { x: format!("{:.1}", self.x(day)), label });
            day = day.saturating_add(Span::new().months(1));
        }
        ticks
    }

    fn level(&self, seats: u32) -> Level {
        Level { y: format!("{:.1}", self.y(seats)), label: words::count(seats.into()) }
    }
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

    #[test]
    fn the_top_is_round_and_even() {
        for (seats, top) in
            [(0, 2), (1, 2), (7, 8), (40, 40), (41, 50), (100, 100), (120, 120), (1_234, 1_400)]
        {
            assert_eq!(round_up(seats), top, "{seats}");
        }
    }
}
