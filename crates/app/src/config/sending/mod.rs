//! How e-mail and text messages are sent: each by a provider, by a webhook, or not at all, and then they stand in the
//! Outbox.
//!
//! [`SendingSettings`] is what was said, [`Sending`] what holds.

mod read;
mod settings;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use lettre::Address;
use reqwest::Url;

pub(super) use self::read::{http_url, lacks};
pub use self::settings::SendingSettings;
use super::BadSetting;

/// How messages are sent.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// E-mail.
    pub mail: Option<MailBy>,
    /// Text messages.
    pub text: Option<TextBy>,
    /// The most e-mails a second.
    pub mail_rate: Rate,
    /// The most text messages a second.
    pub text_rate: Rate,
    /// What signs the reports on e-mails.
    pub mail_hook: Option<Secret>,
    /// How long a provider may take for one message.
    pub time: Duration,
}

/// How e-mail is sent.
#[derive(Clone, Debug)]
pub enum MailBy {
    /// By a mail server.
    Smtp(Smtp),
    /// By a webhook.
    Webhook(Webhook),
}

/// How text messages are sent.
#[derive(Clone, Debug)]
pub enum TextBy {
    /// By an API that is compatible with Twilio's.
    Twilio(Twilio),
    /// By a webhook.
    Webhook(Webhook),
}

/// A mail server and whom it sends for.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// Who signs in there, and the password.
    pub login: Option<(String, Secret)>,
    /// A certificate authority besides those of the system.
    pub authority: Option<PathBuf>,
    /// Whom messages come from.
    pub from: Sender,
}

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// From its first byte.
    Wrapped,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// By STARTTLS where the server offers it.
    Opportunistic,
    /// Not at all: for a relay on the same machine.
    Never,
}

/// Whom e-mails come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The name, if one was said.
    pub name: Option<String>,
    /// The address.
    pub address: Address,
}

/// An API that is compatible with Twilio's.
#[derive(Clone, Debug)]
pub struct Twilio {
    /// The base address, without a slash at its end.
    pub base: Url,
    /// The account.
    pub account: String,
    /// The token.
    pub token: Secret,
    /// A number, a name, or a messaging service.
    pub from: String,
}

/// An address that messages are posted to.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The address.
    pub url: Url,
    /// What signs the bodies.
    pub secret: Secret,
}

/// A text that is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret as it was said.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Messages a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate(pub f64);

impl Default for Rate {
    /// What providers take of a customer they do not know yet, or less.
    fn default() -> Self {
        Self(10.0)
    }
}

impl FromStr for Rate {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rate = text.parse::<f64>().ok().filter(|rate| (0.01..=10_000.0).contains(rate));
        rate.map(Self).ok_or_else(|| BadSetting("a rate is messages a second, such as 10 or 0.5".to_owned()))
    }
}

impl Sending {
    /// The settings that hold, given what was said.
    ///
    /// # Errors
    /// Where half of what a provider needs is missing, or two are said for one channel.
    pub fn new(said: &SendingSettings) -> Result<Self, BadSetting> {
        let secret = |text: &Option<String>| text.clone().map(Secret::new);
        Ok(Self {
            mail: read::mail(said)?,
            text: read::text(said)?,
            mail_rate: said.mail_rate.unwrap_or_default(),
            text_rate: said.sms_rate.unwrap_or_default(),
            mail_hook: secret(&said.mail_hook_secret),
            time: Duration::from_secs(said.send_timeout),
        })
    }
}

impl FromStr for Sender {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || {
            BadSetting(
                "MUSTER_MAIL_FROM is an address, or a name and an address in angle brackets.".to_owned(),
            )
        };
        let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text.trim()),
        };
        // One sender: whatever else stands before the address is no name.
        if text.chars().any(char::is_control) || name.contains(['<', '>', '@']) {
            return Err(bad());
        }
        let address = address.parse().map_err(|_| bad())?;
        Ok(Self { name: Some(name.to_owned()).filter(|name| !name.is_empty()), address })
    }
}
