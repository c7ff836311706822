//! The only crate that knows SQL: SQLite and PostgreSQL behind one interface.

pub mod accounts;
pub mod apply;
pub mod attempts;
pub mod audit;
mod bulk;
pub mod db;
pub mod error;
pub mod files;
mod groups;
pub mod ids;
pub mod imports;
pub mod invites;
pub mod jobs;
pub mod links;
pub mod messages;
pub mod page;
mod schema;
pub mod search;
pub mod seats;
pub mod secrets;
pub mod sessions;
pub mod snapshot;
mod sql;
pub mod teams;
pub mod territories;
pub mod time;
pub mod users;
pub mod values;

pub use db::{Conn, Db, DbOptions, Engine, Tx, View, Wait};
pub use error::{Error, Result, Taken};
pub use ids::{AccountId, FileId, ImportId, InviteId, JobId, NoticeId, TeamId, TerritoryId, UserId};
pub use page::{Listed, Page};
pub use schema::{CURRENT as CURRENT_SCHEMA, SchemaState};
pub use secrets::{InstallationKey, Token};
pub use time::Micros;
