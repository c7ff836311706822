//! What more seats will cost, before anything is done.

use jiff::civil::Date;

use super::account::Billing;
use super::charge::{raise, start_lines};
use super::error::BillingError;
use super::invoice::Amount;
use super::line::Line;
use super::period::Cycle;
use super::price::Price;

/// Seats before and after what is planned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Paid for before.
    pub paid: u32,
    /// Added at once.
    pub added: u32,
    /// Added then by people who wait already, and of no concern here.
    pub ahead: u32,
    /// Added after those, as people join.
    pub later: u32,
    /// In use before, with those who wait.
    pub used: u32,
    /// In use afterwards, with everybody who is to come.
    pub used_after: u32,
}

/// What more seats cost: now, and for each period from the next one on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The day as of which it is said.
    pub day: Date,
    /// The line that the ledger gets now, if seats are added at once.
    pub line: Option<Line>,
    /// The line that it would get if everybody else joined on this day.
    pub later: Option<Line>,
    /// The sum of both.
    pub now: Amount,
    /// A whole period from the next start on, as things are.
    pub before: Amount,
    /// The same with what is planned.
    pub after: Amount,
    /// How long those periods are.
    pub cycle: Cycle,
    /// The first day of the next period.
    pub next: Date,
}

impl Billing {
    /// Quotes more seats on a day, which must not be behind the period that runs ([`BillingError::Outside`]). What is said to
    /// be charged is what [`raise`] charges on that day. The amounts per period are those of the price that is in force then.
    pub fn quote(&self, need: Need, day: Date) -> Result<Quote, BillingError> {
        self.period.since(day)?;
        let coming = self.coming();
        let raise = |before: u32, added: u32| {
            raise(&self.price, self.period, day, before, before.saturating_add(added))
        };
        let line = raise(need.paid, need.added)?;
        let later = raise(need.paid.saturating_add(need.added).saturating_add(need.ahead), need.later)?;
        let now = Amount::of(self.price.currency(), line.iter().chain(&later))?;
        // Nobody is told an amount of which the sum with its tax cannot be said.
        now.total()?;
        Ok(Quote {
            day,
            now,
            line,
            later,
            before: of_period(coming, need.used, self.period.to)?,
            after: of_period(coming, need.used_after, self.period.to)?,
            cycle: coming.terms().cycle,
            next: self.period.to,
        })
    }
}

/// What a whole period costs, so many seats being used at its start: the sum of the lines that the start makes.
fn of_period(price: &Price, used: u32, day: Date) -> Result<Amount, BillingError> {
    let period = price.period_of(day)?;
    let lines = start_lines(price, period, period.from, price.paid_at_start(used))?;
    let amount = Amount::of(price.currency(), &lines)?;
    amount.total()?;
    Ok(amount)
}
