//! One portable statement for both engines: `$1` placeholders, values of four kinds, rows read by column name.
//!
//! The text of a statement is fixed or built from fixed parts, never from what somebody typed. Each is said as an event
//! [`STATEMENTS`] at level TRACE, with the kinds of its values and without the values: a test asks the engine how it goes
//! about what it hears there.

use std::borrow::Cow;

use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use serde::de::DeserializeOwned;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _, Sqlite};

use crate::db::{Conn, Inner, Tx};
use crate::error::{Error, Result};
use crate::time::Micros;

/// The target of the events that say each statement, in their fields `text` and `values`.
pub const STATEMENTS: &str = "store::sql";

/// A value of a statement; null has a kind too, because PostgreSQL wants to know it.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// A 64-bit number.
    Int(Option<i64>),
    /// Text.
    Text(Option<Cow<'a, str>>),
    /// Bytes.
    Bytes(Option<Cow<'a, [u8]>>),
    /// True or false.
    Bool(bool),
    /// A column of numbers: an array on PostgreSQL, a JSON array on SQLite.
    Ints(Vec<i64>),
    /// A column of texts: an array on PostgreSQL, a JSON array on SQLite.
    Texts(Vec<Option<String>>),
    /// A column of bytes: an array on PostgreSQL; `bulk::list` never gives it to SQLite.
    Blobs(Vec<Vec<u8>>),
}

impl Value<'_> {
    /// The type of the value as PostgreSQL calls it.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Int(_) => "bigint",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytea",
            Self::Bool(_) => "boolean",
            Self::Ints(_) => "bigint[]",
            Self::Texts(_) => "text[]",
            Self::Blobs(_) => "bytea[]",
        }
    }
}

/// What can be a value of a statement.
pub trait Bind<'a> {
    /// The value.
    fn value(self) -> Value<'a>;
    /// The null of this kind.
    fn null() -> Value<'a>;
}

macro_rules! bind {
    ($kind:ident: $($type:ty => |$it:ident| $value:expr),* $(,)?) => {$(
        impl<'a> Bind<'a> for $type {
            fn value(self) -> Value<'a> {
                let $it = self;
                Value::$kind(Some($value))
            }

            fn null() -> Value<'a> {
                Value::$kind(None)
            }
        }
    )*};
}

bind! { Int:
    i64 => |it| it,
    u32 => |it| i64::from(it),
    Micros => |it| it.0,
}
bind! { Text:
    &'a str => |it| Cow::Borrowed(it),
    &'a String => |it| Cow::Borrowed(it.as_str()),
    String => |it| Cow::Owned(it),
    PhoneNumber => |it| Cow::Owned(it.to_string()),
    Role => |it| Cow::Borrowed(it.as_str()),
    Access => |it| Cow::Borrowed(it.as_str()),
    Status => |it| Cow::Borrowed(it.as_str()),
}
bind! { Bytes:
    &'a [u8] => |it| Cow::Borrowed(it),
    &'a [u8; 32] => |it| Cow::Borrowed(it.as_slice()),
    Vec<u8> => |it| Cow::Owned(it),
}

impl<'a> Bind<'a> for bool {
    fn value(self) -> Value<'a> {
        Value::Bool(self)
    }

    fn null() -> Value<'a> {
        Value::Bool(false)
    }
}

macro_rules! bind_column {
    ($($kind:ident: $type:ty),*) => {$(
        impl<'a> Bind<'a> for $type {
            fn value(self) -> Value<'a> {
                Value::$kind(self)
            }

            fn null() -> Value<'a> {
                Value::$kind(Vec::new())
            }
        }
    )*};
}
bind_column! { Ints: Vec<i64>, Texts: Vec<Option<String>>, Blobs: Vec<Vec<u8>> }

impl<'a, T: Bind<'a>> Bind<'a> for Option<T> {
    fn value(self) -> Value<'a> {
        self.map_or_else(T::null, T::value)
    }

    fn null() -> Value<'a> {
        T::null()
    }
}

/// A statement and its values.
#[derive(Debug)]
pub struct Sql<'a> {
    text: Cow<'static, str>,
    values: Vec<Value<'a>>,
}

