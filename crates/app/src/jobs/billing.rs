//! Periods that begin, and seats of people whose trial has ended: charged once a day comes, whether or not anybody looks.

use store::{Wait, billing};

use crate::pipeline::{Pipeline, Result};

/// Catches up with every account where something may be due, each in a transaction of its own. An account that cannot be
/// worked out keeps no other waiting.
pub async fn work(pipeline: &Pipeline) -> Result<()> {
    let mut view = pipeline.db().view().await?;
    let due = billing::due(&mut view, pipeline.now()).await?;
    drop(view);
    for account in due {
        let mut tx = pipeline.db().begin(Wait::Long).await?;
        match billing::catch_up(&mut tx, account, pipeline.now()).await {
            Ok(()) => tx.commit().await?,
            Err(error) => tracing::error!(account = account.0, "a period could not be begun: {error}"),
        }
    }
    Ok(())
}
