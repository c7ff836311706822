//! The one way from a file to an applied import, for web pages, command line and worker alike.
//!
//! A [`Pipeline`] reads what it needs from the database, lets `plan` compute, and writes what was decided. It decides
//! nothing by itself: no rule of the domain and no SQL lives here. Of an import in progress only the inputs are stored,
//! and the plan is computed anew; a cache bounded by bytes makes that cheap, and losing it costs time only, so an import
//! can be gone on with in another process of the same database.
//!
//! Start at [`Pipeline`]. Files come in by [`incoming`], [`planning`] computes, [`inputs`] holds what an admin changes,
//! [`reading`] reads the original another way, [`applying`] agrees and does. [`form`] does all of it at once, for a form.

pub mod applying;
pub mod day;
pub mod desk;
pub mod error;
pub mod form;
pub mod incoming;
pub mod inputs;
pub mod lru;
pub mod planning;
pub mod progress;
pub mod reading;
mod seen;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use jiff::Timestamp;
use plan::read::{Limits, WorkbookReader};
use store::{AccountId, Db, ImportId, InstallationKey, Micros};
use tokio::sync::{OwnedMutexGuard, watch};

pub use self::applying::{Agreed, Approved};
use self::desk::Desk;
pub use self::error::{Error, Result};
pub use self::incoming::{Incoming, Start};
use self::lru::Lru;
pub use self::planning::Inputs;
use self::progress::Progress;
use crate::metrics::Metrics;

/// Bytes of sheets, drafts and plans that are remembered where nothing else is said.
pub const CACHE_BYTES: usize = 512 << 20;

/// From a file to an applied import. Cheap to clone; clones share their cache.
#[derive(Clone)]
pub struct Pipeline(Arc<Parts>);

struct Parts {
    tools: Tools,
    desks: Mutex<Lru<(AccountId, ImportId), Desk>>,
    turns: Mutex<HashMap<AccountId, Weak<tokio::sync::Mutex<()>>>>,
    progress: Progress,
    work: watch::Sender<()>,
    seen: seen::Seen,
    metrics: Metrics,
}

/// What a pipeline works with.
pub struct Tools {
    /// The database.
    pub db: Db,
    /// Signs the links of invites.
    pub key: InstallationKey,
    /// How long the link of an invite can be used from when it goes out.
    pub invite_lifetime: Duration,
    /// Reads workbooks where that can do no harm.
    pub reader: Box<dyn WorkbookReader + Send + Sync>,
    /// How much of a file is read.
    pub limits: Limits,
    /// What time it is.
    pub clock: fn() -> Timestamp,
    /// Bytes of sheets, drafts and plans that are remembered.
    pub cache_bytes: usize,
}

impl Pipeline {
    /// A pipeline with an empty cache.
    pub fn new(tools: Tools) -> Self {
        let desks = Mutex::new(Lru::new(tools.cache_bytes));
        Self(Arc::new(Parts {
            tools,
            desks,
            turns: Mutex::default(),
            progress: Progress::default(),
            work: watch::Sender::default(),
            seen: seen::Seen::default(),
            metrics: Metrics::default(),
        }))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.tools.db
    }

    /// How much of a file is read.
    pub fn limits(&self) -> &Limits {
        &self.0.tools.limits
    }

    /// How far the imports that this process applies have come.
    pub fn progress(&self) -> &Progress {
        &self.0.progress
    }

    /// What this process counts of its work.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// What time it is.
    pub fn now(&self) -> Micros {
        Micros((self.0.tools.clock)().as_microsecond())
    }

    /// Changes whenever there may be new work for the worker of this process.
    pub fn work(&self) -> watch::Receiver<()> {
        self.0.work.subscribe()
    }

    /// Says that there may be work for the worker of this process.
    pub fn call_worker(&self) {
        self.0.work.send_replace(());
    }

    /// Waits until nothing else of this account is being planned here; it is then the caller's turn until the answer is
    /// dropped.
    pub async fn turn(&self, account: AccountId) -> OwnedMutexGuard<()> {
        let queue = {
            let mut turns = self.0.turns.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, queue| queue.strong_count() > 0);
            if let Some(queue) = turns.get(&account).and_then(Weak::upgrade) {
                queue
            } else {
                let queue = Arc::default();
                turns.insert(account, Arc::downgrade(&queue));
                queue
            }
        };
        queue.lock_owned().await
    }

    /// What is remembered of an import.
    fn desk(&self, account: AccountId, import: ImportId) -> Desk {
        let mut desks = self.0.desks.lock().unwrap_or_else(PoisonError::into_inner);
        desks.get(&(account, import)).unwrap_or_default()
    }

    /// Remembers what was worked out of an import.
    fn remember(&self, account: AccountId, import: ImportId, desk: Desk) {
        let bytes = desk.bytes();
        let mut desks = self.0.desks.lock().unwrap_or_else(PoisonError::into_inner);
        desks.put((account, import), desk, bytes);
    }

    /// Forgets everything worked out so far, as a new process would.
    pub fn forget(&self) {
        let mut desks = self.0.desks.lock().unwrap_or_else(PoisonError::into_inner);
        *desks = Lru::new(self.0.tools.cache_bytes);
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("db", self.db())
            .field("limits", self.limits())
            .finish_non_exhaustive()
    }
}

/// Runs what only computes on a thread that may block.
async fn compute<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Ended)
}
