//! The world of a test: one database that all tests of the run share, migrated once, and a fresh account for each test.
//!
//! `MUSTER_TEST_ENGINE` is `sqlite` (the default) or `postgres`, the latter with `MUSTER_TEST_POSTGRES_URL`.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use store::{Db, DbOptions, Engine, Micros};
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
