//! How much work waits and for how long: for whoever watches an installation. Numbers only, over all accounts.

use std::time::Duration;

use crate::db::Conn;
use crate::error::Result;
use crate::jobs::count;
use crate::messages::Channel;
use crate::sql::{Row, Sql, sql};
use crate::time::Micros;

/// One queue as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// What stands in it: the name of a channel, or a kind of job.
    pub name: String,
    /// What could be taken up now.
    pub due: u32,
    /// What waits for a time to come, or is in the hands of a worker.
    pub later: u32,
    /// Jobs that were given up. Messages are none of these: each is counted when it fails.
    pub failed: u32,
    /// For how long the oldest that is due could have been taken up; nothing where none is due.
    pub age: Duration,
}

/// Every queue: one for each channel, one for what the payment service is to hear, and one for each kind of job that there is.
pub async fn all(conn: &mut Conn, now: Micros) -> Result<Vec<Queue>> {
    let mut queues = Vec::new();
    for channel in Channel::ALL {
        queues.push(of_messages(channel).bind(now).one(conn, "queue", |row| read(row, now)).await?);
    }
    queues.push(of_payments().bind(now).one(conn, "queue", |row| read(row, now)).await?);
    let jobs = sql(format!("SELECT kind AS name, {SUMS} FROM jobs GROUP BY kind ORDER BY kind"));
    queues.extend(jobs.bind(now).all(conn, |row| read(row, now)).await?);
    Ok(queues)
}

/// The sums over entries that have a state and a time; `$1` is now.
const SUMS: &str = "COUNT(*) FILTER (WHERE state = 'queued' AND next_at <= $1) AS due, \
     COUNT(*) FILTER (WHERE state = 'queued' AND next_at > $1) AS later, \
     COUNT(*) FILTER (WHERE state = 'failed') AS failed, \
     MIN(next_at) FILTER (WHERE state = 'queued' AND next_at <= $1) AS oldest";

/// Accounts whose seats and price the payment service has not been told of. Those whom nobody has ever spoken to it about are
/// none: without a service they wait for one that may never be.
fn of_payments() -> Sql<'static> {
    sql(format!(
        "SELECT 'payments' AS name, {SUMS} FROM ( \
         SELECT 'queued' AS state, CASE WHEN due_at > rests_until THEN due_at ELSE rests_until END AS next_at \
         FROM payment_standing WHERE settled_revision < revision AND (customer IS NOT NULL OR tries > 0)) AS queue"
    ))
}

fn of_messages(channel: Channel) -> Sql<'static> {
    let on = channel.as_str();
    // What was sent is most of both tables; what is in the queue has an index.
    sql(format!(
        "SELECT '{on}' AS name, {SUMS} FROM ( \
         SELECT {on}_state AS state, {on}_next_at AS next_at FROM invites WHERE {on}_state = 'queued' \
         UNION ALL SELECT state, next_at FROM notices WHERE channel = '{on}' AND state = 'queued') AS queue"
    ))
}

fn read(row: &Row, now: Micros) -> Result<Queue> {
    let number = |name| row.get::<i64>(name).map(count);
    let oldest = row.get::<Option<i64>>("oldest")?;
    Ok(Queue {
        name: row.get("name")?,
        due: number("due")?,
        later: number("later")?,
        failed: number("failed")?,
        age: oldest.map_or(Duration::ZERO, |oldest| now.since(Micros(oldest))),
    })
}
