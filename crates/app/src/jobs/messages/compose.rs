//! From the id of a claimed message to its words and its address, as they are now.

use jiff::tz::TimeZone;
use store::callbacks::{Handed, Kind};
use store::ids::{CodeId, LinkId};
use store::messages::{Channel, Due, Notice, NoticeKind};
use store::suppressions::{self, Why};
use store::{Conn, InviteId, Micros, accounts, codes, invites, links, templates};

use super::Dispatch;
use crate::messages::templates::default;
use crate::messages::{Invitation, Rendered, Words, join_link, notices, password_link, sender};
use crate::pages::times::Times;
use crate::pages::words;
use crate::pipeline::Result;

/// A message in the hands of this worker.
#[derive(Clone, Debug)]
pub enum Claimed {
    /// An invitation.
    Invite(Due<InviteId>),
    /// Any other.
    Notice(Notice),
}

impl Claimed {
    /// Which handing over it is.
    pub fn handed(&self, channel: Channel) -> Handed {
        let (account, kind, id, fence) = match self {
            Self::Invite(due) => (due.account, Kind::Invite, due.id.0, due.fence),
            Self::Notice(notice) => (notice.due.account, Kind::Notice, notice.due.id.0, notice.due.fence),
        };
        Handed { channel, account, kind, id, fence }
    }

    /// How often it was claimed, this time included.
    pub const fn attempts(&self) -> u32 {
        match self {
            Self::Invite(due) => due.attempts,
            Self::Notice(notice) => notice.due.attempts,
        }
    }

    /// How often the answer about it was lost.
    pub const fn unsure(&self) -> u32 {
        match self {
            Self::Invite(due) => due.unsure,
            Self::Notice(notice) => notice.due.unsure,
        }
    }
}

/// A message that can be sent.
#[derive(Clone, Debug)]
pub struct Composed {
    /// Names it, the same each time that it is tried.
    pub reference: String,
    /// Where it goes.
    pub to: String,
    /// What it says.
    pub words: Words,
    /// The country of the account, where the text is one that people can ask for.
    pub guarded: Option<String>,
}

/// What is to be done with a claimed message.
#[derive(Clone, Debug)]
pub enum Composing {
    /// To send it.
    Send(Box<Composed>),
    /// Nobody wants it any more.
    Ended,
    /// It cannot be sent, with the reason.
    Not(String),
}

/// Composes a message.
///
/// # Errors
/// Where the database cannot be read.
pub async fn compose(
    conn: &mut Conn,
    dispatch: &Dispatch,
    channel: Channel,
    claimed: &Claimed,
    now: Micros,
) -> Result<Composing> {
    let composing = match claimed {
        Claimed::Invite(due) => invitation(conn, dispatch, channel, due, now).await?,
        Claimed::Notice(notice) => other(conn, dispatch, channel, notice, now).await?,
    };
    let Composing::Send(composed) = composing else { return Ok(composing) };
    match suppressions::of_address(conn, channel, &composed.to).await? {
        Some(known) => Ok(Composing::Not(suppressed(channel, known.why).to_owned())),
        None => Ok(Composing::Send(composed)),
    }
}

/// Why nothing is sent to an address, as a sentence.
pub fn suppressed(channel: Channel, why: Why) -> &'static str {
    match (channel, why) {
        (Channel::Email, Why::Bounce) => {
            "Nothing is sent to this address, because an e-mail to it came back as undeliverable."
        }
        (Channel::Text, Why::Bounce) => {
            "Nothing is sent to this number, because it cannot get text messages."
        }
        (Channel::Email, _) => "Nothing is sent to this address, because its owner asked for that.",
        (Channel::Text, _) => {
            "Nothing is sent to this number, because its owner answered STOP. They can answer START."
        }
    }
}

async fn invitation(
    conn: &mut Conn,
    dispatch: &Dispatch,
    channel: Channel,
    due: &Due<InviteId>,
    now: Micros,
) -> Result<Composing> {
    let invite = invites::get(conn, due.account, due.id).await?;
    if !invite.is_open(now) {
        let lapsed =
            invite.cancelled_at.is_none() && invite.accepted_at.is_none() && invite.expires_at <= now;
        let text = "The link lapsed before the message could be sent. Send the invitation again.";
        return Ok(if lapsed { Composing::Not(text.to_owned()) } else { Composing::Ended });
    }
    let to = match (channel, invite.phone) {
        (Channel::Email, _) => invite.email.clone(),
        (Channel::Text, Some(phone)) => phone.to_string(),
        (Channel::Text, None) => return Ok(Composing::Not("The person has no phone.".to_owned())),
    };
    let account = accounts::by_id(conn, due.account).await?;
    let said = templates::get(conn, due.account).await?.unwrap_or_else(default);
    let sender = sender::of_import(conn, &account, invite.import).await?;
    let zone = TimeZone::get(&account.settings.time_zone).unwrap_or(TimeZone::UTC);
    let link = join_link(&dispatch.public, &invite.token(&dispatch.key));
    let until = words::day(Times::of(invite.expires_at), Times::of(now), &zone);
    let said = Invitation {
        templates: &said,
        account: &account.name,
        first_name: &invite.first_name,
        sender: &sender,
        link: &link,
        until: &until,
    };
    let Rendered { subject, text, html, sms } = said.render();
    let words = match channel {
        Channel::Email => Words { subject, text, html },
        Channel::Text => Words { subject: String::new(), text: sms, html: String::new() },
    };
    // Sent again on purpose, it is another message: the link lapses later then.
    let reference = format!("invite.{}.{}.{}", invite.id, invite.generation, invite.expires_at.0);
    Ok(Composing::Send(Box::new(Composed { reference, to, words, guarded: None })))
}

async fn other(
    conn: &mut Conn,
    dispatch: &Dispatch,
    channel: Channel,
    notice: &Notice,
    now: Micros,
) -> Result<Composing> {
    let id = notice.due.account;
    let account = accounts::by_id(conn, id).await?;
    let brings = match (notice.kind, notice.of) {
        (NoticeKind::Changed, _) => String::new(),
        (NoticeKind::Code, Some(code)) => {
            let code = CodeId(code);
            if !codes::holds(conn, id, code, now).await? {
                return Ok(Composing::Not("The code held no longer when it could be sent.".to_owned()));
            }
            dispatch.key.code(code)
        }
        (NoticeKind::Password, Some(link)) => {
            let link = LinkId(link);
            if !links::holds(conn, id, link, now).await? {
                return Ok(Composing::Not("The link held no longer when it could be sent.".to_owned()));
            }
            password_link(&dispatch.public, &dispatch.key.link_token(link))
        }
        (NoticeKind::Code | NoticeKind::Password, None) => return Ok(Composing::Ended),
    };
    let notice_words =
        notices::Notice { account: &account.name, kind: notice.kind, channel, brings: &brings };
    let guarded = (channel == Channel::Text).then_some(account.settings.country);
    let (reference, to) = (format!("notice.{}", notice.due.id), notice.address.clone());
    Ok(Composing::Send(Box::new(Composed { reference, to, words: notice_words.words(), guarded })))
}
