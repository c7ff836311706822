//! An amount of money.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::currency::Currency;
use super::error::BillingError;
use crate::wording::grouped;

/// An amount in whole minor units (cents, yen) of one currency; below zero where something is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// So many minor units of a currency.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The sum of two amounts: [`BillingError::Mixed`] of two currencies, [`BillingError::Overflow`] above 64 bits.
    pub fn plus(self, other: Self) -> Result<Self, BillingError> {
        Self::sum(self.currency, [self, other])
    }

    /// The difference of two amounts; errors as of [`Money::plus`].
    pub fn minus(self, other: Self) -> Result<Self, BillingError> {
        self.plus(other.negative()?)
    }

    /// As much, given back.
    pub fn negative(self) -> Result<Self, BillingError> {
        let minor = self.minor.checked_neg().ok_or(BillingError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The sum of many amounts in one currency. Only the sum has to fit: what is too large on the way is no error.
    pub fn sum(currency: Currency, all: impl IntoIterator<Item = Self>) -> Result<Self, BillingError> {
        let mut sum = 0_i128;
        for one in all {
            if one.currency != currency {
                return Err(BillingError::Mixed(currency, one.currency));
            }
            sum = sum.checked_add(i128::from(one.minor)).ok_or(BillingError::Overflow)?;
        }
        let minor = i64::try_from(sum).map_err(|_| BillingError::Overflow)?;
        Ok(Self { minor, currency })
    }
}

impl fmt::Display for Money {
    /// As people read it: `$1,234.50`, `-€0.05`, `¥1,200`, `CHF 1,234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.digits();
        let unit = 10_u64.pow(digits);
        let minor = self.minor.unsigned_abs();
        let minus = if self.minor < 0 { "-" } else { "" };
        write!(f, "{minus}{}{}", self.currency.sign(), grouped(minor / unit))?;
        if digits > 0 {
            write!(f, ".{:0width$}", minor % unit, width = digits as usize)?;
        }
        Ok(())
    }
}
