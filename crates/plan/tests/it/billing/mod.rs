//! What seats cost: amounts, periods, lines, and the law that holds them to a slow calculation.

mod laws;
mod ledger;
mod money;
mod periods;
mod price;
mod quotes;
mod slow;

use jiff::civil::Date;
use plan::billing::{Billing, Currency, Cycle, Entry, Line, Money, Period, Price, Start, Terms, Tier};

/// A day of the calendar.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::parse("USD").expect("a currency"))
}

pub fn period(from: &str, to: &str) -> Period {
    Period { from: day(from), to: day(to) }
}

/// 30.00 a seat, without tax or commitment.
pub fn terms(cycle: Cycle, anchor: &str) -> Terms {
    Terms {
        currency: Currency::parse("USD").expect("a currency"),
        cycle,
        anchor: day(anchor),
        tiers: vec![Tier::all(3_000)],
        tax_ppm: 0,
        commitment: 0,
    }
}

pub fn priced(terms: Terms) -> Price {
    Price::new(terms).expect("a price")
}

/// The first price of an account, so many seats being used.
pub fn open(terms: Terms, on: &str, used: u32) -> (Billing, Start) {
    Billing::open(priced(terms), day(on), used, used).expect("a start")
}

/// A ledger of lines, numbered from 1.
pub fn ledger(lines: impl IntoIterator<Item = Line>) -> Vec<Entry> {
    (1..).zip(lines).map(|(id, line)| Entry { id, line }).collect()
}
