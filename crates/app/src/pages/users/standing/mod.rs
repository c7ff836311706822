//! Where people stand: suspend, make active again, cancel an invitation, for one person or for many of the list. Asked first,
//! with everything that follows from it; planned and done as a form, like an edit.

mod build;
mod handlers;
mod page;
mod source;

pub(super) use handlers::{agree, ask};
pub use page::{Moving, Person, StandingPage, Staying};