/// Begins a statement.
pub fn sql<'a>(text: impl Into<Cow<'static, str>>) -> Sql<'a> {
    Sql { text: text.into(), values: Vec::new() }
}

impl<'a> Sql<'a> {
    /// Adds the next value.
    pub fn bind(mut self, value: impl Bind<'a>) -> Self {
        self.values.push(value.value());
        self
    }

    /// Adds texts, one value each.
    pub fn bind_all(mut self, texts: &'a [String]) -> Self {
        for text in texts {
            self = self.bind(text);
        }
        self
    }

    /// Adds a value as JSON text.
    pub fn bind_json(self, value: &impl serde::Serialize) -> Result<Self> {
        let text = serde_json::to_string(value).map_err(|error| Error::Damaged(error.to_string()))?;
        Ok(self.bind(text))
    }

    /// Executes it and says how many rows it touched.
    pub async fn run(self, tx: &mut Tx) -> Result<u64> {
        Ok(match tx.inner_mut() {
            Inner::Sqlite(at) => self.sqlite().execute(&mut **at).await?.rows_affected(),
            Inner::Postgres(at) => self.postgres().execute(&mut **at).await?.rows_affected(),
        })
    }

    /// Every row.
    pub async fn all<T>(self, conn: &mut Conn, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        match conn.inner_mut() {
            Inner::Sqlite(at) => {
                let rows = self.sqlite().fetch_all(&mut **at).await?;
                rows.into_iter().map(|row| read(&Row::Sqlite(row))).collect()
            }
            Inner::Postgres(at) => {
                let rows = self.postgres().fetch_all(&mut **at).await?;
                rows.into_iter().map(|row| read(&Row::Postgres(row))).collect()
            }
        }
    }

    /// The first row, if there is one.
    pub async fn first<T>(self, conn: &mut Conn, read: impl Fn(&Row) -> Result<T>) -> Result<Option<T>> {
        let row = match conn.inner_mut() {
            Inner::Sqlite(at) => self.sqlite().fetch_optional(&mut **at).await?.map(Row::Sqlite),
            Inner::Postgres(at) => self.postgres().fetch_optional(&mut **at).await?.map(Row::Postgres),
        };
        row.map(|row| read(&row)).transpose()
    }

    /// The first row; none is [`Error::NotFound`].
    pub async fn one<T>(
        self,
        conn: &mut Conn,
        what: &'static str,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<T> {
        self.first(conn, read).await?.ok_or(Error::NotFound(what))
    }

    /// The only column of the only row: a number.
    pub async fn value(self, conn: &mut Conn) -> Result<i64> {
        let number = match conn.inner_mut() {
            Inner::Sqlite(at) => self.sqlite().fetch_one(&mut **at).await?.try_get(0)?,
            Inner::Postgres(at) => self.postgres().fetch_one(&mut **at).await?.try_get(0)?,
        };
        Ok(number)
    }

    fn kinds(&self) -> String {
        self.values.iter().map(Value::kind).collect::<Vec<_>>().join(", ")
    }

    fn say(&self) {
        tracing::trace!(target: STATEMENTS, text = &*self.text, values = &*self.kinds());
    }

    fn sqlite(self) -> Query<'a, Sqlite, SqliteArguments> {
        self.say();
        let mut query = sqlx::query(AssertSqlSafe(self.text));
        for value in self.values {
            query = match value {
                Value::Int(it) => query.bind(it),
                Value::Text(it) => query.bind(it.map(Cow::into_owned)),
                Value::Bytes(it) => query.bind(it.map(Cow::into_owned)),
                Value::Bool(it) => query.bind(it),
                Value::Ints(it) => query.bind(serde_json::to_string(&it).ok()),
                Value::Texts(it) => query.bind(serde_json::to_string(&it).ok()),
                Value::Blobs(it) => query.bind(serde_json::to_string(&it).ok()),
            };
        }
        query
    }

    fn postgres(self) -> Query<'a, Postgres, PgArguments> {
        self.say();
        let mut query = sqlx::query(AssertSqlSafe(self.text));
        for value in self.values {
            query = match value {
                Value::Int(it) => query.bind(it),
                Value::Text(it) => query.bind(it.as_deref()),
                Value::Bytes(it) => query.bind(it.as_deref()),
                Value::Bool(it) => query.bind(it),
                Value::Ints(it) => query.bind(it),
                Value::Texts(it) => query.bind(it),
                Value::Blobs(it) => query.bind(it),
            };
        }
        query
    }
}

