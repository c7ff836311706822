//! What can go wrong in the store: one type for every function of this crate.

use std::fmt;

use plan::authority::Denied;
use plan::billing::BillingError;

use crate::schema::SchemaState;

/// Why the store did not do what it was asked to do. Nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such thing, or it belongs to another account, which is the same to the caller.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Somebody changed it since the caller read it.
    #[error("the {0} was changed in the meantime")]
    Stale(&'static str),
    /// Another transaction holds the account, or the database, for longer than the caller wanted to wait.
    #[error("an import is being applied, try again in a moment")]
    Busy,
    /// A value that has to be unique is in use.
    #[error("{0}")]
    Conflict(Taken),
    /// Whoever acts may not do it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The thing is in a state in which this cannot be done.
    #[error("{0}")]
    Refused(&'static str),
    /// The schema is not the one this program works with.
    #[error("{0}")]
    Schema(SchemaState),
    /// There is no database file and none may be made.
    #[error("there is no database at {0}")]
    NoDatabase(String),
    /// The address of the database cannot be read.
    #[error("{0}")]
    Address(String),
    /// The installation key is not the one this database was begun with.
    #[error("the installation key is not the one this database was begun with")]
    OtherKey,
    /// Something in the database cannot be read back: an unknown word, JSON of another shape, a wrong checksum.
    #[error("the database holds something that cannot be read: {0}")]
    Damaged(String),
    /// An amount cannot be worked out.
    #[error("{0}")]
    Billing(#[from] BillingError),
    /// Anything else the database says.
    #[error("the database says: {0}")]
    Database(#[source] sqlx::Error),
}

/// The result of every function of the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Which unique value is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The e-mail address, in this account or by somebody who has joined another one.
    Email,
    /// The phone, in this account or by somebody who has joined another one.
    Phone,
    /// The external id, in this account.
    ExternalId,
    /// The short name of an account.
    Slug,
    /// The name of a team or territory under its parent.
    Name,
    /// Another unique index, by what the database calls it.
    Other(String),
}

impl Taken {
    /// Reads it off what the database says: the name of the index (PostgreSQL), or the message that names the index or
    /// the columns (SQLite).
    fn of(text: &str) -> Self {
        let known = [
            ("external_id", Self::ExternalId),
            ("email", Self::Email),
            ("phone", Self::Phone),
            ("slug", Self::Slug),
            ("teams_name", Self::Name),
            ("territories_name", Self::Name),
        ];
        let found = known.into_iter().find(|(word, _)| text.contains(word));
        found.map_or_else(|| Self::Other(text.to_owned()), |(_, taken)| taken)
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email => f.write_str("this e-mail address is in use"),
            Self::Phone => f.write_str("this phone is in use"),
            Self::ExternalId => f.write_str("this External System ID is in use"),
            Self::Slug => f.write_str("an account with this short name exists already"),
            Self::Name => f.write_str("this name is in use under the same parent"),
            Self::Other(index) => write!(f, "a value that has to be unique is in use ({index})"),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Database(said) if is_busy(said.code().as_deref()) => Self::Busy,
            sqlx::Error::Database(said) if said.is_unique_violation() => {
                Self::Conflict(Taken::of(said.constraint().unwrap_or(said.message())))
            }
            _ => Self::Database(error),
        }
    }
}

/// PostgreSQL: lock not available, deadlock, serialization failure. SQLite: busy, with its extended codes, and locked.
fn is_busy(code: Option<&str>) -> bool {
    matches!(code, Some("55P03" | "40P01" | "40001" | "5" | "261" | "517" | "773" | "6" | "262"))
}
