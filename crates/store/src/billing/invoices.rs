//! Invoices: one a period, open while it runs. They are marked as paid by hand,
//! or where the payment service has collected.
//!
//! What an invoice says are the lines of the ledger with its period: [`super::ledger::of_period`]. Its row holds only what
//! the ledger does not know.

use jiff::civil::Date;
use plan::billing::{Line, Period, carry_over};
use plan::choices::Actor;

use super::changes::{self, Paid, What};
use super::ledger::{self, Cause};
use super::period;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{self, AccountId};
use crate::payment::work::Collected;
use crate::sql::{Row, sql};
use crate::time::Micros;

/// An invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// Its period.
    pub period: Period,
    /// Its number within the account; none while the period runs, and none where nothing stands on it.
    pub number: Option<u32>,
    /// When it was closed, because the next period began.
    pub closed_at: Option<Micros>,
    /// When it was paid.
    pub paid_at: Option<Micros>,
}

const SELECT: &str =
    "SELECT period_from, period_to, number, closed_at, paid_at FROM invoices WHERE account_id = $1";

fn read(row: &Row) -> Result<Invoice> {
    Ok(Invoice {
        period: period(row, "period_from", "period_to")?,
        number: row.get("number")?,
        closed_at: row.get("closed_at")?,
        paid_at: row.get("paid_at")?,
    })
}

/// Opens the invoice of a period that begins and closes those before it.
pub(super) async fn open(tx: &mut Tx, account: AccountId, period: Period, now: Micros) -> Result<()> {
    close(tx, account, period, now).await?;
    let id = ids::one(tx).await?;
    sql("INSERT INTO invoices (id, account_id, period_from, period_to) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, period_from) DO NOTHING")
    .bind(id)
    .bind(account)
    .bind(period.from.to_string())
    .bind(period.to.to_string())
    .run(tx)
    .await?;
    Ok(())
}

/// Closes the invoices of the periods before one. What an invoice would give back at its end is carried over into that one,
/// so that nothing below zero is to be paid. One with lines gets the next number.
async fn close(tx: &mut Tx, account: AccountId, next: Period, now: Micros) -> Result<()> {
    let open = sql(format!("{SELECT} AND closed_at IS NULL AND period_from < $2 ORDER BY period_from"))
        .bind(account)
        .bind(next.from.to_string())
        .all(tx, read)
        .await?;
    for invoice in open {
        let booked = ledger::of_period(tx, account, invoice.period.from).await?;
        let lines: Vec<&Line> = booked.iter().map(|booked| &booked.entry.line).collect();
        if let Some(first) = lines.first() {
            let currency = first.amount.currency;
            let carried = carry_over(lines.iter().copied(), invoice.period, next, currency)?;
            ledger::add(tx, account, &carried, Cause::default(), now).await?;
        }
        sql("UPDATE invoices SET closed_at = $3, number = CASE WHEN $4 \
             THEN (SELECT COALESCE(MAX(number), 0) + 1 FROM invoices WHERE account_id = $1) END \
             WHERE account_id = $1 AND period_from = $2")
        .bind(account)
        .bind(invoice.period.from.to_string())
        .bind(now)
        .bind(!lines.is_empty())
        .run(tx)
        .await?;
    }
    Ok(())
}

/// The invoices of an account, the newest first.
pub async fn list(conn: &mut Conn, account: AccountId) -> Result<Vec<Invoice>> {
    sql(format!("{SELECT} ORDER BY period_from DESC")).bind(account).all(conn, read).await
}

/// The invoice of the period that begins on a day.
pub async fn get(conn: &mut Conn, account: AccountId, from: Date) -> Result<Invoice> {
    sql(format!("{SELECT} AND period_from = $2"))
        .bind(account)
        .bind(from.to_string())
        .one(conn, "invoice", read)
        .await
}

/// Marks a closed invoice as paid by its number, or as not paid after all, and writes down who says so. Nothing is written
/// where it is so already; [`crate::Error::NotFound`] where there is no such number.
pub async fn set_paid(
    tx: &mut Tx,
    account: AccountId,
    number: u32,
    paid: bool,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let other = if paid { "paid_at IS NULL" } else { "paid_at IS NOT NULL" };
    let marked =
        sql(format!("UPDATE invoices SET paid_at = $3 WHERE account_id = $1 AND number = $2 AND {other}"))
            .bind(account)
            .bind(number)
            .bind(paid.then_some(now))
            .run(tx)
            .await?;
    if marked == 0 {
        let same = sql(format!("{SELECT} AND number = $2")).bind(account).bind(number);
        return same.one(tx, "invoice", read).await.map(|_| ());
    }
    changes::write(tx, account, by, &What::Paid(Paid { number, paid }), now).await
}

/// Marks the closed invoices of periods as paid for which the payment service has collected since it was known to have until
/// a day: what a person says of an older one stays.
pub(crate) async fn collected(
    tx: &mut Tx,
    account: AccountId,
    (collected, known): (Collected, Option<Date>),
    now: Micros,
) -> Result<()> {
    let numbers = sql("SELECT number FROM invoices WHERE account_id = $1 AND number IS NOT NULL AND paid_at IS NULL \
                       AND period_to <= $3 AND period_to > $4 AND $2 <= (SELECT MIN(days_from) FROM ledger WHERE ledger.account_id = $1 \
                       AND ledger.period_from = invoices.period_from) ORDER BY number")
    .bind(account)
    .bind(collected.from.to_string())
    .bind(collected.to.to_string())
    .bind(known.map_or_else(String::new, |known| known.to_string()))
    .all(tx, |row| row.get("number"))
    .await?;
    for number in numbers {
        set_paid(tx, account, number, true, &Actor::Service, now).await?;
    }
    Ok(())
}
