//! The imports of an account: unfinished ones first, then the history. The wizard itself is in `pages::wizard`.

mod list;

pub use list::{Filter, Finished, ImportsPage, Number, Seats, Unfinished};
