//! The database: opening it, and the two ways to use it. A [`View`] reads one consistent state; a [`Tx`] is the only way
//! to write, and dropping it takes everything back.
//!
//! Functions that read take a `&mut Conn`, which both are; functions that write take a `&mut Tx`.

use std::net::IpAddr;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection as _, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
};

use crate::error::{Error, Result};
use crate::ids::Ids;

/// How a database is opened.
#[derive(Clone, Debug)]
pub struct DbOptions {
    /// Whether a SQLite file that is missing is made.
    pub create: bool,
    /// How many connections read at once (SQLite), or read and write (PostgreSQL).
    pub connections: u32,
    /// How long [`Wait::Short`] waits.
    pub short_wait: Duration,
    /// How long [`Wait::Long`] waits.
    pub long_wait: Duration,
}

impl Default for DbOptions {
    fn default() -> Self {
        Self {
            create: false,
            connections: 8,
            short_wait: Duration::from_secs(3),
            long_wait: Duration::from_mins(1),
        }
    }
}

/// How long to wait for another transaction before [`Error::Busy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A few seconds: somebody looks at a page.
    Short,
    /// A minute: the worker, the command line, and what must not fail because of an import, such as signing in.
    Long,
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, inside this process.
    Sqlite,
    /// A server.
    Postgres,
}

/// A database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    options: DbOptions,
}

#[derive(Clone, Debug)]
enum Pools {
    /// SQLite has one writer at a time: a pool of one connection is the queue of those who want to write.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

impl Db {
    /// Opens the database at `sqlite:PATH` or `postgres://…`. A PostgreSQL address may choose a schema with
    /// `?options=-csearch_path%3DNAME`.
    pub async fn open(url: &str, options: DbOptions) -> Result<Self> {
        let pools = if let Some(path) = url.strip_prefix("sqlite:") {
            open_sqlite(path, &options).await?
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            open_postgres(url, &options).await?
        } else {
            let text = "a database address begins with sqlite: or postgres://";
            return Err(Error::Address(text.to_owned()));
        };
        Ok(Self { pools, options })
    }

    /// Which database it is.
    pub const fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// One consistent state of the database, to read from.
    pub async fn view(&self) -> Result<View> {
        let inner = match &self.pools {
            Pools::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned();
                Inner::Postgres(begin_postgres(pool, begin).await?)
            }
        };
        Ok(View(Conn { inner }))
    }

    /// Begins to write. On SQLite it waits here for whoever writes; on PostgreSQL, where it first meets them.
    pub async fn begin(&self, wait: Wait) -> Result<Tx> {
        let span = match wait {
            Wait::Short => self.options.short_wait,
            Wait::Long => self.options.long_wait,
        };
        let inner = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                let begun = tokio::time::timeout(span, begin_sqlite(writer)).await;
                Inner::Sqlite(begun.map_err(|_| Error::Busy)??)
            }
            Pools::Postgres(pool) => {
                let millis = span.as_millis().max(1);
                let begin =
                    format!("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {millis}");
                Inner::Postgres(begin_postgres(pool, begin).await?)
            }
        };
        Ok(Tx { conn: Conn { inner }, spare: Ids::default(), from: None })
    }

    /// Gives back the room of what was deleted, so that its bytes do not lie about: on SQLite the whole file is written anew
    /// and the write-ahead log emptied; on PostgreSQL the room is free to be written over. Waits for whoever reads and writes
    /// as long as [`Wait::Long`], and is `false` where that was not long enough: then the bytes are gone once every process
    /// that has the file open has ended.
    pub async fn compact(&self) -> Result<bool> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                // Each try waits for a second by itself.
                for _ in 0..self.options.long_wait.as_secs().max(1) {
                    if is_compact(writer).await? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Pools::Postgres(pool) => {
                sqlx::query("VACUUM").execute(pool).await?;
                Ok(true)
            }
        }
    }

    /// A copy of the whole database as of one moment, in a file that is not there yet, while others read and write on.
    /// [`Error::Refused`] on PostgreSQL, which has a program of its own for that.
    pub async fn copy_to(&self, file: &str) -> Result<()> {
        let Pools::Sqlite { readers, .. } = &self.pools else {
            return Err(Error::Refused("pg_dump makes copies of a PostgreSQL database"));
        };
        // A reader is enough for the database, but the copy has to be written.
        let mut reader = readers.acquire().await?.detach();
        sqlx::query("PRAGMA query_only = OFF").execute(&mut reader).await?;
        sqlx::query("VACUUM INTO $1").bind(file).execute(&mut reader).await?;
        reader.close().await?;
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// Writes the file anew and empties the write-ahead log; `false` where somebody reads or writes. The log answers in a row
/// whether somebody was in the way: that is no error of the statement.
async fn is_compact(writer: &SqlitePool) -> Result<bool> {
    match sqlx::query("VACUUM").execute(writer).await.map_err(Error::from) {
        Err(Error::Busy) => return Ok(false),
        done => done?,
    };
    let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(writer).await?;
    Ok(busy == 0)
}

/// A busy time-out of a second, again and again, so that a caller who gives up leaves no connection behind that waits on.
async fn begin_sqlite(writer: &SqlitePool) -> Result<Transaction<'static, Sqlite>> {
    loop {
        match writer.begin_with("BEGIN IMMEDIATE").await.map_err(Error::from) {
            Err(Error::Busy) => {}
            begun => return begun,
        }
    }
}

