//! The ledger: what was charged and given back, and by what. Lines are only ever added; the database refuses anything else.

use std::collections::BTreeMap;

use jiff::civil::Date;
use plan::billing::{Amount, Billing, Currency, Entry, Kind, Line, Money};
use plan::choices::Actor;
use plan::effect::Charge;

use super::period;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, ImportId, UserId};
use crate::sql::{Row, actor_json, sql};
use crate::time::Micros;

/// What caused a line: none of these at a period's start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The import that did, if one: of somebody who takes a seat by joining, the one that invited them.
    pub import: Option<ImportId>,
    /// The person who took a seat, if it was one.
    pub user: Option<UserId>,
    /// Whoever set a price, or gave something back.
    pub by: Option<Actor>,
}

impl Cause {
    /// Somebody who took a seat, however that came.
    pub const fn person(user: UserId) -> Self {
        Self { import: None, user: Some(user), by: None }
    }

    /// An import.
    pub const fn import(import: ImportId) -> Self {
        Self { import: Some(import), user: None, by: None }
    }

    /// Whoever set or gave something.
    pub const fn by(actor: Actor) -> Self {
        Self { import: None, user: None, by: Some(actor) }
    }
}

/// A line, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The line under its id.
    pub entry: Entry,
    /// What caused it.
    pub cause: Cause,
    /// Whether the import that did was a form.
    pub by_form: bool,
    /// When it was written.
    pub at: Micros,
}

/// Adds lines. The caller holds the account's row, and changes its seats in the same transaction.
pub(crate) async fn add(
    tx: &mut Tx,
    account: AccountId,
    lines: &[Line],
    cause: Cause,
    now: Micros,
) -> Result<()> {
    for line in lines {
        let id = ids::one(tx).await?;
        sql("INSERT INTO ledger (id, account_id, kind, period_from, period_to, days_from, days_to, seats, amount_minor, \
             tax_minor, currency, label, reverses, import_id, user_id, actor, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)")
        .bind(id)
        .bind(account)
        .bind(line.kind.as_str())
        .bind(line.period.from.to_string())
        .bind(line.period.to.to_string())
        .bind(line.days.from.to_string())
        .bind(line.days.to.to_string())
        .bind(line.seats)
        .bind(line.amount.minor)
        .bind(line.tax.minor)
        .bind(line.amount.currency.as_str())
        .bind(&line.label)
        .bind(line.reverses)
        .bind(cause.import)
        .bind(cause.user)
        .bind(cause.by.as_ref().map(actor_json).transpose()?)
        .bind(now)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// The lines that an applied plan puts into the ledger: what it said it would charge, word for word. What is charged as
/// people join is not among them.
pub(crate) fn of_charges(billing: &Billing, charges: &[Charge]) -> Vec<Line> {
    let at_once = charges.iter().filter(|charge| !charge.up_to);
    at_once.map(|charge| charge.line(billing.period)).collect()
}

fn read(row: &Row) -> Result<Booked> {
    let currency = row.word("currency", |text| Currency::parse(text).ok())?;
    let line = Line {
        kind: row.word("kind", |word| Kind::ALL.into_iter().find(|kind| kind.as_str() == word))?,
        period: period(row, "period_from", "period_to")?,
        days: period(row, "days_from", "days_to")?,
        seats: row.get("seats")?,
        amount: Money::new(row.get("amount_minor")?, currency),
        tax: Money::new(row.get("tax_minor")?, currency),
        label: row.get("label")?,
        reverses: row.get("reverses")?,
    };
    let cause =
        Cause { import: row.get("import_id")?, user: row.get("user_id")?, by: row.json_null("actor")? };
    let entry = Entry { id: row.get("id")?, line };
    Ok(Booked { entry, cause, by_form: row.get("by_form")?, at: row.get("created_at")? })
}

const SELECT: &str = "SELECT id, kind, period_from, period_to, days_from, days_to, seats, amount_minor, tax_minor, currency, \
     label, reverses, import_id, user_id, actor, created_at, EXISTS (SELECT 1 FROM imports \
     WHERE imports.id = ledger.import_id AND imports.source = 'form') AS by_form FROM ledger";

/// The lines of an account that stand on the invoice of the period that begins on a day, in the order of the ledger.
pub async fn of_period(conn: &mut Conn, account: AccountId, from: Date) -> Result<Vec<Booked>> {
    sql(format!("{SELECT} WHERE account_id = $1 AND period_from = $2 ORDER BY id"))
        .bind(account)
        .bind(from.to_string())
        .all(conn, read)
        .await
}

/// What the invoice of each period comes to, by the period's first day, in the account's currency.
pub async fn sums(conn: &mut Conn, account: AccountId, currency: Currency) -> Result<BTreeMap<Date, Amount>> {
    let sums = sql(
        "SELECT period_from, CAST(SUM(amount_minor) AS BIGINT) AS net, CAST(SUM(tax_minor) AS BIGINT) AS tax \
                    FROM ledger WHERE account_id = $1 GROUP BY period_from",
    )
    .bind(account)
    .all(conn, |row| {
        let money = |name| Ok::<_, Error>(Money::new(row.get(name)?, currency));
        Ok((super::day(row, "period_from")?, Amount { net: money("net")?, tax: money("tax")? }))
    })
    .await?;
    Ok(sums.into_iter().collect())
}

/// The lines that an import caused, and those that took one of them back.
pub async fn of_import(conn: &mut Conn, account: AccountId, import: ImportId) -> Result<Vec<Booked>> {
    sql(format!("{SELECT} WHERE account_id = $1 AND import_id = $2 ORDER BY id"))
        .bind(account)
        .bind(import)
        .all(conn, read)
        .await
}

/// Every line of an account, the oldest first.
pub async fn all(conn: &mut Conn, account: AccountId) -> Result<Vec<Booked>> {
    sql(format!("{SELECT} WHERE account_id = $1 ORDER BY id")).bind(account).all(conn, read).await
}

/// What imports have charged in the calendar month of a day, before tax, less what of it was taken back.
pub(super) async fn charged_by_imports(conn: &mut Conn, account: AccountId, day: Date) -> Result<i64> {
    sql("SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) FROM ledger WHERE account_id = $1 \
         AND import_id IS NOT NULL AND days_from >= $2 AND days_from <= $3")
    .bind(account)
    .bind(day.first_of_month().to_string())
    .bind(day.last_of_month().to_string())
    .value(conn)
    .await
}
