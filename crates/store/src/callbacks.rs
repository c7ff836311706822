//! What providers say of messages after they took them: sent on, delivered, failed. They say it out of order, twice, or
//! about a message that was sent again meanwhile; none of that does harm.

use std::fmt;
use std::str::FromStr;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::AccountId;
use crate::messages::Channel;
use crate::sql::sql;
use crate::time::Micros;

/// In which table a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An invitation, which has a state for each channel.
    Invite,
    /// Any other message.
    Notice,
}

impl Kind {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Notice => "notice",
        }
    }

    /// The kind with a name.
    pub fn of(text: &str) -> Option<Self> {
        [Self::Invite, Self::Notice].into_iter().find(|kind| kind.as_str() == text)
    }

    /// The table, what its columns of a channel begin with, and the condition that chooses the channel.
    pub(crate) const fn place(self, channel: Channel) -> (&'static str, &'static str, &'static str) {
        match (self, channel) {
            (Self::Invite, Channel::Email) => ("invites", "email_", ""),
            (Self::Invite, Channel::Text) => ("invites", "text_", ""),
            (Self::Notice, Channel::Email) => ("notices", "", " AND channel = 'email'"),
            (Self::Notice, Channel::Text) => ("notices", "", " AND channel = 'text'"),
        }
    }
}

/// One handing over of a message to a provider. Its text form goes with the message, so that what the provider says can
/// be told apart from what it says of an earlier handing over: `email.12.invite.345.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Handed {
    /// The channel.
    pub channel: Channel,
    /// The account of the message.
    pub account: AccountId,
    /// In which table it stands.
    pub kind: Kind,
    /// Its id there.
    pub id: i64,
    /// The fencing number of the claim.
    pub fence: i64,
}

impl fmt::Display for Handed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { channel, account, kind, id, fence } = self;
        write!(f, "{}.{account}.{}.{id}.{fence}", channel.as_str(), kind.as_str())
    }
}

impl FromStr for Handed {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(());
        let number = |text: &str| text.parse::<i64>().map_err(|_| ());
        let channel = Channel::of(next()?).ok_or(())?;
        let account = AccountId(number(next()?)?);
        let kind = Kind::of(next()?).ok_or(())?;
        let (id, fence) = (number(next()?)?, number(next()?)?);
        if parts.next().is_some() { Err(()) } else { Ok(Self { channel, account, kind, id, fence }) }
    }
}

/// What a provider says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report<'a> {
    /// It took it, or sent it on.
    Sent,
    /// It arrived. That is the last word.
    Delivered,
    /// It will not arrive, with the provider's words.
    Failed(&'a str),
}

/// Keeps what a provider calls a message. An e-mail has the same name each time that it is tried: it then means the last
/// time.
pub async fn remember(tx: &mut Tx, handed: &Handed, provider_id: &str, now: Micros) -> Result<()> {
    sql("INSERT INTO provider_ids (channel, provider_id, account_id, kind, message_id, fence, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (channel, provider_id) \
         DO UPDATE SET account_id = $3, kind = $4, message_id = $5, fence = $6, created_at = $7")
    .bind(handed.channel.as_str())
    .bind(provider_id)
    .bind(handed.account)
    .bind(handed.kind.as_str())
    .bind(handed.id)
    .bind(handed.fence)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// The message that a provider calls so, if it is one of ours of late.
pub async fn find(conn: &mut Conn, channel: Channel, provider_id: &str) -> Result<Option<Handed>> {
    sql("SELECT account_id, kind, message_id, fence FROM provider_ids WHERE channel = $1 AND provider_id = $2")
        .bind(channel.as_str())
        .bind(provider_id)
        .first(conn, |row| {
            Ok(Handed {
                channel,
                account: row.get("account_id")?,
                kind: row.word("kind", Kind::of)?,
                id: row.get("message_id")?,
                fence: row.get("fence")?,
            })
        })
        .await
}

/// Writes down what a provider says of a message; `false` where it changes nothing: it is about an earlier handing over,
/// or comes after a later word. A word about a message that nobody settled, because the answer was lost or the worker
/// died, settles it: it is not sent again.
pub async fn report(tx: &mut Tx, handed: &Handed, report: Report<'_>, now: Micros) -> Result<bool> {
    let (table, on, also) = handed.kind.place(handed.channel);
    let (state, error, from) = match report {
        Report::Sent => ("sent", None, "'queued'"),
        Report::Delivered => ("delivered", None, "'queued', 'sent', 'failed'"),
        Report::Failed(words) => ("failed", Some(words), "'queued', 'sent'"),
    };
    let text = format!(
        "UPDATE {table} SET {on}state = $4, {on}error = $5, {on}sent_at = COALESCE({on}sent_at, $6), {on}begun = 0 \
         WHERE id = $1 AND account_id = $2 AND {on}fence = $3 AND {on}state IN ({from}){also}"
    );
    let touched = sql(text)
        .bind(handed.id)
        .bind(handed.account)
        .bind(handed.fence)
        .bind(state)
        .bind(error)
        .bind(now)
        .run(tx)
        .await?;
    Ok(touched == 1)
}

/// The address that a message went to, as far as it is still known: of an invitation, the present one of the person.
pub async fn address(conn: &mut Conn, handed: &Handed) -> Result<Option<String>> {
    let text = match (handed.kind, handed.channel) {
        (Kind::Invite, Channel::Email) => {
            "SELECT users.email AS address FROM invites JOIN users ON users.id = invites.user_id \
             AND users.account_id = invites.account_id WHERE invites.id = $1 AND invites.account_id = $2"
        }
        (Kind::Invite, Channel::Text) => {
            "SELECT users.phone AS address FROM invites JOIN users ON users.id = invites.user_id \
             AND users.account_id = invites.account_id WHERE invites.id = $1 AND invites.account_id = $2"
        }
        (Kind::Notice, _) => "SELECT address FROM notices WHERE id = $1 AND account_id = $2",
    };
    let found = sql(text).bind(handed.id).bind(handed.account).first(conn, |row| row.get("address")).await?;
    Ok(found.flatten())
}

/// Forgets what providers called messages that were handed over before a time; says how many.
pub async fn forget(tx: &mut Tx, before: Micros) -> Result<u64> {
    sql("DELETE FROM provider_ids WHERE created_at < $1").bind(before).run(tx).await
}
