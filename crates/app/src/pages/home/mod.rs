//! The page that opens after signing in: what wants attention, how people stand, and the last imports. Whoever does not
//! import goes on to their own page.

mod build;
mod page;
pub mod people;
pub mod wants;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;

pub use page::HomePage;

use crate::error::Result;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{Importer, SignedIn};

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(show))
}

async fn show(State(state): State<AppState>, who: SignedIn) -> Result<Response> {
    if !who.imports() {
        return Ok(Redirect::to("/me").into_response());
    }
    let mut view = state.db.view().await?;
    Ok(Page(build::page(&mut view, &Importer(who)).await?).into_response())
}
