//! What every handler may ask for: the database, the pipeline, the settings, the time.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use store::messages::Channel;
use store::{Db, InstallationKey, Micros};

use crate::beside::Beside;
use crate::config::Config;
use crate::pipeline::Pipeline;
use crate::relying_party::RelyingParty;

/// The state of the panel. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    parts: Arc<Parts>,
    beside: Beside,
}

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
        Self { parts: Arc::new(parts), beside: Beside::default() }
    }

    /// The time now as the store takes it.
    pub fn micros(&self) -> Micros {
        Micros(self.now().as_microsecond())
    }

    /// The work beside requests.
    pub const fn beside(&self) -> &Beside {
        &self.beside
    }

    /// Whether a service is set that sends what goes this way; without one it waits in the Outbox.
    pub fn sends(&self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.config.sending.mail.is_some(),
            Channel::Text => self.config.sending.text.is_some(),
        }
    }

    /// The name that passkeys of this installation belong to, where it has one.
    pub fn party(&self) -> Option<RelyingParty> {
        RelyingParty::of(&self.config.public_url)
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}
