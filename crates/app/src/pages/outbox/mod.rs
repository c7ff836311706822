//! The messages that would have gone out: while no mail or text service is set, they wait here with their links. And those
//! that a service gave up.

pub mod failed;
mod list;
mod secrets;

use axum::Router;
use axum::routing::{get, post};

pub use list::{Entry, OutboxPage};
pub use secrets::Secret;

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/outbox", get(list::show))
        .route("/outbox/failed", get(failed::show))
        .route("/outbox/failed/again", post(failed::again))
        .route("/outbox/failed/drop", post(failed::drop))
}
