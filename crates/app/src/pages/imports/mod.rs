//! The imports of an account: unfinished ones first, then the history. The wizard itself is in `pages::wizard`.

mod left;
mod list;
mod rows;

use axum::Router;
use axum::routing::get;

pub use left::LeftPart;
pub use list::{Filter, Finished, ImportsPage, Number, Seats, Unfinished};
pub(crate) use rows::latest;

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new().route("/imports", get(rows::show)).route("/imports/{import}/left", get(left::show))
}
