//! What the payment service has to be told of an account with a price, and what it said last.
//!
//! Each such account has one row, whether or not a payment service is set: the store knows nothing of settings, and a
//! service that is set later hears of everybody. The row says how many seats are wanted, and whatever changes seats or price
//! raises its revision in the same transaction ([`want`] and [`reprice`]). Who talks to the service claims rows ([`work`]),
//! and calls it outside of any transaction. Nothing here charges anybody: the ledger says what is owed.
//!
//! Start at [`Standing`].

pub mod events;
pub mod work;

use std::time::Duration;

use jiff::civil::Date;
use plan::billing::{Overdue, Period, Price};

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::sql::{Row, sql};
use crate::time::{Days, Micros};

/// How long imports go on buying seats once a payment has not gone through.
pub const GRACE: Duration = Duration::from_hours(14 * 24);

/// Where an account stands with the payment service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked yet.
    Unknown,
    /// There is no way to pay yet, and so no subscription.
    NoMethod,
    /// All is well.
    Active,
    /// The first payment has not gone through.
    Incomplete,
    /// The last payment has not gone through, and the service tries again.
    PastDue,
    /// The last payment has not gone through, and the service has given up.
    Unpaid,
    /// The service ended the subscription.
    Ended,
}

impl State {
    const ALL: [Self; 7] = [
        Self::Unknown,
        Self::NoMethod,
        Self::Active,
        Self::Incomplete,
        Self::PastDue,
        Self::Unpaid,
        Self::Ended,
    ];

    /// The word in the database and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NoMethod => "no_method",
            Self::Active => "active",
            Self::Incomplete => "incomplete",
            Self::PastDue => "past_due",
            Self::Unpaid => "unpaid",
            Self::Ended => "ended",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether a payment has not gone through.
    pub const fn is_overdue(self) -> bool {
        matches!(self, Self::Incomplete | Self::PastDue | Self::Unpaid | Self::Ended)
    }
}

/// What the service calls things of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The company.
    pub customer: Option<String>,
    /// What it pays for.
    pub subscription: Option<String>,
    /// The tax on top, in parts of a million, and what it is called.
    pub tax: Option<(u32, String)>,
}

/// A way to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// What the service calls it.
    pub id: String,
    /// What people call it: `Visa, ends in 4242`.
    pub words: String,
}

/// The service had another number of seats than it was told, or another price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drift {
    /// When that was found, and put right.
    pub at: Micros,
    /// Seats that it had.
    pub found: u32,
    /// Seats that it should have had; the same where only the price was another.
    pub wanted: u32,
}

/// What the service has to know of an account, and what is known of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Seats that are to be paid for.
    pub wanted: u32,
    /// The price in force.
    pub price: Price,
    /// Another price, in force from the next period's start on.
    pub next: Option<Price>,
    /// The period that runs.
    pub period: Period,
    /// The last day on which seats were added in it.
    pub added_on: Option<Date>,
    /// Whether seats of it were taken back.
    pub takes_back: bool,
    /// Counts the changes of seats and price.
    pub revision: i64,
    /// The last one that a look has dealt with.
    pub settled_revision: i64,
    /// Raised where a key of the service stands for an answer that is not so.
    pub generation: i64,
    /// When somebody is to look next.
    pub due_at: Micros,
    /// Nobody looks before: somebody does already, or was told to leave it alone.
    pub rests_until: Micros,
    /// Looks in vain since the last one that was not.
    pub tries: u32,
    /// What was in the way of the last look.
    pub words: Option<String>,
    /// What the service calls things.
    pub names: Names,
    /// Where the account stands with it.
    pub state: State,
    /// How the company pays.
    pub method: Option<Method>,
    /// Seats that the service had in the end.
    pub quantity: Option<u32>,
    /// When that was.
    pub looked_at: Option<Micros>,
    /// Since when a payment has not gone through, also where no service says so any more: see [`Standing::arrears`].
    pub overdue_since: Option<Micros>,
    /// The first day that the service was not known to have collected for.
    pub collected_to: Option<Date>,
    /// The last time that the service had something else.
    pub drift: Option<Drift>,
}

impl Standing {
    /// Whether the service has been told of everything.
    pub const fn is_settled(&self) -> bool {
        self.settled_revision >= self.revision
    }

    /// Whether the service collects by a subscription, as far as is known.
    pub fn is_subscribed(&self) -> bool {
        self.names.subscription.is_some() && self.state != State::Ended
    }

    /// Since when a payment has not gone through, where a service says so.
    pub fn arrears(&self) -> Option<Micros> {
        self.overdue_since.filter(|_| self.state.is_overdue())
    }
}

const SELECT: &str = "SELECT payment_standing.account_id, wanted, revision, settled_revision, generation, due_at, \
     rests_until, tries, words, customer, subscription, tax_rate, tax_ppm, state, method, method_words, quantity, looked_at, \
     overdue_since, collected_to, drift_at, drift_found, drift_wanted, price, next_price, period_from, period_to, \
     (SELECT MAX(days_from) FROM ledger WHERE ledger.account_id = billing.account_id \
     AND ledger.period_from = billing.period_from AND seats > 0) AS added_on, \
     EXISTS (SELECT 1 FROM ledger WHERE ledger.account_id = billing.account_id \
     AND ledger.period_from = billing.period_from AND seats < 0) AS takes_back \
     FROM payment_standing JOIN billing ON billing.account_id = payment_standing.account_id";

