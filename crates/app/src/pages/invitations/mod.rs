//! Invitations: where each stands, of an import or of everybody, and what is done to many of them with one press.
//!
//! Nothing is sent here: the store queues, and the worker sends. Start at [`list`] for the page, [`funnel`] for the
//! picture that the outcome of an import shows too.

mod actions;
pub mod funnel;
mod links;
pub mod list;
mod rows;
pub mod standing;

use axum::Router;
use axum::routing::{get, post};

pub use list::{Ask, InvitationsPage, Line, Link, Way};
pub(super) use rows::Asked;
pub use rows::address;

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/invitations", get(rows::show))
        .route("/invitations/release", post(actions::release))
        .route("/invitations/send", post(actions::send_again))
        .route("/invitations/links.csv", post(links::export))
}
