//! Sessions of the web panel. The database knows a session by the SHA-256 of its id, so that reading it signs nobody in.
//!
//! A session ends with its time, by signing out, when all sessions of its person are ended (the epoch moves), and when
//! its person is not active any more.

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{AccountId, UserId};
use crate::sql::{Row, sql};
use crate::time::Micros;

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The account.
    pub account: AccountId,
    /// The person.
    pub user: UserId,
    /// The person's session epoch when the session began.
    pub epoch: i64,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the session's id.
    pub id_hash: [u8; 32],
    /// Whose it is, once somebody has signed in.
    pub owner: Option<Owner>,
    /// What the panel keeps in it, as JSON.
    pub data: String,
    /// When it ends.
    pub expires_at: Micros,
}

/// Writes a session, new or known.
pub async fn put(tx: &mut Tx, session: &Session, now: Micros) -> Result<()> {
    sql("INSERT INTO sessions (id_hash, account_id, user_id, epoch, data, expires_at, written_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id_hash) DO UPDATE SET account_id = $2, user_id = $3, \
         epoch = $4, data = $5, expires_at = $6, written_at = $7")
    .bind(&session.id_hash)
    .bind(session.owner.map(|owner| owner.account))
    .bind(session.owner.map(|owner| owner.user))
    .bind(session.owner.map(|owner| owner.epoch))
    .bind(&session.data)
    .bind(session.expires_at)
    .bind(now)
    .run(tx)
    .await?;
    see(tx, &session.id_hash, now).await
}

/// Writes down that whoever a session is of was here.
async fn see(tx: &mut Tx, id_hash: &[u8; 32], now: Micros) -> Result<()> {
    sql("UPDATE users SET last_seen_at = $2 WHERE id = (SELECT user_id FROM sessions WHERE id_hash = $1) \
         AND (last_seen_at IS NULL OR last_seen_at < $2)")
    .bind(id_hash)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// Lets a session end later. One that was ended meanwhile stays ended: who prolongs does so beside a request, and signing
/// out may come first.
pub async fn prolong(tx: &mut Tx, id_hash: &[u8; 32], expires_at: Micros, now: Micros) -> Result<()> {
    sql("UPDATE sessions SET expires_at = $2, written_at = $3 WHERE id_hash = $1")
        .bind(id_hash)
        .bind(expires_at)
        .bind(now)
        .run(tx)
        .await?;
    see(tx, id_hash, now).await
}

/// A session that has not ended, and when it was written last.
pub async fn get(conn: &mut Conn, id_hash: &[u8; 32], now: Micros) -> Result<Option<(Session, Micros)>> {
    sql("SELECT sessions.account_id AS account_id, user_id, epoch, data, expires_at, written_at FROM sessions \
         LEFT JOIN users ON users.id = sessions.user_id AND users.account_id = sessions.account_id \
         WHERE id_hash = $1 AND expires_at > $2 \
         AND (user_id IS NULL OR (users.session_epoch = epoch AND users.status = 'Active'))")
    .bind(id_hash)
    .bind(now)
    .first(conn, |row| {
        let data = row.get("data")?;
        let session = Session { id_hash: *id_hash, owner: owner(row)?, data, expires_at: row.get("expires_at")? };
        Ok((session, row.get("written_at")?))
    })
    .await
}

fn owner(row: &Row) -> Result<Option<Owner>> {
    let Some(user) = row.get::<Option<UserId>>("user_id")? else { return Ok(None) };
    Ok(Some(Owner { account: row.get("account_id")?, user, epoch: row.get("epoch")? }))
}

/// Ends a session.
pub async fn delete(tx: &mut Tx, id_hash: &[u8; 32]) -> Result<()> {
    sql("DELETE FROM sessions WHERE id_hash = $1").bind(id_hash).run(tx).await?;
    Ok(())
}

/// Forgets the sessions whose time is over; says how many.
pub async fn delete_expired(tx: &mut Tx, now: Micros) -> Result<u64> {
    sql("DELETE FROM sessions WHERE expires_at <= $1").bind(now).run(tx).await
}

/// Ends every session of a person; the answer is the epoch of the sessions that begin from now on.
pub async fn end_all(tx: &mut Tx, account: AccountId, user: UserId) -> Result<i64> {
    sql("UPDATE users SET session_epoch = session_epoch + 1 WHERE id = $1 AND account_id = $2 RETURNING session_epoch")
        .bind(user)
        .bind(account)
        .first(tx, |row| row.get("session_epoch"))
        .await?
        .ok_or(Error::NotFound("person"))
}
