//! One-time links to set a password. The database knows a link by the SHA-256 of its token.

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, LinkId, UserId};
use crate::secrets::{InstallationKey, Token};
use crate::sql::{Row, sql};
use crate::time::Micros;
use crate::users;

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

/// Makes a link to set the password of somebody who is active, and ends those that the person had before. Its token is
/// made of the id with the installation key, so that a message needs no more than the id.
pub async fn create(tx: &mut Tx, key: &InstallationKey, link: Link, now: Micros) -> Result<(LinkId, Token)> {
    let id = LinkId(ids::one(tx).await?);
    let token = key.link_token(id);
    insert(tx, id, &token, link, now).await?;
    Ok((id, token))
}

/// The same with a token from elsewhere: the operator may make a link where the installation key is not at hand.
pub async fn create_with(tx: &mut Tx, token: &Token, link: Link, now: Micros) -> Result<LinkId> {
    let id = LinkId(ids::one(tx).await?);
    insert(tx, id, token, link, now).await?;
    Ok(id)
}

async fn insert(tx: &mut Tx, id: LinkId, token: &Token, link: Link, now: Micros) -> Result<()> {
    users::hold(tx, link.account, link.user).await?;
    end(tx, link.account, link.user, now).await?;
    let made = sql(
        "INSERT INTO one_time_links (id, token_hash, account_id, user_id, purpose, expires_at, created_at) \
         SELECT $6, $1, account_id, id, 'set_password', $4, $5 FROM users \
         WHERE account_id = $2 AND id = $3 AND status = 'Active'",
    )
    .bind(&token.hash())
    .bind(link.account)
    .bind(link.user)
    .bind(link.expires_at)
    .bind(now)
    .bind(id)
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

/// Whether a link can still be used: a message that brings one is not sent for one that cannot.
pub async fn holds(conn: &mut Conn, account: AccountId, link: LinkId, now: Micros) -> Result<bool> {
    let found = sql("SELECT COUNT(*) FROM one_time_links \
                     WHERE id = $1 AND account_id = $2 AND used_at IS NULL AND expires_at > $3")
    .bind(link)
    .bind(account)
    .bind(now)
    .value(conn)
    .await?;
    Ok(found == 1)
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
