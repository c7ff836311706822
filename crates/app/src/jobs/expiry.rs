//! Erases what is kept no longer: files of imports, sessions, counters of attempts to sign in and of texts, codes,
//! and what providers call our messages.

use std::time::Duration;

use store::{Micros, Wait, attempts, callbacks, codes, files, payment, ranges, sessions};

use super::messages::GUARDED;
use super::payment::EVENTS;

use crate::pipeline::{Pipeline, Result};

/// How long the file of an import is kept that nobody goes on with.
pub const ABANDONED: Duration = Duration::from_hours(7 * 24);

/// How long attempts to sign in and codes are remembered; longer than any window they are counted in.
const ATTEMPTS: Duration = Duration::from_hours(24);

/// How long providers may still say something about a message.
const REPORTS: Duration = Duration::from_hours(30 * 24);

/// Files that are looked up at once.
const BATCH: u32 = 100;

/// Erases everything whose time is over; files of applied imports after `keep`. Each file goes in a transaction of its
/// own, so that others get their turn to write.
pub async fn work(pipeline: &Pipeline, keep: Duration) -> Result<()> {
    let now = pipeline.now();
    let erased = expire(pipeline, (keep, ABANDONED), now).await?;
    let mut tx = pipeline.db().begin(Wait::Long).await?;
    let ended = sessions::delete_expired(&mut tx, now).await?;
    attempts::delete_expired(&mut tx, now.before(ATTEMPTS)).await?;
    payment::events::forget(&mut tx, now.before(EVENTS)).await?;
    callbacks::forget(&mut tx, now.before(REPORTS)).await?;
    ranges::forget(&mut tx, now.before(GUARDED)).await?;
    codes::delete_expired(&mut tx, now.before(ATTEMPTS)).await?;
    tx.commit().await?;
    tracing::debug!(files = erased, sessions = ended, "erased what is kept no longer");
    Ok(())
}

/// Erases the files that are kept no longer: how long those of applied imports are, and those left alone.
async fn expire(pipeline: &Pipeline, kept: (Duration, Duration), now: Micros) -> Result<u32> {
    let mut erased = 0;
    loop {
        let mut view = pipeline.db().view().await?;
        let expired = files::expired(&mut view, kept, now, BATCH).await?;
        drop(view);
        let before = erased;
        for (account, file) in expired {
            let mut tx = pipeline.db().begin(Wait::Long).await?;
            erased += u32::from(files::expire(&mut tx, account, file, kept, now).await?);
            tx.commit().await?;
        }
        if erased == before {
            return Ok(erased);
        }
    }
}
