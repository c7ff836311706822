//! What Admins set of their company. Each value that becomes another is an entry of the audit log of its own, with what was
//! before; and nobody overwrites what they have not seen.

use plan::choices::Actor;
use plan::snapshot::Thresholds;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Account, Rules, take};
use crate::audit;
use crate::billing;
use crate::billing::changes::Changed;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::sql::sql;
use crate::time::{Days, Micros};

/// What Admins set of their company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// The name people read.
    pub name: String,
    /// Two-letter country code that phones without `+` are read in.
    pub country: String,
    /// The name of a time zone, such as `Europe/Berlin`.
    pub time_zone: String,
    /// Three-letter currency code; that of the price where one is set.
    pub currency: String,
    /// The rest.
    pub rules: Rules,
}

impl Company {
    /// What is set of an account.
    pub fn of(account: &Account) -> Self {
        let settings = &account.settings;
        Self {
            name: account.name.clone(),
            country: settings.country.clone(),
            time_zone: settings.time_zone.clone(),
            currency: settings.currency.clone(),
            rules: account.rules,
        }
    }

    /// Short for all of it: other values have another one.
    pub fn digest(&self) -> String {
        let Rules { keep_files_days, thresholds: Thresholds { percent, most }, needs_phones } = self.rules;
        let texts = [&self.name, &self.country, &self.time_zone, &self.currency];
        let hash = Sha256::digest(format!("{texts:?} {keep_files_days:?} {percent} {most} {needs_phones}"));
        let first = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{first:016x}")
    }
}

/// Sets what is other than before, and writes each of these down. [`Error::Stale`] where what is set is not what the digest
/// `seen` is of; [`Error::Refused`] for another currency than that of the price. Whoever has no phone once everybody needs one
/// stays as they are.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    (seen, new): (&str, &Company),
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let taken = take(tx, account).await?;
    let old = Company::of(&taken);
    if old.digest() != seen {
        return Err(Error::Stale("settings"));
    }
    let day = Days::of(&new.time_zone)?.day(now);
    if old.currency != new.currency && billing::standing(tx, &taken, day).await?.1.is_some() {
        return Err(Error::Refused("the price says the currency"));
    }
    sql("UPDATE accounts SET name = $2, country = $3, time_zone = $4, currency = $5, keep_files_days = $6, \
         guard_percent = $7, guard_most = $8, needs_phones = $9 WHERE id = $1")
    .bind(account)
    .bind(&new.name)
    .bind(&new.country)
    .bind(&new.time_zone)
    .bind(&new.currency)
    .bind(new.rules.keep_files_days)
    .bind(new.rules.thresholds.percent)
    .bind(new.rules.thresholds.most)
    .bind(new.rules.needs_phones)
    .run(tx)
    .await?;
    write_down(tx, account, (&old, new), by, now).await
}

async fn write_down(
    tx: &mut Tx,
    account: AccountId,
    (old, new): (&Company, &Company),
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let mut log = Log { tx, account, by, now };
    log.note("account.name", &old.name, &new.name).await?;
    log.note("account.country", &old.country, &new.country).await?;
    log.note("account.time_zone", &old.time_zone, &new.time_zone).await?;
    log.note("account.currency", &old.currency, &new.currency).await?;
    let (before, after) = (&old.rules, &new.rules);
    log.note("account.keep_files", before.keep_files_days, after.keep_files_days).await?;
    log.note("account.guard_percent", before.thresholds.percent, after.thresholds.percent).await?;
    log.note("account.guard_most", before.thresholds.most, after.thresholds.most).await?;
    log.note("account.phones", before.needs_phones, after.needs_phones).await
}

/// How many people of an account are invited or active and have no phone.
pub async fn without_phone(conn: &mut Conn, account: AccountId) -> Result<u32> {
    let text = "SELECT COUNT(*) FROM users WHERE account_id = $1 AND phone IS NULL AND status IN ('Invited', 'Active')";
    let people = sql(text).bind(account).value(conn).await?;
    Ok(u32::try_from(people).unwrap_or(u32::MAX))
}

/// Where changes are written down.
struct Log<'a> {
    tx: &'a mut Tx,
    account: AccountId,
    by: &'a Actor,
    now: Micros,
}

impl Log<'_> {
    async fn note<T: PartialEq + Serialize>(
        &mut self,
        action: &'static str,
        before: T,
        after: T,
    ) -> Result<()> {
        if before == after {
            return Ok(());
        }
        let detail = Changed { before, after };
        audit::add(self.tx, self.account, self.by, action, None, &detail, self.now).await
    }
}
