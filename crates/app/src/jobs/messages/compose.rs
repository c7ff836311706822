//! From the id of a claimed message to its words and its address, as they are now.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use store::accounts::{self, Account};
use store::callbacks::{Handed, Kind};
use store::ids::{CodeId, LinkId};
use store::messages::{Channel, Due, Notice, NoticeKind};
use store::suppressions::{self, Why};
use store::templates::{self, Templates};
use store::{AccountId, Conn, ImportId, InviteId, Language, Micros, codes, invites, links};

use super::Dispatch;
use crate::messages::templates::default;
use crate::messages::{Invitation, Rendered, Words, join_link, notices, password_link, said, sender};
use crate::pages::times::Times;
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

/// Composes the messages of one claim, in a view from after it. What they have in common is read once, and so is never
/// older than the claim: words that were kept before it are said.
pub struct Composer<'a> {
    conn: &'a mut Conn,
    dispatch: &'a Dispatch,
    channel: Channel,
    now: Micros,
    accounts: BTreeMap<AccountId, Arc<Account>>,
    templates: BTreeMap<AccountId, Arc<Templates>>,
    senders: BTreeMap<(AccountId, Option<ImportId>), Arc<str>>,
}

impl<'a> Composer<'a> {
    /// One that has read nothing yet.
    pub fn new(conn: &'a mut Conn, dispatch: &'a Dispatch, channel: Channel, now: Micros) -> Self {
        let (accounts, templates, senders) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { conn, dispatch, channel, now, accounts, templates, senders }
    }

    /// Composes a message.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn compose(&mut self, claimed: &Claimed) -> Result<Composing> {
        let composing = match claimed {
            Claimed::Invite(due) => self.invitation(due).await?,
            Claimed::Notice(notice) => self.other(notice).await?,
        };
        let Composing::Send(composed) = composing else { return Ok(composing) };
        match suppressions::of_address(self.conn, self.channel, &composed.to).await? {
            Some(known) => Ok(Composing::Not(suppressed(self.channel, known.why).to_owned())),
            None => Ok(Composing::Send(composed)),
        }
    }

    async fn account(&mut self, id: AccountId) -> Result<Arc<Account>> {
        if let Some(known) = self.accounts.get(&id) {
            return Ok(Arc::clone(known));
        }
        let account = Arc::new(accounts::by_id(self.conn, id).await?);
        self.accounts.insert(id, Arc::clone(&account));
        Ok(account)
    }

    async fn templates(&mut self, (id, language): (AccountId, Language)) -> Result<Arc<Templates>> {
        if let Some(known) = self.templates.get(&id) {
            return Ok(Arc::clone(known));
        }
        let templates = templates::get(self.conn, id).await?;
        let templates = Arc::new(templates.unwrap_or_else(|| default(language)));
        self.templates.insert(id, Arc::clone(&templates));
        Ok(templates)
    }

    async fn sender(&mut self, account: &Account, import: Option<ImportId>) -> Result<Arc<str>> {
        let of = (account.id, import);
        if let Some(known) = self.senders.get(&of) {
            return Ok(Arc::clone(known));
        }
        let sender: Arc<str> = sender::of_import(self.conn, account, import).await?.into();
        self.senders.insert(of, Arc::clone(&sender));
        Ok(sender)
    }

    async fn invitation(&mut self, due: &Due<InviteId>) -> Result<Composing> {
        let (channel, now) = (self.channel, self.now);
        let invite = invites::get(self.conn, due.account, due.id).await?;
        if !invite.is_open(now) {
            let lapsed =
                invite.cancelled_at.is_none() && invite.accepted_at.is_none() && invite.expires_at <= now;
            let text = "The link lapsed before the message could be sent. Send the invitation again.";
            return Ok(if lapsed { Composing::Not(text.to_owned()) } else { Composing::Ended });
        }
        let to = match (channel, invite.phone) {
            (Channel::Email, _) => invite.email.clone(),
            (Channel::Text, Some(phone)) => phone.to_string(),
            // The e-mail alone invites whoever has no phone.
            (Channel::Text, None) => return Ok(Composing::Ended),
        };
        let account = self.account(due.account).await?;
        let templates = self.templates((due.account, account.language)).await?;
        let sender = self.sender(&account, invite.import).await?;
        let zone = TimeZone::get(&account.settings.time_zone).unwrap_or(TimeZone::UTC);
        let link = join_link(&self.dispatch.public, &invite.token(&self.dispatch.key));
        let until = said::day(account.language, Times::of(invite.expires_at), Times::of(now), &zone);
        let said = Invitation {
            language: account.language,
            templates: &templates,
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

    async fn other(&mut self, notice: &Notice) -> Result<Composing> {
        let (id, channel, now) = (notice.due.account, self.channel, self.now);
        let account = self.account(id).await?;
        let brings = match (notice.kind, notice.of) {
            (NoticeKind::Changed, _) => String::new(),
            (NoticeKind::Code, Some(code)) => {
                let code = CodeId(code);
                if !codes::holds(self.conn, id, code, now).await? {
                    return Ok(Composing::Not("The code held no longer when it could be sent.".to_owned()));
                }
                self.dispatch.key.code(code)
            }
            (NoticeKind::Password, Some(link)) => {
                let link = LinkId(link);
                if !links::holds(self.conn, id, link, now).await? {
                    return Ok(Composing::Not("The link held no longer when it could be sent.".to_owned()));
                }
                password_link(&self.dispatch.public, &self.dispatch.key.link_token(link))
            }
            (NoticeKind::Code | NoticeKind::Password, None) => return Ok(Composing::Ended),
        };
        let notice_words = notices::Notice {
            language: account.language,
            account: &account.name,
            kind: notice.kind,
            channel,
            brings: &brings,
        };
        let guarded = (channel == Channel::Text).then(|| account.settings.country.clone());
        let (reference, to) = (format!("notice.{}", notice.due.id), notice.address.clone());
        Ok(Composing::Send(Box::new(Composed { reference, to, words: notice_words.words(), guarded })))
    }
}

/// What can be done about an address that nothing is sent to, and who can do it.
pub fn cure(channel: Channel, why: Why) -> &'static str {
    match (channel, why) {
        (Channel::Email, Why::Bounce) => {
            "If the address is right all the same, an Admin can send there again."
        }
        (Channel::Text, Why::Bounce) => "If the number is right all the same, an Admin can send there again.",
        (Channel::Text, Why::Stop) => "Only its owner can lift that, by answering START.",
        (_, Why::Complaint | Why::Stop) => {
            "Nobody here can lift that. Correct the address by an import, or copy the link and hand it on."
        }
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
