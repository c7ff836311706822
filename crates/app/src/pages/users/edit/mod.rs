//! The form of several people: what is changed of all of them at once, and of each nothing else. Their rows are built from what
//! they are now and planned as an import, like the form of one; who cannot be changed so stays as they are and is named.
//!
//! One address takes the form as often as it takes, and does what was seen and nothing else. Nothing is kept in between.

mod build;
mod handlers;
mod page;
mod sent;

pub(super) use handlers::{ask, send};
pub use page::{EditPage, Listing};
