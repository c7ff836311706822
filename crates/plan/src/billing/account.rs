//! The billing of one account.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::charge::Start;
use super::error::BillingError;
use super::money::Money;
use super::period::Period;
use super::price::Price;

/// From when on somebody takes a seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// From the invitation on: an import that invites people buys their seats.
    #[default]
    Invited,
    /// From joining on, or some days later: seats are bought when people join, and a plan says what they cost at the most.
    Joining {
        /// Days after joining that cost nothing; 0 for none.
        trial_days: u32,
        /// People who are invited or on trial and take no seat yet. They take theirs before those of an import.
        pending: u32,
    },
}

impl Counting {
    /// People who will take a seat and do not yet.
    pub const fn pending(self) -> u32 {
        match self {
            Self::Invited => 0,
            Self::Joining { pending, .. } => pending,
        }
    }

    /// Days after joining that cost nothing.
    pub const fn trial_days(self) -> u32 {
        match self {
            Self::Invited => 0,
            Self::Joining { trial_days, .. } => trial_days,
        }
    }

    /// Whether an import buys its seats itself, and at once.
    pub const fn is_at_once(self) -> bool {
        matches!(self, Self::Invited)
    }
}

/// What seats that imports add may cost in a calendar month, before tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cap {
    /// The most, in minor units of the price's currency.
    pub most_minor: i64,
    /// What of it this month has used: its one-time charges that an import caused, less what of them was taken back.
    pub charged_minor: i64,
}

impl Cap {
    /// Whether so much more is above the cap. Nothing more never is.
    pub fn forbids(self, amount: Money) -> bool {
        let sum = i128::from(self.charged_minor) + i128::from(amount.minor);
        amount.minor > 0 && sum > i128::from(self.most_minor)
    }
}

/// A payment that has not gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Overdue {
    /// The day on which that was found.
    pub since: Date,
    /// The last day on which imports buy seats nevertheless.
    pub until: Date,
}

impl Overdue {
    /// Whether imports buy no more seats on a day, until the payment has gone through.
    pub fn forbids(self, day: Date) -> bool {
        day > self.until
    }
}

/// The billing of an account that has a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Billing {
    /// The price in force.
    pub price: Price,
    /// Another price, in force from the next period's start.
    pub next: Option<Price>,
    /// The period whose start was made last: the one that runs, once whatever is due has begun.
    pub period: Period,
    /// From when on somebody takes a seat.
    pub counting: Counting,
    /// The most that imports may charge in a month; `None` for no limit.
    pub cap: Option<Cap>,
    /// A payment that has not gone through, where a payment service collects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Overdue>,
    /// The day on which a quote was agreed to, in the account's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted_on: Option<Date>,
}

impl Billing {
    /// Sets the first price of an account on a day, with so many seats in use: the rest of the price's period is charged.
    pub fn open(price: Price, day: Date, paid: u32, used: u32) -> Result<(Self, Start), BillingError> {
        let start = Start::on(&price, day, paid, used)?;
        let (next, counting, cap, overdue, quoted_on) = (None, Counting::default(), None, None, None);
        Ok((Self { price, next, period: start.period, counting, cap, overdue, quoted_on }, start))
    }

    /// The price from the next period's start on.
    pub fn coming(&self) -> &Price {
        self.next.as_ref().unwrap_or(&self.price)
    }

    /// Has another price follow, in force from the next period's start on. Its period may have begun within the one that runs,
    /// and then charges the rest of it; [`BillingError::BeginsBefore`] where it would have begun no later than that one,
    /// whose invoice has its place by that day.
    pub fn follow(&mut self, price: Price) -> Result<(), BillingError> {
        let begins = price.period_of(self.period.to)?.from;
        if begins <= self.period.from {
            return Err(BillingError::BeginsBefore { begins, runs: self.period });
        }
        self.next = Some(price);
        Ok(())
    }

    /// Makes the start of each period that is due on a day, in their order: none while the period runs. Says the billing
    /// afterwards, with the coming price in force if a period has begun. So many seats are paid for and used; where these were
    /// other ones at the start of each period that was missed, call it for the first day of each, which is [`Period::to`].
    pub fn caught_up(&self, paid: u32, used: u32, day: Date) -> Result<(Self, Vec<Start>), BillingError> {
        let mut now = self.clone();
        let mut starts = Vec::new();
        let mut paid = paid;
        while now.period.to <= day {
            now.price = now.next.take().unwrap_or(now.price);
            let start = Start::on(&now.price, now.period.to, paid, used)?;
            (now.period, paid) = (start.period, start.paid);
            starts.push(start);
        }
        Ok((now, starts))
    }

    /// The day as of which a plan is quoted: that of the approval until the end of the day after it, unless another period
    /// has begun since, for then the seats cost something else; otherwise today.
    pub fn quote_day(&self, today: Date) -> Date {
        match self.quoted_on {
            Some(day)
                if self.period.contains(day)
                    && (day == today || day.tomorrow().is_ok_and(|next| next == today)) =>
            {
                day
            }
            _ => today,
        }
    }
}
