//! What is given back: lines that take back another, and credits.

use jiff::civil::Date;

use super::error::BillingError;
use super::line::{Entry, Kind, Line};
use super::money::Money;
use super::period::Period;
use super::price::Price;

/// The line that takes back another: its exact negative, on the invoice of the period that runs. `ledger` holds that line and
/// whatever names it. [`BillingError::NoLine`], [`BillingError::Reversed`] for a second time, [`BillingError::IsReversal`].
pub fn reversal(ledger: &[Entry], id: i64, period: Period) -> Result<Line, BillingError> {
    let found = ledger.iter().find(|entry| entry.id == id);
    let Entry { line, .. } = found.ok_or(BillingError::NoLine(id))?;
    if line.reverses.is_some() {
        return Err(BillingError::IsReversal(id));
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

/// A line by which a person gives back an amount before tax (above zero) and the tax on it, for a reason.
/// [`BillingError::Credit`] without either, [`BillingError::Mixed`] in another currency than the price's.
pub fn credit(
    price: &Price,
    period: Period,
    day: Date,
    amount: Money,
    reason: &str,
) -> Result<Line, BillingError> {
    let reason = reason.trim();
    if amount.minor <= 0 || reason.is_empty() {
        return Err(BillingError::Credit);
    }
    if amount.currency != price.currency() {
        return Err(BillingError::Mixed(price.currency(), amount.currency));
    }
    Ok(Line {
        kind: Kind::Credit,
        period,
        days: Period { from: day, to: day },
        seats: 0,
        amount: amount.negative()?,
        tax: price.tax(amount)?.negative()?,
        label: format!("{}: {reason}", Kind::Credit.label()),
        reverses: None,
    })
}
