//! Addresses that nothing is sent to: those that do not exist, those whose people complained, and those that said STOP.
//! They hold for the whole installation, because its sender is the same for every account.

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{AccountId, UserId};
use crate::messages::Channel;
use crate::sql::{Row, placeholders, sql};
use crate::time::Micros;

/// Why nothing is sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Nobody has it, by the provider's word. An Admin who knows better can lift that.
    Bounce,
    /// Whoever has it called a message unwanted.
    Complaint,
    /// Whoever has it said STOP. Only their START lifts that.
    Stop,
}

impl Why {
    const ALL: [Self; 3] = [Self::Bounce, Self::Complaint, Self::Stop];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bounce => "bounce",
            Self::Complaint => "complaint",
            Self::Stop => "stop",
        }
    }

    fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.as_str() == text)
    }
}

/// An address that nothing is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Why.
    pub why: Why,
    /// What the provider said.
    pub words: String,
    /// Since when.
    pub at: Micros,
}

/// Sends nothing to an address from now on: in the normal form of an e-mail address, or a phone in E.164. What a person
/// said outweighs what a provider found out, whichever came first.
pub async fn add(
    tx: &mut Tx,
    channel: Channel,
    address: &str,
    why: Why,
    words: &str,
    now: Micros,
) -> Result<()> {
    sql("INSERT INTO suppressions (channel, address, why, words, created_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (channel, address) DO UPDATE SET why = $3, words = $4, created_at = $5 \
         WHERE suppressions.why = 'bounce'")
    .bind(channel.as_str())
    .bind(address)
    .bind(why.as_str())
    .bind(words)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes back a STOP, by the START of whoever has the phone; `false` where there was none.
pub async fn start(tx: &mut Tx, phone: &str) -> Result<bool> {
    let touched = sql("DELETE FROM suppressions WHERE channel = 'text' AND address = $1 AND why = 'stop'")
        .bind(phone)
        .run(tx)
        .await?;
    Ok(touched == 1)
}

/// Why nothing is sent to an address, if that is so.
pub async fn of_address(conn: &mut Conn, channel: Channel, address: &str) -> Result<Option<Suppression>> {
    sql("SELECT why, words, created_at FROM suppressions WHERE channel = $1 AND address = $2")
        .bind(channel.as_str())
        .bind(address)
        .first(conn, read)
        .await
}

fn read(row: &Row) -> Result<Suppression> {
    Ok(Suppression { why: row.word("why", Why::of)?, words: row.get("words")?, at: row.get("created_at")? })
}

/// What of a few people nothing is sent to: the address or the phone, and why; ascending by person. For the lines of a
/// list.
pub async fn of_people(
    conn: &mut Conn,
    account: AccountId,
    people: &[UserId],
) -> Result<Vec<(UserId, Channel, Suppression)>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let these = placeholders(2, people.len());
    let of = |channel: Channel| {
        let (name, column) = (channel.as_str(), column(channel));
        format!(
            "SELECT users.id AS id, s.channel AS channel, s.why AS why, s.words AS words, s.created_at AS created_at \
             FROM users CROSS JOIN suppressions s WHERE users.account_id = $1 AND users.id IN ({these}) \
             AND s.channel = '{name}' AND s.address = users.{column}"
        )
    };
    let mut statement =
        sql(format!("{} UNION ALL {} ORDER BY 1, 2", of(Channel::Email), of(Channel::Text))).bind(account);
    for person in people {
        statement = statement.bind(*person);
    }
    statement.all(conn, |row| Ok((row.get("id")?, row.word("channel", Channel::of)?, read(row)?))).await
}

/// The column of a person that a channel goes to.
const fn column(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "email",
        Channel::Text => "phone",
    }
}

/// Sends again to the present address of a person that bounced, on an Admin's word. A STOP or a complaint stays, and is
/// [`Error::NotFound`] as nothing to lift.
pub async fn lift(tx: &mut Tx, account: AccountId, user: UserId, channel: Channel) -> Result<()> {
    let column = column(channel);
    let text = format!(
        "DELETE FROM suppressions WHERE channel = $1 AND why = 'bounce' \
         AND address = (SELECT {column} FROM users WHERE id = $2 AND account_id = $3)"
    );
    let touched = sql(text).bind(channel.as_str()).bind(user).bind(account).run(tx).await?;
    if touched == 1 { Ok(()) } else { Err(Error::NotFound("bounce")) }
}
