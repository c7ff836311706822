//! How many people of an account stood where on which day.
//!
//! Kept are the changes of a day, not its counts: whoever moves people says by how many, in the same transaction, and never
//! has to count an account. What they add up to is the people of now, which [`crate::invariants`] verifies.

use jiff::civil::Date;
use plan::snapshot::Status;

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::sql::{Row, sql};
use crate::time::{Days, Micros};

/// By how many the people of each status become more, or fewer where it is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Invited people.
    pub invited: i64,
    /// Active people.
    pub active: i64,
    /// Suspended people.
    pub suspended: i64,
    /// Cancelled people.
    pub cancelled: i64,
}

impl Moved {
    /// So many people are new.
    #[must_use]
    pub(crate) const fn come(mut self, status: Status, people: u32) -> Self {
        *self.of(status) += people as i64;
        self
    }

    /// So many people leave one status for another.
    #[must_use]
    pub(crate) const fn go(mut self, (from, to): (Status, Status), people: u32) -> Self {
        *self.of(from) -= people as i64;
        self.come(to, people)
    }

    const fn of(&mut self, status: Status) -> &mut i64 {
        match status {
            Status::Invited => &mut self.invited,
            Status::Active => &mut self.active,
            Status::Suspended => &mut self.suspended,
            Status::Cancelled => &mut self.cancelled,
        }
    }
}

/// Adds what moved to the day, in the account's time zone. The caller holds the account's row.
pub(crate) async fn note(tx: &mut Tx, account: AccountId, moved: Moved, now: Micros) -> Result<()> {
    if moved == Moved::default() {
        return Ok(());
    }
    let zone: String = sql("SELECT time_zone FROM accounts WHERE id = $1")
        .bind(account)
        .one(tx, "account", |row| row.get("time_zone"))
        .await?;
    sql("INSERT INTO status_days (account_id, day, invited, active, suspended, cancelled) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, day) DO UPDATE SET \
         invited = status_days.invited + excluded.invited, active = status_days.active + excluded.active, \
         suspended = status_days.suspended + excluded.suspended, cancelled = status_days.cancelled + excluded.cancelled")
    .bind(account)
    .bind(Days::of(&zone)?.day(now).to_string())
    .bind(moved.invited)
    .bind(moved.active)
    .bind(moved.suspended)
    .bind(moved.cancelled)
    .run(tx)
    .await?;
    Ok(())
}

/// How many people stood where at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The day, in the account's time zone of then.
    pub day: Date,
    /// Invited people.
    pub invited: u32,
    /// Active people.
    pub active: u32,
    /// Suspended people.
    pub suspended: u32,
}

/// How the people of an account stood at the end of each day on which that changed, the oldest first, from a day on. What
/// was before it stands at the last day on which it changed, if there was anybody. One statement, whose answer has no more rows
/// than there were days.
pub async fn since(conn: &mut Conn, account: AccountId, from: Date) -> Result<Vec<Standing>> {
    // A day is text that sorts as days do, so the largest of those before is the last.
    let days = sql("SELECT MAX(day) AS last, CAST(SUM(invited) AS BIGINT) AS invited, \
         CAST(SUM(active) AS BIGINT) AS active, CAST(SUM(suspended) AS BIGINT) AS suspended FROM status_days \
         WHERE account_id = $1 GROUP BY CASE WHEN day < $2 THEN '' ELSE day END ORDER BY last")
    .bind(account)
    .bind(from.to_string())
    .all(conn, read)
    .await?;
    let mut sum = Moved::default();
    let added = days.into_iter().map(|(day, moved)| {
        sum.invited += moved.invited;
        sum.active += moved.active;
        sum.suspended += moved.suspended;
        Ok(Standing {
            day,
            invited: people(sum.invited)?,
            active: people(sum.active)?,
            suspended: people(sum.suspended)?,
        })
    });
    added.collect()
}

fn read(row: &Row) -> Result<(Date, Moved)> {
    let (invited, active, suspended) = (row.get("invited")?, row.get("active")?, row.get("suspended")?);
    let day = row.word("last", |text| text.parse().ok())?;
    Ok((day, Moved { invited, active, suspended, cancelled: 0 }))
}

fn people(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::Damaged("fewer people than none stood somewhere".to_owned()))
}
