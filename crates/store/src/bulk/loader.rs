//! New rows, by the ten thousand.

use sqlx::postgres::PgCopyIn;
use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};

use super::rows::{Rows, Taken};
use crate::db::{Inner, Tx};
use crate::error::Result;

/// So many bytes go to the database at a time: a few thousand rows, the fastest size on both engines.
const PIECE: usize = 512 * 1024;

/// A table and the columns that are put into it. Names are written by us, never by a person.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The table.
    pub table: &'static str,
    /// Columns with the same value in every row of a load.
    pub constants: &'static [&'static str],
    /// The other columns, in the order in which rows give them.
    pub columns: &'static [&'static str],
    /// Which of the other columns hold bytes rather than BIGINT or TEXT.
    pub bytes: &'static [&'static str],
}

/// The value of a constant column.
#[derive(Clone, Copy, Debug)]
pub enum Constant {
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(&'static str),
}

impl Target {
    fn names(&self) -> String {
        [self.constants, self.columns].concat().join(", ")
    }

    /// The statement for SQLite: `$1` is the array, the constants follow.
    pub fn insert_json(&self) -> String {
        let mut values = Vec::new();
        for at in 0..self.constants.len() {
            values.push(format!("${}", at + 2));
        }
        for (at, column) in self.columns.iter().enumerate() {
            let is_bytes = self.bytes.contains(column);
            values.push(if is_bytes { format!("unhex(value ->> {at})") } else { format!("value ->> {at}") });
        }
        format!(
            "INSERT INTO {} ({}) SELECT {} FROM json_each($1)",
            self.table,
            self.names(),
            values.join(", ")
        )
    }

    fn copy(&self) -> String {
        format!("COPY {} ({}) FROM STDIN (FORMAT binary)", self.table, self.names())
    }
}

/// Puts rows into a table, all columns named by a [`Target`]. Rows are only surely there after [`Loader::finish`].
pub struct Loader<'t> {
    sink: Sink<'t>,
    rows: Rows,
    total: u64,
}

enum Sink<'t> {
    Sqlite { connection: &'t mut SqliteConnection, sql: String, constants: Vec<Constant> },
    Postgres(PgCopyIn<&'t mut PgConnection>),
}

/// What a binary COPY begins with: signature, flags, length of the extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// And what it ends with: a tuple of -1 values.
const TAIL: &[u8] = &[0xff, 0xff];

impl<'t> Loader<'t> {
    /// Begins a load. `constants` are the values of [`Target::constants`].
    pub async fn begin(tx: &'t mut Tx, target: &Target, constants: &[Constant]) -> Result<Self> {
        match tx.inner_mut() {
            Inner::Sqlite(at) => Ok(Self {
                sink: Sink::Sqlite {
                    connection: &mut *at,
                    sql: target.insert_json(),
                    constants: constants.to_vec(),
                },
                rows: Rows::json(),
                total: 0,
            }),
            Inner::Postgres(at) => {
                let mut copy = at.copy_in_raw(&target.copy()).await?;
                copy.send(HEAD).await?;
                let rows = Rows::copy(target.columns.len(), constants);
                Ok(Self { sink: Sink::Postgres(copy), rows, total: 0 })
            }
        }
    }

    /// Adds a row: `fill` gives one value for each of [`Target::columns`].
    pub async fn row(&mut self, fill: impl FnOnce(&mut Rows)) -> Result<()> {
        self.rows.begin();
        fill(&mut self.rows);
        self.rows.end();
        self.total += 1;
        if self.rows.len() >= PIECE { self.send().await } else { Ok(()) }
    }

    async fn send(&mut self) -> Result<()> {
        match (&mut self.sink, self.rows.take()) {
            (Sink::Sqlite { connection, sql, constants }, Taken::Json(text)) => {
                let mut query = sqlx::query(AssertSqlSafe(sql.clone())).bind(text);
                for constant in constants.iter() {
                    query = match constant {
                        Constant::Int(value) => query.bind(*value),
                        Constant::Text(value) => query.bind(*value),
                    };
                }
                query.execute(&mut **connection).await?;
            }
            (Sink::Postgres(copy), Taken::Copy(bytes)) => {
                copy.send(bytes).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Sends what waits; answers how many rows there were.
    pub async fn finish(mut self) -> Result<u64> {
        if self.rows.len() > 0 {
            self.send().await?;
        }
        if let Sink::Postgres(mut copy) = self.sink {
            copy.send(TAIL).await?;
            copy.finish().await?;
        }
        Ok(self.total)
    }
}
