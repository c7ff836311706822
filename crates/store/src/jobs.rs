//! Work to do outside of a transaction, in the same database, so that it is enqueued with what it belongs to.
//!
//! A worker claims jobs for a time (the lease) and gets a fencing number with each; only who has the newest number can
//! finish, put off or bury the job. A worker that died is followed by another once the lease has run out.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::{Conn, Engine, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, JobId};
use crate::sql::{Row, sql};
use crate::time::Micros;

/// A job in the hands of a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The job's id.
    pub id: JobId,
    /// The account it belongs to, if one.
    pub account: Option<AccountId>,
    /// What kind of work it is.
    pub kind: String,
    /// What it is about, as JSON: ids only.
    pub payload: String,
    /// How often it was claimed, this time included.
    pub attempts: u32,
    /// The fencing number of this claim.
    pub fence: i64,
}

impl Job {
    /// The payload as what it was enqueued as.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.payload).map_err(|error| Error::Damaged(error.to_string()))
    }
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buried {
    /// The job's id.
    pub id: JobId,
    /// What kind of work it is.
    pub kind: String,
    /// What it is about, as JSON: ids only.
    pub payload: String,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong the last time.
    pub error: Option<String>,
}

impl Buried {
    /// The payload as what it was enqueued as.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.payload).map_err(|error| Error::Damaged(error.to_string()))
    }
}

/// The row limit of a claim, with the rows locked that it takes where several writers can be about.
pub(crate) const fn locked(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}

/// Puts a job into the queue, due at once. It exists once the transaction is committed.
pub async fn enqueue(
    tx: &mut Tx,
    account: Option<AccountId>,
    kind: &'static str,
    payload: &impl Serialize,
    now: Micros,
) -> Result<JobId> {
    enqueue_for(tx, account, kind, payload, now, now).await
}

/// Puts a job into the queue that is due at a later time: for work that the caller is about to do itself, so that
/// somebody else does it where the caller dies.
pub async fn enqueue_for(
    tx: &mut Tx,
    account: Option<AccountId>,
    kind: &'static str,
    payload: &impl Serialize,
    due: Micros,
    now: Micros,
) -> Result<JobId> {
    let id = ids::one(tx).await?;
    sql("INSERT INTO jobs (id, account_id, kind, payload, state, next_at, created_at) \
         VALUES ($1, $2, $3, $4, 'queued', $5, $6)")
    .bind(id)
    .bind(account)
    .bind(kind)
    .bind_json(payload)?
    .bind(due)
    .bind(now)
    .run(tx)
    .await?;
    Ok(JobId(id))
}

/// Whether a job is due, so that a worker without work need not write to find out.
pub async fn is_due(conn: &mut Conn, now: Micros) -> Result<bool> {
    let due = sql("SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 'queued' AND next_at <= $1) AS due")
        .bind(now)
        .one(conn, "job", |row| row.get::<bool>("due"))
        .await?;
    Ok(due)
}

/// Makes every job of a kind due at once and as if it were new, whoever has it in hand and even if it was given up: for
/// the start of a process, which may follow one that died. Only for work that does no harm when it is done twice. Says
/// how many.
pub async fn rouse(tx: &mut Tx, kind: &'static str, now: Micros) -> Result<u64> {
    sql("UPDATE jobs SET state = 'queued', next_at = $2, attempts = 0, fence = fence + 1 WHERE kind = $1")
        .bind(kind)
        .bind(now)
        .run(tx)
        .await
}

/// The accounts and payloads of every job of a kind, whatever its state.
pub async fn of_kind<T: DeserializeOwned>(
    conn: &mut Conn,
    kind: &'static str,
) -> Result<Vec<(Option<AccountId>, T)>> {
    sql("SELECT account_id, payload FROM jobs WHERE kind = $1 ORDER BY id")
        .bind(kind)
        .all(conn, |row| Ok((row.get("account_id")?, row.json("payload")?)))
        .await
}

/// Deletes the jobs of an account of this kind and payload, whoever has them: for work that is known to be done.
pub async fn forget(
    tx: &mut Tx,
    account: AccountId,
    kind: &'static str,
    payload: &impl Serialize,
) -> Result<u64> {
    sql("DELETE FROM jobs WHERE account_id = $1 AND kind = $2 AND payload = $3")
        .bind(account)
        .bind(kind)
        .bind_json(payload)?
        .run(tx)
        .await
}

