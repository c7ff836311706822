//! Invitations of single people: looking one up by its link, joining, sending again, ending. Sending them is the queue's,
//! in [`crate::messages`].

use std::time::Duration;

use plan::snapshot::Status;
use plan::value::phone::PhoneNumber;

use crate::accounts::{self, Account};
use crate::billing::ledger::Cause;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result, Taken};
use crate::ids::{self, AccountId, ImportId, InviteId, UserId};
use crate::seats;
use crate::secrets::{InstallationKey, Token};
use crate::sql::{Row, sql};
use crate::statuses::{self, Moved};
use crate::time::Micros;

/// How long the link of an invitation can be used where nothing else is set.
pub const LIFETIME: Duration = Duration::from_hours(14 * 24);

/// The invitation of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// The id.
    pub id: InviteId,
    /// The account.
    pub account: AccountId,
    /// The name of the account, as the message says it.
    pub account_name: String,
    /// The person.
    pub user: UserId,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Where the e-mail goes.
    pub email: String,
    /// Where the text message goes.
    pub phone: Option<PhoneNumber>,
    /// Where the person stands now.
    pub status: Status,
    /// The import that invited the person, if one did.
    pub import: Option<ImportId>,
    /// Which link is good: each time it is raised, the links before end.
    pub generation: i64,
    /// Until when the link can be used.
    pub expires_at: Micros,
    /// When the link was first opened.
    pub opened_at: Option<Micros>,
    /// When the person joined by it.
    pub accepted_at: Option<Micros>,
    /// When it was ended.
    pub cancelled_at: Option<Micros>,
}

impl Invite {
    /// Whether somebody can join by the link now.
    pub fn is_open(&self, now: Micros) -> bool {
        self.status == Status::Invited
            && self.accepted_at.is_none()
            && self.cancelled_at.is_none()
            && self.expires_at > now
    }

    /// The secret part of the link; the same each time it is asked for.
    pub fn token(&self, key: &InstallationKey) -> Token {
        key.invite_token(self.id, self.generation)
    }
}

const SELECT: &str = "SELECT i.id, i.account_id, a.name AS account_name, i.user_id, u.first_name, u.last_name, u.email, \
     u.phone, u.status, i.import_id, i.generation, i.expires_at, i.opened_at, i.accepted_at, i.cancelled_at \
     FROM invites i JOIN users u ON u.id = i.user_id AND u.account_id = i.account_id \
     JOIN accounts a ON a.id = i.account_id";

fn read(row: &Row) -> Result<Invite> {
    Ok(Invite {
        id: row.get("id")?,
        account: row.get("account_id")?,
        account_name: row.get("account_name")?,
        user: row.get("user_id")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        status: row.get("status")?,
        import: row.get("import_id")?,
        generation: row.get("generation")?,
        expires_at: row.get("expires_at")?,
        opened_at: row.get("opened_at")?,
        accepted_at: row.get("accepted_at")?,
        cancelled_at: row.get("cancelled_at")?,
    })
}

/// The invitation of a link, whatever its state, so that a page can say what is the matter with it.
pub async fn find(conn: &mut Conn, token: &Token) -> Result<Invite> {
    sql(format!("{SELECT} WHERE i.token_hash = $1")).bind(&token.hash()).one(conn, "invitation", read).await
}

/// The invitation with an id: what its message says and where it goes is read here when it is sent.
pub async fn get(conn: &mut Conn, account: AccountId, invite: InviteId) -> Result<Invite> {
    sql(format!("{SELECT} WHERE i.id = $1 AND i.account_id = $2"))
        .bind(invite)
        .bind(account)
        .one(conn, "invitation", read)
        .await
}

