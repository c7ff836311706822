//! The only crate that knows SQL: SQLite and PostgreSQL behind one interface.
//!
//! Start at [`Db`]. [`Db::view`] gives one consistent state to read from, [`Db::begin`] a [`Tx`], the only way to write:
//! dropping it takes everything back. Functions that read take a `&mut Conn`, which both are.
//!
//! ```text
//! let mut view = db.view().await?;
//! let person = users::get(&mut view, account, user).await?;
//!
//! let mut tx = db.begin(Wait::Short).await?;
//! users::suspend(&mut tx, account, user, now).await?;
//! tx.commit().await?;
//! ```
//!
//! What holds everywhere:
//!
//! - Every function that reads or writes an account's rows takes the [`AccountId`]; another account's id is
//!   [`Error::NotFound`]. A test walks the source and calls each of them from outside.
//! - What writes people, teams, territories, settings or seats takes the account's row first ([`accounts::take`]), so
//!   writers of one account stand in a queue; who cannot wait hears [`Error::Busy`].
//! - Time and randomness are arguments. Whether somebody may do something is asked of `plan::authority` before.
//! - A statement is one text for both engines; what cannot be is in `bulk` and `jobs`.
//!
//! | what | where |
//! |---|---|
//! | accounts, people, trees | [`accounts`], [`users`], [`statuses`], [`teams`], [`territories`], [`departures`], [`seats`] |
//! | imports: inputs, approval, doing, history | [`imports`], [`files`], [`snapshot`], [`apply`] |
//! | what seats cost, and what the payment service knows of it | [`billing`], [`payment`] |
//! | messages and other work to do | [`invites`], [`invitations`], [`templates`], [`notices`], [`messages`], [`jobs`] |
//! | what providers say of messages | [`callbacks`], [`suppressions`], [`buried`], [`lanes`], [`ranges`] |
//! | signing in | [`sessions`], [`attempts`], [`codes`], [`links`], [`passkeys`], [`sign_on`], [`secrets`] |
//! | who did what, how much waits, erasing somebody | [`audit`], [`queue`], [`erase`] |

pub mod accounts;
pub mod apply;
pub mod attempts;
pub mod audit;
pub mod billing;
mod bulk;
pub mod buried;
pub mod callbacks;
pub mod codes;
pub mod db;
pub mod departures;
pub mod erase;
pub mod error;
pub mod files;
mod groups;
pub mod ids;
pub mod imports;
pub mod invariants;
pub mod invitations;
pub mod invites;
pub mod jobs;
pub mod lanes;
mod language;
pub mod links;
pub mod messages;
pub mod notices;
pub mod page;
pub mod passkeys;
pub mod payment;
pub mod queue;
pub mod ranges;
mod schema;
pub mod search;
pub mod seats;
pub mod secrets;
pub mod sessions;
pub mod sign_on;
pub mod snapshot;
mod sql;
pub mod statuses;
pub mod suppressions;
pub mod teams;
pub mod templates;
pub mod territories;
pub mod time;
pub mod users;
pub mod values;

pub use db::{Conn, Db, DbOptions, Engine, Tx, View, Wait};
pub use error::{Error, Result, Taken};
pub use ids::{
    AccountId, CodeId, FileId, ImportId, InviteId, JobId, LinkId, NoticeId, PasskeyId, TeamId, TerritoryId,
    UserId,
};
pub use language::Language;
pub use page::{Listed, Page};
pub use schema::{CURRENT as CURRENT_SCHEMA, SchemaState};
pub use secrets::{InstallationKey, Token};
pub use sql::STATEMENTS;
pub use time::{Days, Micros};
