//! Seats: what is paid for, and each change of it.

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{self, AccountId, ImportId};
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
    sql("UPDATE accounts SET bought = $2 WHERE id = $1 AND bought < $2")
        .bind(account)
        .bind(change.after)
        .run(tx)
        .await?;
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
