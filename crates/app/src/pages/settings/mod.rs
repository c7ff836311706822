//! Settings of an account, for its Admins: what the invitations say.

mod handlers;
pub mod messages;
mod preview;

use axum::Router;
use axum::routing::{get, post};

pub use messages::{Field, MessagesPage, Person, Preview};

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings/messages", get(handlers::show).post(handlers::save))
        .route("/settings/messages/preview", post(handlers::look))
        .route("/settings/messages/reset", post(handlers::reset))
}
