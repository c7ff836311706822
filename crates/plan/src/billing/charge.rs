//! What is charged: at a period's start, and for seats that are added within it.

use jiff::civil::Date;

use super::error::BillingError;
use super::line::{Kind, Line};
use super::period::Period;
use super::price::Price;
use crate::wording::thousands;

/// What the start of a period does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The period that begins, whole.
    pub period: Period,
    /// The first day that is paid for: later than the period's where a price begins within one.
    pub day: Date,
    /// Paid seats from then on.
    pub paid: u32,
    /// Paid seats that are given up, because nobody uses them.
    pub released: u32,
    /// What is charged: the committed seats, and those above them.
    pub lines: Vec<Line>,
}

impl Start {
    /// Starts a period on a day, with so many seats paid for until then and so many in use. What is paid for is what is
    /// used, never less than the commitment.
    pub(super) fn on(price: &Price, day: Date, before: u32, used: u32) -> Result<Self, BillingError> {
        let period = price.period_of(day)?;
        let paid = price.paid_at_start(used);
        let lines = start_lines(price, period, day, paid)?;
        Ok(Self { period, day, paid, released: before.saturating_sub(paid), lines })
    }
}

/// The charges of a period from a day on, so many seats being paid for. There is no line for no seats.
pub(super) fn start_lines(
    price: &Price,
    period: Period,
    day: Date,
    paid: u32,
) -> Result<Vec<Line>, BillingError> {
    let committed = price.terms().commitment.min(paid);
    let parts = [(Kind::PeriodCharge, 0, committed), (Kind::AddOn, committed, paid)];
    let lines = parts.into_iter().filter(|(_, from, to)| from < to);
    lines.map(|(kind, from, to)| line(price, kind, period, day, from, to)).collect()
}

/// Raises the paid seats on a day of the period that runs: the rest of the period is charged, this day included. `None`
/// where no seat is added. [`BillingError::Outside`] where the period is another one by now.
pub fn raise(
    price: &Price,
    period: Period,
    day: Date,
    before: u32,
    after: u32,
) -> Result<Option<Line>, BillingError> {
    if after <= before {
        return Ok(None);
    }
    line(price, Kind::OneTimeCharge, period, day, before, after).map(Some)
}

fn line(
    price: &Price,
    kind: Kind,
    period: Period,
    day: Date,
    before: u32,
    after: u32,
) -> Result<Line, BillingError> {
    let days = period.since(day)?;
    let amount = price.part(before, after, days, period)?;
    let seats = after - before;
    let what = match (kind, seats) {
        (Kind::PeriodCharge, 1) => "1 committed seat".to_owned(),
        (Kind::PeriodCharge, _) => format!("{} committed seats", thousands(seats)),
        (_, 1) => "1 seat".to_owned(),
        _ => format!("{} seats", thousands(seats)),
    };
    Ok(Line {
        kind,
        period,
        days,
        seats: seats.into(),
        amount,
        tax: price.tax(amount)?,
        label: format!("{}: {what}, {days}", kind.label()),
        reverses: None,
    })
}
