//! Periods: which days are paid for together.

use std::fmt;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::error::BillingError;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// One month.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl Cycle {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// The name in JSON, in the database and after “a” or “per”: `month`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// How many months it has.
    pub const fn months(self) -> i64 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The period that a day falls into, where periods begin on the anchor's day of the month: in a shorter month on its
    /// last day. Each is counted from the anchor itself, so that 31 January is followed by 28 February and 31 March.
    pub fn period_of(self, anchor: Date, day: Date) -> Result<Period, BillingError> {
        let months = (i64::from(day.year()) - i64::from(anchor.year())) * 12 + i64::from(day.month())
            - i64::from(anchor.month());
        let at = months.div_euclid(self.months());
        let from = self.beginning(anchor, at)?;
        if from <= day {
            Ok(Period { from, to: self.beginning(anchor, at + 1)? })
        } else {
            Ok(Period { from: self.beginning(anchor, at - 1)?, to: from })
        }
    }

    /// The first day of the period that comes so many periods after the one of the anchor.
    fn beginning(self, anchor: Date, periods: i64) -> Result<Date, BillingError> {
        let months = Span::new().try_months(periods * self.months()).map_err(|_| BillingError::Calendar)?;
        anchor.checked_add(months).map_err(|_| BillingError::Calendar)
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A stretch of days, from its first to the one after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
}

impl Period {
    /// How many days it has; none where it ends before it begins.
    pub fn days(self) -> i64 {
        (self.from.duration_until(self.to).as_hours() / 24).max(0)
    }

    /// Whether a day falls into it.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day < self.to
    }

    /// The part from a day on; all of it where it has not come to its first day, as when an account moves to a time zone
    /// further west on that day. [`BillingError::Outside`] where nothing is left of it.
    pub fn since(self, day: Date) -> Result<Self, BillingError> {
        let from = day.max(self.from);
        if from < self.to {
            Ok(Self { from, to: self.to })
        } else {
            Err(BillingError::Outside { day, period: self })
        }
    }
}

impl fmt::Display for Period {
    /// `1 February to 31 March 2026`, with both its years where it has two; `31 March 2026` where it is one day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.to.yesterday().unwrap_or(self.to);
        if last <= self.from {
            return f.write_str(&day_said(self.from));
        }
        let short = |day: Date| day.strftime("%-d %B").to_string();
        let first = if last.year() == self.from.year() { short(self.from) } else { day_said(self.from) };
        write!(f, "{first} to {}", day_said(last))
    }
}

/// A day as people read it: `1 January 2027`.
pub(crate) fn day_said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
