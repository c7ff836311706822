//! How often somebody tried to sign in, per person and per network address, within a window of time.
//!
//! Counters commit by themselves: a request that fails afterwards does not take its attempt back.

use std::time::Duration;

use crate::db::{Db, Tx, Wait};
use crate::error::Result;
use crate::jobs::count;
use crate::sql::sql;
use crate::time::Micros;

/// What a counter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The e-mail address that was typed in, whether or not anybody has it.
    Person,
    /// The network address of the client.
    Address,
    /// Where the code in force was sent to, whether or not one was.
    Code,
    /// Where a message was asked to be sent to, whether or not one was.
    Asked,
}

impl Scope {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Address => "address",
            Self::Code => "code",
            Self::Asked => "asked",
        }
    }
}

/// Counts one more attempt and answers how many there were within the window, this one included. A window begins with
/// its first attempt. `key_hash` is the SHA-256 of whom or where.
pub async fn add(db: &Db, scope: Scope, key_hash: &[u8; 32], window: Duration, now: Micros) -> Result<u32> {
    let mut tx = db.begin(Wait::Long).await?;
    let counted = add_in(&mut tx, scope, key_hash, window, now).await?;
    tx.commit().await?;
    Ok(counted)
}

/// The same as a part of a transaction that commits in any case.
pub(crate) async fn add_in(
    tx: &mut Tx,
    scope: Scope,
    key_hash: &[u8; 32],
    window: Duration,
    now: Micros,
) -> Result<u32> {
    let counted = sql("INSERT INTO attempts (scope, key_hash, began_at, count) VALUES ($1, $2, $3, 1) \
                       ON CONFLICT (scope, key_hash) DO UPDATE SET \
                       count = CASE WHEN attempts.began_at <= $4 THEN 1 ELSE attempts.count + 1 END, \
                       began_at = CASE WHEN attempts.began_at <= $4 THEN $3 ELSE attempts.began_at END \
                       RETURNING count")
    .bind(scope.as_str())
    .bind(key_hash)
    .bind(now)
    .bind(now.before(window))
    .value(tx)
    .await?;
    Ok(count(counted))
}

/// Forgets the attempts of a person who has signed in, or the wrong tries of a code that was replaced.
pub async fn clear(tx: &mut Tx, scope: Scope, key_hash: &[u8; 32]) -> Result<()> {
    sql("DELETE FROM attempts WHERE scope = $1 AND key_hash = $2")
        .bind(scope.as_str())
        .bind(key_hash)
        .run(tx)
        .await?;
    Ok(())
}

/// Forgets the counters whose window began before a time; says how many.
pub async fn delete_expired(tx: &mut Tx, before: Micros) -> Result<u64> {
    sql("DELETE FROM attempts WHERE began_at < $1").bind(before).run(tx).await
}
