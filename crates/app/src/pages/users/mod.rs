//! The people of an account: the list, and one person with what each import did to them. Read only.

mod list;
mod person;
pub mod reach;
mod rows;
mod story;
mod traces;

use axum::Router;
use axum::routing::{get, post};

pub use list::{Filter, Line, UsersPage};
pub use person::{Change, Fact, Group, PersonPage, Trace};
pub(crate) use story::sees;

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/users", get(rows::show))
        .route("/users/{user}", get(story::show))
        .route("/users/{user}/lift", post(reach::lift))
}
