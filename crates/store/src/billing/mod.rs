//! What the seats of an account cost: its price, the ledger, the periods that begin, the invoices.
//!
//! All arithmetic is that of [`plan::billing`]; here its lines are written down, in the transaction that changes the seats.
//! An account without a price pays nothing here, and all of this leaves it alone.
//!
//! Start at [`today`]. Whatever looks at seats in a transaction that holds the account's row calls `begin_due` first, so
//! that nothing is charged to a period that is over; what is only looked at has that done in memory.

pub mod changes;
mod giving;
pub mod invoices;
pub mod ledger;
mod periods;
mod settings;

use jiff::civil::Date;
use plan::billing::{Billing, Cap, Counting, Period, Price, Start};
use plan::snapshot::Seats;

pub use self::giving::{credit, take_back};
pub(crate) use self::periods::{begin_due, take};
pub use self::periods::{catch_up, due};
pub use self::settings::{set_cap, set_counting, set_price};
use crate::accounts::{self, Account};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::count;
use crate::payment;
use crate::sql::{Row, sql};
use crate::time::{Days, Micros};

/// The billing of an account as it stands in the database, periods that are due not begun; `None` without a price. `day` is
/// today in the account's time zone: what the month has used of the cap, and who is on trial, depends on it.
async fn get(conn: &mut Conn, account: &Account, day: Date) -> Result<Option<Billing>> {
    let kept = sql(
        "SELECT price, next_price, period_from, period_to, counting, trial_days, cap_minor, state, overdue_since FROM billing \
         LEFT JOIN payment_standing ON payment_standing.account_id = billing.account_id WHERE billing.account_id = $1",
    )
    .bind(account.id)
    .first(conn, |row| read(row, account))
    .await?;
    let Some(mut billing) = kept else { return Ok(None) };
    if let Some(cap) = &mut billing.cap {
        cap.charged_minor = ledger::charged_by_imports(conn, account.id, day).await?;
    }
    if let Counting::Joining { trial_days, pending } = &mut billing.counting {
        let people = waiting(conn, account, *trial_days, day).await?;
        *pending = people;
    }
    Ok(Some(billing))
}

fn read(row: &Row, account: &Account) -> Result<Billing> {
    let days = Days::of(&account.settings.time_zone)?;
    let overdue = payment::arrears(row)?;
    let trial_days = row.get("trial_days")?;
    let counting = row.word("counting", |word| match word {
        "invited" => Some(Counting::Invited),
        "joining" => Some(Counting::Joining { trial_days, pending: 0 }),
        _ => None,
    })?;
    let cap = row.get::<Option<i64>>("cap_minor")?;
    Ok(Billing {
        price: row.json::<Price>("price")?,
        next: row.json_null::<Price>("next_price")?,
        period: period(row, "period_from", "period_to")?,
        counting,
        cap: cap.map(|most_minor| Cap { most_minor, charged_minor: 0 }),
        overdue: overdue.map(|since| payment::overdue(since, &days)),
        quoted_on: None,
    })
}

/// A stretch of days of two columns.
pub(crate) fn period(row: &Row, from: &str, to: &str) -> Result<Period> {
    Ok(Period { from: day(row, from)?, to: day(row, to)? })
}

fn day(row: &Row, name: &str) -> Result<Date> {
    row.word(name, |text| text.parse().ok())
}

/// People who will take a seat and do not yet, where people count from joining on: those who are invited, and those who
/// joined fewer days ago than the trial has.
async fn waiting(conn: &mut Conn, account: &Account, trial_days: u32, day: Date) -> Result<u32> {
    let waiting = sql("SELECT COUNT(*) FROM users WHERE account_id = $1 AND (status = 'Invited' \
                       OR (status = 'Active' AND joined_at >= $2))")
    .bind(account.id)
    .bind(trial_begins(account, trial_days, day)?)
    .value(conn)
    .await?;
    Ok(count(waiting))
}

/// Whoever joined then or later is on trial on a day.
fn trial_begins(account: &Account, trial_days: u32, day: Date) -> Result<Micros> {
    let days = Days::of(&account.settings.time_zone)?;
    let first = day.checked_sub(jiff::Span::new().days(trial_days)).and_then(Date::tomorrow);
    Ok(first.map_or(Micros(i64::MIN), |first| days.beginning(first)))
}

/// The seats of an account today and its billing, if it has a price, whatever is due having begun. Nothing is written.
pub async fn today(conn: &mut Conn, account: AccountId, now: Micros) -> Result<(Seats, Option<Billing>)> {
    let account = accounts::by_id(conn, account).await?;
    let day = Days::of(&account.settings.time_zone)?.day(now);
    standing(conn, &account, day).await
}

/// What the start of the next period does as things are: of the people of today those count who will hold a seat on its first
/// day. `None` without a price. Nothing is written.
pub async fn next_start(conn: &mut Conn, account: AccountId, now: Micros) -> Result<Option<Start>> {
    let account = accounts::by_id(conn, account).await?;
    let day = Days::of(&account.settings.time_zone)?.day(now);
    let (seats, Some(billing)) = standing(conn, &account, day).await? else { return Ok(None) };
    let first = billing.period.to;
    let (_, starts) = periods::caught_up(conn, &account, billing, seats.paid(), first).await?;
    Ok(starts.into_iter().next_back())
}

/// Seats and billing on a day in the account's time zone: what planning is told.
pub(crate) async fn standing(
    conn: &mut Conn,
    account: &Account,
    day: Date,
) -> Result<(Seats, Option<Billing>)> {
    let billing = get(conn, account, day).await?;
    let mut seats = seats(conn, account, billing.as_ref()).await?;
    let Some(billing) = billing else { return Ok((seats, None)) };
    let (billing, starts) = periods::caught_up(conn, account, billing, seats.paid(), day).await?;
    if let Some(last) = starts.last() {
        seats.bought = last.paid;
        seats.commitment = billing.price.terms().commitment;
    }
    Ok((seats, Some(billing)))
}

/// The seats of an account as they are paid for now. Those who hold one are invited or active; where people count from
/// joining on, those who wait hold none yet.
async fn seats(conn: &mut Conn, account: &Account, billing: Option<&Billing>) -> Result<Seats> {
    let waiting = billing.map_or(0, |billing| billing.counting.pending());
    Ok(Seats {
        commitment: account.settings.commitment,
        bought: account.bought,
        used: people(conn, account).await?.saturating_sub(waiting),
        may_buy: account.settings.may_buy,
    })
}

/// Seats that the people of now hold on a day, which a trial may not have reached or may be over by.
async fn used_on(conn: &mut Conn, account: &Account, counting: Counting, day: Date) -> Result<u32> {
    let waiting = match counting {
        Counting::Invited => 0,
        Counting::Joining { trial_days, .. } => waiting(conn, account, trial_days, day).await?,
    };
    Ok(people(conn, account).await?.saturating_sub(waiting))
}

async fn people(conn: &mut Conn, account: &Account) -> Result<u32> {
    let people = sql("SELECT COUNT(*) FROM users WHERE account_id = $1 AND status IN ('Invited', 'Active')");
    Ok(count(people.bind(account.id).value(conn).await?))
}

/// An account without a price has nothing to change about it.
fn none() -> Error {
    Error::Refused("this account has no price")
}
