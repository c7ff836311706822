//! Messages. No mail or text service is part of this version, so each message goes to the Outbox, where its link can be
//! copied.

use store::Wait;
use store::messages::{self, Channel};

use crate::pipeline::{Pipeline, Result};

/// Messages of each kind that are settled in one transaction: few enough that others get their turn to write.
const BATCH: u32 = 2_000;

/// Settles messages that are due on each channel, a batch of each kind; says whether there were any.
pub async fn work(pipeline: &Pipeline) -> Result<bool> {
    let mut any = false;
    for channel in Channel::ALL {
        any |= shelve(pipeline, channel).await?;
    }
    Ok(any)
}

async fn shelve(pipeline: &Pipeline, channel: Channel) -> Result<bool> {
    let mut view = pipeline.db().view().await?;
    if !messages::is_due(&mut view, channel, pipeline.now()).await? {
        return Ok(false);
    }
    drop(view);
    let mut tx = pipeline.db().begin(Wait::Long).await?;
    let shelved = messages::shelve(&mut tx, channel, pipeline.now(), BATCH).await?;
    tx.commit().await?;
    tracing::debug!(messages = shelved, channel = channel.as_str(), "put into the Outbox");
    Ok(shelved > 0)
}
