//! What an invoice hands on that gives back more than it charges.

use jiff::civil::Date;

use super::currency::Currency;
use super::error::BillingError;
use super::invoice::Amount;
use super::line::{Kind, Line};
use super::period::Period;

/// The lines that close an invoice of these lines and period, where `next` begins: none where its sum with tax is not below
/// zero. Otherwise one takes the whole sum out of it, so that nothing is to be paid, and one gives the same in the next;
/// together they are nothing, before tax and of the tax.
pub fn carry_over<'a>(
    lines: impl IntoIterator<Item = &'a Line, IntoIter: Clone>,
    period: Period,
    next: Period,
    currency: Currency,
) -> Result<Vec<Line>, BillingError> {
    let sum = Amount::of(currency, lines)?;
    if sum.total()?.minor >= 0 {
        return Ok(Vec::new());
    }
    let out = Amount { net: sum.net.negative()?, tax: sum.tax.negative()? };
    let word = Kind::CarryOver.label();
    Ok(vec![
        line(period, next.from, out, format!("{word}: given by the next invoice, of {next}")),
        line(next, next.from, sum, format!("{word}: what the invoice of {period} could not give back")),
    ])
}

/// A line about no days and no seats.
fn line(period: Period, day: Date, amount: Amount, label: String) -> Line {
    Line {
        kind: Kind::CarryOver,
        period,
        days: Period { from: day, to: day },
        seats: 0,
        amount: amount.net,
        tax: amount.tax,
        label,
        reverses: None,
    }
}
