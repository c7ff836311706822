//! What every handler may ask for: the database, the pipeline, the settings, the time.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use store::{Db, InstallationKey, Micros};

use crate::config::Config;
use crate::pipeline::Pipeline;

/// The state of the panel. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState(Arc<Parts>);

/// What the state is made of.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// From a file to an applied import, on the same database.
    pub pipeline: Pipeline,
    /// The settings that hold.
    pub config: Config,
    /// The key of this installation, which signs links.
    pub key: InstallationKey,
    /// The clock of the system; tests have one of their own.
    pub clock: fn() -> Timestamp,
}

impl AppState {
    /// The state of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The time now as the store takes it.
    pub fn micros(&self) -> Micros {
        Micros(self.now().as_microsecond())
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
