//! The queue of messages: invitations, each with a state per channel, and notices to old addresses.
//!
//! An invite row is its own entry in the queue of each channel. Claims work as in [`crate::jobs`]: a lease and a fencing
//! number. What a message says and where it goes is read when it is sent; the queue holds ids only.

use std::time::Duration;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{AccountId, ImportId, InviteId, NoticeId, UserId};
use crate::jobs::{count, locked};
use crate::page::{Listed, Page};
use crate::search;
use crate::sql::{Row, sql};
use crate::time::Micros;

/// A way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// By e-mail.
    Email,
    /// By text message.
    Text,
}

impl Channel {
    /// Both channels.
    pub const ALL: [Self; 2] = [Self::Email, Self::Text];

    /// The name in the database, and what the columns of the channel begin with.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Text => "text",
        }
    }

    /// The channel with a name.
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }
}

/// A claimed message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due<I> {
    /// The invite or notice.
    pub id: I,
    /// The account it belongs to.
    pub account: AccountId,
    /// Whom it goes to.
    pub user: UserId,
    /// How often it was claimed, this time included.
    pub attempts: u32,
    /// The fencing number of this claim.
    pub fence: i64,
    /// How often the word of a provider about it was lost, the last holder's included where it died.
    pub unsure: u32,
}

/// What became of a claimed message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled<'a> {
    /// It was handed to a provider.
    Sent,
    /// No provider is set: it stands in the Outbox, with its link.
    Outbox,
    /// It is tried again at a later time.
    Later(Micros, &'a str),
    /// It may have been handed over, for the answer was lost: it is tried again at a later time, and that is counted.
    Unsure(Micros, &'a str),
    /// It was not tried at all; that is no attempt.
    Back(Micros),
    /// It is given up, with the provider's words.
    Failed(&'a str),
    /// Nobody wants it any more.
    Ended,
}

impl Settled<'_> {
    const fn state(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Outbox => "outbox",
            Self::Later(..) | Self::Unsure(..) | Self::Back(_) => "queued",
            Self::Failed(_) => "failed",
            Self::Ended => "ended",
        }
    }

    const fn error(&self) -> Option<&str> {
        match self {
            Self::Later(_, error) | Self::Unsure(_, error) | Self::Failed(error) => Some(error),
            Self::Sent | Self::Outbox | Self::Back(_) | Self::Ended => None,
        }
    }
}

/// Claims up to `most` invites that are due on a channel, until `now` + `lease`. One whose last holder never said what
/// became of it, because it died, may have been sent: that counts as unsure.
pub async fn claim_invites(
    tx: &mut Tx,
    channel: Channel,
    now: Micros,
    lease: Duration,
    most: u32,
) -> Result<Vec<Due<InviteId>>> {
    let (on, lock) = (channel.as_str(), locked(tx.engine()));
    let text = format!(
        "UPDATE invites SET {on}_next_at = $1, {on}_attempts = {on}_attempts + 1, {on}_fence = {on}_fence + 1, \
         {on}_unsure = {on}_unsure + {on}_begun, {on}_begun = 1 \
         WHERE id IN (SELECT id FROM invites WHERE {on}_state = 'queued' AND {on}_next_at <= $2 \
         ORDER BY {on}_next_at, id LIMIT $3{lock}) \
         RETURNING id, account_id, user_id, {on}_attempts AS attempts, {on}_fence AS fence, {on}_unsure AS unsure"
    );
    let mut due = sql(text).bind(now.after(lease)).bind(now).bind(most).all(tx, read_due).await?;
    due.sort_unstable_by_key(|one: &Due<InviteId>| one.id);
    Ok(due)
}

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// That this address, or this phone, is the person's no longer.
    Changed,
    /// A code to type in.
    Code,
    /// A link to set a password.
    Password,
}

impl NoticeKind {
    const ALL: [Self; 3] = [Self::Changed, Self::Code, Self::Password];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Code => "code",
            Self::Password => "password",
        }
    }
}

/// A claimed notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The claim.
    pub due: Due<NoticeId>,
    /// What it says.
    pub kind: NoticeKind,
    /// The code or the link that it brings.
    pub of: Option<i64>,
    /// Where it goes: an e-mail address or a phone in E.164.
    pub address: String,
}

