//! What whoever hosts Muster gives back: credits, and lines that are taken back. Nobody of an account does either: it is
//! their own company that would be given money.

use plan::billing::{Entry, Line, Money, TakenBack};
use plan::choices::Actor;

use super::changes::{self, Given, What};
use super::ledger::{self, Cause};
use super::{begin_due, none, standing};
use crate::accounts::{self, Account};
use crate::db::Tx;
use crate::error::Result;
use crate::ids::AccountId;
use crate::seats::{self, SeatChange};
use crate::time::{Days, Micros};

/// Gives an amount before tax back, and the tax on it, for a reason. Says the line. [`crate::Error::Billing`] where that is
/// no credit, or more than was charged; [`crate::Error::Refused`] without a price.
pub async fn credit(
    tx: &mut Tx,
    account: AccountId,
    amount: Money,
    reason: &str,
    by: &Actor,
    now: Micros,
) -> Result<Line> {
    let mut taken = accounts::take(tx, account).await?;
    let billing = begin_due(tx, &mut taken, now).await?.ok_or_else(none)?;
    let day = Days::of(&taken.settings.time_zone)?.day(now);
    let line = plan::billing::credit(&entries(tx, account).await?, &billing, day, amount, reason)?;
    ledger::add(tx, account, std::slice::from_ref(&line), Cause::by(*by), now).await?;
    changes::write(tx, account, by, &What::Credit(Given::of(&line)), now).await?;
    Ok(line)
}

/// Takes a line back by its id, with the seats that it paid for. Says the line that does so. [`crate::Error::Billing`] where
/// it cannot be taken back; [`crate::Error::Refused`] without a price.
pub async fn take_back(tx: &mut Tx, account: AccountId, id: i64, by: &Actor, now: Micros) -> Result<Line> {
    let mut taken = accounts::take(tx, account).await?;
    let billing = begin_due(tx, &mut taken, now).await?.ok_or_else(none)?;
    let day = Days::of(&taken.settings.time_zone)?.day(now);
    let (seats, _) = standing(tx, &taken, day).await?;
    let lines = ledger::all(tx, account).await?;
    // What it took from the limit of a month is given back to it, too.
    let cause =
        lines.iter().find(|booked| booked.entry.id == id).map(|booked| booked.cause).unwrap_or_default();
    let entries: Vec<Entry> = lines.into_iter().map(|booked| booked.entry).collect();
    let TakenBack { line, paid } = plan::billing::take_back(&entries, id, billing.period, &seats)?;
    give_up(tx, &mut taken, paid, now).await?;
    let cause = Cause { by: Some(*by), ..cause };
    ledger::add(tx, account, std::slice::from_ref(&line), cause, now).await?;
    changes::write(tx, account, by, &What::Reversal(Given::of(&line)), now).await?;
    Ok(line)
}

async fn give_up(tx: &mut Tx, account: &mut Account, paid: u32, now: Micros) -> Result<()> {
    let before = account.paid();
    account.bought = paid;
    seats::set(tx, account, SeatChange { import: None, before, after: account.paid(), at: now }).await
}

async fn entries(tx: &mut Tx, account: AccountId) -> Result<Vec<Entry>> {
    Ok(ledger::all(tx, account).await?.into_iter().map(|booked| booked.entry).collect())
}
