//! The audit log: who did what, when. Rows are only ever added; the database refuses anything else.

use plan::choices::Actor;
use serde::Serialize;

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId};
use crate::sql::{Row, actor_json, sql};
use crate::time::Micros;

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id: what was done later has a larger one.
    pub id: i64,
    /// Who did it.
    pub actor: Actor,
    /// What was done, dotted: `import.applied`.
    pub action: String,
    /// The id of what it was done to, if one.
    pub subject: Option<i64>,
    /// More about it, as JSON; ids and numbers, no values of cells.
    pub detail: String,
    /// When it was done.
    pub at: Micros,
}

/// Adds an entry. `detail` is kept as JSON.
pub async fn add(
    tx: &mut Tx,
    account: AccountId,
    actor: &Actor,
    action: &'static str,
    subject: Option<i64>,
    detail: &impl Serialize,
    now: Micros,
) -> Result<()> {
    let id = ids::one(tx).await?;
    let detail = serde_json::to_string(detail).map_err(|error| Error::Damaged(error.to_string()))?;
    sql("INSERT INTO audit (id, account_id, actor, action, subject_id, detail, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(account)
    .bind(actor_json(actor)?)
    .bind(action)
    .bind(subject)
    .bind(detail)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// The newest entries of an account, the newest first.
pub async fn newest(conn: &mut Conn, account: AccountId, most: u32) -> Result<Vec<Entry>> {
    sql(format!("{SELECT} WHERE account_id = $1 ORDER BY id DESC LIMIT $2"))
        .bind(account)
        .bind(most)
        .all(conn, read)
        .await
}

/// The newest entries about the billing of an account that are older than one, or the newest of all; the newest first.
pub(crate) async fn of_billing(
    conn: &mut Conn,
    account: AccountId,
    older_than: Option<i64>,
    most: u32,
) -> Result<Vec<Entry>> {
    sql(format!(
        "{SELECT} WHERE account_id = $1 AND action LIKE 'billing.%' AND id < $2 ORDER BY id DESC LIMIT $3"
    ))
    .bind(account)
    .bind(older_than.unwrap_or(i64::MAX))
    .bind(most)
    .all(conn, read)
    .await
}

const SELECT: &str = "SELECT id, actor, action, subject_id, detail, created_at FROM audit";

fn read(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.get("id")?,
        actor: row.json("actor")?,
        action: row.get("action")?,
        subject: row.get("subject_id")?,
        detail: row.get("detail")?,
        at: row.get("created_at")?,
    })
}
