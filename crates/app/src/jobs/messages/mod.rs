//! Messages on their way. Each channel is a lane of its own, so that a provider which is dead holds up nobody but itself;
//! where no provider is set for a channel, its messages go to the Outbox, where their links can be copied.
//!
//! A lane claims messages, composes each from its id, hands it to its provider outside of any transaction, and writes
//! down what became of it. Nothing here knows what a message says ([`crate::messages`]) or how it travels
//! ([`crate::outside`]). Start at [`lane`].

mod bucket;
mod compose;
mod guard;
pub mod lane;
mod settle;

use std::time::Duration;

use store::messages::{self, Channel};
use store::{InstallationKey, Wait};

pub use self::compose::{cure, suppressed};
pub use self::guard::WINDOW as GUARDED;
pub use self::settle::cut;
use super::backoff::Pauses;
use crate::config::PublicUrl;
use crate::outside::Outside;
use crate::pipeline::{Pipeline, Result};

/// Messages of each kind that are put into the Outbox in one transaction: few enough that others get their turn to write.
const BATCH: u32 = 2_000;

/// How long messages wait that a provider did not take: for an hour or so, because providers are down for minutes and
/// mail servers ask strangers to come back in a quarter of an hour.
const PAUSES: Pauses =
    Pauses { first: Duration::from_secs(5), longest: Duration::from_mins(15), attempts: 13 };

/// After so many lost answers nobody tries any more: it may have come each time.
const MOST_UNSURE: u32 = 5;

/// What it takes to send messages.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// The providers.
    pub outside: Outside,
    /// Signs the links and makes the codes.
    pub key: InstallationKey,
    /// What links begin with.
    pub public: PublicUrl,
}

/// Puts messages of a channel that are due into the Outbox, a batch of each kind; says whether there were any.
pub async fn shelve(pipeline: &Pipeline, channel: Channel) -> Result<bool> {
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