/// Claims up to `most` notices that are due on a channel, until `now` + `lease`: first what somebody waits for in front of
/// a screen.
pub async fn claim_notices(
    tx: &mut Tx,
    channel: Channel,
    now: Micros,
    lease: Duration,
    most: u32,
) -> Result<Vec<Notice>> {
    let text = format!(
        "UPDATE notices SET next_at = $1, attempts = attempts + 1, fence = fence + 1, \
         unsure = unsure + begun, begun = 1 \
         WHERE id IN (SELECT id FROM notices WHERE state = 'queued' AND channel = $2 AND next_at <= $3 \
         ORDER BY CASE WHEN kind = 'changed' THEN 1 ELSE 0 END, next_at, id LIMIT $4{}) \
         RETURNING id, account_id, user_id, attempts, fence, unsure, kind, of_id, address",
        locked(tx.engine())
    );
    let mut due = sql(text)
        .bind(now.after(lease))
        .bind(channel.as_str())
        .bind(now)
        .bind(most)
        .all(tx, |row| {
            Ok(Notice {
                due: read_due(row)?,
                kind: row.word("kind", notice_kind)?,
                of: row.get("of_id")?,
                address: row.get("address")?,
            })
        })
        .await?;
    due.sort_unstable_by_key(|one: &Notice| one.due.id);
    Ok(due)
}

fn notice_kind(text: &str) -> Option<NoticeKind> {
    NoticeKind::ALL.into_iter().find(|kind| kind.as_str() == text)
}

fn read_due<I: crate::sql::Cell>(row: &Row) -> Result<Due<I>> {
    Ok(Due {
        id: row.get("id")?,
        account: row.get("account_id")?,
        user: row.get("user_id")?,
        attempts: row.get("attempts")?,
        fence: row.get("fence")?,
        unsure: row.get("unsure")?,
    })
}

/// Writes down what became of a claimed invite; `false` where another worker has it by now, or it was ended meanwhile.
pub async fn settle_invite(
    tx: &mut Tx,
    channel: Channel,
    due: &Due<InviteId>,
    settled: Settled<'_>,
    now: Micros,
) -> Result<bool> {
    let on = channel.as_str();
    let text = format!(
        "UPDATE invites SET {on}_state = $3, {on}_error = $4, {on}_next_at = $5, {on}_sent_at = $6, {on}_begun = 0, \
         {on}_attempts = {on}_attempts - $7, {on}_unsure = {on}_unsure + $8 WHERE id = $1 AND {on}_fence = $2 AND {on}_state = 'queued'"
    );
    let touched = settle(sql(text).bind(due.id).bind(due.fence), settled, now).run(tx).await?;
    Ok(touched == 1)
}

/// Writes down what became of a claimed notice; `false` where another worker has it by now.
pub async fn settle_notice(
    tx: &mut Tx,
    due: &Due<NoticeId>,
    settled: Settled<'_>,
    now: Micros,
) -> Result<bool> {
    let text = "UPDATE notices SET state = $3, error = $4, next_at = $5, sent_at = $6, begun = 0, \
                attempts = attempts - $7, unsure = unsure + $8 WHERE id = $1 AND fence = $2 AND state = 'queued'";
    let touched = settle(sql(text).bind(due.id).bind(due.fence), settled, now).run(tx).await?;
    Ok(touched == 1)
}

fn settle<'a>(statement: crate::sql::Sql<'a>, settled: Settled<'a>, now: Micros) -> crate::sql::Sql<'a> {
    let next = match settled {
        Settled::Later(at, _) | Settled::Unsure(at, _) | Settled::Back(at) => at,
        _ => now,
    };
    let error = settled.error().map(str::to_owned);
    let (back, unsure) = (matches!(settled, Settled::Back(_)), matches!(settled, Settled::Unsure(..)));
    statement
        .bind(settled.state())
        .bind(error)
        .bind(next)
        .bind((settled == Settled::Sent).then_some(now))
        .bind(i64::from(back))
        .bind(i64::from(unsure))
}

/// Puts up to `most` due messages of each kind into the Outbox, where no provider is set for a channel: nothing outside
/// has to be called, so nobody needs to hold them in between. Says how many there were.
pub async fn shelve(tx: &mut Tx, channel: Channel, now: Micros, most: u32) -> Result<u64> {
    let name = channel.as_str();
    let on = format!("{name}_");
    let of_channel = format!(" AND channel = '{name}'");
    let mut shelved = 0;
    for (table, on, also) in [("invites", on.as_str(), ""), ("notices", "", of_channel.as_str())] {
        let text = format!(
            "UPDATE {table} SET {on}state = 'outbox', {on}attempts = {on}attempts + 1, {on}fence = {on}fence + 1, \
             {on}begun = 0, {on}error = NULL WHERE {on}state = 'queued' AND id IN (SELECT id FROM {table} WHERE {on}state = 'queued' \
             AND {on}next_at <= $1{also} ORDER BY {on}next_at, id LIMIT $2{})",
            locked(tx.engine())
        );
        shelved += sql(text).bind(now).bind(most).run(tx).await?;
    }
    Ok(shelved)
}

