//! Who talks to the payment service about which account: rows are claimed for a time with a fencing number, as jobs are, and
//! what was found is written down by whoever has the newest number.
//!
//! A claimed row rests until its lease is over. What is wanted or asked meanwhile makes it due again, so that settling an
//! older revision leaves the newer one to be dealt with at once.

use std::time::Duration;

use jiff::civil::Date;
use plan::choices::Actor;

use super::{Drift, Method, Names, Standing, State};
use crate::accounts;
use crate::billing::changes::{self, Changed, What};
use crate::billing::invoices;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::AccountId;
use crate::jobs::{count, locked};
use crate::sql::sql;
use crate::time::Micros;

/// An account in the hands of somebody who talks to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The account.
    pub account: AccountId,
    /// The fencing number of this claim.
    pub fence: i64,
}

/// What a look at the service found, in the end.
#[derive(Clone, Debug)]
pub struct Look {
    /// The revision that it dealt with.
    pub revision: i64,
    /// What the service calls things.
    pub names: Names,
    /// Where the account stands.
    pub state: State,
    /// How the company pays.
    pub method: Option<Method>,
    /// Seats that the service has.
    pub quantity: Option<u32>,
    /// What it has collected, if it says so.
    pub collected: Option<Collected>,
}

/// Nothing is open at the service of the periods that began on a day or later and ended before or on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collected {
    /// The first day that it was asked to collect for.
    pub from: Date,
    /// The first day that it has not collected for yet.
    pub to: Date,
}

/// A look that came to nothing.
#[derive(Clone, Copy, Debug)]
pub struct PutOff<'a> {
    /// When to look again.
    pub until: Micros,
    /// What was in the way, for people.
    pub words: &'a str,
    /// Whether the keys of this revision stand for answers that are not so.
    pub other_keys: bool,
}

/// Whether a row is due, so that a worker without work need not write to find out.
pub async fn is_due(conn: &mut Conn, now: Micros) -> Result<bool> {
    sql("SELECT EXISTS (SELECT 1 FROM payment_standing WHERE due_at <= $1 AND rests_until <= $1) AS due")
        .bind(now)
        .one(conn, "answer", |row| row.get("due"))
        .await
}

/// How many accounts the service has not been told the last change of, and of how many of them it was tried so often in vain
/// that nobody waits for them.
pub async fn waiting(conn: &mut Conn, vain: u32) -> Result<(u32, u32)> {
    sql("SELECT COUNT(*) AS waiting, COUNT(*) FILTER (WHERE tries >= $1) AS vain FROM payment_standing \
         WHERE settled_revision < revision")
    .bind(vain)
    .one(conn, "answer", |row| Ok((count(row.get("waiting")?), count(row.get("vain")?))))
    .await
}

/// Claims up to `most` rows that are due, the longest waiting first, until `now` + `lease`. Commit before working on them.
pub async fn claim(tx: &mut Tx, now: Micros, lease: Duration, most: u32) -> Result<Vec<Claim>> {
    let text = format!(
        "UPDATE payment_standing SET due_at = $1, rests_until = $1, fence = fence + 1 WHERE account_id IN \
         (SELECT account_id FROM payment_standing WHERE due_at <= $2 AND rests_until <= $2 \
         ORDER BY due_at, account_id LIMIT $3{}) RETURNING account_id, fence",
        locked(tx.engine())
    );
    let mut claims = sql(text)
        .bind(now.after(lease))
        .bind(now)
        .bind(most)
        .all(tx, |row| Ok(Claim { account: row.get("account_id")?, fence: row.get("fence")? }))
        .await?;
    claims.sort_unstable_by_key(|claim| claim.account);
    Ok(claims)
}

/// Claims one account, due or not; `None` where somebody talks about it already or was told to leave it alone, and without a
/// price.
pub async fn claim_one(
    tx: &mut Tx,
    account: AccountId,
    now: Micros,
    lease: Duration,
) -> Result<Option<Claim>> {
    sql("UPDATE payment_standing SET due_at = $2, rests_until = $2, fence = fence + 1 \
         WHERE account_id = $1 AND rests_until <= $3 RETURNING fence")
    .bind(account)
    .bind(now.after(lease))
    .bind(now)
    .first(tx, |row| Ok(Claim { account, fence: row.get("fence")? }))
    .await
}

/// The standing of a claimed account; `None` where somebody else has it by now.
pub async fn of_claim(conn: &mut Conn, claim: Claim) -> Result<Option<Standing>> {
    let text = format!("{} WHERE payment_standing.account_id = $1 AND fence = $2", super::SELECT);
    sql(text).bind(claim.account).bind(claim.fence).first(conn, super::read).await
}

