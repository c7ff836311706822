//! Seats: what is paid for, and each change of it.

use plan::billing::Line;

use crate::accounts::Account;
use crate::billing;
use crate::billing::ledger::{self, Cause};
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, ImportId};
use crate::payment;
use crate::sql::sql;
use crate::time::{Days, Micros};

/// A change of the seats that are paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatChange {
    /// The import that caused it, if one.
    pub import: Option<ImportId>,
    /// Paid seats before.
    pub before: u32,
    /// Paid seats afterwards.
    pub after: u32,
    /// When it was made.
    pub at: Micros,
}

/// Sets the paid seats of an account to what `account` says by now, an absolute number, and writes the change down where it
/// is one; the payment service is to hear of it. The caller holds the account's row.
pub(crate) async fn set(tx: &mut Tx, account: &Account, change: SeatChange) -> Result<()> {
    sql("UPDATE accounts SET bought = $2, commitment = $3 WHERE id = $1")
        .bind(account.id)
        .bind(account.bought)
        .bind(account.settings.commitment)
        .run(tx)
        .await?;
    payment::want(tx, account.id, account.paid(), change.at).await?;
    if change.before == change.after {
        return Ok(());
    }
    let id = ids::one(tx).await?;
    sql("INSERT INTO seat_changes (id, account_id, import_id, paid_before, paid_after, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)")
    .bind(id)
    .bind(account.id)
    .bind(change.import)
    .bind(change.before)
    .bind(change.after)
    .bind(change.at)
    .run(tx)
    .await?;
    Ok(())
}

/// Raises the paid seats of an account and writes down what that charges, in its ledger. Lower is left as it is: seats are
/// given up at a period's start only. The caller holds the account's row and has begun what is due.
pub(crate) async fn raise(
    tx: &mut Tx,
    account: &mut Account,
    after: u32,
    (lines, cause): (&[Line], Cause),
    now: Micros,
) -> Result<()> {
    let before = account.paid();
    if after <= before {
        return Ok(());
    }
    account.bought = after;
    set(tx, account, SeatChange { import: cause.import, before, after, at: now }).await?;
    ledger::add(tx, account.id, lines, cause, now).await
}

/// Buys the seats that are missing for those who hold one by now, and charges them. Nobody is asked whether the account buys
/// by itself: they hold them. The caller holds the account's row.
pub(crate) async fn settle(tx: &mut Tx, account: &mut Account, cause: Cause, now: Micros) -> Result<()> {
    if let Some((after, lines)) = missing(tx, account, now).await? {
        raise(tx, account, after, (lines.as_slice(), cause), now).await?;
    }
    Ok(())
}

/// The same once time has passed and nothing else: what is missing then is for people whose trial has ended, and the line
/// says so.
pub(crate) async fn settle_trials(tx: &mut Tx, account: &mut Account, now: Micros) -> Result<()> {
    if let Some((after, line)) = missing(tx, account, now).await? {
        let line = line.map(Line::for_ended_trials);
        raise(tx, account, after, (line.as_slice(), Cause::default()), now).await?;
    }
    Ok(())
}

/// How many seats have to be paid for, and what those that are missing cost; `None` where none is missing.
async fn missing(tx: &mut Tx, account: &mut Account, now: Micros) -> Result<Option<(u32, Option<Line>)>> {
    let day = Days::of(&account.settings.time_zone)?.day(now);
    let billing = billing::begin_due(tx, account, now).await?;
    let (seats, _) = billing::standing(tx, account, day).await?;
    if seats.used <= seats.paid() {
        return Ok(None);
    }
    let line = match &billing {
        Some(billing) => plan::billing::raise(&billing.price, billing.period, day, seats.paid(), seats.used)?,
        None => None,
    };
    Ok(Some((seats.used, line)))
}

/// Sees to it that one person more can hold a seat. [`Error::Refused`] where none is free and the account forbids buying; what
/// is missing is bought by [`settle`] once the person holds it. The caller holds the account's row.
pub(crate) async fn require_one(tx: &mut Tx, account: &mut Account, now: Micros) -> Result<()> {
    let day = Days::of(&account.settings.time_zone)?.day(now);
    billing::begin_due(tx, account, now).await?;
    let (seats, _) = billing::standing(tx, account, day).await?;
    if seats.used < seats.paid() || seats.may_buy {
        return Ok(());
    }
    Err(Error::Refused("every paid seat is in use, and this account does not buy more by itself"))
}

/// The changes of an account's paid seats, the oldest first.
pub async fn changes(conn: &mut Conn, account: AccountId) -> Result<Vec<SeatChange>> {
    sql("SELECT import_id, paid_before, paid_after, created_at FROM seat_changes WHERE account_id = $1 ORDER BY id")
        .bind(account)
        .all(conn, |row| {
            Ok(SeatChange {
                import: row.get("import_id")?,
                before: row.get("paid_before")?,
                after: row.get("paid_after")?,
                at: row.get("created_at")?,
            })
        })
        .await
}
