//! Providers that take nothing at present: known to every process, so that none of them goes on trying, and shown where
//! people look for their messages.

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::messages::Channel;
use crate::sql::{Row, sql};
use crate::time::Micros;

/// A lane whose provider takes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The channel.
    pub channel: Channel,
    /// Since when.
    pub since: Micros,
    /// Until when nobody tries.
    pub until: Micros,
    /// How often it was tried in vain.
    pub tries: u32,
    /// What the provider said, or what was in the way.
    pub words: String,
}

/// Every lane that is closed, whether or not it is time to try it again.
pub async fn closed(conn: &mut Conn) -> Result<Vec<Closed>> {
    sql("SELECT channel, closed_since, closed_until, tries, words FROM lanes ORDER BY channel")
        .all(conn, read)
        .await
}

/// What is known of one lane, if it is closed.
pub async fn of_channel(conn: &mut Conn, channel: Channel) -> Result<Option<Closed>> {
    sql("SELECT channel, closed_since, closed_until, tries, words FROM lanes WHERE channel = $1")
        .bind(channel.as_str())
        .first(conn, read)
        .await
}

fn read(row: &Row) -> Result<Closed> {
    Ok(Closed {
        channel: row.word("channel", Channel::of)?,
        since: row.get("closed_since")?,
        until: row.get("closed_until")?,
        tries: row.get("tries")?,
        words: row.get("words")?,
    })
}

/// Closes a lane until a time. Messages that were under way together hear the same at the same time: that is one try.
pub async fn close(tx: &mut Tx, channel: Channel, until: Micros, words: &str, now: Micros) -> Result<()> {
    sql("INSERT INTO lanes (channel, closed_since, closed_until, tries, words) VALUES ($1, $2, $3, 1, $4) \
         ON CONFLICT (channel) DO UPDATE SET words = $4, \
         tries = CASE WHEN lanes.closed_until <= $2 THEN lanes.tries + 1 ELSE lanes.tries END, \
         closed_until = CASE WHEN lanes.closed_until > $3 THEN lanes.closed_until ELSE $3 END")
    .bind(channel.as_str())
    .bind(now)
    .bind(until)
    .bind(words)
    .run(tx)
    .await?;
    Ok(())
}

/// Opens a lane again: its provider has answered.
pub async fn open(tx: &mut Tx, channel: Channel) -> Result<()> {
    sql("DELETE FROM lanes WHERE channel = $1").bind(channel.as_str()).run(tx).await?;
    Ok(())
}
