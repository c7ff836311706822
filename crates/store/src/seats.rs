//! Seats: what is paid for, and each change of it.

use crate::accounts::Account;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, ImportId};
use crate::jobs::count;
use crate::sql::sql;
use crate::time::Micros;

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

/// Raises the bought seats of an account to `after` (an absolute number, so that a second time does nothing more) and
/// writes the change down. The caller holds the account's row.
pub async fn raise(tx: &mut Tx, account: AccountId, change: SeatChange) -> Result<()> {
    let raised = sql("UPDATE accounts SET bought = $2 WHERE id = $1 AND bought < $2")
        .bind(account)
        .bind(change.after)
        .run(tx)
        .await?;
    if raised == 0 {
        return Ok(());
    }
    let id = ids::one(tx).await?;
    sql("INSERT INTO seat_changes (id, account_id, import_id, paid_before, paid_after, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)")
    .bind(id)
    .bind(account)
    .bind(change.import)
    .bind(change.before)
    .bind(change.after)
    .bind(change.at)
    .run(tx)
    .await?;
    Ok(())
}

/// The people of an account who hold a seat: those who are invited or active.
pub(crate) async fn used(conn: &mut Conn, account: AccountId) -> Result<u32> {
    let used = sql("SELECT COUNT(*) FROM users WHERE account_id = $1 AND status IN ('Invited', 'Active')")
        .bind(account)
        .value(conn)
        .await?;
    Ok(count(used))
}

/// Finds a seat for one person more: a paid one that is free, else one that is bought now. [`Error::Refused`] where the
/// account forbids buying. The caller holds the account's row, and this is what it says.
pub(crate) async fn take_one(tx: &mut Tx, account: &Account, at: Micros) -> Result<()> {
    let (needed, paid) = (used(tx, account.id).await? + 1, account.paid());
    if needed <= paid {
        return Ok(());
    }
    if !account.settings.may_buy {
        return Err(Error::Refused(
            "every paid seat is in use, and this account does not buy more by itself",
        ));
    }
    raise(tx, account.id, SeatChange { import: None, before: paid, after: needed, at }).await
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
