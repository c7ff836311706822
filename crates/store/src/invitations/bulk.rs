//! What is done to many invitations at once: each a few statements, whatever the number.
//!
//! Sending again names the revision of the account at which the list was drawn that it was asked from. An invitation that
//! somebody asked to send since is left alone, so that one press of a button, sent twice or from two windows, sends once.
//! Whoever has joined, and whoever was cancelled, is never sent anything.

use std::collections::BTreeSet;
use std::time::Duration;

use super::list::{Filter, ids};
use super::stage::Stage;
use crate::accounts;
use crate::bulk::list::List;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{AccountId, InviteId, UserId};
use crate::jobs::count;
use crate::secrets::InstallationKey;
use crate::sql::sql;
use crate::time::Micros;

/// Which invitations are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that a filter lets through.
    All(Filter),
    /// Those that were picked.
    These(Vec<InviteId>),
}

/// So many are changed by one statement.
const AT_ONCE: usize = 5_000;

impl Which {
    async fn ids(&self, conn: &mut Conn, account: AccountId) -> Result<Vec<i64>> {
        Ok(match self {
            Self::All(filter) => ids(conn, account, filter).await?,
            Self::These(picked) => picked.iter().map(|id| id.0).collect(),
        })
    }
}

/// Sends what is held, and what waits for its time, now. About the plus see [`crate::apply`].
const RELEASE: &str = "UPDATE invites SET expires_at = $2, asked_revision = $3, send_at = 0, \
    email_next_at = CASE WHEN email_state = 'held' OR (email_state = 'queued' AND send_at > $4) THEN $4 \
    ELSE email_next_at END, \
    email_state = CASE WHEN email_state = 'held' THEN 'queued' ELSE email_state END, \
    text_next_at = CASE WHEN text_state = 'held' OR (text_state = 'queued' AND send_at > $4) THEN $4 \
    ELSE text_next_at END, \
    text_state = CASE WHEN text_state = 'held' THEN 'queued' ELSE text_state END FROM {list} \
    WHERE invites.id = list.id AND +invites.account_id = $1 AND accepted_at IS NULL AND cancelled_at IS NULL \
    AND (email_state = 'held' OR text_state = 'held' \
    OR (send_at > $4 AND (email_state = 'queued' OR text_state = 'queued')))";

/// Sends now what is held or waits for its time; the links can be used for `lifetime` from now. Says how many there were.
pub async fn release(
    tx: &mut Tx,
    account: AccountId,
    which: &Which,
    (lifetime, now): (Duration, Micros),
) -> Result<u32> {
    let revision = accounts::take(tx, account).await?.revision;
    let (engine, mut released) = (tx.engine(), 0);
    for some in which.ids(tx, account).await?.chunks(AT_ONCE) {
        let list = List::ints("id", some.to_vec());
        let statement = sql(RELEASE.replace("{list}", &list.source(engine, 5)))
            .bind(account)
            .bind(now.after(lifetime))
            .bind(revision)
            .bind(now);
        released += list.bind(engine, statement).run(tx).await?;
    }
    Ok(u32::try_from(released).unwrap_or(u32::MAX))
}

/// Queues again what does not wait in the queue already, the text where there is a phone: a plain look-up for each invitation, which
/// no database makes a pass over all people of. About the plus see [`crate::apply`].
const SEND_AGAIN: &str = "UPDATE invites SET expires_at = $2, asked_revision = $3, \
    email_next_at = CASE WHEN email_state = 'queued' THEN email_next_at ELSE $4 END, \
    email_attempts = CASE WHEN email_state = 'queued' THEN email_attempts ELSE 0 END, \
    email_fence = CASE WHEN email_state = 'queued' THEN email_fence ELSE email_fence + 1 END, \
    email_error = CASE WHEN email_state = 'queued' THEN email_error END, email_state = 'queued', \
    text_next_at = CASE WHEN text_state = 'queued' THEN text_next_at ELSE $4 END, \
    text_attempts = CASE WHEN text_state = 'queued' THEN text_attempts ELSE 0 END, \
    text_fence = CASE WHEN text_state = 'queued' THEN text_fence ELSE text_fence + 1 END, \
    text_error = CASE WHEN text_state = 'queued' THEN text_error END, text_state = CASE WHEN (SELECT users.phone FROM users \
    WHERE users.id = invites.user_id AND users.account_id = invites.account_id) IS NOT NULL \
    THEN 'queued' ELSE 'none' END FROM {list} \
    WHERE invites.id = list.id AND +invites.account_id = $1 AND accepted_at IS NULL AND cancelled_at IS NULL \
    AND asked_revision <= $5 AND email_state <> 'held' AND text_state <> 'held' \
    AND (email_state <> 'queued' OR expires_at <= $4 OR (text_state <> 'queued' AND (SELECT users.phone FROM users \
    WHERE users.id = invites.user_id AND users.account_id = invites.account_id) IS NOT NULL))";

