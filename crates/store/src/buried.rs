//! Messages that were given up: where a person sees them with the reason, sends them again or drops them. And how one
//! person can be reached at all.

use crate::callbacks::Kind;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{AccountId, UserId};
use crate::jobs::count;
use crate::messages::Channel;
use crate::page::{Listed, Page};
use crate::sql::{Row, Sql, sql};
use crate::suppressions::{self, Suppression};
use crate::time::Micros;

/// A message that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buried {
    /// In which table it stands.
    pub kind: Kind,
    /// Its id there.
    pub id: i64,
    /// The channel.
    pub channel: Channel,
    /// Whom it is for.
    pub user: UserId,
    /// The person's name.
    pub name: String,
    /// Where it went.
    pub address: Option<String>,
    /// Why it was given up: the provider's words.
    pub words: String,
    /// How often it was tried.
    pub attempts: u32,
}

/// So many messages of a channel were given up for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The channel.
    pub channel: Channel,
    /// The provider's words.
    pub words: String,
    /// How many messages.
    pub count: u32,
}

/// Which of an account's messages that were given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// One.
    One(Kind, i64),
    /// All with these words.
    Cause(&'a str),
}

/// The failed messages of an account ($1), of whoever still waits for them.
const FAILED: &str = "SELECT 'invite' AS kind, invites.id AS id, 'email' AS channel, invites.user_id AS user_id, \
     first_name, last_name, email AS address, email_error AS words, email_attempts AS attempts FROM invites \
     JOIN users ON users.id = invites.user_id AND users.account_id = invites.account_id \
     WHERE invites.account_id = $1 AND email_state = 'failed' AND users.status = 'Invited' \
     UNION ALL SELECT 'invite', invites.id, 'text', invites.user_id, first_name, last_name, phone, text_error, \
     text_attempts FROM invites \
     JOIN users ON users.id = invites.user_id AND users.account_id = invites.account_id \
     WHERE invites.account_id = $1 AND text_state = 'failed' AND users.status = 'Invited' \
     UNION ALL SELECT 'notice', notices.id, notices.channel, notices.user_id, first_name, last_name, address, error, \
     attempts FROM notices JOIN users ON users.id = notices.user_id AND users.account_id = notices.account_id \
     WHERE notices.account_id = $1 AND notices.state = 'failed'";

/// The messages of an account that were given up, the newest first.
pub async fn list(conn: &mut Conn, account: AccountId, page: Page) -> Result<Listed<Buried>> {
    let total = sql(format!("SELECT count(*) FROM ({FAILED}) AS failed")).bind(account).value(conn).await?;
    let rows =
        sql(format!("SELECT * FROM ({FAILED}) AS failed ORDER BY id DESC, channel LIMIT $2 OFFSET $3"))
            .bind(account)
            .bind(page.limit)
            .bind(page.offset)
            .all(conn, read)
            .await?;
    Ok(Listed { rows, total: count(total) })
}

fn read(row: &Row) -> Result<Buried> {
    let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
    Ok(Buried {
        kind: row.word("kind", Kind::of)?,
        id: row.get("id")?,
        channel: row.word("channel", Channel::of)?,
        user: row.get("user_id")?,
        name: format!("{first} {last}"),
        address: row.get("address")?,
        words: row.get::<Option<String>>("words")?.unwrap_or_default(),
        attempts: row.get("attempts")?,
    })
}

/// Why the messages of an account were given up, the most frequent reason first.
pub async fn causes(conn: &mut Conn, account: AccountId) -> Result<Vec<Cause>> {
    sql(format!(
        "SELECT channel, COALESCE(words, '') AS words, count(*) AS number FROM ({FAILED}) AS failed \
         GROUP BY channel, COALESCE(words, '') ORDER BY count(*) DESC, channel, words"
    ))
    .bind(account)
    .all(conn, |row| {
        Ok(Cause {
            channel: row.word("channel", Channel::of)?,
            words: row.get("words")?,
            count: row.get("number")?,
        })
    })
    .await
}

