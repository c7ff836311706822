//! The world of a test: one database that all tests of the run share, migrated once, and a fresh account for each test.
//!
//! `MUSTER_TEST_ENGINE` is `sqlite` (the default) or `postgres`, the latter with `MUSTER_TEST_POSTGRES_URL`.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::accounts::{self, NewAccount, NewAdmin, Settings};
use store::users::{self, NewUser};
use store::{AccountId, Db, DbOptions, Engine, InstallationKey, Micros, UserId, Wait};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The time it is in tests: 2026-03-02 09:00 UTC.
pub const NOW: Micros = Micros(1_772_442_000_000_000);

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().unwrap());
static MIGRATED: OnceCell<String> = OnceCell::const_new();
static COUNT: AtomicU64 = AtomicU64::new(1);

/// A number nobody else in this run has.
pub fn unique() -> u64 {
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// Which engine the tests run on.
pub fn engine() -> Engine {
    match std::env::var("MUSTER_TEST_ENGINE").as_deref() {
        Ok("postgres") => Engine::Postgres,
        Ok("sqlite") | Err(_) => Engine::Sqlite,
        Ok(other) => panic!("MUSTER_TEST_ENGINE is sqlite or postgres, not {other}"),
    }
}

/// The address of a PostgreSQL schema of its own.
pub fn postgres_url(schema: &str) -> String {
    let base = std::env::var("MUSTER_TEST_POSTGRES_URL").expect("MUSTER_TEST_POSTGRES_URL");
    let mark = if base.contains('?') { '&' } else { '?' };
    format!("{base}{mark}options=-csearch_path%3D{schema}")
}

/// The address of a new database (SQLite) or schema (PostgreSQL) with nothing in it.
pub async fn empty_url() -> String {
    let name = format!("muster_{}_{}", std::process::id(), unique());
    match engine() {
        Engine::Sqlite => format!("sqlite:{}", FOLDER.path().join(name).display()),
        Engine::Postgres => {
            use sqlx::Connection as _;
            let url = std::env::var("MUSTER_TEST_POSTGRES_URL").expect("MUSTER_TEST_POSTGRES_URL");
            let mut admin = sqlx::PgConnection::connect(&url).await.unwrap();
            let make = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {name}"));
            sqlx::raw_sql(make).execute(&mut admin).await.unwrap();
            admin.close().await.unwrap();
            postgres_url(&name)
        }
    }
}

/// Opens a database; a SQLite file is made. Each test has pools of its own, because they live in its runtime.
pub async fn open(url: &str) -> Db {
    let options = DbOptions { create: true, connections: 4, ..DbOptions::default() };
    Db::open(url, options).await.unwrap()
}

/// The database that all tests of this run share.
pub async fn db() -> Db {
    let url = MIGRATED
        .get_or_init(|| async {
            let url = empty_url().await;
            let db = open(&url).await;
            db.migrate(NOW).await.unwrap();
            db.close().await;
            url
        })
        .await;
    open(url).await
}

/// A phone nobody else in this run has.
pub fn phone() -> PhoneNumber {
    PhoneNumber::from_e164(&format!("+1312{:07}", unique())).unwrap()
}

/// An account to create, with an Admin `Ada Admin` and ten seats.
pub fn new_account() -> NewAccount {
    let number = unique();
    NewAccount {
        slug: format!("account-{number}"),
        name: format!("Account {number}"),
        language: store::Language::English,
        settings: Settings {
            country: "US".to_owned(),
            time_zone: "UTC".to_owned(),
            currency: "USD".to_owned(),
            commitment: 10,
            may_buy: true,
        },
        admin: NewAdmin {
            first_name: "Ada".to_owned(),
            last_name: "Admin".to_owned(),
            email: format!("ada{number}@x.example"),
            phone: phone(),
        },
    }
}

/// A fresh account and its Admin.
pub async fn account(db: &Db) -> (AccountId, UserId) {
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let made = accounts::create(&mut tx, &new_account(), NOW).await.unwrap();
    tx.commit().await.unwrap();
    made
}

/// A person in Sales to create, with an e-mail and a phone nobody else has.
pub fn person(first: &str, last: &str, status: Status) -> NewUser {
    NewUser {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: format!("p{}@x.example", unique()),
        phone: Some(phone()),
        role: Role::Sales,
        access: Access::Limited,
        external_id: None,
        status,
        teams: Vec::new(),
        territories: Vec::new(),
    }
}

/// Creates a person.
pub async fn create(db: &Db, account: AccountId, new: &NewUser) -> store::Result<UserId> {
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let id = users::create(&mut tx, account, new, NOW).await?;
    tx.commit().await.unwrap();
    Ok(id)
}

/// The installation key of the tests.
pub fn key() -> InstallationKey {
    InstallationKey::read(&[b'k'; 32]).unwrap()
}

/// Runs statements past the store, to do damage.
pub async fn raw(url: &str, statements: &str) -> Result<(), sqlx::Error> {
    use sqlx::Connection as _;
    let text = sqlx::AssertSqlSafe(statements.to_owned());
    if let Some(path) = url.strip_prefix("sqlite:") {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        let mut conn = sqlx::SqliteConnection::connect_with(&options).await?;
        sqlx::raw_sql(text).execute(&mut conn).await?;
        conn.close().await
    } else {
        let mut conn = sqlx::PgConnection::connect(url).await?;
        sqlx::raw_sql(text).execute(&mut conn).await?;
        conn.close().await
    }
}

/// The address of the database that all tests share; [`db`] made it.
pub fn shared_url() -> String {
    MIGRATED.get().unwrap().clone()
}
