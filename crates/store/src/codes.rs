//! Codes of six digits that are sent to somebody and typed in. The database keeps no code: each is made of its id with
//! the installation key.
//!
//! A code holds for [`LIFETIME`], for one person, one purpose and one address; a newer one ends it, and so do
//! [`MOST_TRIES`] tries. A try is counted and committed before it is judged, so that a request that fails afterwards
//! does not take it back.

use std::time::Duration;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::attempts::{self, Scope};
use crate::db::{Conn, Db, Tx, Wait};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, CodeId, UserId};
use crate::messages::{Channel, NoticeKind};
use crate::notices::{self, NewNotice};
use crate::secrets::InstallationKey;
use crate::sql::sql;
use crate::time::Micros;
use crate::users;

/// How long a code holds.
pub const LIFETIME: Duration = Duration::from_mins(10);
/// So many tries a code takes, the right one included.
pub const MOST_TRIES: u32 = 5;

/// What a code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To show that an address is the person's own.
    Confirm,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Confirm => "confirm",
        }
    }
}

/// Where a code goes, and what for.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// What it is good for.
    pub purpose: Purpose,
    /// The way it goes.
    pub channel: Channel,
    /// An e-mail address in normal form or a phone in E.164.
    pub address: &'a str,
}

impl To<'_> {
    /// What tries are counted under, whether or not anybody has the address.
    fn key(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.purpose.as_str());
        hash.update([0]);
        hash.update(self.address);
        hash.finalize().into()
    }
}

/// Makes a code, puts the message that brings it into the queue, and ends the code before. Nobody can be sent one to sign
/// in who is not active, or one to confirm an address who is neither invited nor active: [`Error::NotFound`].
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    to: &To<'_>,
    now: Micros,
) -> Result<CodeId> {
    users::hold(tx, account, user).await?;
    end(tx, account, user, to.purpose, now).await?;
    let id = CodeId(ids::one(tx).await?);
    let made = sql(
        "INSERT INTO codes (id, account_id, user_id, purpose, channel, address, expires_at, created_at) \
                    SELECT $1, account_id, id, $4, $5, $6, $7, $8 FROM users WHERE id = $3 AND account_id = $2 \
                    AND (status = 'Active' OR (status = 'Invited' AND $4 = 'confirm'))",
    )
    .bind(id)
    .bind(account)
    .bind(user)
    .bind(to.purpose.as_str())
    .bind(to.channel.as_str())
    .bind(to.address)
    .bind(now.after(LIFETIME))
    .bind(now)
    .run(tx)
    .await?;
    if made == 0 {
        return Err(Error::NotFound("person"));
    }
    let notice =
        NewNotice { user, kind: NoticeKind::Code, of: Some(id.0), channel: to.channel, address: to.address };
    notices::add(tx, account, &notice, now).await?;
    Ok(id)
}

/// Ends the codes of a person for a purpose, and the messages that would bring them.
async fn end(tx: &mut Tx, account: AccountId, user: UserId, purpose: Purpose, now: Micros) -> Result<()> {
    let ended = sql("UPDATE codes SET used_at = $4 WHERE account_id = $1 AND user_id = $2 AND purpose = $3 \
                     AND used_at IS NULL RETURNING id")
    .bind(account)
    .bind(user)
    .bind(purpose.as_str())
    .bind(now)
    .all(tx, |row| row.get::<CodeId>("id"))
    .await?;
    for code in ended {
        notices::end(tx, account, NoticeKind::Code, code.0).await?;
    }
    Ok(())
}

/// Forgets the wrong tries of an address: whoever asks for a new code begins anew. Asked for everybody, whether or not a
/// code was made.
pub async fn begin_anew(tx: &mut Tx, to: &To<'_>) -> Result<()> {
    attempts::clear(tx, Scope::Code, &to.key()).await
}

/// What became of a code that was typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It was right, and is used up.
    Right,
    /// It was not.
    Wrong,
    /// The code in force has been tried too often: only a new one helps.
    TooOften,
}

/// Judges a code that was typed in, and uses it up where it is right. Where nobody is known, the same is done for nobody:
/// neither the answers nor the work tell whether somebody is there.
pub async fn enter(
    db: &Db,
    key: &InstallationKey,
    who: Option<(AccountId, UserId)>,
    to: &To<'_>,
    typed: &str,
    now: Micros,
) -> Result<Entered> {
    let mut tx = db.begin(Wait::Long).await?;
    let tries = attempts::add_in(&mut tx, Scope::Code, &to.key(), LIFETIME, now).await?;
    let (account, user) = who.unwrap_or((AccountId(0), UserId(0)));
    let code = try_once(&mut tx, account, user, to, now).await?;
    let expected = key.code(code.unwrap_or(CodeId(0)));
    let same = bool::from(expected.as_bytes().ct_eq(typed.as_bytes()));
    let entered = match code {
        _ if tries > MOST_TRIES => Entered::TooOften,
        Some(code) if same => {
            sql("UPDATE codes SET used_at = $2 WHERE id = $1").bind(code).bind(now).run(&mut tx).await?;
            attempts::clear(&mut tx, Scope::Code, &to.key()).await?;
            Entered::Right
        }
        _ => Entered::Wrong,
    };
    tx.commit().await?;
    Ok(entered)
}

/// Counts one try at the code in force, if there is one that may still be tried.
async fn try_once(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    to: &To<'_>,
    now: Micros,
) -> Result<Option<CodeId>> {
    sql("UPDATE codes SET attempts = attempts + 1 WHERE account_id = $1 AND user_id = $2 AND purpose = $3 \
         AND address = $4 AND used_at IS NULL AND expires_at > $5 AND attempts < $6 RETURNING id")
    .bind(account)
    .bind(user)
    .bind(to.purpose.as_str())
    .bind(to.address)
    .bind(now)
    .bind(MOST_TRIES)
    .first(tx, |row| row.get("id"))
    .await
}

/// Whether a code holds: a message that brings one is not sent for one that does not.
pub async fn holds(conn: &mut Conn, account: AccountId, code: CodeId, now: Micros) -> Result<bool> {
    let found = sql("SELECT COUNT(*) FROM codes WHERE id = $1 AND account_id = $2 AND used_at IS NULL AND expires_at > $3")
        .bind(code)
        .bind(account)
        .bind(now)
        .value(conn)
        .await?;
    Ok(found == 1)
}

/// Forgets the codes that lapsed before a time; says how many.
pub async fn delete_expired(tx: &mut Tx, before: Micros) -> Result<u64> {
    sql("DELETE FROM codes WHERE expires_at < $1").bind(before).run(tx).await
}
