//! What happens in the background: approved imports are applied, messages go out, payments are collected, what is kept too long is erased.
//!
//! Everything to do stands in the database, so any process can do it, and one that dies is followed by another. No rule
//! of the domain lives here. Start at [`Worker`]; each kind of work is a file of its own.

pub mod applying;
pub mod backoff;
pub mod billing;
pub mod expiry;
pub mod messages;
pub mod payment;
mod worker;

pub use self::worker::{Left, Stop, Stopper, Worker, stop};
