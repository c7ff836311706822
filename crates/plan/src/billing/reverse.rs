//! What is given back: lines that take back another, and credits. Never more than was charged.

use jiff::civil::Date;

use super::account::Billing;
use super::error::BillingError;
use super::invoice::Amount;
use super::line::{Entry, Kind, Line};
use super::money::Money;
use super::period::Period;
use crate::snapshot::Seats;
use crate::wording::thousands;

/// A line that is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// Its exact negative.
    pub line: Line,
    /// Paid seats afterwards.
    pub paid: u32,
}

/// Takes a line back on the invoice of the period that runs, with the seats that it paid for. `ledger` is the whole of it.
/// [`BillingError::NoLine`], [`BillingError::Reversed`] for a second time, [`BillingError::IsReversal`] and
/// [`BillingError::IsCarriedOver`] for what is no charge, [`BillingError::IsOver`] once another period has begun,
/// [`BillingError::InUse`] where somebody needs its seats, [`BillingError::TooMuch`] where credits have given it back before.
pub fn take_back(
    ledger: &[Entry],
    id: i64,
    period: Period,
    seats: &Seats,
) -> Result<TakenBack, BillingError> {
    let found = ledger.iter().find(|entry| entry.id == id);
    let Entry { line, .. } = found.ok_or(BillingError::NoLine(id))?;
    let back = reversal(ledger, id, line, period)?;
    let given = u32::try_from(line.seats.max(0)).map_err(|_| BillingError::Overflow)?;
    if given > 0 && line.period != period {
        return Err(BillingError::IsOver(id));
    }
    let free = seats.paid().saturating_sub(seats.used.max(seats.commitment));
    if given > free {
        return Err(in_use(id, given, free));
    }
    within(ledger, &back)?;
    Ok(TakenBack { line: back, paid: seats.paid() - given })
}

fn reversal(ledger: &[Entry], id: i64, line: &Line, period: Period) -> Result<Line, BillingError> {
    if line.reverses.is_some() {
        return Err(BillingError::IsReversal(id));
    }
    if line.kind == Kind::CarryOver {
        return Err(BillingError::IsCarriedOver(id));
    }
    if ledger.iter().any(|entry| entry.line.reverses == Some(id)) {
        return Err(BillingError::Reversed(id));
    }
    Ok(Line {
        kind: Kind::Reversal,
        period,
        days: line.days,
        seats: line.seats.checked_neg().ok_or(BillingError::Overflow)?,
        amount: line.amount.negative()?,
        tax: line.tax.negative()?,
        label: format!("{} of {}", Kind::Reversal.label(), line.label),
        reverses: Some(id),
    })
}

fn in_use(id: i64, given: u32, free: u32) -> BillingError {
    let seats = if given == 1 { "1 seat".to_owned() } else { format!("{} seats", thousands(given)) };
    let free = match free {
        0 => "none is free".to_owned(),
        1 => "only 1 is free".to_owned(),
        more => format!("only {} are free", thousands(more)),
    };
    BillingError::InUse { id, seats, free }
}

/// A line on the invoice of the period that runs, by which a person gives back an amount before tax (above zero) and the tax
/// on it, for a reason. `ledger` is the whole of it. [`BillingError::Credit`] without an amount or a reason,
/// [`BillingError::Mixed`] in another currency than the price's, [`BillingError::TooMuch`] above what was charged.
pub fn credit(
    ledger: &[Entry],
    billing: &Billing,
    day: Date,
    amount: Money,
    reason: &str,
) -> Result<Line, BillingError> {
    let (price, reason) = (&billing.price, reason.trim());
    if amount.minor <= 0 || reason.is_empty() {
        return Err(BillingError::Credit);
    }
    if amount.currency != price.currency() {
        return Err(BillingError::Mixed(price.currency(), amount.currency));
    }
    let line = Line {
        kind: Kind::Credit,
        period: billing.period,
        days: Period { from: day, to: day },
        seats: 0,
        amount: amount.negative()?,
        tax: price.tax(amount)?.negative()?,
        label: format!("{}: {reason}", Kind::Credit.label()),
        reverses: None,
    };
    within(ledger, &line)?;
    Ok(line)
}

/// Refuses a line that would give back more than the ledger has charged. One that takes back a credit charges again.
fn within(ledger: &[Entry], line: &Line) -> Result<(), BillingError> {
    let Amount { net, tax } = Amount::of(line.amount.currency, ledger.iter().map(|entry| &entry.line))?;
    let below = |left: Money, given: Money| Ok(given.minor < 0 && left.plus(given)?.minor < 0);
    if below(net, line.amount)? || below(tax, line.tax)? {
        return Err(BillingError::TooMuch { net, tax });
    }
    Ok(())
}
