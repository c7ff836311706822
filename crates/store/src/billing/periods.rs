//! Periods begin: the seats that nobody uses are given up, and the others are charged.

use std::time::Duration;

use jiff::civil::Date;
use plan::billing::{Billing, Price, Start};

use super::invoices;
use super::ledger::{self, Cause};
use crate::accounts::{self, Account};
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::payment;
use crate::seats::{self, SeatChange};
use crate::sql::sql;
use crate::time::{Days, Micros};

/// Begins the periods of an account that are due, and says its billing afterwards; `None` without a price. The caller holds
/// the account's row; `account` says afterwards what it then has.
pub(crate) async fn begin_due(tx: &mut Tx, account: &mut Account, now: Micros) -> Result<Option<Billing>> {
    let day = Days::of(&account.settings.time_zone)?.day(now);
    let Some(billing) = super::get(tx, account, day).await? else { return Ok(None) };
    if billing.period.contains(day) || day < billing.period.from {
        return Ok(Some(billing));
    }
    let seats = super::seats(tx, account, Some(&billing)).await?;
    let before = billing.price.clone();
    let (billing, starts) = caught_up(tx, account, billing, seats.paid(), day).await?;
    if billing.price != before {
        payment::reprice(tx, account.id, now).await?;
    }
    for start in &starts {
        begin(tx, account, &billing, (start, Cause::default()), now).await?;
    }
    sql("UPDATE billing SET price = $2, next_price = $3, period_from = $4, period_to = $5 WHERE account_id = $1")
        .bind(account.id)
        .bind_json(&billing.price)?
        .bind(json_of(billing.next.as_ref())?)
        .bind(billing.period.from.to_string())
        .bind(billing.period.to.to_string())
        .run(tx)
        .await?;
    Ok(Some(billing))
}

/// Takes the account's row with whatever is due begun: for who frees a seat, which counts in the periods that began before.
pub(crate) async fn take(tx: &mut Tx, account: AccountId, now: Micros) -> Result<Account> {
    let mut taken = accounts::take(tx, account).await?;
    begin_due(tx, &mut taken, now).await?;
    Ok(taken)
}

/// Makes the start of each period that is due on a day, one after the other, in memory. Each counts the people who hold a
/// seat on its own first day: whoever was on trial then and is not any more takes none of it. Nobody else can have come or
/// gone since, for whatever changes people begins what is due before.
pub(super) async fn caught_up(
    conn: &mut Conn,
    account: &Account,
    mut billing: Billing,
    mut paid: u32,
    day: Date,
) -> Result<(Billing, Vec<Start>)> {
    let mut starts = Vec::new();
    while billing.period.to <= day {
        let first = billing.period.to;
        let used = super::used_on(conn, account, billing.counting, first).await?;
        let (begun, made) = billing.caught_up(paid, used, first)?;
        billing = begun;
        paid = made.last().map_or(paid, |start| start.paid);
        starts.extend(made);
    }
    Ok((billing, starts))
}

/// A price that may not be there as JSON.
pub(super) fn json_of(price: Option<&Price>) -> Result<Option<String>> {
    let text = price.map(serde_json::to_string).transpose();
    text.map_err(|error| Error::Damaged(error.to_string()))
}

/// Writes down what the start of one period does.
pub(super) async fn begin(
    tx: &mut Tx,
    account: &mut Account,
    billing: &Billing,
    (start, cause): (&Start, Cause),
    now: Micros,
) -> Result<()> {
    let before = account.paid();
    account.settings.commitment = billing.price.terms().commitment;
    account.bought = start.paid;
    let change = SeatChange { import: None, before, after: start.paid, at: now };
    seats::set(tx, account, change).await?;
    ledger::add(tx, account.id, &start.lines, cause, now).await?;
    invoices::open(tx, account.id, start.period, now).await
}

/// Begins the periods of an account that are due, and buys the seats of those whose trial has ended.
pub async fn catch_up(tx: &mut Tx, account: AccountId, now: Micros) -> Result<()> {
    let mut taken = accounts::take(tx, account).await?;
    seats::settle_trials(tx, &mut taken, now).await
}

/// The accounts for which [`catch_up`] has something to do, the most overdue first: a period to begin, or seats of people
/// whose trial has ended. Others are not touched, because whatever is written to an account raises its revision. One that
/// cannot be worked out is among them, so that whoever takes it up hears why.
pub async fn due(conn: &mut Conn, now: Micros) -> Result<Vec<AccountId>> {
    // Nowhere is it later than in the zone that is furthest ahead.
    let latest = Days::utc().day(now.after(Duration::from_hours(14)));
    let mut accounts =
        sql("SELECT account_id FROM billing WHERE period_to <= $1 OR trial_days > 0 ORDER BY period_to, account_id")
            .bind(latest.to_string())
            .all(conn, |row| row.get::<AccountId>("account_id"))
            .await?;
    let mut idle = Vec::new();
    for account in &accounts {
        if matches!(is_due(conn, *account, now).await, Ok(false)) {
            idle.push(*account);
        }
    }
    accounts.retain(|account| !idle.contains(account));
    Ok(accounts)
}

async fn is_due(conn: &mut Conn, account: AccountId, now: Micros) -> Result<bool> {
    let account = accounts::by_id(conn, account).await?;
    let day = Days::of(&account.settings.time_zone)?.day(now);
    let Some(billing) = super::get(conn, &account, day).await? else { return Ok(false) };
    let seats = super::seats(conn, &account, Some(&billing)).await?;
    Ok(billing.period.to <= day || seats.used > seats.paid())
}
