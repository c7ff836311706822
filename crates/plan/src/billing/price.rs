//! What seats cost in a period.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::currency::Currency;
use super::error::BillingError;
use super::money::Money;
use super::period::{Cycle, Period};
use super::round::share;

/// A tax of so many parts is the whole.
const MILLION: u32 = 1_000_000;

/// The price of some seats. Tiers are graduated: the first ten seats at 30.00, the next forty at 25.00, all others at 20.00;
/// a cheaper tier never makes the seats below it cheaper, and so one seat more never makes the whole cheaper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tier {
    /// The last seat at this price, counted from the first of all; `None` for all seats that follow.
    pub up_to: Option<u32>,
    /// What each of them costs for a whole period, before tax, in minor units.
    pub each_minor: i64,
}

impl Tier {
    /// One price for all seats.
    pub const fn all(each_minor: i64) -> Self {
        Self { up_to: None, each_minor }
    }
}

/// What is agreed about a price, as it is written down; [`Price::new`] says whether it can be one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Terms {
    /// The currency of all amounts.
    pub currency: Currency,
    /// How long a period is.
    pub cycle: Cycle,
    /// A day on which a period begins, past or to come: all others follow from it.
    pub anchor: Date,
    /// Prices of seats, rising to one without an end.
    pub tiers: Vec<Tier>,
    /// Tax on top, in parts of a million: 190,000 for 19 %.
    pub tax_ppm: u32,
    /// Seats that are always paid for.
    pub commitment: u32,
}

/// A price that says one amount, not below zero, for every number of seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Terms", into = "Terms")]
pub struct Price(Terms);

impl Price {
    /// Checks what was agreed: [`BillingError::Tiers`], [`BillingError::Negative`] or [`BillingError::Tax`].
    pub fn new(terms: Terms) -> Result<Self, BillingError> {
        let tops: Vec<u32> = terms.tiers.iter().map_while(|tier| tier.up_to).collect();
        let rising = std::iter::once(&0).chain(&tops).zip(&tops).all(|(below, top)| below < top);
        if !rising || tops.len() + 1 != terms.tiers.len() {
            return Err(BillingError::Tiers);
        }
        if terms.tiers.iter().any(|tier| tier.each_minor < 0) {
            return Err(BillingError::Negative);
        }
        if terms.tax_ppm > MILLION {
            return Err(BillingError::Tax(terms.tax_ppm));
        }
        Ok(Self(terms))
    }

    /// What was agreed.
    pub const fn terms(&self) -> &Terms {
        &self.0
    }

    /// The currency of all amounts.
    pub const fn currency(&self) -> Currency {
        self.0.currency
    }

    /// The period that a day falls into.
    pub fn period_of(&self, day: Date) -> Result<Period, BillingError> {
        self.0.cycle.period_of(self.0.anchor, day)
    }

    /// Whether its periods are those of another price: as long, and beginning on the same days.
    pub fn keeps_time_with(&self, other: &Self) -> bool {
        let (one, two) = (self.terms(), other.terms());
        let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let apart = months(one.anchor) - months(two.anchor);
        one.cycle == two.cycle
            && one.anchor.day() == two.anchor.day()
            && apart.rem_euclid(one.cycle.months()) == 0
    }

    /// What is paid for at a period's start, so many seats being used: never less than the commitment.
    pub fn paid_at_start(&self, used: u32) -> u32 {
        used.max(self.0.commitment)
    }

    /// What so many seats cost for a whole period, before tax.
    pub fn total(&self, seats: u32) -> Result<Money, BillingError> {
        let minor = i64::try_from(self.wide(seats)).map_err(|_| BillingError::Overflow)?;
        Ok(Money::new(minor, self.currency()))
    }

    /// What the seats above `before`, up to `after`, cost for a part of a period: rounded once, before tax.
    pub(super) fn part(
        &self,
        before: u32,
        after: u32,
        days: Period,
        period: Period,
    ) -> Result<Money, BillingError> {
        let whole = self.wide(after) - self.wide(before);
        Ok(Money::new(share(whole, days.days(), period.days())?, self.currency()))
    }

    /// The tax on an amount: of each line for itself, rounded as the amount was.
    pub fn tax(&self, amount: Money) -> Result<Money, BillingError> {
        let minor = share(i128::from(amount.minor), self.0.tax_ppm.into(), MILLION.into())?;
        Ok(Money::new(minor, amount.currency))
    }

    /// A number of seats (32 bits) at a price (63 bits) has at most 95 bits: this cannot overflow.
    fn wide(&self, seats: u32) -> i128 {
        let mut below = 0;
        let mut sum = 0;
        for tier in &self.0.tiers {
            let top = tier.up_to.map_or(seats, |most| most.min(seats));
            sum += i128::from(top - below) * i128::from(tier.each_minor);
            below = top;
        }
        sum
    }
}

impl TryFrom<Terms> for Price {
    type Error = BillingError;

    fn try_from(terms: Terms) -> Result<Self, BillingError> {
        Self::new(terms)
    }
}

impl From<Price> for Terms {
    fn from(price: Price) -> Self {
        price.0
    }
}
