//! Lines of the ledger.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::error::BillingError;
use super::money::Money;
use super::period::Period;
use crate::wording::grouped;

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The committed seats, at a period's start.
    PeriodCharge,
    /// The paid seats above the commitment, at a period's start.
    AddOn,
    /// Seats added within a period, for the rest of it.
    OneTimeCharge,
    /// Something that a person gives back, with a reason.
    Credit,
    /// Exactly the negative of another line.
    Reversal,
    /// What an invoice could not give back, because it charged less: taken out of it, and given by the next one.
    CarryOver,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::PeriodCharge, Self::AddOn, Self::OneTimeCharge, Self::Credit, Self::Reversal, Self::CarryOver];

    /// The name in JSON and in the database: `one_time_charge`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PeriodCharge => "period_charge",
            Self::AddOn => "add_on",
            Self::OneTimeCharge => "one_time_charge",
            Self::Credit => "credit",
            Self::Reversal => "reversal",
            Self::CarryOver => "carry_over",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::PeriodCharge => "Period Charge",
            Self::AddOn => "Add On",
            Self::OneTimeCharge => "One Time Charge",
            Self::Credit => "Credit",
            Self::Reversal => "Reversal",
            Self::CarryOver => "Carry Over",
        }
    }
}

/// One line of the ledger. Lines are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is for.
    pub kind: Kind,
    /// The period on whose invoice it stands: that in which it was made.
    pub period: Period,
    /// The days it is about; none for a credit and what is carried over.
    pub days: Period,
    /// Seats that are paid for on those days; below zero where they are given back.
    pub seats: i64,
    /// The amount before tax; below zero where something is given back.
    pub amount: Money,
    /// The tax on it.
    pub tax: Money,
    /// What it is for, in words: `One Time Charge: 3 seats, 1 February to 31 March 2026`.
    pub label: String,
    /// The id of the line that it takes back.
    pub reverses: Option<i64>,
}

impl Line {
    /// The amount with its tax.
    pub fn total(&self) -> Result<Money, BillingError> {
        self.amount.plus(self.tax)
    }

    /// Says that the seats are those of people whose trial has ended: one each, for all other seats were paid for already.
    #[must_use]
    pub fn for_ended_trials(mut self) -> Self {
        let people = match self.seats {
            1 => "1 person".to_owned(),
            more => format!("{} people", grouped(more.unsigned_abs())),
        };
        self.label = format!("{}, for {people} whose trial ended", self.label);
        self
    }

    /// Whether its seats are paid for on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.days.contains(day)
    }
}

/// A line as the ledger has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: i64,
    /// What it says.
    pub line: Line,
}
