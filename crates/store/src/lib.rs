//! The only crate that knows SQL: SQLite and PostgreSQL behind one interface.

pub mod attempts;
pub mod audit;
pub mod db;
pub mod error;
pub mod files;
pub mod ids;
pub mod imports;
pub mod jobs;
pub mod links;
pub mod messages;
pub mod page;
mod schema;
pub mod seats;
pub mod secrets;
pub mod sessions;
#[expect(dead_code, reason = "the tables that use the rest of it come next")]
mod sql;
pub mod time;

pub use db::{Conn, Db, DbOptions, Engine, Tx, View, Wait};
pub use error::{Error, Result, Taken};
pub use ids::{AccountId, FileId, ImportId, InviteId, JobId, NoticeId, TeamId, TerritoryId, UserId};
pub use schema::{CURRENT as CURRENT_SCHEMA, SchemaState};
pub use secrets::{InstallationKey, Token};
pub use time::Micros;
