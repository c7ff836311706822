//! An invitation that somebody opened in this browser, and what they have shown of it.

use plan::snapshot::Status;
use serde::{Deserialize, Serialize};
use store::invites::{self, Invite};
use store::messages::Channel;
use store::{InviteId, Token};
use tower_sessions::Session;

use super::page::Gone;
use crate::error::Result;
use crate::state::AppState;

const SHOWN: &str = "shown";

/// What was shown by a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) enum Shown {
    /// That the phone is theirs.
    Phone,
    /// That the e-mail address is theirs, where no text arrived.
    Email,
}

impl Shown {
    pub const fn of(channel: Channel) -> Self {
        match channel {
            Channel::Email => Self::Email,
            Channel::Text => Self::Phone,
        }
    }
}

/// An invitation that is open.
#[derive(Debug)]
pub(in super::super) struct Opened {
    pub invite: Invite,
    pub token: String,
    pub shown: Option<Shown>,
}

/// What a browser remembers of what was shown.
#[derive(Serialize, Deserialize)]
struct Memory {
    invite: InviteId,
    generation: i64,
    shown: Shown,
}

impl Opened {
    /// Opens a link. One that is good no more says why, as far as whoever holds it may know.
    pub async fn open(state: &AppState, session: &Session, token: &str) -> Result<Result<Self, Gone>> {
        let found = invites::find(&mut *state.db.view().await?, &Token::from_link(token)).await;
        let invite = match found {
            Ok(invite) => invite,
            Err(store::Error::NotFound(_)) => return Ok(Err(Gone::Unknown)),
            Err(error) => return Err(error.into()),
        };
        if !invite.is_open(state.micros()) {
            return Ok(Err(why(&invite, token)));
        }
        let memory = session.get::<Memory>(SHOWN).await?;
        let shown = memory
            .filter(|memory| memory.invite == invite.id && memory.generation == invite.generation)
            .map(|memory| memory.shown);
        Ok(Ok(Self { invite, token: token.to_owned(), shown }))
    }

    /// Remembers in this browser what was shown.
    pub async fn remember(&self, session: &Session, shown: Shown) -> Result<()> {
        let memory = Memory { invite: self.invite.id, generation: self.invite.generation, shown };
        Ok(session.insert(SHOWN, memory).await?)
    }

    /// Whether something has still to be shown before the person may join. Who has no phone joins as where no texts are sent.
    pub fn is_to_show(&self, state: &AppState) -> bool {
        self.shown.is_none() && self.invite.phone.is_some() && state.sends(Channel::Text)
    }

    /// Where a code would go on a channel.
    pub fn address(&self, channel: Channel) -> Option<String> {
        match channel {
            Channel::Email => Some(self.invite.email.clone()),
            Channel::Text => self.invite.phone.map(|phone| phone.to_string()),
        }
    }

    /// The path of the page.
    pub fn path(&self) -> String {
        format!("/join/{}", self.token)
    }
}

/// Why a known link is good no more.
fn why(invite: &Invite, token: &str) -> Gone {
    if invite.accepted_at.is_some() {
        Gone::Used
    } else if invite.status == Status::Invited && invite.cancelled_at.is_none() {
        Gone::Lapsed { token: token.to_owned() }
    } else {
        Gone::Unknown
    }
}
