//! Erases what is kept no longer: files of imports, sessions, counters of attempts to sign in and of texts, codes,
//! and what providers call our messages.

use std::time::Duration;

use store::{Wait, attempts, callbacks, codes, files, payment, ranges, sessions};

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
    let mut erased = 0_u32;
    loop {
        let mut view = pipeline.db().view().await?;
        let expired = files::expired(&mut view, (keep, ABANDONED), now, BATCH).await?;
        drop(view);
        if expired.is_empty() {
            break;
        }
        for (account, file) in expired {
            let mut tx = pipeline.db().begin(Wait::Long).await?;
            files::erase(&mut tx, account, file, now).await?;
            tx.commit().await?;
            erased += 1;
        }
    }
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
