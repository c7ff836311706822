//! Accounts: one customer company each. What Admins set of theirs is in [`company`].

pub mod company;

use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status, Thresholds};
use plan::value::phone::PhoneNumber;

use crate::audit;
use crate::billing::changes::{self, Changed, What};
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{self, AccountId, UserId};
use crate::language::Language;
use crate::sql::{Row, sql};
use crate::time::Micros;
use crate::users::{self, NewUser};

/// One customer company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The short name, unique over the installation.
    pub slug: String,
    /// The name people read.
    pub name: String,
    /// The settings.
    pub settings: Settings,
    /// Whether Managers may import Sales people of their own teams and territories: [`let_managers_import`].
    pub managers_import: bool,
    /// What messages to its people are written in, where it has no words of its own: [`set_language`].
    pub language: Language,
    /// What Admins set besides.
    pub rules: Rules,
    /// Seats bought; what is paid is the larger of this and the commitment.
    pub bought: u32,
    /// Counts the transactions that changed people, teams, territories, settings or seats.
    pub revision: i64,
    /// When it was created.
    pub created_at: Micros,
}

impl Account {
    /// Seats that are paid for.
    pub fn paid(&self) -> u32 {
        self.settings.commitment.max(self.bought)
    }
}

/// What Admins set of their company that is told to nobody elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// For how many days files are kept at most; as long as the installation keeps them where nothing is said.
    pub keep_files_days: Option<u32>,
    /// From when on an apply wants a number typed in.
    pub thresholds: Thresholds,
    /// Whether somebody needs a phone to be invited, or to become active again.
    pub needs_phones: bool,
}

impl Rules {
    /// For how many days files of applied imports are kept, in an installation that keeps them for so many.
    pub fn keeps_files(self, installation: u32) -> u32 {
        self.keep_files_days.map_or(installation, |days| days.min(installation))
    }
}

/// What can be set for an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Two-letter country code that phones without `+` are read in.
    pub country: String,
    /// The name of a time zone, such as `Europe/Berlin`.
    pub time_zone: String,
    /// Three-letter currency code.
    pub currency: String,
    /// Seats always paid for.
    pub commitment: u32,
    /// Whether an import may raise the paid seats.
    pub may_buy: bool,
}

/// An account to create, with its first Admin, who has joined from the start.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The short name, unique over the installation.
    pub slug: String,
    /// The name people read.
    pub name: String,
    /// What messages to its people are written in.
    pub language: Language,
    /// The settings.
    pub settings: Settings,
    /// The first Admin.
    pub admin: NewAdmin,
}

/// The first Admin of an account.
#[derive(Clone, Debug)]
pub struct NewAdmin {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Address in normal form.
    pub email: String,
    /// Mobile phone.
    pub phone: PhoneNumber,
}

const COLUMNS: &str = "id, slug, name, country, time_zone, currency, commitment, bought, may_buy, managers_import, language, \
    keep_files_days, guard_percent, guard_most, needs_phones, revision, created_at";

fn read(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.get("id")?,
        slug: row.get("slug")?,
        name: row.get("name")?,
        settings: Settings {
            country: row.get("country")?,
            time_zone: row.get("time_zone")?,
            currency: row.get("currency")?,
            commitment: row.get("commitment")?,
            may_buy: row.get("may_buy")?,
        },
        managers_import: row.get("managers_import")?,
        language: row.word("language", Language::of)?,
        rules: Rules {
            keep_files_days: row.get("keep_files_days")?,
            thresholds: Thresholds { percent: row.get("guard_percent")?, most: row.get("guard_most")? },
            needs_phones: row.get("needs_phones")?,
        },
        bought: row.get("bought")?,
        revision: row.get("revision")?,
        created_at: row.get("created_at")?,
    })
}

