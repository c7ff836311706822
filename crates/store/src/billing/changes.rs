//! What was changed about the billing of an account, by whom: entries of the audit log, with what was before.

use plan::billing::{Counting, Line, Money, Price};
use plan::choices::Actor;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::audit;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::time::Micros;

/// A value before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed<T> {
    /// What it was.
    pub before: T,
    /// What it is since.
    pub after: T,
}

/// Something that was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What the line says.
    pub label: String,
    /// Its amount before tax: below zero where something was given, above where a credit was taken back.
    pub amount: Money,
    /// The tax on it.
    pub tax: Money,
}

impl Given {
    pub(super) fn of(line: &Line) -> Self {
        Self { label: line.label.clone(), amount: line.amount, tax: line.tax }
    }
}

/// Whether an invoice is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// The invoice's number.
    pub number: u32,
    /// Whether it is.
    pub paid: bool,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The price: before, that of the next period, or none.
    Price(Changed<Option<Price>>),
    /// The most that imports charge in a month, in minor units; none for no limit.
    Cap(Changed<Option<i64>>),
    /// Whether imports buy seats.
    Buying(Changed<bool>),
    /// From when on somebody takes a seat. Who waits is not said.
    Counting(Changed<Counting>),
    /// An invoice was marked.
    Paid(Paid),
    /// A credit was given.
    Credit(Given),
    /// A line was taken back.
    Reversal(Given),
    /// The way to pay, by what people call it; none where there is none.
    Method(Changed<Option<String>>),
    /// Whether payments go through.
    GoesThrough(Changed<bool>),
    /// The payment service had another number of seats, and was set right; the same number where only its price was another.
    Drift(Changed<u32>),
    /// Something else, by its name.
    Other(String),
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its id: a later one has a larger one.
    pub id: i64,
    /// Who made it.
    pub by: Actor,
    /// What it was.
    pub what: What,
    /// When it was made.
    pub at: Micros,
}

/// Names of actions; all begin alike, which [`audit::of_billing`] and an index go by.
const PRICE: &str = "billing.price";
const CAP: &str = "billing.cap";
const BUYING: &str = "billing.buying";
const COUNTING: &str = "billing.counting";
const PAID: &str = "billing.paid";
const CREDIT: &str = "billing.credit";
const REVERSAL: &str = "billing.reversal";
const METHOD: &str = "billing.method";
const GOES_THROUGH: &str = "billing.goes_through";
const DRIFT: &str = "billing.drift";

/// Writes a change down.
pub(crate) async fn write(
    tx: &mut Tx,
    account: AccountId,
    by: &Actor,
    what: &What,
    now: Micros,
) -> Result<()> {
    let (action, detail) = match what {
        What::Price(detail) => (PRICE, json(detail)),
        What::Cap(detail) => (CAP, json(detail)),
        What::Buying(detail) => (BUYING, json(detail)),
        What::Counting(detail) => (COUNTING, json(detail)),
        What::Paid(detail) => (PAID, json(detail)),
        What::Credit(detail) => (CREDIT, json(detail)),
        What::Reversal(detail) => (REVERSAL, json(detail)),
        What::Method(detail) => (METHOD, json(detail)),
        What::GoesThrough(detail) => (GOES_THROUGH, json(detail)),
        What::Drift(detail) => (DRIFT, json(detail)),
        // Whoever does something else writes its own entry.
        What::Other(_) => return Ok(()),
    };
    audit::add(tx, account, by, action, None, &detail?, now).await
}

fn json(detail: &impl Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(detail).map_err(|error| Error::Damaged(error.to_string()))
}

/// So many changes of an account, the newest first: those older than one, or the newest of all.
pub async fn list(
    conn: &mut Conn,
    account: AccountId,
    older_than: Option<i64>,
    most: u32,
) -> Result<Vec<Change>> {
    audit::of_billing(conn, account, older_than, most).await?.iter().map(change).collect()
}

/// A change as an entry of the audit log has it; [`Error::Damaged`] where its detail cannot be read.
pub fn change(entry: &audit::Entry) -> Result<Change> {
    let what = match entry.action.as_str() {
        PRICE => What::Price(read(&entry.detail)?),
        CAP => What::Cap(read(&entry.detail)?),
        BUYING => What::Buying(read(&entry.detail)?),
        COUNTING => What::Counting(read(&entry.detail)?),
        PAID => What::Paid(read(&entry.detail)?),
        CREDIT => What::Credit(read(&entry.detail)?),
        REVERSAL => What::Reversal(read(&entry.detail)?),
        METHOD => What::Method(read(&entry.detail)?),
        GOES_THROUGH => What::GoesThrough(read(&entry.detail)?),
        DRIFT => What::Drift(read(&entry.detail)?),
        other => What::Other(other.to_owned()),
    };
    Ok(Change { id: entry.id, by: entry.actor, what, at: entry.at })
}

fn read<T: DeserializeOwned>(detail: &str) -> Result<T> {
    serde_json::from_str(detail).map_err(|error| Error::Damaged(error.to_string()))
}
