//! One-time links to set a password. The database knows a link by the SHA-256 of its token.

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{AccountId, UserId};
use crate::sql::{Row, sql};
use crate::time::Micros;

/// A link that can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The account of its person.
    pub account: AccountId,
    /// Whom it is for.
    pub user: UserId,
    /// Until when it can be used.
    pub expires_at: Micros,
}

fn read(row: &Row) -> Result<Link> {
    Ok(Link {
        account: row.get("account_id")?,
        user: row.get("user_id")?,
        expires_at: row.get("expires_at")?,
    })
}

/// Makes a link to set the password of somebody who is active, and ends those that the person had before.
pub async fn create(tx: &mut Tx, token_hash: &[u8; 32], link: Link, now: Micros) -> Result<()> {
    end(tx, link.account, link.user, now).await?;
    let made =
        sql("INSERT INTO one_time_links (token_hash, account_id, user_id, purpose, expires_at, created_at) \
                    SELECT $1, account_id, id, 'set_password', $4, $5 FROM users \
                    WHERE account_id = $2 AND id = $3 AND status = 'Active'")
        .bind(token_hash)
        .bind(link.account)
        .bind(link.user)
        .bind(link.expires_at)
        .bind(now)
        .run(tx)
        .await?;
    if made == 1 { Ok(()) } else { Err(Error::NotFound("person")) }
}

/// Ends every link of a person that was not used.
pub(crate) async fn end(tx: &mut Tx, account: AccountId, user: UserId, now: Micros) -> Result<()> {
    sql("UPDATE one_time_links SET used_at = $3 WHERE user_id = $1 AND account_id = $2 AND used_at IS NULL")
        .bind(user)
        .bind(account)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// The link with a token, unless it was used or has lapsed. Looking consumes nothing.
pub async fn look(conn: &mut Conn, token_hash: &[u8; 32], now: Micros) -> Result<Link> {
    sql("SELECT account_id, user_id, expires_at FROM one_time_links \
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
    .bind(token_hash)
    .bind(now)
    .one(conn, "link", read)
    .await
}

/// Uses the link with a token: once, however many try at the same time.
pub async fn take(tx: &mut Tx, token_hash: &[u8; 32], now: Micros) -> Result<Link> {
    sql("UPDATE one_time_links SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 \
         RETURNING account_id, user_id, expires_at")
    .bind(token_hash)
    .bind(now)
    .first(tx, read)
    .await?
    .ok_or(Error::NotFound("link"))
}
