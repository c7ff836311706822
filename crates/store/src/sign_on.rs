//! Single sign-on: the OpenID Connect provider of an account, the e-mail domains it speaks for, and whether it is the only
//! way in. What a provider says is judged by the panel; here lies how to ask it.

use std::time::Duration;

use crate::accounts;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::count;
use crate::sql::{Row, sql};
use crate::time::Micros;
use crate::users;

/// How long somebody may take at the provider until they are back.
pub const PATIENCE: Duration = Duration::from_mins(10);

/// The provider of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOn {
    /// The account.
    pub account: AccountId,
    /// What the provider calls itself: the address that discovery begins with, as it was typed.
    pub issuer: String,
    /// What the provider calls this installation.
    pub client_id: String,
    /// The secret that both know, sealed.
    pub secret: Vec<u8>,
    /// The e-mail domains that it speaks for, in the order of the alphabet.
    pub domains: Vec<String>,
    /// Whether people of the account get in by it only.
    pub is_only: bool,
    /// When an Admin last signed in by it as it is now.
    pub proved_at: Option<Micros>,
    /// When it was first set.
    pub created_at: Micros,
    /// When it was last set.
    pub updated_at: Micros,
}

/// A provider to set.
#[derive(Clone, Copy, Debug)]
pub struct NewSignOn<'a> {
    /// What the provider calls itself.
    pub issuer: &'a str,
    /// What the provider calls this installation.
    pub client_id: &'a str,
    /// The secret, sealed; `None` leaves the one that is there.
    pub secret: Option<&'a [u8]>,
    /// The e-mail domains that it speaks for, in small letters.
    pub domains: &'a [String],
}

const SELECT: &str =
    "SELECT account_id, issuer, client_id, secret, is_only, proved_at, created_at, updated_at FROM sign_on";

