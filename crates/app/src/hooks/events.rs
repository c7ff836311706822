//! Reports in our own form, as JSON: one event, an array of them, or `{"events": […]}`.

use plan::value::email::EmailAddress;
use plan::value::phone::PhoneNumber;
use serde::Deserialize;
use store::callbacks::{self, Handed, Report};
use store::messages::Channel;
use store::suppressions::{self, Why};
use store::{Micros, Tx};

use super::Refusal;

/// One event of a message or a person.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// What happened.
    #[serde(rename = "event")]
    what: What,
    /// What the provider calls the message: what it answered when it took it, or the Message-ID of an e-mail.
    #[serde(default)]
    id: Option<String>,
    /// The address, where the message is not known any more.
    #[serde(default)]
    to: Option<String>,
    /// Whether a bounce is for good.
    #[serde(default)]
    hard: bool,
    /// The provider's words.
    #[serde(default)]
    text: String,
}

/// What can happen. Whatever else a provider reports is of no matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Sent,
    Delivered,
    Failed,
    Bounced,
    Complained,
    Stop,
    Start,
    #[serde(other)]
    Other,
}

/// The three forms in which events come.
#[derive(Deserialize)]
#[serde(untagged)]
enum Body {
    Many(Vec<Event>),
    Wrapped { events: Vec<Event> },
    One(Event),
}

/// Reads the events of a body.
pub fn read(body: &[u8]) -> Result<Vec<Event>, Refusal> {
    match serde_json::from_slice(body).map_err(|_| Refusal::Unreadable)? {
        Body::Many(events) | Body::Wrapped { events } => Ok(events),
        Body::One(event) => Ok(vec![event]),
    }
}

/// Writes down what an event says.
pub async fn write(tx: &mut Tx, channel: Channel, event: &Event, now: Micros) -> Result<(), Refusal> {
    let handed = match &event.id {
        Some(id) => known(tx, channel, id).await?,
        None => None,
    };
    let words = crate::jobs::messages::cut(&event.text);
    let words = if words.is_empty() { "The provider says that it will not arrive." } else { &words };
    if let (Some(handed), Some(report)) = (handed, report(event.what, words)) {
        let changed = callbacks::report(tx, &handed, report, now).await?;
        tracing::debug!(message = %handed, event = ?event.what, changed, "a report");
    }
    let why = match event.what {
        What::Bounced if event.hard => Some(Why::Bounce),
        What::Complained => Some(Why::Complaint),
        What::Stop => Some(Why::Stop),
        _ => None,
    };
    let Some(address) = address(tx, channel, handed.as_ref(), event).await? else { return Ok(()) };
    if let Some(why) = why {
        suppressions::add(tx, channel, &address, why, words, now).await?;
    } else if event.what == What::Start {
        suppressions::start(tx, &address).await?;
    }
    Ok(())
}

/// The message that a provider calls so; some leave the angle brackets of a Message-ID away.
async fn known(tx: &mut Tx, channel: Channel, id: &str) -> Result<Option<Handed>, Refusal> {
    if let Some(handed) = callbacks::find(tx, channel, id).await? {
        return Ok(Some(handed));
    }
    Ok(callbacks::find(tx, channel, &format!("<{id}>")).await?)
}

const fn report(event: What, words: &str) -> Option<Report<'_>> {
    match event {
        What::Sent => Some(Report::Sent),
        What::Delivered => Some(Report::Delivered),
        What::Failed | What::Bounced => Some(Report::Failed(words)),
        What::Complained | What::Stop | What::Start | What::Other => None,
    }
}

/// The address in the form in which the database has it: that of the message, else the one that is said.
async fn address(
    tx: &mut Tx,
    channel: Channel,
    handed: Option<&Handed>,
    event: &Event,
) -> Result<Option<String>, Refusal> {
    if let Some(said) = &event.to {
        return Ok(match channel {
            Channel::Email => EmailAddress::parse(said).ok().map(|address| address.to_string()),
            Channel::Text => PhoneNumber::from_e164(said).map(|phone| phone.to_string()),
        });
    }
    match handed {
        Some(handed) => Ok(callbacks::address(tx, handed).await?),
        None => Ok(None),
    }
}
