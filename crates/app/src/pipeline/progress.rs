//! How far the imports that this process applies have come.
//!
//! Progress lives here and not in the database: the transaction that applies an import shows nothing before its end, and
//! a second one that wrote progress would wait for it. Other processes say since when the import runs.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use store::{AccountId, ImportId};

type Running = HashMap<(AccountId, ImportId), Arc<Meter>>;

/// The imports that are being applied here.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Mutex<Running>>);

/// Rows done of one import.
#[derive(Debug)]
pub struct Meter {
    done: AtomicU32,
    total: u32,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Rows written.
    pub rows: u32,
    /// Rows to write.
    pub total: u32,
}

impl Meter {
    /// Says that this many rows are written by now.
    pub fn set(&self, rows: u32) {
        self.done.store(rows.min(self.total), Ordering::Relaxed);
    }
}

impl Progress {
    /// Says that an import is being applied, until the answer is dropped.
    pub fn begin(&self, account: AccountId, import: ImportId, total: u32) -> Guard {
        let meter = Arc::new(Meter { done: AtomicU32::new(0), total });
        self.map(|running| running.insert((account, import), Arc::clone(&meter)));
        Guard { progress: self.clone(), key: (account, import), meter }
    }

    /// How far an import has come; `None` where it is not being applied here.
    pub fn of(&self, account: AccountId, import: ImportId) -> Option<Done> {
        self.map(|running| {
            let meter = running.get(&(account, import))?;
            Some(Done { rows: meter.done.load(Ordering::Relaxed), total: meter.total })
        })
    }

    fn map<T>(&self, use_it: impl FnOnce(&mut Running) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// An import that is being applied here.
#[derive(Debug)]
pub struct Guard {
    progress: Progress,
    key: (AccountId, ImportId),
    meter: Arc<Meter>,
}

impl Guard {
    /// Where the rows done are counted.
    pub const fn meter(&self) -> &Arc<Meter> {
        &self.meter
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.progress.map(|running| running.remove(&self.key));
    }
}
