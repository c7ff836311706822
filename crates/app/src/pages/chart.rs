//! What pictures of numbers over days share: how days and numbers become places, and what stands at the edges.

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::words;

/// A picture is so wide and so high, in the templates too; numbers are drawn in what the labels leave.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 180.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 26.0;

/// Months that are shown.
const MONTHS: i32 = 12;

/// A picture of fewer days than this has weeks below it, and not months.
const FEW_DAYS: u32 = 70;

/// A day below the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The day.
    pub day: Date,
    /// Where it stands.
    pub x: String,
    /// Its name.
    pub label: String,
}

/// A number beside the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Where it stands.
    pub y: String,
    /// The number.
    pub label: String,
}

/// How days and numbers become places.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    first: Date,
    today: Date,
    days: u32,
    top: u32,
}

impl Scale {
    /// The first day of the last twelve months.
    pub fn year_before(today: Date) -> Date {
        today.saturating_sub(MONTHS.months())
    }

    /// From a day to today, for numbers of up to `most`.
    pub fn new(first: Date, today: Date, most: u32) -> Self {
        Self { first, today, days: days(first, today).max(1), top: round_up(most) }
    }

    /// The line of numbers that hold from a day on, the first of which is the first of the picture.
    pub fn line(&self, steps: &[(Date, u32)]) -> String {
        let mut path = String::new();
        for (at, (day, number)) in steps.iter().enumerate() {
            let (x, y) = (self.x(*day), self.y(*number));
            // Writing to a text cannot fail.
            let _ = if at == 0 { write!(path, "M{x:.1} {y:.1}") } else { write!(path, "H{x:.1}V{y:.1}") };
        }
        let _ = write!(path, "H{:.1}", self.x(self.today));
        path
    }

    /// What is below the same line.
    pub fn area(&self, steps: &[(Date, u32)]) -> String {
        let (floor, left) = (self.y(0), self.x(self.first));
        format!("{}V{floor:.1}H{left:.1}Z", self.line(steps))
    }

    /// Where each month begins, or each week where there are few of them.
    pub fn ticks(&self) -> Vec<Tick> {
        let weekly = self.days < FEW_DAYS;
        let step = if weekly { Span::new().weeks(1) } else { Span::new().months(1) };
        let mut day = if weekly { self.first } else { self.first.last_of_month().saturating_add(1.day()) };
        let mut ticks = Vec::new();
        while day <= self.today {
            let label = match (weekly, day.month()) {
                (true, _) => "%-d %b",
                (false, 1) => "%Y",
                (false, _) => "%b",
            };
            let label = day.strftime(label).to_string();
            ticks.push(Tick { day, x: format!("{:.1}", self.x(day)), label });
            day = day.saturating_add(step);
        }
        ticks
    }

    /// Nothing, half of it and all of it, the lowest first.
    pub fn levels(&self) -> Vec<Level> {
        let level =
            |number: u32| Level { y: format!("{:.1}", self.y(number)), label: words::count(number.into()) };
        [0, self.top / 2, self.top].map(level).into()
    }

    fn x(&self, day: Date) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * f64::from(days(self.first, day)) / f64::from(self.days)
    }

    fn y(&self, number: u32) -> f64 {
        let part = f64::from(number) / f64::from(self.top);
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part
    }
}

/// A round number that is no less, and even, so that its half is whole.
fn round_up(number: u32) -> u32 {
    let mut step = 10_u32;
    while number / step >= 10 {
        step = step.saturating_mul(10);
    }
    let step = if number / step < 2 { (step / 5).max(2) } else { step };
    number.max(1).div_ceil(step).saturating_mul(step)
}

/// Days from one to another; none where that one is earlier.
fn days(from: Date, to: Date) -> u32 {
    u32::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_is_round_and_even() {
        for (number, top) in
            [(0, 2), (1, 2), (7, 8), (40, 40), (41, 50), (100, 100), (120, 120), (1_234, 1_400)]
        {
            assert_eq!(round_up(number), top, "{number}");
        }
    }

    #[test]
    fn a_year_has_its_months_below_it_and_a_few_weeks_have_themselves() {
        let labels = |first: &str| {
            let scale = Scale::new(first.parse().unwrap(), "2026-03-02".parse().unwrap(), 1);
            scale.ticks().into_iter().map(|tick| tick.label).collect::<Vec<_>>()
        };
        let year = labels("2025-03-02");
        assert_eq!(
            (year.len(), &year[..2], &year[9]),
            (12, &["Apr".to_owned(), "May".to_owned()][..], &"2026".to_owned())
        );
        assert_eq!(labels("2026-02-10"), ["10 Feb", "17 Feb", "24 Feb"]);
    }
}