/// Creates an account and its first Admin. A short name, e-mail or phone in use is [`Conflict`](crate::Error::Conflict).
pub async fn create(tx: &mut Tx, new: &NewAccount, now: Micros) -> Result<(AccountId, UserId)> {
    let id = AccountId(ids::one(tx).await?);
    sql("INSERT INTO accounts (id, slug, name, country, time_zone, currency, commitment, bought, may_buy, created_at, \
         language) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)")
        .bind(id)
        .bind(&new.slug)
        .bind(&new.name)
        .bind(&new.settings.country)
        .bind(&new.settings.time_zone)
        .bind(&new.settings.currency)
        .bind(new.settings.commitment)
        .bind(new.settings.may_buy)
        .bind(now)
        .bind(new.language.as_str())
        .run(tx)
        .await?;
    let admin = NewUser {
        first_name: new.admin.first_name.clone(),
        last_name: new.admin.last_name.clone(),
        email: new.admin.email.clone(),
        phone: Some(new.admin.phone),
        role: Role::Admin,
        access: Access::Global,
        external_id: None,
        status: Status::Active,
        teams: Vec::new(),
        territories: Vec::new(),
    };
    let admin = users::create(tx, id, &admin, now).await?;
    Ok((id, admin))
}

/// The account with a short name.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Account> {
    sql(format!("SELECT {COLUMNS} FROM accounts WHERE slug = $1")).bind(slug).one(conn, "account", read).await
}

/// The account with an id.
pub async fn by_id(conn: &mut Conn, account: AccountId) -> Result<Account> {
    sql(format!("SELECT {COLUMNS} FROM accounts WHERE id = $1"))
        .bind(account)
        .one(conn, "account", read)
        .await
}

/// Every account, by short name.
pub async fn all(conn: &mut Conn) -> Result<Vec<Account>> {
    sql(format!("SELECT {COLUMNS} FROM accounts ORDER BY slug")).all(conn, read).await
}

/// Takes the account's row until the transaction ends and raises its revision; the answer has the new one. Every
/// transaction that writes people, teams, territories, settings or seats does this first, so that those who write to
/// one account stand in a queue. [`Busy`](crate::Error::Busy) where the queue does not move in time.
pub async fn take(tx: &mut Tx, account: AccountId) -> Result<Account> {
    sql(format!("UPDATE accounts SET revision = revision + 1 WHERE id = $1 RETURNING {COLUMNS}"))
        .bind(account)
        .one(tx, "account", read)
        .await
}

/// Lets imports buy the seats they need, or not any more, and writes down who decided it. Nothing is written where it is so
/// already.
pub async fn let_imports_buy(
    tx: &mut Tx,
    account: AccountId,
    allowed: bool,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let before = take(tx, account).await?.settings.may_buy;
    if before == allowed {
        return Ok(());
    }
    sql("UPDATE accounts SET may_buy = $2 WHERE id = $1").bind(account).bind(allowed).run(tx).await?;
    changes::write(tx, account, by, &What::Buying(Changed { before, after: allowed }), now).await
}

/// Lets Managers import, or not any more, and writes down who decided it. Nothing is written where it is so already.
pub async fn let_managers_import(
    tx: &mut Tx,
    account: AccountId,
    allowed: bool,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    if take(tx, account).await?.managers_import == allowed {
        return Ok(());
    }
    sql("UPDATE accounts SET managers_import = $2 WHERE id = $1").bind(account).bind(allowed).run(tx).await?;
    audit::add(tx, account, by, "account.managers_import", None, &allowed, now).await
}

/// Has messages written in another language, and writes down who decided it. Nothing is written where it is so already.
pub async fn set_language(
    tx: &mut Tx,
    account: AccountId,
    language: Language,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    let before = take(tx, account).await?.language;
    if before == language {
        return Ok(());
    }
    sql("UPDATE accounts SET language = $2 WHERE id = $1")
        .bind(account)
        .bind(language.as_str())
        .run(tx)
        .await?;
    audit::add(tx, account, by, "account.language", None, &Changed { before, after: language }, now).await
}
