//! The invitations of an import or of a whole account: where each stands, how many stand where, and what is done to many
//! of them at once. One person's is in [`crate::invites`]; sending is the queue's, in [`crate::messages`].
//!
//! Nothing is sent here. What asks for sending takes the account's row, and says which revision of the account it was
//! asked at: see [`bulk`].

pub mod bulk;
mod list;
mod notable;
mod stage;

pub use list::{Channelled, Counts, Filter, Line, counts, list, stopped, usable};
pub use notable::{Attention, attention, notable};
pub use stage::Stage;