/// Claims up to `most` jobs that are due, the longest waiting first, until `now` + `lease`. Commit before working on them.
pub async fn claim(tx: &mut Tx, now: Micros, lease: Duration, most: u32) -> Result<Vec<Job>> {
    let text = format!(
        "UPDATE jobs SET next_at = $1, attempts = attempts + 1, fence = fence + 1 WHERE id IN \
         (SELECT id FROM jobs WHERE state = 'queued' AND next_at <= $2 ORDER BY next_at, id LIMIT $3{}) \
         RETURNING id, account_id, kind, payload, attempts, fence",
        locked(tx.engine())
    );
    let mut jobs = sql(text).bind(now.after(lease)).bind(now).bind(most).all(tx, read).await?;
    jobs.sort_unstable_by_key(|job| job.id);
    Ok(jobs)
}

fn read(row: &Row) -> Result<Job> {
    Ok(Job {
        id: row.get("id")?,
        account: row.get("account_id")?,
        kind: row.get("kind")?,
        payload: row.get("payload")?,
        attempts: row.get("attempts")?,
        fence: row.get("fence")?,
    })
}

/// Deletes a job that is done; `false` where another worker has it by now.
pub async fn finish(tx: &mut Tx, job: &Job) -> Result<bool> {
    let touched = sql("DELETE FROM jobs WHERE id = $1 AND fence = $2 AND state = 'queued'")
        .bind(job.id)
        .bind(job.fence)
        .run(tx)
        .await?;
    Ok(touched == 1)
}

/// Puts a job off until a later time; `false` where another worker has it by now.
pub async fn put_off(tx: &mut Tx, job: &Job, until: Micros, error: Option<&str>) -> Result<bool> {
    let touched =
        sql("UPDATE jobs SET next_at = $3, error = $4 WHERE id = $1 AND fence = $2 AND state = 'queued'")
            .bind(job.id)
            .bind(job.fence)
            .bind(until)
            .bind(error)
            .run(tx)
            .await?;
    Ok(touched == 1)
}

/// Gives a job up; it stays where a person can see and revive it. `false` where another worker has it by now.
pub async fn bury(tx: &mut Tx, job: &Job, error: &str) -> Result<bool> {
    let touched =
        sql("UPDATE jobs SET state = 'failed', error = $3 WHERE id = $1 AND fence = $2 AND state = 'queued'")
            .bind(job.id)
            .bind(job.fence)
            .bind(error)
            .run(tx)
            .await?;
    Ok(touched == 1)
}

/// Puts an account's buried job back into the queue, as if it were new.
pub async fn revive(tx: &mut Tx, account: AccountId, job: JobId, now: Micros) -> Result<()> {
    let touched = sql("UPDATE jobs SET state = 'queued', attempts = 0, next_at = $3 \
                       WHERE id = $1 AND account_id = $2 AND state = 'failed'")
    .bind(job)
    .bind(account)
    .bind(now)
    .run(tx)
    .await?;
    if touched == 1 { Ok(()) } else { Err(Error::NotFound("job")) }
}

/// The jobs of an account that were given up, the oldest first.
pub async fn buried(conn: &mut Conn, account: AccountId) -> Result<Vec<Buried>> {
    sql("SELECT id, kind, payload, attempts, error FROM jobs WHERE account_id = $1 AND state = 'failed' ORDER BY id")
        .bind(account)
        .all(conn, |row| {
            Ok(Buried {
                id: row.get("id")?,
                kind: row.get("kind")?,
                payload: row.get("payload")?,
                attempts: row.get("attempts")?,
                error: row.get("error")?,
            })
        })
        .await
}

/// How many jobs wait, whenever they are due.
pub async fn waiting(conn: &mut Conn) -> Result<u32> {
    let waiting = sql("SELECT count(*) FROM jobs WHERE state = 'queued'").value(conn).await?;
    Ok(count(waiting))
}

/// A count as the database gives it.
pub(crate) fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}