/// Whether a message is due on a channel, so that a worker without work need not write to find out.
pub async fn is_due(conn: &mut Conn, channel: Channel, now: Micros) -> Result<bool> {
    let on = channel.as_str();
    sql(format!(
        "SELECT EXISTS (SELECT 1 FROM invites WHERE {on}_state = 'queued' AND {on}_next_at <= $1) \
         OR EXISTS (SELECT 1 FROM notices WHERE state = 'queued' AND channel = '{on}' AND next_at <= $1) AS due"
    ))
    .bind(now)
    .one(conn, "message", |row| row.get::<bool>("due"))
    .await
}

/// How many messages wait in the queue, whenever they are due.
pub async fn waiting(conn: &mut Conn) -> Result<u32> {
    let waiting = sql("SELECT (SELECT count(*) FROM invites WHERE email_state = 'queued') \
         + (SELECT count(*) FROM invites WHERE text_state = 'queued') \
         + (SELECT count(*) FROM notices WHERE state = 'queued')")
    .value(conn)
    .await?;
    Ok(count(waiting))
}

/// How many messages wait on one channel, whenever they are due.
pub async fn waiting_on(conn: &mut Conn, channel: Channel) -> Result<u32> {
    let on = channel.as_str();
    let waiting = sql(format!(
        "SELECT (SELECT count(*) FROM invites WHERE {on}_state = 'queued') \
         + (SELECT count(*) FROM notices WHERE state = 'queued' AND channel = '{on}')"
    ))
    .value(conn)
    .await?;
    Ok(count(waiting))
}

/// An invitation as the Outbox lists it. The link is made of id and generation with the installation key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The invite.
    pub id: InviteId,
    /// The generation of its link.
    pub generation: i64,
    /// Whom it goes to.
    pub user: UserId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The person's phone.
    pub phone: Option<String>,
    /// The import that caused it, if one.
    pub import: Option<ImportId>,
    /// The state of the e-mail: `queued`, `sent`, `outbox`, `failed`, `ended` or `none`.
    pub email_state: String,
    /// The state of the text message.
    pub text_state: String,
    /// When it was made or sent again.
    pub created_at: Micros,
    /// Until when its link can be used.
    pub expires_at: Micros,
}

/// The invitations of an account that were not sent because no provider is set, the newest first, of people who have
/// every word of `words` in a name, address, phone or external id. Whoever has joined by a link that was handed to them
/// needs it no longer.
pub async fn outbox(
    conn: &mut Conn,
    account: AccountId,
    words: &str,
    page: Page,
) -> Result<Listed<Invitation>> {
    let patterns = search::patterns(words);
    let from = format!(
        "FROM invites JOIN users ON users.id = invites.user_id AND users.account_id = invites.account_id \
         WHERE invites.account_id = $1 AND users.status = 'Invited' \
         AND (email_state = 'outbox' OR text_state = 'outbox'){}",
        search::condition("users.search", &patterns, 2)
    );
    let total = sql(format!("SELECT count(*) {from}")).bind(account).bind_all(&patterns).value(conn).await?;
    let next = patterns.len() + 2;
    let rows = sql(format!(
        "SELECT invites.id AS id, generation, user_id, first_name, last_name, email, phone, import_id, email_state, \
         text_state, invites.created_at AS created_at, expires_at {from} ORDER BY invites.id DESC LIMIT ${next} OFFSET ${}",
        next + 1
    ))
    .bind(account)
    .bind_all(&patterns)
    .bind(page.limit)
    .bind(page.offset)
    .all(conn, read_invitation)
    .await?;
    Ok(Listed { rows, total: count(total) })
}

fn read_invitation(row: &Row) -> Result<Invitation> {
    let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
    Ok(Invitation {
        id: row.get("id")?,
        generation: row.get("generation")?,
        user: row.get("user_id")?,
        name: format!("{first} {last}"),
        email: row.get("email")?,
        phone: row.get("phone")?,
        import: row.get("import_id")?,
        email_state: row.get("email_state")?,
        text_state: row.get("text_state")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
    })
}

/// Where the invitation of one person stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state of the e-mail: `queued`, `sent`, `outbox`, `failed`, `ended` or `none`.
    pub email_state: String,
    /// The state of the text message.
    pub text_state: String,
    /// Whether the link was opened.
    pub opened: bool,
    /// Whether the person joined by it.
    pub joined: bool,
}

/// Where the invitation of a person stands; `None` for somebody who was never invited.
pub async fn standing(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Option<Standing>> {
    sql("SELECT email_state, text_state, opened_at, accepted_at FROM invites WHERE account_id = $1 AND user_id = $2")
        .bind(account)
        .bind(user)
        .first(conn, |row| {
            Ok(Standing {
                email_state: row.get("email_state")?,
                text_state: row.get("text_state")?,
                opened: row.get::<Option<Micros>>("opened_at")?.is_some(),
                joined: row.get::<Option<Micros>>("accepted_at")?.is_some(),
            })
        })
        .await
}
