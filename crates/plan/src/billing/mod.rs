//! What seats cost: all arithmetic of money, and the lines of the ledger.
//!
//! Pure: no clock, no database, no floating point. Days are civil days of the account's time zone, amounts are whole
//! minor units of a currency, and whatever does not fit is a [`BillingError`], never a wrapped number. Nothing is decided
//! here about who may buy seats, and nothing is written: functions return the [`Line`]s that the ledger is to get.
//! Decision 0016 says how it is rounded and why.
//!
//! | to do | by | gives |
//! |---|---|---|
//! | set the first price | [`Billing::open`] | the billing, and the first [`Start`] |
//! | begin the periods that are due | [`Billing::caught_up`] | the billing afterwards, and a [`Start`] for each |
//! | raise the paid seats | [`raise`] | one line, or none where nothing is added |
//! | say beforehand what that costs | [`Billing::quote`] | the same line, and the amounts per period from then on |
//! | take a line back | [`take_back`] | its exact negative, and the seats that are paid for afterwards |
//! | give something back | [`credit`] | a negative line with a reason |
//! | close an invoice | [`carry_over`] | two lines that hand a rest on to the next, where it gives back more than it charges |
//! | send a bill | [`Invoice::of`] | the lines of a period and their sum |
//!
//! # What whoever keeps the ledger has to do
//!
//! - **Begin before anything else.** In a transaction that holds the account's row call [`Billing::caught_up`] with the day,
//!   write the lines of each start, set the bought seats to its `paid`, and keep the billing that came back; only then look at
//!   seats. For a look without a transaction do the same in memory. A day behind [`Billing::period`] is refused, so that
//!   forgetting it charges nothing wrong; one before it, which another time zone can bring, counts as its first.
//! - **Raise and charge together.** Paid seats go up in one transaction with the line of [`raise`]. For an import that line is in
//!   [`effects.charges`](crate::effect::Effects::charges) of the plan, to which somebody has agreed: raise by
//!   [`added`](crate::effect::SeatEffect::added) less [`later`](crate::effect::SeatEffect::later) on the day as of which the
//!   plan was quoted. What is [`up_to`](crate::effect::Charge::up_to) is not charged then: where people count from joining
//!   only ([`Counting::Joining`]), whoever joins has the seats raised, by the same function.
//! - **Say why.** A line has no cause. Beside it the ledger keeps which import or person it comes from, and when.
//! - **Let a quote hold.** With [`Billing::quoted_on`] set to the day of the approval a plan is quoted as of that day, for as
//!   long as it holds ([`Billing::quote_day`]). If the fingerprint differs nevertheless, plan once more without it and show that.
//! - **Lines are only ever added.** A line is never changed or deleted. At most one line names another in
//!   [`Line::reverses`]; a unique index says so to the database, and [`take_back`] to people.
//! - **Seats follow the money.** A reversal gives back seats, too: the paid seats go down in the same transaction to what
//!   [`take_back`] says. A line whose seats are in use, or are committed, is not reversed, nor one of a period that is over.
//!   Then for every day the sum of [`Line::seats`] over the lines that cover it is what is paid for on that day.
//! - **Nobody is owed anything.** Credits and reversals together give back no more than was charged, before tax and of the
//!   tax. An invoice that closes below zero hands the rest on ([`carry_over`]), so that nothing below zero is to be paid and
//!   the sum of the ledger stays as it was.
//! - **One currency an account.** A price in another currency is refused once the ledger has a line; amounts in two
//!   currencies do not add up ([`BillingError::Mixed`]).
//! - **The commitment stands twice.** [`Terms::commitment`] of the price in force is what
//!   [`Seats::commitment`](crate::snapshot::Seats::commitment) has to say.

mod account;
mod carry;
mod charge;
mod currency;
mod error;
mod invoice;
mod line;
mod money;
mod period;
mod price;
mod quote;
mod reverse;
mod round;

pub use self::account::{Billing, Cap, Counting, Overdue};
pub use self::carry::carry_over;
pub use self::charge::{Start, raise};
pub use self::currency::Currency;
pub use self::error::BillingError;
pub use self::invoice::{Amount, Invoice};
pub use self::line::{Entry, Kind, Line};
pub use self::money::Money;
pub(crate) use self::period::day_said;
pub use self::period::{Cycle, Period};
pub use self::price::{Price, Terms, Tier};
pub use self::quote::{Need, Quote};
pub use self::reverse::{TakenBack, credit, take_back};
