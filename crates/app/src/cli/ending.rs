//! How a process ends that runs until it is told to stop: within half a minute, whatever is under way.
//!
//! Each part of it has a time of its own and hands back what it cannot finish ([`crate::server`], [`crate::jobs`]). What
//! stands here is for the part that keeps to none: one that waits for somebody else's transaction, a thread that computes, a
//! connection that does not close. Cutting it off does no harm: what was not committed is as it was, and what was claimed
//! is taken up by the next process.

use std::time::Duration;

use store::Db;

/// So long may everything together take once it is told to stop: a little longer than each part gives itself.
const LAST_WORK: Duration = Duration::from_secs(26);

/// So long may connections to the database take to close.
const LAST_CONNECTIONS: Duration = Duration::from_secs(1);

/// So long may threads go on computing when all else has ended; whoever wanted to know has gone.
pub const LAST_THREADS: Duration = Duration::from_secs(1);

/// Does some work that ends soon after it is `told` to stop. Nothing where it did not: then it is dropped where it is.
pub async fn in_time<T>(work: impl Future<Output = T>, told: impl Future<Output = ()>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        () = async {
            told.await;
            tokio::time::sleep(LAST_WORK).await;
        } => {
            tracing::warn!("not all was finished or handed back after {LAST_WORK:?}; the next process takes it up");
            None
        }
    }
}

/// Closes the database. A connection that somebody still waits on ends with the process.
pub async fn close(db: &Db) {
    if tokio::time::timeout(LAST_CONNECTIONS, db.close()).await.is_err() {
        tracing::warn!("connections to the database were still in use after {LAST_CONNECTIONS:?}");
    }
}
