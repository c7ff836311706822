//! Ids: one newtype a table, so that the id of a team cannot stand where that of a person belongs; and where new ones
//! come from.

use std::collections::VecDeque;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::db::{Conn, Engine, Tx};
use crate::error::Result;
use crate::sql::sql;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl $crate::sql::Bind<'_> for $name {
            fn value(self) -> $crate::sql::Value<'static> {
                $crate::sql::Value::Int(Some(self.0))
            }

            fn null() -> $crate::sql::Value<'static> {
                $crate::sql::Value::Int(None)
            }
        }

        impl $crate::sql::Cell for $name {
            fn read(row: &$crate::sql::Row, name: &str) -> Result<Self> {
                i64::read(row, name).map(Self)
            }

            fn read_null(row: &$crate::sql::Row, name: &str) -> Result<Option<Self>> {
                Ok(i64::read_null(row, name)?.map(Self))
            }
        }
    )*};
}

ids! {
    /// The id of an account.
    AccountId,
    /// The id of a person.
    UserId,
    /// The id of a team.
    TeamId,
    /// The id of a territory.
    TerritoryId,
    /// The id of an import.
    ImportId,
    /// The id of a file.
    FileId,
    /// The id of an invite.
    InviteId,
    /// The id of a message other than an invitation.
    NoticeId,
    /// The id of a code to type in.
    CodeId,
    /// The id of a one-time link.
    LinkId,
    /// The id of a passkey.
    PasskeyId,
    /// The id of a job.
    JobId,
}

/// How many ids stand together where PostgreSQL hands them out; the increment of the sequence.
const BLOCK: i64 = 64;

/// New ids, ascending, each handed out once over the whole installation. Those left over are never used.
#[derive(Debug, Default)]
pub struct Ids {
    ranges: VecDeque<Range<i64>>,
}

impl Ids {
    fn len(&self) -> i64 {
        self.ranges.iter().map(|range| range.end - range.start).sum()
    }

    fn push(&mut self, range: Range<i64>) {
        match self.ranges.back_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.ranges.push_back(range),
        }
    }

    /// The first so many of them.
    fn split(&mut self, mut wanted: i64) -> Self {
        let mut taken = Self::default();
        while wanted > 0 {
            let Some(range) = self.ranges.front_mut() else { break };
            let end = range.end.min(range.start + wanted);
            taken.push(range.start..end);
            wanted -= end - range.start;
            range.start = end;
            if range.is_empty() {
                self.ranges.pop_front();
            }
        }
        taken
    }
}

impl Iterator for Ids {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        let range = self.ranges.front_mut()?;
        let id = range.start;
        range.start += 1;
        if range.is_empty() {
            self.ranges.pop_front();
        }
        Some(id)
    }
}

/// Takes so many new ids. They ascend, and mostly without a gap.
pub async fn take(tx: &mut Tx, wanted: u32) -> Result<Ids> {
    let wanted = i64::from(wanted);
    let missing = wanted - tx.spare().len();
    if missing > 0 {
        match tx.engine() {
            Engine::Sqlite => {
                let next: i64 =
                    sql("UPDATE ids SET next = next + $1 RETURNING next").bind(missing).value(tx).await?;
                tx.spare().push(next - missing..next);
            }
            Engine::Postgres => {
                let blocks = (missing + BLOCK - 1) / BLOCK;
                let starts = sql("SELECT nextval('id_blocks') AS start FROM generate_series(1, $1)")
                    .bind(blocks)
                    .all(tx, |row| row.get::<i64>("start"))
                    .await?;
                for start in starts {
                    tx.spare().push(start..start + BLOCK);
                }
            }
        }
    }
    Ok(tx.spare().split(wanted))
}

/// The smallest id that is not handed out yet; ids that a transaction holds back lie below it.
pub(crate) async fn next(conn: &mut Conn) -> Result<i64> {
    let text = match conn.engine() {
        Engine::Sqlite => "SELECT next FROM ids",
        Engine::Postgres => {
            "SELECT CASE WHEN is_called THEN last_value + 64 ELSE last_value END FROM id_blocks"
        }
    };
    sql(text).value(conn).await
}

/// Takes one new id.
pub async fn one(tx: &mut Tx) -> Result<i64> {
    let mut ids = take(tx, 1).await?;
    ids.next().ok_or_else(|| crate::Error::Damaged("the sequence of ids".to_owned()))
}
