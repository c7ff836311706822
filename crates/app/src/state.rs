//! What every handler may ask for: the database, the settings, the time.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use store::{Db, InstallationKey};

use crate::clock;
use crate::config::Config;

/// The state of the panel. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState(Arc<Parts>);

/// What the state is made of.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The settings that hold.
    pub config: Config,
    /// The key of this installation, which signs links.
    pub key: InstallationKey,
    /// The clock; tests have one of their own.
    pub clock: fn() -> Timestamp,
}

impl AppState {
    /// The state of a panel on this database, by the clock of the system.
    pub fn new(db: Db, config: Config, key: InstallationKey) -> Self {
        Self::with_clock(db, config, key, clock::now)
    }

    /// The same with another clock.
    pub fn with_clock(db: Db, config: Config, key: InstallationKey, clock: fn() -> Timestamp) -> Self {
        Self(Arc::new(Parts { db, config, key, clock }))
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
