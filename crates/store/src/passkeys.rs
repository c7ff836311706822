//! Passkeys: public keys of credentials that lie in somebody's phone, computer or security key. What is proved with one is
//! judged by the panel; here lie the keys.

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, PasskeyId, UserId};
use crate::sql::{Row, sql};
use crate::time::Micros;
use crate::users::{SIGN_IN, SignIn, read_sign_in};

/// Nobody needs more.
pub const MOST: u32 = 20;

/// A passkey as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The id.
    pub id: PasskeyId,
    /// What the person calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Micros,
    /// When somebody last signed in with it.
    pub used_at: Option<Micros>,
}

/// A passkey to add. The bytes are as the library writes them.
#[derive(Clone, Copy, Debug)]
pub struct NewPasskey<'a> {
    /// How the authenticator calls it.
    pub credential: &'a [u8],
    /// The public key.
    pub public_key: &'a [u8],
    /// What changes when it is used.
    pub state: &'a [u8],
    /// What the person calls it.
    pub name: &'a str,
}

/// A passkey that somebody comes with.
#[derive(Clone, Debug)]
pub struct Known {
    /// The id.
    pub id: PasskeyId,
    /// Whose it is.
    pub who: SignIn,
    /// The public key.
    pub public_key: Vec<u8>,
    /// What changed when it was last used.
    pub state: Vec<u8>,
}

/// The passkeys of a person, the oldest first.
pub async fn list(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Vec<Passkey>> {
    let read = |row: &Row| {
        Ok(Passkey {
            id: row.get("id")?,
            name: row.get("name")?,
            created_at: row.get("created_at")?,
            used_at: row.get("used_at")?,
        })
    };
    sql("SELECT id, name, created_at, used_at FROM passkeys WHERE account_id = $1 AND user_id = $2 ORDER BY id")
        .bind(account)
        .bind(user)
        .all(conn, read)
        .await
}

/// How the authenticators of a person call their passkeys, so that none is made twice in one of them.
pub async fn credentials(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Vec<Vec<u8>>> {
    sql("SELECT credential FROM passkeys WHERE account_id = $1 AND user_id = $2 ORDER BY id")
        .bind(account)
        .bind(user)
        .all(conn, |row| row.get("credential"))
        .await
}

/// Adds a passkey to somebody active. One that somebody has already is [`Error::Conflict`]; more than [`MOST`] are
/// [`Error::Refused`].
pub async fn add(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    new: &NewPasskey<'_>,
    now: Micros,
) -> Result<PasskeyId> {
    hold(tx, account, user).await?;
    if list(tx, account, user).await?.len() >= MOST as usize {
        return Err(Error::Refused("there are 20 passkeys already, which is the most"));
    }
    let id = PasskeyId(ids::one(tx).await?);
    sql("INSERT INTO passkeys (id, account_id, user_id, credential, public_key, state, name, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(id)
    .bind(account)
    .bind(user)
    .bind(new.credential)
    .bind(new.public_key)
    .bind(new.state)
    .bind(new.name)
    .bind(now)
    .run(tx)
    .await?;
    Ok(id)
}

/// Writers of one person's ways in stand in a queue, so that two of them cannot each leave the other's as the last one.
async fn hold(tx: &mut Tx, account: AccountId, user: UserId) -> Result<()> {
    let held = sql("UPDATE users SET session_epoch = session_epoch WHERE id = $1 AND account_id = $2 AND status = 'Active'")
        .bind(user)
        .bind(account)
        .run(tx)
        .await?;
    if held == 1 { Ok(()) } else { Err(Error::NotFound("person")) }
}

/// The passkey that an authenticator calls so, over the whole installation: whoever signs in by one names nobody.
pub async fn find(conn: &mut Conn, credential: &[u8]) -> Result<Option<Known>> {
    let text = format!(
        "SELECT passkeys.id AS passkey_id, public_key, state, {SIGN_IN} FROM passkeys \
         JOIN users u ON u.id = passkeys.user_id AND u.account_id = passkeys.account_id \
         WHERE credential = $1 AND u.status IN ('Active', 'Suspended')"
    );
    sql(text)
        .bind(credential)
        .first(conn, |row| {
            Ok(Known {
                id: row.get("passkey_id")?,
                who: read_sign_in(row)?,
                public_key: row.get("public_key")?,
                state: row.get("state")?,
            })
        })
        .await
}

/// Notes that somebody signed in with a passkey, and what that changed of it.
pub async fn used(
    tx: &mut Tx,
    account: AccountId,
    passkey: PasskeyId,
    state: &[u8],
    now: Micros,
) -> Result<()> {
    sql("UPDATE passkeys SET state = $3, used_at = $4 WHERE id = $1 AND account_id = $2")
        .bind(passkey)
        .bind(account)
        .bind(state)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Gives a passkey of a person another name.
pub async fn rename(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    passkey: PasskeyId,
    name: &str,
) -> Result<()> {
    let renamed = sql("UPDATE passkeys SET name = $4 WHERE id = $1 AND account_id = $2 AND user_id = $3")
        .bind(passkey)
        .bind(account)
        .bind(user)
        .bind(name)
        .run(tx)
        .await?;
    if renamed == 1 { Ok(()) } else { Err(Error::NotFound("passkey")) }
}

/// Removes a passkey of a person. The last one of somebody without a password stays: [`Error::Refused`].
pub async fn remove(tx: &mut Tx, account: AccountId, user: UserId, passkey: PasskeyId) -> Result<()> {
    hold(tx, account, user).await?;
    let all = list(tx, account, user).await?;
    if !all.iter().any(|one| one.id == passkey) {
        return Err(Error::NotFound("passkey"));
    }
    if all.len() == 1 && !crate::users::get(tx, account, user).await?.has_password {
        return Err(Error::Refused(
            "this passkey is the last way in; set a password or add another one first",
        ));
    }
    sql("DELETE FROM passkeys WHERE id = $1 AND account_id = $2 AND user_id = $3")
        .bind(passkey)
        .bind(account)
        .bind(user)
        .run(tx)
        .await?;
    Ok(())
}
