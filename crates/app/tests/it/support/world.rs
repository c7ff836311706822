//! The world of a test in this process: one database that all tests of the run share, migrated once, and a fresh account
//! for each test.
//!
//! `MUSTER_TEST_ENGINE` is `sqlite` (the default) or `postgres`, the latter with `MUSTER_TEST_POSTGRES_URL`.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use app::pipeline::{Agreed, CACHE_BYTES, Pipeline, Tools};
use app::workbook::ChildReader;
use jiff::Timestamp;
use plan::choices::Actor;
use plan::read::Limits;
use plan::snapshot::Role;
use plan::value::phone::PhoneNumber;
use store::accounts::{self, NewAccount, NewAdmin, Settings};
use store::{AccountId, Db, DbOptions, ImportId, InstallationKey, Micros, UserId, Wait};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The time it is in tests.
pub fn clock() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// The same as the database has it.
pub fn now() -> Micros {
    Micros(clock().as_microsecond())
}

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().unwrap());
static MIGRATED: OnceCell<String> = OnceCell::const_new();
static COUNT: AtomicU64 = AtomicU64::new(1);

/// A number nobody else in this run has.
pub fn unique() -> u64 {
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// Whether the tests run on PostgreSQL.
pub fn is_postgres() -> bool {
    match std::env::var("MUSTER_TEST_ENGINE").as_deref() {
        Ok("postgres") => true,
        Ok("sqlite") | Err(_) => false,
        Ok(other) => panic!("MUSTER_TEST_ENGINE is sqlite or postgres, not {other}"),
    }
}

/// The address of a new database (SQLite) or schema (PostgreSQL) with nothing in it. Nothing removes a schema: the server
/// of the tests goes as a whole.
pub fn empty_url() -> String {
    let name = unused_name();
    if !is_postgres() {
        return format!("sqlite:{}", FOLDER.path().join(name).display());
    }
    let url = made_on_the_server(&format!("CREATE SCHEMA {name}"));
    let mark = if url.contains('?') { '&' } else { '?' };
    format!("{url}{mark}options=-csearch_path%3D{name}")
}

/// The address of a new database on PostgreSQL too, for what is done with databases as a whole.
pub fn own_database() -> String {
    if !is_postgres() {
        return empty_url();
    }
    let name = unused_name();
    let url = made_on_the_server(&format!("CREATE DATABASE {name}"));
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

fn unused_name() -> String {
    format!("app_{}_{}", std::process::id(), unique())
}

/// Runs a statement on the server of the tests; gives its address.
fn made_on_the_server(statement: &str) -> String {
    let url = std::env::var("MUSTER_TEST_POSTGRES_URL").expect("MUSTER_TEST_POSTGRES_URL");
    let made = Command::new("psql").args([&url, "-qc", statement]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    url
}

/// Opens a database; each test has pools of its own, because they live in its runtime.
pub async fn open(url: &str) -> Db {
    let options = DbOptions { create: true, connections: 4, ..DbOptions::default() };
    Db::open(url, options).await.unwrap()
}

/// A database of its own, for a test that minds what others do.
pub async fn own_db() -> Db {
    let db = open(&empty_url()).await;
    db.migrate(now()).await.unwrap();
    db
}

/// The database that all tests of this run share.
pub async fn shared_db() -> Db {
    let url = MIGRATED
        .get_or_init(|| async {
            let url = empty_url();
            let db = open(&url).await;
            db.migrate(now()).await.unwrap();
            db.close().await;
            url
        })
        .await;
    open(url).await
}

/// The key of every installation of the tests.
pub fn key() -> InstallationKey {
    InstallationKey::read(&[b'k'; 32]).unwrap()
}

/// A pipeline on a database, by the clock of the tests.
pub fn pipeline(db: &Db) -> Pipeline {
    pipeline_at(db, clock)
}

/// A pipeline on a database, by another clock.
pub fn pipeline_at(db: &Db, clock: fn() -> Timestamp) -> Pipeline {
    Pipeline::new(Tools {
        db: db.clone(),
        key: key(),
        invite_lifetime: store::invites::LIFETIME,
        reader: Box::new(ChildReader::of(PathBuf::from(env!("CARGO_BIN_EXE_muster")))),
        limits: Limits::default(),
        clock,
        cache_bytes: CACHE_BYTES,
    })
}

/// An account with its Admin, who acts.
#[derive(Clone, Debug)]
pub struct Company {
    pub account: AccountId,
    pub admin: UserId,
    pub slug: String,
}

impl Company {
    /// The Admin as somebody who imports.
    pub fn actor(&self) -> Actor {
        Actor::Person { id: self.admin.0, role: Role::Admin }
    }
}

/// A fresh account with a thousand seats.
pub async fn company(db: &Db) -> Company {
    company_with(db, 1_000).await
}

/// A fresh account with so many seats.
pub async fn company_with(db: &Db, commitment: u32) -> Company {
    let number = unique();
    let slug = format!("company-{number}");
    let new = NewAccount {
        slug: slug.clone(),
        name: format!("Company {number}"),
        language: store::Language::English,
        settings: Settings {
            country: "US".to_owned(),
            time_zone: "America/Chicago".to_owned(),
            currency: "USD".to_owned(),
            commitment,
            may_buy: true,
        },
        admin: NewAdmin {
            first_name: "Ada".to_owned(),
            last_name: "Reyes".to_owned(),
            email: format!("ada@{slug}.example"),
            phone: PhoneNumber::from_digits(13_120_000_000 + number).unwrap(),
        },
    };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let (account, admin) = accounts::create(&mut tx, &new, now()).await.unwrap();
    tx.commit().await.unwrap();
    Company { account, admin, slug }
}

/// An import of an account that is approved and waits for a worker.
pub async fn approved(db: &Db, company: &Company, file: String) -> ImportId {
    let pipeline = pipeline_at(db, app::clock::now);
    let file = file.into_bytes();
    let import = pipeline.upload(company.account, company.actor(), "people.csv", file).await.unwrap();
    let seen = pipeline.plan(company.account, import, company.actor()).await.unwrap().fingerprint();
    let agreed = Agreed { by: company.actor(), seen, confirm: None, from: None };
    pipeline.approve(company.account, import, agreed).await.unwrap();
    import
}

/// Whether an import is applied.
pub async fn is_applied(db: &Db, company: &Company, import: ImportId) -> bool {
    let mut view = db.view().await.unwrap();
    let found = store::imports::get(&mut view, company.account, import).await.unwrap();
    found.status == store::imports::Status::Applied
}