fn read(row: &Row) -> Result<SignOn> {
    Ok(SignOn {
        account: row.get("account_id")?,
        issuer: row.get("issuer")?,
        client_id: row.get("client_id")?,
        secret: row.get("secret")?,
        domains: Vec::new(),
        is_only: row.get("is_only")?,
        proved_at: row.get("proved_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The provider of an account, if it has one.
pub async fn get(conn: &mut Conn, account: AccountId) -> Result<Option<SignOn>> {
    let found = sql(format!("{SELECT} WHERE account_id = $1")).bind(account).first(conn, read).await?;
    let Some(found) = found else { return Ok(None) };
    let domains = domains(conn, account).await?;
    Ok(Some(SignOn { domains, ..found }))
}

async fn domains(conn: &mut Conn, account: AccountId) -> Result<Vec<String>> {
    sql("SELECT domain FROM sign_on_domains WHERE account_id = $1 ORDER BY domain")
        .bind(account)
        .all(conn, |row| row.get("domain"))
        .await
}

/// Whether any account of the installation has a provider: only then are people asked whether theirs does.
pub async fn is_any(conn: &mut Conn) -> Result<bool> {
    Ok(sql("SELECT COUNT(*) FROM (SELECT account_id FROM sign_on LIMIT 1) AS one").value(conn).await? == 1)
}

/// The account at whose provider somebody signs in who types an e-mail address in normal form, over the whole installation.
///
/// Who has joined belongs to their account: another one that says to speak for their domain too never gets to see them. An
/// address by which nobody has joined goes where its domain was spoken for first, so that the answer is the same as for
/// the colleagues.
pub async fn by_address(conn: &mut Conn, email: &str) -> Result<Option<AccountId>> {
    let theirs = users::sign_in(conn, email).await?.map(|who| who.account);
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    sql("SELECT account_id FROM sign_on_domains WHERE domain = $1 AND account_id = COALESCE($2, account_id) \
         ORDER BY created_at, account_id LIMIT 1")
    .bind(domain)
    .bind(theirs)
    .first(conn, |row| row.get("account_id"))
    .await
}

/// The account with a short name, where it has a provider.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<AccountId>> {
    sql("SELECT sign_on.account_id AS account_id FROM accounts JOIN sign_on ON sign_on.account_id = accounts.id \
         WHERE slug = $1")
    .bind(slug)
    .first(conn, |row| row.get("account_id"))
    .await
}

/// Sets the provider of an account. Where anything of the way there changes (issuer, client id or secret), it is no longer
/// proved, and so no longer the only way in. A new domain is [`Error::Refused`] unless somebody of the account is active with
/// an address of it; so is leaving every Admin out where it stays the only way in. Another account may speak for the same
/// domain: see [`by_address`].
pub async fn set(tx: &mut Tx, account: AccountId, new: &NewSignOn<'_>, now: Micros) -> Result<()> {
    accounts::take(tx, account).await?;
    let known = get(tx, account).await?;
    let (is_same, kept) = match (&known, new.secret) {
        (_, Some(secret)) => (false, secret),
        (Some(known), None) => {
            (known.issuer == new.issuer && known.client_id == new.client_id, known.secret.as_slice())
        }
        (None, None) => return Err(Error::Refused("the client secret is missing")),
    };
    let (is_only, proved_at) =
        known.as_ref().filter(|_| is_same).map_or((false, None), |known| (known.is_only, known.proved_at));
    sql("INSERT INTO sign_on (account_id, issuer, client_id, secret, is_only, proved_at, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (account_id) DO UPDATE SET issuer = $2, client_id = $3, \
         secret = $4, is_only = $5, proved_at = $6, updated_at = $7")
    .bind(account)
    .bind(new.issuer)
    .bind(new.client_id)
    .bind(kept)
    .bind(is_only)
    .bind(proved_at)
    .bind(now)
    .run(tx)
    .await?;
    set_domains(tx, account, new.domains, now).await?;
    if is_only { keep_an_admin(tx, account).await } else { Ok(()) }
}

/// Domains that stay keep the time since when they are spoken for.
async fn set_domains(tx: &mut Tx, account: AccountId, wanted: &[String], now: Micros) -> Result<()> {
    let known = domains(tx, account).await?;
    for domain in known.iter().filter(|domain| !wanted.contains(domain)) {
        sql("DELETE FROM sign_on_domains WHERE domain = $1 AND account_id = $2")
            .bind(domain)
            .bind(account)
            .run(tx)
            .await?;
    }
    for domain in wanted.iter().filter(|domain| !known.contains(domain)) {
        if !has_somebody(tx, account, domain).await? {
            return Err(Error::Refused(
                "a provider speaks only for domains at which somebody of the account has joined",
            ));
        }
        sql("INSERT INTO sign_on_domains (domain, account_id, created_at) VALUES ($1, $2, $3)")
            .bind(domain)
            .bind(account)
            .bind(now)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Refuses where no active Admin has an address that the provider speaks for.
async fn keep_an_admin(tx: &mut Tx, account: AccountId) -> Result<()> {
    let inside: i64 =
        sql("SELECT COUNT(*) FROM users WHERE account_id = $1 AND status = 'Active' AND role = 'Admin' \
         AND EXISTS (SELECT 1 FROM sign_on_domains WHERE sign_on_domains.account_id = $1 \
         AND users.email LIKE '%@' || domain)")
        .bind(account)
        .value(tx)
        .await?;
    if inside > 0 {
        return Ok(());
    }
    Err(Error::Refused("no Admin has an address of these domains, and it would be the only way in"))
}

/// Whether somebody of the account is active with an address of a domain.
pub async fn has_somebody(conn: &mut Conn, account: AccountId, domain: &str) -> Result<bool> {
    let found =
        sql("SELECT COUNT(*) FROM users WHERE account_id = $1 AND status = 'Active' AND email LIKE $2")
            .bind(account)
            .bind(format!("%@{domain}"))
            .value(conn)
            .await?;
    Ok(found > 0)
}

/// How many people who are invited or active have an address of a domain that the provider does not speak for: were it the
/// only way in, they would have none.
pub async fn left_out(conn: &mut Conn, account: AccountId) -> Result<u32> {
    let counted =
        sql("SELECT COUNT(*) FROM users WHERE account_id = $1 AND status IN ('Invited', 'Active') \
                       AND NOT EXISTS (SELECT 1 FROM sign_on_domains WHERE sign_on_domains.account_id = $1 \
                       AND users.email LIKE '%@' || domain)")
        .bind(account)
        .value(conn)
        .await?;
    Ok(count(counted))
}

/// Notes that an Admin signed in by the provider as it was set at a time; once it was set anew, that proves nothing.
pub async fn proved(tx: &mut Tx, account: AccountId, set_at: Micros, now: Micros) -> Result<()> {
    sql("UPDATE sign_on SET proved_at = $3 WHERE account_id = $1 AND updated_at = $2")
        .bind(account)
        .bind(set_at)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Makes the provider the only way in, or one of several. [`Error::Refused`] until an Admin has signed in by it, and where
/// it speaks for no Admin. Links to set a password that are on their way end with it, so that only one of the operator is a
/// way past it.
pub async fn set_only(tx: &mut Tx, account: AccountId, is_only: bool, now: Micros) -> Result<()> {
    accounts::take(tx, account).await?;
    let known = get(tx, account).await?.ok_or(Error::NotFound("single sign-on"))?;
    if is_only && known.proved_at.is_none() {
        return Err(Error::Refused(
            "it can become the only way in once an Admin has signed in by it, so that nobody is locked out",
        ));
    }
    sql("UPDATE sign_on SET is_only = $2 WHERE account_id = $1").bind(account).bind(is_only).run(tx).await?;
    if is_only {
        keep_an_admin(tx, account).await?;
        sql("UPDATE one_time_links SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL")
            .bind(account)
            .bind(now)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Takes the provider away: people sign in by what else they have.
pub async fn remove(tx: &mut Tx, account: AccountId) -> Result<()> {
    accounts::take(tx, account).await?;
    sql("DELETE FROM sign_on_domains WHERE account_id = $1").bind(account).run(tx).await?;
    let removed = sql("DELETE FROM sign_on WHERE account_id = $1").bind(account).run(tx).await?;
    if removed == 1 { Ok(()) } else { Err(Error::NotFound("single sign-on")) }
}