/// What became of asking for invitations again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// How many are sent again.
    pub sent: u32,
    /// How many of these are for people with an address that nothing is sent to.
    pub stopped: u32,
}

/// Sends invitations again, by each channel that reaches the person and on which they do not wait already; the same links can be used for `lifetime`
/// from now. Those that somebody asked to send after the account's revision `seen` are left alone, those that are held as
/// well. Says how many there were.
pub async fn send_again(
    tx: &mut Tx,
    account: AccountId,
    which: &Which,
    seen: i64,
    (lifetime, now): (Duration, Micros),
) -> Result<Again> {
    let revision = accounts::take(tx, account).await?.revision;
    let (engine, mut sent) = (tx.engine(), 0);
    for some in which.ids(tx, account).await?.chunks(AT_ONCE) {
        let list = List::ints("id", some.to_vec());
        let statement = sql(SEND_AGAIN.replace("{list}", &list.source(engine, 6)))
            .bind(account)
            .bind(now.after(lifetime))
            .bind(revision)
            .bind(now)
            .bind(seen);
        sent += list.bind(engine, statement).run(tx).await?;
    }
    let stopped = if sent > 0 { stopped(tx, account, revision).await? } else { 0 };
    Ok(Again { sent: u32::try_from(sent).unwrap_or(u32::MAX), stopped })
}

/// How many of the invitations that were asked for at a revision go to an address that nothing is sent to.
async fn stopped(tx: &mut Tx, account: AccountId, revision: i64) -> Result<u32> {
    let stopped = Stage::Stopped.condition();
    let text = format!(
        "SELECT count(*) FROM invites i WHERE i.account_id = $1 AND i.asked_revision = $2 AND {stopped}"
    );
    Ok(count(sql(text).bind(account).bind(revision).value(tx).await?))
}

/// Reads whose the invitations are that nobody has accepted, and nobody has cancelled.
const OPEN: &str = "SELECT invites.user_id FROM {list} CROSS JOIN invites WHERE invites.id = list.id \
    AND invites.account_id = $1 AND invites.accepted_at IS NULL AND invites.cancelled_at IS NULL";
/// Ends links for good and takes back what still waits. About the plus see [`crate::apply`].
const CANCEL: &str = "UPDATE invites SET generation = list.generation, token_hash = list.token_hash, cancelled_at = $2, \
    email_state = CASE WHEN email_state IN ('held', 'queued', 'outbox') THEN 'ended' ELSE email_state END, \
    text_state = CASE WHEN text_state IN ('held', 'queued', 'outbox') THEN 'ended' ELSE text_state END FROM {list} \
    WHERE invites.id = list.id AND +invites.account_id = $1";

/// Whom the invitations are of that can be cancelled still, ascending. Cancelling itself is a form, as it is for one person.
pub async fn people(conn: &mut Conn, account: AccountId, which: &Which) -> Result<Vec<UserId>> {
    let (engine, mut people) = (conn.engine(), BTreeSet::new());
    for some in which.ids(conn, account).await?.chunks(AT_ONCE) {
        let list = List::ints("id", some.to_vec());
        let statement = sql(OPEN.replace("{list}", &list.source(engine, 2))).bind(account);
        people.extend(list.bind(engine, statement).all(conn, |row| row.get::<UserId>("user_id")).await?);
    }
    Ok(people.into_iter().collect())
}

/// Ends the links of invitations, given with the generation that is theirs from now on, and takes back what still waits.
pub(crate) async fn end_links(
    tx: &mut Tx,
    key: &InstallationKey,
    account: AccountId,
    open: &[(InviteId, i64)],
    now: Micros,
) -> Result<()> {
    let engine = tx.engine();
    let hashes = open.iter().map(|(id, next)| key.invite_token(*id, *next).hash().to_vec()).collect();
    let list = List::ints("id", open.iter().map(|(id, _)| id.0).collect())
        .and_ints("generation", open.iter().map(|(_, next)| *next).collect())
        .and_bytes("token_hash", hashes);
    let statement = sql(CANCEL.replace("{list}", &list.source(engine, 3))).bind(account).bind(now);
    list.bind(engine, statement).run(tx).await?;
    Ok(())
}
