//! What the company of the example has paid so far: a price by the quarter, seats that grew with it, invoices, a limit that
//! its Admin tried, and a day that was given back.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use plan::billing::{Currency, Cycle, Money, Price, Terms, Tier};
use plan::choices::Actor;
use plan::snapshot::Role;
use store::billing::{self, invoices};
use store::{AccountId, Micros, Tx, UserId};

use super::company::{SEATS, TIME_ZONE};
use super::seed::SeedError;

/// How long ago the company began to pay: three quarters, at the least, have begun since and before its people came.
pub const FOUNDED: Duration = Duration::from_hours(300 * 24);
/// The seats that it paid for at first.
pub const FIRST: u32 = 24;
/// Those from each quarter on that followed; then it is [`SEATS`].
const GREW: [u32; 2] = [36, 48];
/// How long before a quarter more seats were agreed to, and how long after it an invoice was paid.
const DAYS: Duration = Duration::from_hours(5 * 24);

const WRONG: SeedError = SeedError::Written("its price or its days are wrong");

/// From the first price to the day on which its people come. All invoices are paid but the newest of today.
pub async fn run_up(
    tx: &mut Tx,
    account: AccountId,
    admin: UserId,
    (founded, began, now): (Micros, Micros, Micros),
) -> Result<(), SeedError> {
    let dana = Actor::Person { id: admin.0, role: Role::Admin };
    let newest = quarters(founded, now)?.last().copied();
    billing::set_price(tx, account, &price(FIRST)?, &Actor::Operator, founded).await?;
    billing::set_cap(tx, account, Some(150_000), &dana, founded.after(DAYS)).await?;
    let grew = GREW.into_iter().chain(std::iter::repeat(SEATS));
    for ((number, start), seats) in (1..).zip(quarters(founded, began)?).zip(grew) {
        billing::set_price(tx, account, &price(seats)?, &Actor::Operator, start.before(DAYS)).await?;
        billing::catch_up(tx, account, start).await?;
        if newest != Some(start) {
            invoices::set_paid(tx, account, number, true, &Actor::Operator, start.after(DAYS)).await?;
        }
        if number == 2 {
            let (day, reason) = (Money::new(12_000, usd()?), "a day without service");
            billing::credit(tx, account, day, reason, &Actor::Operator, start.after(DAYS * 2)).await?;
            billing::set_cap(tx, account, None, &dana, start.after(DAYS * 3)).await?;
        }
    }
    Ok(())
}

/// From then to now.
pub async fn go_on(tx: &mut Tx, account: AccountId, (began, now): (Micros, Micros)) -> Result<(), SeedError> {
    for start in quarters(began, now)? {
        billing::catch_up(tx, account, start).await?;
    }
    Ok(())
}

fn usd() -> Result<Currency, SeedError> {
    Currency::parse("USD").map_err(|_| WRONG)
}

/// 90.00 a seat and quarter, 80.00 above fifty seats.
fn price(commitment: u32) -> Result<Price, SeedError> {
    let terms = Terms {
        currency: usd()?,
        cycle: Cycle::Quarter,
        anchor: Date::constant(2026, 1, 1),
        tiers: vec![Tier { up_to: Some(50), each_minor: 9_000 }, Tier::all(8_000)],
        tax_ppm: 82_500,
        commitment,
    };
    Price::new(terms).map_err(|_| WRONG)
}

/// Six in the morning of the first day of each quarter between two times, where the company is.
fn quarters(from: Micros, to: Micros) -> Result<Vec<Micros>, SeedError> {
    let zone = TimeZone::get(TIME_ZONE).map_err(|_| WRONG)?;
    let day = |at: Micros| Timestamp::from_microsecond(at.0).map(|at| zone.to_datetime(at).date());
    let (mut begins, last) = (day(from).map_err(|_| WRONG)?, day(to).map_err(|_| WRONG)?);
    let mut found = Vec::new();
    loop {
        begins = Cycle::Quarter.period_of(Date::constant(2026, 1, 1), begins).map_err(|_| WRONG)?.to;
        if begins > last {
            return Ok(found);
        }
        let at = zone.to_timestamp(begins.at(6, 0, 0, 0)).map_err(|_| WRONG)?;
        let at = Micros(at.as_microsecond());
        if at <= to {
            found.push(at);
        }
    }
}
