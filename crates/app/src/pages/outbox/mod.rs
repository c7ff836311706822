//! The messages that would have gone out: while no mail or text service is set, they wait here with their links.

mod list;

use axum::Router;
use axum::routing::get;

pub use list::{Entry, OutboxPage};

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new().route("/outbox", get(list::show))
}