/// Remembers what the service calls things, while the work goes on; `false` where somebody else has the account by now.
/// With `other_keys`, whatever was made before under these names is no more.
pub async fn note(tx: &mut Tx, claim: Claim, names: &Names, other_keys: bool) -> Result<bool> {
    let touched =
        sql("UPDATE payment_standing SET customer = $3, subscription = $4, tax_ppm = $5, tax_rate = $6, \
                       generation = generation + $7 WHERE account_id = $1 AND fence = $2")
        .bind(claim.account)
        .bind(claim.fence)
        .bind(names.customer.as_deref())
        .bind(names.subscription.as_deref())
        .bind(names.tax.as_ref().map(|(ppm, _)| *ppm))
        .bind(names.tax.as_ref().map(|(_, name)| name.as_str()))
        .bind(u32::from(other_keys))
        .run(tx)
        .await?;
    Ok(touched == 1)
}

/// Writes down that the service had something else than it was told; what puts it right is a change of its own. Says the
/// revision of that change; `None` where somebody else has the account by now, or something else is wanted since `revision` was
/// read: then nobody knows that what was found is not what somebody wanted.
pub async fn drifted(tx: &mut Tx, claim: Claim, drift: Drift, revision: i64) -> Result<Option<i64>> {
    let revision =
        sql("UPDATE payment_standing SET revision = revision + 1, drift_at = $3, drift_found = $4, \
                        drift_wanted = $5 WHERE account_id = $1 AND fence = $2 AND revision = $6 RETURNING revision")
        .bind(claim.account)
        .bind(claim.fence)
        .bind(drift.at)
        .bind(drift.found)
        .bind(drift.wanted)
        .bind(revision)
        .first(tx, |row| row.get("revision"))
        .await?;
    if revision.is_some() {
        let what = What::Drift(Changed { before: drift.found, after: drift.wanted });
        changes::write(tx, claim.account, &Actor::Service, &what, drift.at).await?;
    }
    Ok(revision)
}

/// Writes down what a look found, and when to look again if nothing happens. What begins and ends with it is written down, and
/// invoices that are collected are marked as paid. `false`, and nothing is written, where somebody else has the account by
/// now.
pub async fn settle(tx: &mut Tx, claim: Claim, look: &Look, next: Micros, now: Micros) -> Result<bool> {
    let Some(before) = of_claim(tx, claim).await? else { return Ok(false) };
    let overdue_since = look.state.is_overdue().then(|| before.overdue_since.unwrap_or(now));
    if overdue_since != before.arrears() {
        // Plans made until now know something else. Before the row itself, as whoever changes seats takes them.
        accounts::take(tx, claim.account).await?;
    }
    if !note(tx, claim, &look.names, false).await? {
        return Ok(false);
    }
    // An invoice that is not closed yet is marked by a look after that.
    let closed = before.period.from;
    let collected = look.collected.map(|all| Collected { to: all.to.min(closed), ..all });
    sql("UPDATE payment_standing SET settled_revision = $2, state = $3, method = $4, method_words = $5, quantity = $6, \
         looked_at = $7, overdue_since = $8, collected_to = COALESCE($10, collected_to), tries = 0, words = NULL, rests_until = 0, \
         due_at = CASE WHEN due_at <= $7 THEN due_at ELSE $9 END WHERE account_id = $1")
    .bind(claim.account)
    .bind(look.revision)
    .bind(look.state.as_str())
    .bind(look.method.as_ref().map(|method| method.id.as_str()))
    .bind(look.method.as_ref().map(|method| method.words.as_str()))
    .bind(look.quantity)
    .bind(now)
    .bind(overdue_since)
    .bind(next)
    .bind(collected.map(|collected| collected.to.to_string()))
    .run(tx)
    .await?;
    told(tx, claim.account, &before, look, now).await?;
    if let Some(collected) = collected {
        invoices::collected(tx, claim.account, (collected, before.collected_to), now).await?;
    }
    Ok(true)
}

/// Writes down what has changed.
async fn told(tx: &mut Tx, account: AccountId, before: &Standing, look: &Look, now: Micros) -> Result<()> {
    let words = |method: &Option<Method>| method.as_ref().map(|method| method.words.clone());
    if before.method != look.method {
        let method = Changed { before: words(&before.method), after: words(&look.method) };
        changes::write(tx, account, &Actor::Service, &What::Method(method), now).await?;
    }
    let (before, after) = (before.overdue_since.is_none(), !look.state.is_overdue());
    if before != after {
        let what = What::GoesThrough(Changed { before, after });
        changes::write(tx, account, &Actor::Service, &what, now).await?;
    }
    Ok(())
}

/// Puts a look off; `false` where somebody else has the account by now. Whatever is wanted meanwhile waits as long.
pub async fn put_off(tx: &mut Tx, claim: Claim, put_off: PutOff<'_>, now: Micros) -> Result<bool> {
    let touched = sql("UPDATE payment_standing SET rests_until = $3, tries = tries + 1, words = $4, \
                       generation = generation + $5, due_at = CASE WHEN due_at <= $6 THEN due_at ELSE $3 END \
                       WHERE account_id = $1 AND fence = $2")
    .bind(claim.account)
    .bind(claim.fence)
    .bind(put_off.until)
    .bind(put_off.words)
    .bind(u32::from(put_off.other_keys))
    .bind(now)
    .run(tx)
    .await?;
    Ok(touched == 1)
}