/// A row of an answer.
#[derive(Debug)]
pub enum Row {
    /// Of SQLite.
    Sqlite(SqliteRow),
    /// Of PostgreSQL.
    Postgres(PgRow),
}

/// What a column can be read as.
pub trait Cell: Sized {
    /// Reads a column that is never null.
    fn read(row: &Row, name: &str) -> Result<Self>;
    /// Reads a column that may be null.
    fn read_null(row: &Row, name: &str) -> Result<Option<Self>>;
}

impl Row {
    /// Reads a column.
    pub fn get<T: Cell>(&self, name: &str) -> Result<T> {
        T::read(self, name)
    }

    /// Reads a column of JSON.
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        from_json(&self.get::<String>(name)?, name)
    }

    /// Reads a column of JSON that may be null.
    pub fn json_null<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        self.get::<Option<String>>(name)?.map(|text| from_json(&text, name)).transpose()
    }

    /// Reads a column of one of some words.
    pub fn word<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        let text = self.get::<String>(name)?;
        read(&text).ok_or_else(|| Error::Damaged(format!("{name} is {text:?}")))
    }
}

fn from_json<T: DeserializeOwned>(text: &str, name: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Damaged(format!("{name}: {error}")))
}

macro_rules! cell {
    ($($type:ty),*) => {$(
        impl Cell for $type {
            fn read(row: &Row, name: &str) -> Result<Self> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }

            fn read_null(row: &Row, name: &str) -> Result<Option<Self>> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        }
    )*};
}
cell!(i64, String, Vec<u8>, bool);

macro_rules! cell_from {
    ($($raw:ty => $type:ty: |$it:ident, $name:ident| $read:expr),* $(,)?) => {$(
        impl Cell for $type {
            fn read(row: &Row, $name: &str) -> Result<Self> {
                let $it = <$raw>::read(row, $name)?;
                $read
            }

            fn read_null(row: &Row, $name: &str) -> Result<Option<Self>> {
                <$raw>::read_null(row, $name)?.map(|$it| $read).transpose()
            }
        }
    )*};
}
cell_from! {
    i64 => u32: |it, name| u32::try_from(it).map_err(|_| Error::Damaged(format!("{name} is {it}"))),
    i64 => u64: |it, name| u64::try_from(it).map_err(|_| Error::Damaged(format!("{name} is {it}"))),
    i64 => Micros: |it, _name| Ok(Micros(it)),
    String => PhoneNumber: |it, name| PhoneNumber::from_e164(&it)
        .ok_or_else(|| Error::Damaged(format!("{name} is no phone"))),
    String => Role: |it, name| parse(Role::ALL, Role::as_str, &it, name),
    String => Access: |it, name| parse([Access::Global, Access::Limited], Access::as_str, &it, name),
    String => Status: |it, name| parse(ALL_STATUS, Status::as_str, &it, name),
}

impl<T: Cell> Cell for Option<T> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        T::read_null(row, name)
    }

    fn read_null(row: &Row, name: &str) -> Result<Option<Self>> {
        T::read_null(row, name).map(Some)
    }
}

/// Every status, in the order they are shown.
pub const ALL_STATUS: [Status; 4] = [Status::Invited, Status::Active, Status::Suspended, Status::Cancelled];

fn parse<T: Copy, const N: usize>(
    all: [T; N],
    name_of: fn(T) -> &'static str,
    text: &str,
    column: &str,
) -> Result<T> {
    let found = all.into_iter().find(|one| name_of(*one) == text);
    found.ok_or_else(|| Error::Damaged(format!("{column} is {text:?}")))
}

/// The placeholders `$from, …` for a list of so many values.
pub fn placeholders(from: usize, count: usize) -> String {
    let mut text = String::new();
    for at in from..from + count {
        if at > from {
            text.push_str(", ");
        }
        text.push('$');
        text.push_str(&at.to_string());
    }
    text
}

/// An actor as the database keeps it.
pub fn actor_json(actor: &Actor) -> Result<String> {
    serde_json::to_string(actor).map_err(|error| Error::Damaged(error.to_string()))
}
