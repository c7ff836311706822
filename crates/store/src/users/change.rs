//! Changes of one person outside of an import: of the person themselves, and where the operator makes an example. What
//! Admins and Managers do is planned and applied as a form ([`crate::apply::at_once`]); nothing here asks whether it may be.

use plan::snapshot::Status;
use plan::value::phone::PhoneNumber;

use super::get;
use crate::accounts;
use crate::billing;
use crate::billing::ledger::Cause;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::{AccountId, UserId};
use crate::invites;
use crate::links;
use crate::seats;
use crate::secrets::InstallationKey;
use crate::sql::sql;
use crate::statuses::{self, Moved};
use crate::time::Micros;

/// Suspends somebody active: sessions and one-time links end at once, the seat is free, and the phone no longer counts as
/// used.
pub async fn suspend(tx: &mut Tx, account: AccountId, user: UserId, now: Micros) -> Result<()> {
    billing::take(tx, account, now).await?;
    get(tx, account, user).await?;
    move_on(tx, account, user, (Status::Active, Status::Suspended), now).await
}

/// Makes a suspended person active again, on a seat that is bought where none is free; [`Error::Refused`] where the account
/// forbids that. A phone or e-mail that somebody took meanwhile is [`Error::Conflict`].
pub async fn reactivate(tx: &mut Tx, account: AccountId, user: UserId, now: Micros) -> Result<()> {
    let mut taken = accounts::take(tx, account).await?;
    let person = get(tx, account, user).await?;
    if person.values.status != Status::Suspended {
        return Err(Error::Stale("person"));
    }
    if person.values.phone.is_none() && taken.rules.needs_phones {
        return Err(Error::Refused("somebody without a phone cannot be made active"));
    }
    seats::require_one(tx, &mut taken, now).await?;
    move_on(tx, account, user, (Status::Suspended, Status::Active), now).await?;
    seats::settle(tx, &mut taken, Cause::person(user), now).await
}

/// Cancels somebody invited: the link ends, and e-mail, phone and seat are free.
pub async fn cancel(
    tx: &mut Tx,
    key: &InstallationKey,
    account: AccountId,
    user: UserId,
    now: Micros,
) -> Result<()> {
    billing::take(tx, account, now).await?;
    get(tx, account, user).await?;
    move_on(tx, account, user, (Status::Invited, Status::Cancelled), now).await?;
    invites::cancel(tx, key, account, user, now).await
}

async fn move_on(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    (from, to): (Status, Status),
    now: Micros,
) -> Result<()> {
    let moved = sql(
        "UPDATE users SET status = $4, version = version + 1, session_epoch = session_epoch + 1, updated_at = $5 \
         WHERE id = $1 AND account_id = $2 AND status = $3",
    )
    .bind(user)
    .bind(account)
    .bind(from)
    .bind(to)
    .bind(now)
    .run(tx)
    .await?;
    if moved == 0 {
        return Err(Error::Stale("person"));
    }
    statuses::note(tx, account, Moved::default().go((from, to), 1), now).await?;
    // A link made for somebody who could sign in says nothing about whether they still may.
    links::end(tx, account, user, now).await
}

/// Sets the password of somebody who has joined, and ends all sessions and one-time links of the person.
pub async fn set_password(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    hash: &str,
    now: Micros,
) -> Result<()> {
    let set = sql("UPDATE users SET password_hash = $3, session_epoch = session_epoch + 1, updated_at = $4 \
                   WHERE id = $1 AND account_id = $2 AND status IN ('Active', 'Suspended')")
    .bind(user)
    .bind(account)
    .bind(hash)
    .bind(now)
    .run(tx)
    .await?;
    if set == 0 {
        return Err(Error::NotFound("person"));
    }
    links::end(tx, account, user, now).await
}

/// Writes down that somebody who has joined has shown a phone to be theirs. Where the phone was changed meanwhile, nothing
/// is shown of the new one: [`Error::Stale`].
pub async fn confirm_phone(tx: &mut Tx, account: AccountId, user: UserId, phone: PhoneNumber) -> Result<()> {
    get(tx, account, user).await?;
    let confirmed =
        sql("UPDATE users SET confirmed_phone = phone WHERE id = $1 AND account_id = $2 AND phone = $3")
            .bind(user)
            .bind(account)
            .bind(phone)
            .run(tx)
            .await?;
    if confirmed == 1 { Ok(()) } else { Err(Error::Stale("person")) }
}

/// Takes the row of a person until the transaction ends, without changing it: of two that would each end what the other
/// just made, the later one sees what the earlier one did.
pub(crate) async fn hold(tx: &mut Tx, account: AccountId, user: UserId) -> Result<()> {
    sql("UPDATE users SET session_epoch = session_epoch WHERE id = $1 AND account_id = $2")
        .bind(user)
        .bind(account)
        .run(tx)
        .await?;
    Ok(())
}
