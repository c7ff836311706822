//! What was agreed to: the approval, and taking it back where the world has moved.

use plan::choices::Actor;
use plan::plan::Plan;

use super::Status;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ImportId};
use crate::sql::{actor_json, sql};
use crate::time::Micros;

/// What somebody agrees to.
#[derive(Clone, Copy, Debug)]
pub struct Agreement<'a> {
    /// The revision of the import's inputs that the plan was made of.
    pub revision: i64,
    /// The plan.
    pub plan: &'a Plan,
    /// The number that was typed in.
    pub confirm: Option<u32>,
    /// Who agrees.
    pub by: Actor,
}

/// Writes down that somebody agrees to a plan of an import at a revision of its inputs. A second click, and a second
/// Admin, change nothing: who comes too late is told so by `false`. [`Error::Stale`] where the inputs moved meanwhile.
pub async fn approve(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    agreed: Agreement<'_>,
    now: Micros,
) -> Result<bool> {
    let Agreement { revision, plan, confirm, by } = agreed;
    let touched = sql("UPDATE imports SET status = 'approved', step = 'review', fingerprint = $4, row_digests = $5, \
                       effects = $6, counts = $7, confirm = $8, approved_by = $9, approved_at = $10, stale = NULL, \
                       updated_at = $10 WHERE id = $1 AND account_id = $2 AND status = 'draft' AND revision = $3")
    .bind(import)
    .bind(account)
    .bind(revision)
    .bind(plan.fingerprint().to_string())
    .bind(to_bytes(&plan.row_digests()))
    .bind_json(plan.effects())?
    .bind_json(&plan.counts())?
    .bind(confirm)
    .bind(actor_json(&by)?)
    .bind(now)
    .run(tx)
    .await?;
    if touched == 1 {
        return Ok(true);
    }
    match super::get(tx, account, import).await?.status {
        Status::Draft => Err(Error::Stale("import")),
        Status::Approved | Status::Applied => Ok(false),
        Status::Discarded => Err(Error::Refused("this import was discarded")),
    }
}

/// The row digests that were stored at the approval, by row index.
pub async fn row_digests(conn: &mut Conn, account: AccountId, import: ImportId) -> Result<Vec<u32>> {
    let bytes = sql("SELECT row_digests FROM imports WHERE id = $1 AND account_id = $2")
        .bind(import)
        .bind(account)
        .one(conn, "import", |row| row.get::<Option<Vec<u8>>>("row_digests"))
        .await?;
    Ok(from_bytes(&bytes.unwrap_or_default()))
}

/// Makes an approved import a draft again, because the world has moved since; `why` is JSON for the page.
pub async fn take_back(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    why: &impl serde::Serialize,
    now: Micros,
) -> Result<bool> {
    let touched = sql("UPDATE imports SET status = 'draft', stale = $3, updated_at = $4 \
                       WHERE id = $1 AND account_id = $2 AND status = 'approved'")
    .bind(import)
    .bind(account)
    .bind_json(why)?
    .bind(now)
    .run(tx)
    .await?;
    Ok(touched == 1)
}

/// The imports that are approved and not applied yet, over all accounts, the oldest approval first.
pub async fn waiting(conn: &mut Conn) -> Result<Vec<(AccountId, ImportId)>> {
    sql("SELECT account_id, id FROM imports WHERE status = 'approved' ORDER BY approved_at, id")
        .all(conn, |row| Ok((row.get("account_id")?, row.get("id")?)))
        .await
}

pub(crate) fn to_bytes(digests: &[u32]) -> Vec<u8> {
    digests.iter().flat_map(|digest| digest.to_le_bytes()).collect()
}

pub(crate) fn from_bytes(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}
