//! What every handler may ask for: the database, the pipeline, the settings, the time.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use axum::extract::FromRef;
use jiff::Timestamp;
use store::messages::Channel;
use store::{Db, InstallationKey, Micros};

use crate::beside::Beside;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::outside::stripe::Api;
use crate::pipeline::Pipeline;
use crate::provider::{Calls, LONGEST};
use crate::relying_party::RelyingParty;

/// The state of the panel. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    parts: Arc<Parts>,
    beside: Beside,
    calls: Arc<OnceLock<Calls>>,
    stripe: Arc<OnceLock<Api>>,
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
        Self {
            parts: Arc::new(parts),
            beside: Beside::default(),
            calls: Arc::default(),
            stripe: Arc::default(),
        }
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

    /// Who calls the providers of companies.
    ///
    /// # Errors
    /// Where the system offers no TLS.
    pub fn calls(&self) -> Result<&Calls> {
        if self.calls.get().is_none() {
            let made = Calls::new(self.config.sso_reach, LONGEST).map_err(Error::failed)?;
            // Somebody else may have been faster, with the same.
            let _ = self.calls.set(made);
        }
        self.calls.get().ok_or_else(|| Error::failed("nobody calls providers"))
    }

    /// The payment service, where one is set.
    ///
    /// # Errors
    /// Where the system offers no TLS.
    pub fn stripe(&self) -> Result<Option<&Api>> {
        let Some(stripe) = &self.config.stripe else { return Ok(None) };
        if self.stripe.get().is_none() {
            let made = Api::new(stripe, self.key.name()).map_err(Error::failed)?;
            // Somebody else may have been faster, with the same.
            let _ = self.stripe.set(made);
        }
        Ok(self.stripe.get())
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

impl FromRef<AppState> for Pipeline {
    fn from_ref(state: &AppState) -> Self {
        state.pipeline.clone()
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}