/// The invitation of a person, if there is one.
pub async fn of_user(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Option<Invite>> {
    sql(format!("{SELECT} WHERE i.account_id = $1 AND i.user_id = $2"))
        .bind(account)
        .bind(user)
        .first(conn, read)
        .await
}

/// The condition on a table `invites i` that a link has lapsed at the time `?`. One that is held for release has its time still before it.
pub(crate) const LAPSED: &str = "i.expires_at <= ? AND i.accepted_at IS NULL AND i.cancelled_at IS NULL \
    AND i.email_state <> 'held' AND i.text_state <> 'held'";

/// Invites somebody who is invited and has no invitation yet, or sends it again: the e-mail is queued, and where there is a
/// phone a text, and the link, which stays the same, can be used for `lifetime` from now.
pub async fn send(
    tx: &mut Tx,
    key: &InstallationKey,
    account: AccountId,
    user: UserId,
    (lifetime, now): (Duration, Micros),
) -> Result<InviteId> {
    let revision = accounts::take(tx, account).await?.revision;
    let until = now.after(lifetime);
    let text = "SELECT phone FROM users WHERE id = $1 AND account_id = $2 AND status = 'Invited'";
    let phone = |row: &Row| row.get::<Option<String>>("phone");
    let has_phone = sql(text).bind(user).bind(account).one(tx, "person", phone).await?.is_some();
    if let Some(known) = of_user(tx, account, user).await? {
        renew(tx, &known, until, (revision, now)).await?;
        return Ok(known.id);
    }
    let id = InviteId(ids::one(tx).await?);
    sql("INSERT INTO invites (id, account_id, user_id, token_hash, expires_at, email_state, email_next_at, text_state, \
         text_next_at, asked_revision, created_at) VALUES ($1, $2, $3, $4, $5, 'queued', $6, $8, $6, $7, $6)")
        .bind(id)
        .bind(account)
        .bind(user)
        .bind(&key.invite_token(id, 1).hash())
        .bind(until)
        .bind(now)
        .bind(revision)
        .bind(if has_phone { "queued" } else { "none" })
        .run(tx)
        .await?;
    Ok(id)
}

async fn renew(tx: &mut Tx, invite: &Invite, until: Micros, (revision, now): (i64, Micros)) -> Result<()> {
    sql("UPDATE invites SET expires_at = $2, cancelled_at = NULL, email_state = 'queued', email_next_at = $3, \
         email_attempts = 0, email_fence = email_fence + 1, email_error = NULL, text_state = $5, text_next_at = $3, \
         text_attempts = 0, text_fence = text_fence + 1, text_error = NULL, asked_revision = $4, send_at = 0 WHERE id = $1")
        .bind(invite.id)
        .bind(until)
        .bind(now)
        .bind(revision)
        .bind(if invite.phone.is_some() { "queued" } else { "none" })
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that the link was opened, the first time only.
pub async fn open(tx: &mut Tx, account: AccountId, invite: InviteId, now: Micros) -> Result<()> {
    sql("UPDATE invites SET opened_at = $3 WHERE id = $1 AND account_id = $2 AND opened_at IS NULL")
        .bind(invite)
        .bind(account)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// With what somebody joins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Joining<'a> {
    /// The hash of the password that was chosen, where one was: a passkey does as well.
    pub password_hash: Option<&'a str>,
    /// Whether the person has shown that the phone is theirs.
    pub phone_confirmed: bool,
}

/// Joins by a link. A link that is not open is [`Error::NotFound`]; an e-mail or phone of somebody who joined another
/// account meanwhile is [`Error::Conflict`].
pub async fn join(tx: &mut Tx, token: &Token, by: Joining<'_>, now: Micros) -> Result<Invite> {
    let invite = find(tx, token).await?;
    let mut account = accounts::take(tx, invite.account).await?;
    // Read again now that nobody else can write to the account.
    let invite = find(tx, token).await?;
    if !invite.is_open(now) {
        return Err(Error::NotFound("invitation"));
    }
    activate(tx, &mut account, invite.user, by, now).await?;
    Ok(invite)
}

/// Joins by the word of the account's own provider, which vouched for the e-mail address: no link is needed, so that one
/// which has lapsed keeps nobody out. Somebody who is not invited is [`Error::NotFound`]; an e-mail or phone of somebody
/// who joined another account meanwhile is [`Error::Conflict`].
pub async fn join_by_sign_on(tx: &mut Tx, account: AccountId, user: UserId, now: Micros) -> Result<()> {
    let mut account = accounts::take(tx, account).await?;
    activate(tx, &mut account, user, Joining::default(), now).await
}

/// Makes somebody invited active, and ends what is still to be sent of the invitation, where there is one. Where people
/// count from joining on, this is when the seat is bought; the import that invited them caused it.
async fn activate(
    tx: &mut Tx,
    account: &mut Account,
    user: UserId,
    by: Joining<'_>,
    now: Micros,
) -> Result<()> {
    let joined = sql(
        "UPDATE users SET status = 'Active', joined_at = $3, password_hash = $4, version = version + 1, updated_at = $3, \
         session_epoch = session_epoch + 1, confirmed_phone = CASE WHEN $5 THEN phone END \
         WHERE id = $1 AND account_id = $2 AND status = 'Invited'",
    )
    .bind(user)
    .bind(account.id)
    .bind(now)
    .bind(by.password_hash)
    .bind(by.phone_confirmed)
    .run(tx)
    .await?;
    if joined == 0 {
        return Err(Error::NotFound("person"));
    }
    let moved = Moved::default().go((Status::Invited, Status::Active), 1);
    statuses::note(tx, account.id, moved, now).await?;
    let import = sql("UPDATE invites SET accepted_at = $3, email_state = CASE WHEN email_state IN ('held', 'queued') THEN 'ended' ELSE email_state END, \
         text_state = CASE WHEN text_state IN ('held', 'queued') THEN 'ended' ELSE text_state END \
         WHERE account_id = $1 AND user_id = $2 RETURNING import_id")
        .bind(account.id)
        .bind(user)
        .bind(now)
        .first(tx, |row| row.get::<Option<ImportId>>("import_id"))
        .await?
        .flatten();
    seats::settle(tx, account, Cause { import, ..Cause::person(user) }, now).await
}

/// What keeps somebody who is invited from joining: an e-mail or phone by which somebody signs in to another account. Who
/// may hear what of it: the Admin that the value cannot be used, whoever has shown that it is theirs why.
pub async fn clash(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Option<Taken>> {
    let found = sql("SELECT EXISTS (SELECT 1 FROM users o WHERE o.email = u.email AND o.status IN ('Active', 'Suspended') \
                     AND o.account_id <> u.account_id) AS email, \
                     EXISTS (SELECT 1 FROM users o WHERE o.phone = u.phone AND o.status = 'Active' \
                     AND o.account_id <> u.account_id) AS phone \
                     FROM users u WHERE u.id = $1 AND u.account_id = $2 AND u.status = 'Invited'")
    .bind(user)
    .bind(account)
    .first(conn, |row| Ok((row.get::<bool>("email")?, row.get::<bool>("phone")?)))
    .await?;
    Ok(match found {
        Some((true, _)) => Some(Taken::Email),
        Some((false, true)) => Some(Taken::Phone),
        _ => None,
    })
}

/// Ends the link of a person for good and takes back what is still queued. Somebody without an invitation has none to end.
pub async fn cancel(
    tx: &mut Tx,
    key: &InstallationKey,
    account: AccountId,
    user: UserId,
    now: Micros,
) -> Result<()> {
    let Some(invite) = of_user(tx, account, user).await? else { return Ok(()) };
    let generation = invite.generation + 1;
    sql("UPDATE invites SET generation = $2, token_hash = $3, cancelled_at = $4, \
         email_state = CASE WHEN email_state IN ('held', 'queued', 'outbox') THEN 'ended' ELSE email_state END, \
         text_state = CASE WHEN text_state IN ('held', 'queued', 'outbox') THEN 'ended' ELSE text_state END WHERE id = $1")
    .bind(invite.id)
    .bind(generation)
    .bind(&key.invite_token(invite.id, generation).hash())
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}
