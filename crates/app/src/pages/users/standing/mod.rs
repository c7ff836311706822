//! Where people stand: suspend, make active again, cancel an invitation, for one person or for many of the list. Asked first,
//! with everything that follows from it; planned and done as a form, like an edit.

mod build;
mod handlers;
mod page;

pub(super) use handlers::{ask, send};
pub use page::{Moving, StandingPage};
