//! The providers that carry messages to people: a mail server, an API for text messages, or a webhook for either. Beside them,
//! in [`stripe`], who collects what seats cost.
//!
//! A [`Provider`] is handed one message and says what became of it; it keeps no queue, knows no person and writes nothing
//! down. Trying again is the work of [`crate::jobs::messages`]. Start at [`Outside::new`].

pub mod email;
pub mod http;
pub mod signing;
pub mod sms;
pub mod stripe;
pub mod webhook;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use store::callbacks::Handed;
use store::messages::Channel;
use store::suppressions::Why;

use crate::config::sending::{MailBy, Rate, Sending, TextBy};
use crate::config::{BadSetting, PublicUrl};

/// One message to one person, in its words.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// Which handing over it is.
    pub handed: Handed,
    /// Names the message, and is the same each time that it is tried: whoever gets it twice can tell.
    pub reference: &'a str,
    /// The one address it goes to.
    pub to: &'a str,
    /// The subject; of an e-mail only.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// The same as a page; of an e-mail only.
    pub html: &'a str,
}

/// What became of a message that was handed to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The provider has it, and calls it so.
    Accepted {
        /// What the provider calls it.
        id: Option<String>,
    },
    /// It will not take this message, now or ever.
    Refused {
        /// The provider's words.
        words: String,
        /// Whether nothing else can be sent to the address either.
        suppress: Option<Why>,
    },
    /// It does not take this message now.
    Later {
        /// The provider's words.
        words: String,
        /// How long it wants to be left alone with it.
        after: Option<Duration>,
    },
    /// It takes nothing now, whatever it is: it cannot be reached, does not let us in, or has had too much.
    Closed {
        /// The provider's words, or what was in the way.
        words: String,
        /// How long it wants to be left alone.
        after: Option<Duration>,
    },
    /// It was sent, and the answer was lost: the provider may have it or not.
    Unsure {
        /// What was in the way.
        words: String,
    },
}

/// Somebody who carries messages of one channel.
#[async_trait]
pub trait Provider: fmt::Debug + Send + Sync {
    /// Hands over one message, within `time`.
    async fn hand_over(&self, message: &Message<'_>, time: Duration) -> Answer;
}

/// A provider, and how it wants to be treated.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// The provider.
    pub provider: Arc<dyn Provider>,
    /// The most messages a second.
    pub rate: Rate,
    /// How long it may take for one message.
    pub time: Duration,
}

/// The providers of an installation. A channel without one has its messages in the Outbox.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// For e-mail.
    pub mail: Option<Carrier>,
    /// For text messages.
    pub text: Option<Carrier>,
}

impl Outside {
    /// The providers of some settings.
    ///
    /// # Errors
    /// Where a certificate cannot be read.
    pub fn new(sending: &Sending, public: &PublicUrl) -> Result<Self, BadSetting> {
        let mail: Option<Arc<dyn Provider>> = match &sending.mail {
            Some(MailBy::Smtp(smtp)) => Some(Arc::new(email::MailServer::new(smtp)?)),
            Some(MailBy::Webhook(hook)) => Some(Arc::new(webhook::Webhook::new(hook)?)),
            None => None,
        };
        let text: Option<Arc<dyn Provider>> = match &sending.text {
            Some(TextBy::Twilio(twilio)) => Some(Arc::new(sms::Api::new(twilio, public)?)),
            Some(TextBy::Webhook(hook)) => Some(Arc::new(webhook::Webhook::new(hook)?)),
            None => None,
        };
        let carrier = |provider, rate| Carrier { provider, rate, time: sending.time };
        Ok(Self {
            mail: mail.map(|provider| carrier(provider, sending.mail_rate)),
            text: text.map(|provider| carrier(provider, sending.text_rate)),
        })
    }

    /// The provider of a channel.
    pub const fn carrier(&self, channel: Channel) -> Option<&Carrier> {
        match channel {
            Channel::Email => self.mail.as_ref(),
            Channel::Text => self.text.as_ref(),
        }
    }
}
