//! Signing in by e-mail and password, setting the password by a link, signing out.
//!
//! Nothing here tells whether somebody exists: a wrong address and a wrong password get the same answer after the same
//! work, and a link that does not work says nothing about whom it was for.

mod attempts;
mod form;
mod password;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use store::{Wait, audit, sessions, users};
use tower_sessions::Session;

pub use form::SignInPage;
pub use password::{Kind, LinkGonePage, PasswordPage};

use crate::error::Result;
use crate::state::AppState;
use crate::web::session;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(form::show).post(form::sign_in))
        .route("/sign-out", post(sign_out))
        .route("/welcome/{token}", get(password::show_welcome).post(password::set))
        .route("/join/{token}", get(password::show_join).post(password::join))
}

/// Ends the session, and has the browser forget the pages it has seen.
async fn sign_out(session: Session) -> Result<impl IntoResponse> {
    session::end(&session).await?;
    Ok(([("clear-site-data", "\"cache\"")], Redirect::to("/sign-in?signed=out")))
}

/// Begins a session for somebody who has just proved who they are.
async fn begin(state: &AppState, session: &Session, who: &users::SignIn) -> Result<()> {
    let owner = sessions::Owner { account: who.account, user: who.user, epoch: who.epoch };
    session::begin(session, owner).await?;
    let mut tx = state.db.begin(Wait::Long).await?;
    let actor = plan::choices::Actor::Person { id: who.user.0, role: who.role };
    let now = state.micros();
    audit::add(&mut tx, who.account, &actor, "session.begun", Some(who.user.0), &(), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Where the page for signing in is reached from: whoever is signed in already goes on.
async fn is_signed_in(State(state): State<AppState>, session: Session) -> Result<bool> {
    let Some(owner) = session::owner(&session).await? else { return Ok(false) };
    let mut view = state.db.view().await?;
    Ok(users::get(&mut view, owner.account, owner.user).await.is_ok())
}
