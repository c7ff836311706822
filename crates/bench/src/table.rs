//! The table that `make bench` prints.

use std::fmt;

/// One ratio: what was measured, what it was held against, and where it should be.
#[derive(Debug)]
struct Line {
    what: String,
    ours: String,
    floor: String,
    ratio: f64,
    reach: f64,
    stretch: f64,
}

/// Ratios, in the order they were measured.
#[derive(Debug, Default)]
pub struct Table(Vec<Line>);

impl Table {
    /// Adds a ratio of two numbers of one kind, each with its words.
    pub fn add(&mut self, what: &str, ours: (f64, String), floor: (f64, String), [reach, stretch]: [f64; 2]) {
        let ratio = ours.0 / floor.0;
        self.0.push(Line { what: what.to_owned(), ours: ours.1, floor: floor.1, ratio, reach, stretch });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<44} {:>12} {:>12} {:>8} {:>8} {:>8}  verdict",
            "what", "here", "floor", "ratio", "reach", "stretch"
        )?;
        for line in &self.0 {
            let verdict = match line.ratio {
                ratio if ratio <= line.stretch => "stretch",
                ratio if ratio <= line.reach => "reached",
                _ => "falls short",
            };
            writeln!(
                f,
                "{:<44} {:>12} {:>12} {:>7.2}x {:>7.2}x {:>7.2}x  {verdict}",
                line.what, line.ours, line.floor, line.ratio, line.reach, line.stretch
            )?;
        }
        Ok(())
    }
}
