//! The form of one person: add somebody, change somebody. What it says is planned as an import of one row; the findings
//! stand at the fields, and what follows is said before it is done.
//!
//! One address takes the form as often as it takes: with an error it comes back, with something to see first it comes back
//! with that, and once what was seen is what would be done, it is done. Nothing is kept in between.

mod build;
mod handlers;
mod page;
mod sent;

pub(super) use build::picks;
pub(super) use handlers::{add, edit, send, send_new};
pub use page::{Choosing, FormPage, Guarding, Input, Kept, Meanwhile, Pick, Picks, Said, Use};
pub(super) use sent::number;