fn read(row: &Row) -> Result<Standing> {
    let tax_rate: Option<String> = row.get("tax_rate")?;
    let method: Option<String> = row.get("method")?;
    let drift_at: Option<Micros> = row.get("drift_at")?;
    Ok(Standing {
        wanted: row.get("wanted")?,
        price: row.json("price")?,
        next: row.json_null("next_price")?,
        period: crate::billing::period(row, "period_from", "period_to")?,
        added_on: day(row, "added_on")?,
        takes_back: row.get("takes_back")?,
        revision: row.get("revision")?,
        settled_revision: row.get("settled_revision")?,
        generation: row.get("generation")?,
        due_at: row.get("due_at")?,
        rests_until: row.get("rests_until")?,
        tries: row.get("tries")?,
        words: row.get("words")?,
        names: Names {
            customer: row.get("customer")?,
            subscription: row.get("subscription")?,
            tax: tax_rate.zip(row.get::<Option<u32>>("tax_ppm")?).map(|(name, ppm)| (ppm, name)),
        },
        state: row.word("state", State::of)?,
        method: method.zip(row.get("method_words")?).map(|(id, words)| Method { id, words }),
        quantity: row.get("quantity")?,
        looked_at: row.get("looked_at")?,
        overdue_since: row.get("overdue_since")?,
        collected_to: day(row, "collected_to")?,
        drift: match drift_at {
            Some(at) => Some(Drift { at, found: row.get("drift_found")?, wanted: row.get("drift_wanted")? }),
            None => None,
        },
    })
}

/// A day that may not be there.
fn day(row: &Row, name: &str) -> Result<Option<Date>> {
    let text = row.get::<Option<String>>(name)?;
    text.map(|text| text.parse().map_err(|_| Error::Damaged(format!("{name} is {text:?}")))).transpose()
}

/// Since when a payment has not gone through, where a service says so; of a row that may have no standing.
pub(crate) fn arrears(row: &Row) -> Result<Option<Micros>> {
    let state = row.get::<Option<String>>("state")?.and_then(|word| State::of(&word));
    let since = row.get::<Option<Micros>>("overdue_since")?;
    Ok(since.filter(|_| state.is_some_and(State::is_overdue)))
}

/// Where an account stands with the payment service; `None` without a price.
pub async fn get(conn: &mut Conn, account: AccountId) -> Result<Option<Standing>> {
    sql(format!("{SELECT} WHERE payment_standing.account_id = $1")).bind(account).first(conn, read).await
}

/// What is wanted of the service from the first price on. The caller holds the account's row.
pub(crate) async fn begin(tx: &mut Tx, account: AccountId, wanted: u32, now: Micros) -> Result<()> {
    sql("INSERT INTO payment_standing (account_id, wanted, due_at) VALUES ($1, $2, $3)")
        .bind(account)
        .bind(wanted)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// So many seats are wanted by now. Nothing happens without a price. The caller holds the account's row.
pub(crate) async fn want(tx: &mut Tx, account: AccountId, wanted: u32, now: Micros) -> Result<()> {
    sql("UPDATE payment_standing SET wanted = $2, revision = revision + 1, \
         due_at = CASE WHEN due_at < $3 THEN due_at ELSE $3 END WHERE account_id = $1 AND wanted <> $2")
    .bind(account)
    .bind(wanted)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// Another price is in force by now. The caller holds the account's row.
pub(crate) async fn reprice(tx: &mut Tx, account: AccountId, now: Micros) -> Result<()> {
    sql("UPDATE payment_standing SET revision = revision + 1, \
         due_at = CASE WHEN due_at < $2 THEN due_at ELSE $2 END WHERE account_id = $1")
    .bind(account)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// A payment that has not gone through since then, as planning knows it: in days of the account.
pub(crate) fn overdue(since: Micros, days: &Days) -> Overdue {
    let (since, until): (Date, Date) = (days.day(since), days.day(since.after(GRACE)));
    Overdue { since, until }
}

/// Somebody wants to know how things stand: the service is asked as soon as may be. Nothing happens without a price.
pub async fn wake(tx: &mut Tx, account: AccountId, now: Micros) -> Result<()> {
    sql("UPDATE payment_standing SET due_at = $2 WHERE account_id = $1 AND due_at > $2")
        .bind(account)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Remembers what the service calls the company, if it has no name for it yet, and says what it is called by now.
pub async fn introduce(tx: &mut Tx, account: AccountId, customer: &str) -> Result<String> {
    sql("UPDATE payment_standing SET customer = $2 WHERE account_id = $1 AND customer IS NULL")
        .bind(account)
        .bind(customer)
        .run(tx)
        .await?;
    let known = get(tx, account).await?.and_then(|standing| standing.names.customer);
    known.ok_or(Error::NotFound("price"))
}

/// Without a payment service nobody knows where accounts stand, and none is held to arrears. Since when these are is kept, as
/// is what the service calls things: a worker that was started without its key forgives nobody. Once there is a service again
/// it is asked about everybody.
pub async fn without_service(tx: &mut Tx) -> Result<u64> {
    sql("UPDATE payment_standing SET state = 'unknown', due_at = COALESCE(looked_at, due_at) WHERE state <> 'unknown'")
        .run(tx)
        .await
}
