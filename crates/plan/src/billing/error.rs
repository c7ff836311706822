//! Why an amount cannot be worked out.

use jiff::civil::Date;

use super::currency::Currency;
use super::money::Money;
use super::period::{Period, day_said};

/// Why an amount cannot be worked out, or a price or a line cannot be. Each text is the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillingError {
    /// A currency is not three letters.
    #[error("“{0}” is not a currency of three letters")]
    Currency(String),
    /// Amounts in two currencies are added.
    #[error("{0} and {1} do not add up")]
    Mixed(Currency, Currency),
    /// An amount has more than 64 bits.
    #[error("the amount is too large")]
    Overflow,
    /// A text is not a day.
    #[error("“{0}” is not a day")]
    Day(String),
    /// A period would begin or end outside of the calendar.
    #[error("the calendar does not go on so far")]
    Calendar,
    /// A period has no days.
    #[error("the period has no days")]
    Empty,
    /// The period that runs is another one: its start has to be made first.
    #[error("{day} is not within {period}")]
    Outside {
        /// The day.
        day: Date,
        /// The period whose start was made last.
        period: Period,
    },
    /// A price that follows would charge on an invoice that is closed, or on that of the period that runs.
    #[error(
        "a period of this price would have begun on {}, and the one that runs began on {}; let one begin on {}, or wait \
         until one that runs ends with one of these",
        day_said(*.begins), day_said(.runs.from), day_said(.runs.to)
    )]
    BeginsBefore {
        /// The first day of the price's period in which the period that runs ends.
        begins: Date,
        /// The period that runs.
        runs: Period,
    },
    /// The tiers of a price do not say one price for each seat: there is none, they do not rise, or the last ends.
    #[error("the tiers do not rise to a last one without an end")]
    Tiers,
    /// A seat costs less than nothing, and one seat more could make the whole cheaper.
    #[error("a seat costs less than nothing")]
    Negative,
    /// The tax is more than the amount it is on.
    #[error("a tax of {0} parts in a million is more than all")]
    Tax(u32),
    /// The ledger has no such line.
    #[error("the ledger has no line {0}")]
    NoLine(i64),
    /// A line is taken back once only.
    #[error("line {0} has been taken back already")]
    Reversed(i64),
    /// A line that takes back another is not taken back itself.
    #[error("line {0} takes back another line")]
    IsReversal(i64),
    /// What one invoice hands on to the next is not taken back: the sum of both would not be right.
    #[error("line {0} is carried from one invoice to the next")]
    IsCarriedOver(i64),
    /// The days of a line's seats are over, or another period has begun since.
    #[error("line {0} is of a period that is over; give a credit instead")]
    IsOver(i64),
    /// The seats of a line are used, or always paid for: whoever uses them would do so for nothing.
    #[error("line {id} pays for {seats}, and {free}")]
    InUse {
        /// The line.
        id: i64,
        /// Its seats, in words.
        seats: String,
        /// How many seats are free, in words.
        free: String,
    },
    /// More would be given back than was charged.
    #[error("of all that was charged only {net} before tax and {tax} of tax were not given back yet")]
    TooMuch {
        /// What is left before tax.
        net: Money,
        /// What is left of the tax.
        tax: Money,
    },
    /// A credit gives something, and says why.
    #[error("a credit needs an amount above zero and a reason")]
    Credit,
}