/// Puts messages that were given up back into the queue, as if they were new; says how many.
pub async fn revive(
    tx: &mut Tx,
    account: AccountId,
    channel: Channel,
    which: Which<'_>,
    now: Micros,
) -> Result<u64> {
    change(tx, account, channel, which, |on| {
        format!("{on}state = 'queued', {on}next_at = {}, {on}attempts = 0, {on}error = NULL", now.0)
    })
    .await
}

/// Ends messages that were given up; says how many. Their people can be invited again all the same.
pub async fn drop(tx: &mut Tx, account: AccountId, channel: Channel, which: Which<'_>) -> Result<u64> {
    change(tx, account, channel, which, |on| format!("{on}state = 'ended'")).await
}

async fn change(
    tx: &mut Tx,
    account: AccountId,
    channel: Channel,
    which: Which<'_>,
    set: impl Fn(&str) -> String,
) -> Result<u64> {
    let kinds = match which {
        Which::One(kind, _) => vec![kind],
        Which::Cause(_) => vec![Kind::Invite, Kind::Notice],
    };
    let mut touched = 0;
    for kind in kinds {
        let (table, on, also) = kind.place(channel);
        let condition = match which {
            Which::One(..) => "id = $2".to_owned(),
            Which::Cause(_) => format!("COALESCE({on}error, '') = $2"),
        };
        // Nobody can join by an invitation that was accepted or ended, so nobody is to get it.
        let open =
            if kind == Kind::Invite { " AND accepted_at IS NULL AND cancelled_at IS NULL" } else { "" };
        let text = format!(
            "UPDATE {table} SET {}, {on}fence = {on}fence + 1 \
             WHERE account_id = $1 AND {on}state = 'failed' AND {condition}{also}{open}",
            set(on)
        );
        touched += bind(sql(text).bind(account), which).run(tx).await?;
    }
    match (which, touched) {
        (Which::One(..), 0) => Err(Error::NotFound("message")),
        _ => Ok(touched),
    }
}

fn bind<'a>(statement: Sql<'a>, which: Which<'a>) -> Sql<'a> {
    match which {
        Which::One(_, id) => statement.bind(id),
        Which::Cause(words) => statement.bind(words),
    }
}

/// How a person can be reached on a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The channel.
    pub channel: Channel,
    /// The present address or phone; none where it was released.
    pub address: Option<String>,
    /// The state of the invitation on this channel; none where there is no invitation.
    pub state: Option<String>,
    /// What the provider said of it last.
    pub words: Option<String>,
    /// When it was handed to the provider.
    pub sent_at: Option<Micros>,
    /// How often the provider's answer was lost, so that it may have come twice.
    pub unsure: u32,
    /// Why nothing is sent to the address, if that is so.
    pub suppressed: Option<Suppression>,
}

/// How a person can be reached, channel by channel.
pub async fn reach(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Vec<Reach>> {
    let mut found = Vec::with_capacity(Channel::ALL.len());
    for channel in Channel::ALL {
        let (on, address) = match channel {
            Channel::Email => ("email", "users.email"),
            Channel::Text => ("text", "users.phone"),
        };
        let text = format!(
            "SELECT {address} AS address, {on}_state AS state, {on}_error AS words, {on}_sent_at AS sent_at, \
             COALESCE({on}_unsure, 0) AS unsure FROM users LEFT JOIN invites ON invites.account_id = users.account_id \
             AND invites.user_id = users.id WHERE users.id = $1 AND users.account_id = $2"
        );
        let row = sql(text).bind(user).bind(account).first(conn, |row| read_reach(row, channel)).await?;
        let Some(mut reach) = row else { continue };
        if let Some(address) = &reach.address {
            reach.suppressed = suppressions::of_address(conn, channel, address).await?;
        }
        found.push(reach);
    }
    Ok(found)
}

fn read_reach(row: &Row, channel: Channel) -> Result<Reach> {
    Ok(Reach {
        channel,
        address: row.get("address")?,
        state: row.get("state")?,
        words: row.get("words")?,
        sent_at: row.get("sent_at")?,
        unsure: row.get("unsure")?,
        suppressed: None,
    })
}
