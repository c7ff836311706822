//! The people of an account: the list, the page of one with what happened to them, and what is done to them by hand. A form
//! is an import of one row and goes the way of one; no rule of who may do what is here.
//!
//! Admins see and change everybody, Managers who import the people within their reach. Start at [`routes`].

mod asked;
mod consequences;
mod download;
mod edit;
mod form;
mod gone;
mod list;
mod person;
pub mod reach;
mod rows;
mod selection;
mod standing;
mod story;
mod traces;
mod who;

use axum::Router;
use axum::routing::{get, post};

pub use consequences::Consequence;
pub use edit::{EditPage, Listing};
pub use form::{Choosing, FormPage, Guarding, Input, Kept, Meanwhile, Pick, Picks, Said, Use};
pub use list::{Filter, Line, Move, UsersPage};
pub use person::{Action, Change, Fact, Group, PersonPage, Source, Trace};
pub use selection::{Person, Staying, Told};
pub use standing::{Moving, StandingPage};
pub(crate) use story::sees;

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/users", get(rows::show))
        .route("/users/list.csv", get(download::csv))
        .route("/users/list.xlsx", get(download::xlsx))
        .route("/users/new", get(form::add).post(form::send_new))
        .route("/users/edit", get(edit::ask).post(edit::send))
        .route("/users/standing", get(standing::ask).post(standing::send))
        .route("/users/{user}", get(story::show))
        .route("/users/{user}/edit", get(form::edit).post(form::send))
        .route("/users/{user}/lift", post(reach::lift))
}
