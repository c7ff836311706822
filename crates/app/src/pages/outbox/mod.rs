//! The messages that would have gone out: while no mail or text service is set, they wait here with their links.

use askama::Template;

use super::filters;
use super::layout::Shell;
use super::ui::{Choice, Moment, Pager};

/// How a message would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// To an address.
    Email,
    /// To a mobile phone.
    Text,
}

impl Channel {
    const fn word(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::Text => "Text",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Email => "mail",
            Self::Text => "message",
        }
    }
}

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// A number that is its own on this page.
    pub id: i64,
    /// How it would go.
    pub channel: Channel,
    /// Whom it is for.
    pub name: String,
    /// The person's page.
    pub href: String,
    /// The address or the number.
    pub to: String,
    /// The subject of an e-mail.
    pub subject: Option<String>,
    /// The whole text as it would be read.
    pub text: String,
    /// The link in it.
    pub link: Option<String>,
    /// Since when it waits.
    pub when: Moment,
}

/// The page of messages that wait.
#[derive(Clone, Debug, Template)]
#[template(path = "outbox/list.html")]
pub struct OutboxPage {
    /// Who is signed in.
    pub shell: Shell,
    /// What was looked for.
    pub find: String,
    /// The channels to choose from.
    pub channels: Vec<Choice>,
    /// Whether the list is narrowed.
    pub active: bool,
    /// Why the messages wait, naming the services that are not set: `mail and text`.
    pub missing: Option<&'static str>,
    /// The messages, the latest first.
    pub messages: Vec<Message>,
    /// `1 to 50 of 184 messages`.
    pub summary: String,
    /// The pages of the list.
    pub pager: Pager,
}