/// Begins to the end, whatever becomes of whoever waits for it. The pool takes a connection that was dropped while it began for
/// one without a transaction, and the next to have it would read and write within the old one.
async fn begin_postgres(pool: &PgPool, begin: String) -> Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(begin)).await });
    Ok(begun.await.map_err(|_| sqlx::Error::WorkerCrashed)??)
}

async fn open_sqlite(path: &str, options: &DbOptions) -> Result<Pools> {
    let path = PathBuf::from(path.strip_prefix("//").unwrap_or(path));
    if !options.create && !path.exists() {
        return Err(Error::NoDatabase(path.display().to_string()));
    }
    let connect = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(options.create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(1))
        .disable_statement_logging();
    // The writer comes first: it makes the file and turns on the write-ahead log.
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(options.long_wait)
        // Waiting for whoever writes is what the queue is for, and nothing to warn of.
        .acquire_slow_threshold(options.long_wait)
        .test_before_acquire(false)
        .connect_with(connect.clone().pragma("cache_size", "-65536"))
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(options.connections)
        .max_lifetime(None)
        .acquire_timeout(options.long_wait)
        .test_before_acquire(false)
        .connect_with(connect.pragma("query_only", "ON"))
        .await?;
    Ok(Pools::Sqlite { writer, readers })
}

async fn open_postgres(url: &str, options: &DbOptions) -> Result<Pools> {
    let connect = PgConnectOptions::from_str(url)
        .map_err(|error| Error::Address(error.to_string()))?
        .application_name("muster")
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(options.connections)
        .acquire_timeout(options.long_wait)
        .connect_with(connect)
        .await?;
    Ok(Pools::Postgres(pool))
}

/// An open transaction, of a [`View`] or a [`Tx`]: what functions that read take.
#[derive(Debug)]
pub struct Conn {
    inner: Inner,
}

/// The transaction of the engine, for statements that are not portable.
#[derive(Debug)]
pub(crate) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Conn {
    /// Which database it is.
    pub const fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    pub(crate) const fn inner_mut(&mut self) -> &mut Inner {
        &mut self.inner
    }
}

/// One consistent state of the database. It cannot write: the engine refuses.
#[derive(Debug)]
pub struct View(Conn);

impl Deref for View {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for View {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

/// A transaction that writes. Dropping it takes everything back; nothing outside is called while it is open.
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    spare: Ids,
    from: Option<IpAddr>,
}

impl Tx {
    /// The same transaction for a request from an address, which the audit log keeps of whatever is done in it; of no address
    /// where nobody asked from elsewhere.
    #[must_use]
    pub fn coming_from(self, address: Option<IpAddr>) -> Self {
        Self { from: address, ..self }
    }

    /// Makes everything permanent.
    pub async fn commit(self) -> Result<()> {
        match self.conn.inner {
            Inner::Sqlite(at) => at.commit().await?,
            Inner::Postgres(at) => at.commit().await?,
        }
        Ok(())
    }

    /// Takes everything back, and waits until that is done.
    pub async fn roll_back(self) -> Result<()> {
        match self.conn.inner {
            Inner::Sqlite(at) => at.rollback().await?,
            Inner::Postgres(at) => at.rollback().await?,
        }
        Ok(())
    }

    /// Where the request came from that this is done for, if from anywhere.
    pub(crate) const fn address(&self) -> Option<IpAddr> {
        self.from
    }

    /// Ids that were taken and not used yet.
    pub(crate) const fn spare(&mut self) -> &mut Ids {
        &mut self.spare
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
