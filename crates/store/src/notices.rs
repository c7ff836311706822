//! Messages other than invitations, one by one: putting one into the queue, ending it, and what stands in the Outbox.
//! Sending them is the queue's, in [`crate::messages`].

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, NoticeId, UserId};
use crate::messages::{Channel, NoticeKind};
use crate::sql::{Row, sql};
use crate::time::Micros;

/// A message to put into the queue.
#[derive(Clone, Copy, Debug)]
pub struct NewNotice<'a> {
    /// Whom it goes to.
    pub user: UserId,
    /// What it says.
    pub kind: NoticeKind,
    /// The id of the code or link that it brings; the secret itself is in no queue.
    pub of: Option<i64>,
    /// The way it goes.
    pub channel: Channel,
    /// Where it goes: an e-mail address or a phone in E.164.
    pub address: &'a str,
}

/// Puts a message into the queue, due at once.
pub async fn add(tx: &mut Tx, account: AccountId, new: &NewNotice<'_>, now: Micros) -> Result<NoticeId> {
    let id = NoticeId(ids::one(tx).await?);
    let added = sql("INSERT INTO notices (id, account_id, user_id, kind, of_id, channel, address, state, next_at, created_at) \
         SELECT $1, account_id, id, $4, $5, $6, $7, 'queued', $8, $8 FROM users WHERE id = $3 AND account_id = $2")
    .bind(id)
    .bind(account)
    .bind(new.user)
    .bind(new.kind.as_str())
    .bind(new.of)
    .bind(new.channel.as_str())
    .bind(new.address)
    .bind(now)
    .run(tx)
    .await?;
    if added == 1 { Ok(id) } else { Err(Error::NotFound("person")) }
}

/// Takes back the message that brings a code or a link, where it was not sent yet.
pub async fn end(tx: &mut Tx, account: AccountId, kind: NoticeKind, of: i64) -> Result<()> {
    sql("UPDATE notices SET state = 'ended' WHERE of_id = $1 AND account_id = $2 AND kind = $3 \
         AND state IN ('queued', 'outbox')")
    .bind(of)
    .bind(account)
    .bind(kind.as_str())
    .run(tx)
    .await?;
    Ok(())
}

/// A code or a link that could not be sent because no service is set, and that still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Whether it is a code or a link.
    pub kind: NoticeKind,
    /// The id of the code or link.
    pub of: i64,
    /// The way it would have gone.
    pub channel: Channel,
    /// Where it would have gone.
    pub address: String,
    /// The person.
    pub user: UserId,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Until when it holds.
    pub expires_at: Micros,
    /// When it was asked for.
    pub created_at: Micros,
}

/// More of them than this nobody reads.
const MOST: u32 = 50;

/// The codes and links of an account that stand in the Outbox and still hold, the newest first.
pub async fn shelved(conn: &mut Conn, account: AccountId, now: Micros) -> Result<Vec<Shelved>> {
    let mut shelved = Vec::new();
    for (kind, table) in [(NoticeKind::Code, "codes"), (NoticeKind::Password, "one_time_links")] {
        let text = format!(
            "SELECT n.of_id, n.channel, n.address, u.id, u.first_name, u.last_name, it.expires_at, n.created_at \
             FROM {table} it JOIN notices n ON n.of_id = it.id AND n.account_id = it.account_id \
             JOIN users u ON u.id = it.user_id AND u.account_id = it.account_id \
             WHERE it.account_id = $1 AND it.used_at IS NULL AND it.expires_at > $2 AND n.kind = $3 \
             AND n.state = 'outbox' ORDER BY n.id DESC LIMIT $4"
        );
        let read = |row: &Row| read(row, kind);
        shelved
            .extend(sql(text).bind(account).bind(now).bind(kind.as_str()).bind(MOST).all(conn, read).await?);
    }
    shelved.sort_by_key(|one| std::cmp::Reverse((one.created_at, one.of)));
    Ok(shelved)
}

fn read(row: &Row, kind: NoticeKind) -> Result<Shelved> {
    Ok(Shelved {
        kind,
        of: row.get("of_id")?,
        channel: row.word("channel", |text| Channel::ALL.into_iter().find(|one| one.as_str() == text))?,
        address: row.get("address")?,
        user: row.get("id")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        expires_at: row.get("expires_at")?,
        created_at: row.get("created_at")?,
    })
}
