//! Consequences of a plan beyond its rows: seats, charges, messages, new teams and territories, the guard.

mod moved;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::billing::{Amount, Currency, Cycle, Kind, Line, Money, Period, Quote};
use crate::choices::Inviting;
use crate::wording::seats;

/// Everything that happens beyond the rows. The `effects` half of the fingerprint covers what of this is agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effects {
    /// Seats before and after.
    pub seats: SeatEffect,
    /// What is charged now, a line of the ledger each; empty while no price is set, and for whoever buys no seats.
    pub charges: Vec<Charge>,
    /// What a whole period costs from the next one on; `None` where there are no charges to speak of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurring: Option<Recurring>,
    /// Invitations to send.
    pub invites: Invites,
    /// Messages to old addresses: of people who have joined and whose e-mail or phone changes, to each that changes.
    pub notices: u32,
    /// Names (paths) of the teams that are created.
    pub new_teams: Vec<String>,
    /// Names (paths) of the territories that are created.
    pub new_territories: Vec<String>,
    /// People who become Admins.
    pub admins_added: u32,
    /// Memberships of teams and territories that are removed from existing people.
    pub memberships_removed: u32,
    /// The number that has to be typed in, if any.
    pub guard: Option<Guard>,
}

impl Effects {
    /// The sum of what is charged, its tax apart; `None` where nothing is. That it is no larger than an amount can be has been
    /// looked at when it was quoted.
    pub fn charged(&self) -> Option<Amount> {
        let currency = self.charges.first()?.currency;
        let sum = |part: fn(&Charge) -> i64| {
            let minor = self.charges.iter().map(part).fold(0, i64::saturating_add);
            Money::new(minor, currency)
        };
        Some(Amount { net: sum(|charge| charge.amount_minor), tax: sum(|charge| charge.tax_minor) })
    }

    /// What the seats that are added cost, as the end of a sentence: `$54.15 now and $107.10 more a month from 1 January 2027,
    /// tax included`. `None` where nothing is charged.
    pub fn cost(&self) -> Option<String> {
        seats::cost(self)
    }
}

/// Seats before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatEffect {
    /// Seats paid for now.
    pub paid: u32,
    /// Invited and active people now.
    pub used: u32,
    /// Invited and active people afterwards.
    pub after: u32,
    /// Paid seats that are added.
    pub added: u32,
    /// How many of these are not added by the import itself but as people join: up to so many.
    #[serde(default, skip_serializing_if = "is_none")]
    pub later: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_none(number: &u32) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// One line of what is charged: what the ledger gets when the plan is applied, or later at the most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// What it is for.
    pub label: String,
    /// The amount before tax in minor units of the currency.
    pub amount_minor: i64,
    /// Three-letter currency code.
    pub currency: Currency,
    /// What kind of line it is.
    pub kind: Kind,
    /// The first day that is paid for.
    pub from: Date,
    /// The day after the last that is paid for.
    pub to: Date,
    /// Seats that are paid for on those days.
    pub seats: i64,
    /// The tax on it, in minor units.
    pub tax_minor: i64,
    /// Whether it is not charged by the import but as people join, and as if all joined today: the most it can be.
    #[serde(default, skip_serializing_if = "is_false")]
    pub up_to: bool,
}

impl Charge {
    /// The amount before tax.
    pub const fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// The tax on it.
    pub const fn tax(&self) -> Money {
        Money::new(self.tax_minor, self.currency)
    }

    /// The line that the ledger gets, in the period that runs.
    pub fn line(&self, period: Period) -> Line {
        Line {
            kind: self.kind,
            period,
            days: Period { from: self.from, to: self.to },
            seats: self.seats,
            amount: self.amount(),
            tax: self.tax(),
            label: self.label.clone(),
            reverses: None,
        }
    }

    /// What a line of a quote charges.
    pub(crate) fn of(line: &Line, up_to: bool) -> Self {
        Self {
            label: line.label.clone(),
            amount_minor: line.amount.minor,
            currency: line.amount.currency,
            kind: line.kind,
            from: line.days.from,
            to: line.days.to,
            seats: line.seats,
            tax_minor: line.tax.minor,
            up_to,
        }
    }
}

/// What a whole period costs from the next one on, in minor units: with as many people as there are, and with those of the
/// plan. By the price that is in force then. Only shown: the fingerprint holds that price, and not how many people there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurring {
    /// How long a period is.
    pub period: Cycle,
    /// The first day of the next period.
    pub from: Date,
    /// Three-letter currency code.
    pub currency: Currency,
    /// As things are, before tax.
    pub before_minor: i64,
    /// The tax on it.
    pub before_tax_minor: i64,
    /// With the plan applied, before tax.
    pub after_minor: i64,
    /// The tax on it.
    pub after_tax_minor: i64,
}

impl Recurring {
    /// As things are, with its tax.
    pub const fn before(&self) -> Money {
        Money::new(self.before_minor.saturating_add(self.before_tax_minor), self.currency)
    }

    /// With the plan applied, with its tax.
    pub const fn after(&self) -> Money {
        Money::new(self.after_minor.saturating_add(self.after_tax_minor), self.currency)
    }
}

impl From<&Quote> for Recurring {
    fn from(quote: &Quote) -> Self {
        Self {
            period: quote.cycle,
            from: quote.next,
            currency: quote.after.net.currency,
            before_minor: quote.before.net.minor,
            before_tax_minor: quote.before.tax.minor,
            after_minor: quote.after.net.minor,
            after_tax_minor: quote.after.tax.minor,
        }
    }
}

/// Invitations to send, by channel: to each new person, and anew to each invited person whose address changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invites {
    /// E-mails.
    pub email: u32,
    /// Text messages.
    pub text: u32,
    /// When they go out; now where there are none.
    #[serde(default, skip_serializing_if = "Inviting::is_now")]
    pub when: Inviting,
}

/// The number an apply wants typed in, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// The number.
    pub number: u32,
    /// What the number counts, as a label: `Seats to buy`.
    pub label: String,
    /// One sentence why.
    pub why: String,
}
