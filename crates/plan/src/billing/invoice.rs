//! Sums of lines: an invoice, a balance.

use super::currency::Currency;
use super::error::BillingError;
use super::line::{Entry, Line};
use super::money::Money;
use super::period::Period;

/// An amount and the tax on it, which is the sum of the taxes of its lines and not computed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Before tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

impl Amount {
    /// The sum of lines, nothing for none. Of the whole ledger it is the balance.
    pub fn of<'a>(
        currency: Currency,
        lines: impl IntoIterator<Item = &'a Line, IntoIter: Clone>,
    ) -> Result<Self, BillingError> {
        let lines = lines.into_iter();
        Ok(Self {
            net: Money::sum(currency, lines.clone().map(|line| line.amount))?,
            tax: Money::sum(currency, lines.map(|line| line.tax))?,
        })
    }

    /// Both together.
    pub fn total(self) -> Result<Money, BillingError> {
        self.net.plus(self.tax)
    }
}

/// The invoice of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice<'a> {
    /// The period.
    pub period: Period,
    /// Its lines, in the order of the ledger.
    pub lines: Vec<&'a Entry>,
    /// Their sum.
    pub amount: Amount,
    /// What is to be paid: the sum with its tax; below zero where more was given back than charged.
    pub total: Money,
}

impl<'a> Invoice<'a> {
    /// The invoice of a period: what the period's start charged, what was added while it ran, and what was given back then,
    /// whichever period that was charged in.
    pub fn of(ledger: &'a [Entry], period: Period, currency: Currency) -> Result<Self, BillingError> {
        let lines: Vec<&Entry> = ledger.iter().filter(|entry| entry.line.period == period).collect();
        let amount = Amount::of(currency, lines.iter().map(|entry| &entry.line))?;
        Ok(Self { period, lines, amount, total: amount.total()? })
    }
}
