//! The schema and its versions: what is there, and bringing it up to date.

use std::fmt;

use crate::db::{Conn, Db, Engine, Inner, Tx, Wait};
use crate::error::{Error, Result};
use crate::sql::sql;
use crate::time::Micros;

struct Migration {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// Every migration, the oldest first. One that was released is never changed.
const MIGRATIONS: [Migration; 1] = [Migration {
    version: 1,
    name: "start",
    sqlite: include_str!("../migrations/sqlite/0001_start.sql"),
    postgres: include_str!("../migrations/postgres/0001_start.sql"),
}];

/// The version of the schema this program works with.
pub const CURRENT: i64 = 1;

/// The schema of a database, compared with the one this program works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// There is no schema.
    Absent,
    /// An older version.
    Old(i64),
    /// The right one.
    Current,
    /// A version that a newer program made.
    Newer(i64),
}

impl fmt::Display for SchemaState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("the database has no schema yet"),
            Self::Old(version) => write!(f, "the database has schema {version}, and {CURRENT} is needed"),
            Self::Current => f.write_str("the schema is up to date"),
            Self::Newer(version) => {
                write!(
                    f,
                    "the database has schema {version}, made by a newer version; this one knows {CURRENT}"
                )
            }
        }
    }
}

impl Db {
    /// What schema the database has.
    pub async fn schema_state(&self) -> Result<SchemaState> {
        let mut view = self.view().await?;
        Ok(state(version(&mut view).await?))
    }

    /// Fails with [`Error::Schema`] unless the schema is the right one.
    pub async fn require_current(&self) -> Result<()> {
        match self.schema_state().await? {
            SchemaState::Current => Ok(()),
            other => Err(Error::Schema(other)),
        }
    }

    /// Brings the schema up to date, each version in a transaction of its own, and says how many there were. Safe for
    /// several servers at once. A newer schema is refused with [`Error::Schema`].
    pub async fn migrate(&self, now: Micros) -> Result<u32> {
        let mut made = 0;
        for migration in &MIGRATIONS {
            let mut tx = self.begin(Wait::Long).await?;
            lock(&mut tx).await?;
            let at = version(&mut tx).await?;
            if let newer @ SchemaState::Newer(_) = state(at) {
                return Err(Error::Schema(newer));
            }
            if at < migration.version {
                migration.run(&mut tx, now).await?;
                tx.commit().await?;
                made += 1;
            }
        }
        Ok(made)
    }
}

impl Migration {
    async fn run(&self, tx: &mut Tx, now: Micros) -> Result<()> {
        if self.version == 1 {
            raw(
                tx,
                "CREATE TABLE migrations (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
            )
            .await?;
        }
        let text = match tx.engine() {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        };
        raw(tx, text).await?;
        sql("INSERT INTO migrations (version, name, applied_at) VALUES ($1, $2, $3)")
            .bind(self.version)
            .bind(self.name)
            .bind(now)
            .run(tx)
            .await?;
        Ok(())
    }
}

const fn state(version: i64) -> SchemaState {
    match version {
        0 => SchemaState::Absent,
        CURRENT => SchemaState::Current,
        newer if newer > CURRENT => SchemaState::Newer(newer),
        older => SchemaState::Old(older),
    }
}

/// The newest version that was applied; 0 where there is no schema.
async fn version(conn: &mut Conn) -> Result<i64> {
    let there = match conn.engine() {
        Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'",
        Engine::Postgres => {
            "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'"
        }
    };
    if sql(there).value(conn).await? == 0 {
        return Ok(0);
    }
    sql("SELECT COALESCE(MAX(version), 0) FROM migrations").value(conn).await
}

/// One server migrates at a time. SQLite has one writer anyway.
async fn lock(tx: &mut Tx) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        raw(tx, "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.migrations'))").await?;
    }
    Ok(())
}

/// Runs a text of several statements.
async fn raw(tx: &mut Tx, text: &'static str) -> Result<()> {
    match tx.inner_mut() {
        Inner::Sqlite(at) => sqlx::raw_sql(text).execute(&mut **at).await.map(drop)?,
        Inner::Postgres(at) => sqlx::raw_sql(text).execute(&mut **at).await.map(drop)?,
    }
    Ok(())
}
