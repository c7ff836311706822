//! What is set about the billing of an account: its price, the cap, from when on people count. Each change is written into
//! the audit log.

use plan::authority::gives_money;
use plan::billing::{Billing, Counting, Price};
use plan::choices::Actor;

use super::changes::{self, Changed, What};
use super::ledger::Cause;
use super::{begin_due, none, periods};
use crate::accounts;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::payment;
use crate::seats;
use crate::sql::sql;
use crate::time::{Days, Micros};

/// Sets the price. The first one is in force from today on, and the rest of its period is charged; any other from the next
/// period's start on. [`Error::Refused`] for another currency than the account's, and for periods of another length or on other
/// days while a payment service collects by those of the price in force.
pub async fn set_price(
    tx: &mut Tx,
    account: AccountId,
    price: &Price,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let mut taken = accounts::take(tx, account).await?;
    if price.currency().as_str() != taken.settings.currency {
        return Err(Error::Refused("the price is in another currency than the account"));
    }
    let billing = begin_due(tx, &mut taken, now).await?;
    let before = billing.as_ref().map(|billing| billing.coming().clone());
    match billing {
        Some(mut billing) => {
            let collects = payment::get(tx, account).await?.is_some_and(|standing| standing.is_subscribed());
            if collects && !price.keeps_time_with(&billing.price) {
                return Err(Error::Refused(OTHER_PERIODS));
            }
            billing.follow(price.clone())?;
            sql("UPDATE billing SET next_price = $2 WHERE account_id = $1")
                .bind(account)
                .bind_json(price)?
                .run(tx)
                .await?;
        }
        None => open(tx, &mut taken, price, Cause::by(*by), now).await?,
    }
    let what = What::Price(Changed { before, after: Some(price.clone()) });
    changes::write(tx, account, by, &what, now).await
}

/// The payment service would go on drawing its invoices on the old days.
const OTHER_PERIODS: &str = "Stripe collects by the periods of the price in force: cancel the subscription there, have it \
     looked at with `muster billing sync`, and set this price then; a new card begins another subscription";

async fn open(
    tx: &mut Tx,
    account: &mut accounts::Account,
    price: &Price,
    cause: Cause,
    now: Micros,
) -> Result<()> {
    let day = Days::of(&account.settings.time_zone)?.day(now);
    let seats = super::seats(tx, account, None).await?;
    let (billing, start) = Billing::open(price.clone(), day, seats.paid(), seats.used)?;
    sql("INSERT INTO billing (account_id, price, period_from, period_to, counting, trial_days) \
         VALUES ($1, $2, $3, $4, 'invited', 0)")
    .bind(account.id)
    .bind_json(&billing.price)?
    .bind(billing.period.from.to_string())
    .bind(billing.period.to.to_string())
    .run(tx)
    .await?;
    periods::begin(tx, account, &billing, (&start, cause), now).await?;
    payment::begin(tx, account.id, account.paid(), now).await
}

/// Sets what imports may charge in a calendar month at the most, before tax, in minor units; `None` for no limit.
pub async fn set_cap(
    tx: &mut Tx,
    account: AccountId,
    most_minor: Option<i64>,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let mut taken = accounts::take(tx, account).await?;
    let billing = begin_due(tx, &mut taken, now).await?.ok_or_else(none)?;
    let before = billing.cap.map(|cap| cap.most_minor);
    if before == most_minor {
        return Ok(());
    }
    sql("UPDATE billing SET cap_minor = $2 WHERE account_id = $1")
        .bind(account)
        .bind(most_minor)
        .run(tx)
        .await?;
    changes::write(tx, account, by, &What::Cap(Changed { before, after: most_minor }), now).await
}

/// Sets from when on somebody takes a seat. Where everybody who is invited does so now, the seats that are missing are
/// bought at once. Nothing is written where it is so already. [`Error::Refused`] where somebody of the account gives it more
/// days of trial than it has.
pub async fn set_counting(
    tx: &mut Tx,
    account: AccountId,
    counting: Counting,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let mut taken = accounts::take(tx, account).await?;
    let before = without_people(begin_due(tx, &mut taken, now).await?.ok_or_else(none)?.counting);
    let after = without_people(counting);
    if before == after {
        return Ok(());
    }
    if after.trial_days() > before.trial_days() && !gives_money(*by) {
        return Err(Error::Refused(
            "days that cost nothing are given by whoever hosts Muster; fewer can be set",
        ));
    }
    let (word, trial_days) = match after {
        Counting::Invited => ("invited", 0),
        Counting::Joining { trial_days, .. } => ("joining", trial_days),
    };
    sql("UPDATE billing SET counting = $2, trial_days = $3 WHERE account_id = $1")
        .bind(account)
        .bind(word)
        .bind(trial_days)
        .run(tx)
        .await?;
    seats::settle(tx, &mut taken, Cause::by(*by), now).await?;
    changes::write(tx, account, by, &What::Counting(Changed { before, after }), now).await
}

/// Without those who wait: they are of a day, and nothing that was set.
const fn without_people(counting: Counting) -> Counting {
    match counting {
        Counting::Invited => Counting::Invited,
        Counting::Joining { trial_days, .. } => Counting::Joining { trial_days, pending: 0 },
    }
}
