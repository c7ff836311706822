//! One's own page: who one is here, one's teams and territories, how one signs in, and signing out everywhere.
//!
//! What opens a new way in asks for the present password or for having signed in a short while ago, so that a computer
//! left alone for an hour gives nobody a way in for good.

mod page;
mod passkeys;
mod password;
mod phone;

use axum::Router;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use store::{Wait, audit, sessions};
use tower_sessions::Session;

pub use page::{Key, MyPage, PhoneState, Team, Ways};

use crate::error::Result;
use crate::pages::address::Address;
use crate::pages::sign_in::{is_only_way, note_end};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::request::safe_path;
use crate::web::session;

/// Why nothing opens a new way in.
const ONLY_COMPANY: &str =
    "Your company lets its people in by its own sign-in only: there is nothing to set here.";

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/me", get(page::show))
        .route("/me/password", post(password::change))
        .route("/me/phone/code", post(phone::send_code))
        .route("/me/phone", post(phone::confirm))
        .route("/me/passkeys/ask", post(passkeys::ask))
        .route("/me/passkeys", post(passkeys::add))
        .route("/me/passkeys/{passkey}/name", post(passkeys::rename))
        .route("/me/passkeys/{passkey}/remove", post(passkeys::remove))
        .route("/sign-out/everywhere", post(sign_out_everywhere))
        .route("/sign-out/again", post(sign_in_again))
}

/// Ends every session of the person, on every device.
async fn sign_out_everywhere(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
) -> Result<Response> {
    if let Some(owner) = session::owner(&session).await? {
        let mut tx = state.db.begin(Wait::Long).await?.coming_from(Some(client));
        sessions::end_all(&mut tx, owner.account, owner.user).await?;
        let role = store::users::get(&mut tx, owner.account, owner.user).await?.values.role;
        let actor = plan::choices::Actor::Person { id: owner.user.0, role };
        let (user, now) = (Some(owner.user.0), state.micros());
        audit::add(&mut tx, owner.account, &actor, "sessions.ended", user, &(), now).await?;
        tx.commit().await?;
    }
    session::end(&session).await?;
    let to = Redirect::to("/sign-in?signed=everywhere");
    Ok(([("clear-site-data", "\"cache\"")], to).into_response())
}

/// Where to come back to.
#[derive(Deserialize)]
struct Back {
    next: Option<String>,
}

/// Signs out, to sign in again at once: what opens a new way in asks for that.
async fn sign_in_again(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    Form(back): Form<Back>,
) -> Result<Redirect> {
    let owner = session::owner(&session).await?;
    note_end(&state, &session, client).await?;
    session::end(&session).await?;
    let next = back.next.as_deref().and_then(safe_path).unwrap_or("/me");
    let only_company = match owner {
        Some(owner) => is_only_way(&mut *state.db.view().await?, owner.account).await?,
        None => false,
    };
    let to =
        if only_company { Address::new("/sso") } else { Address::new("/sign-in").with("signed", "again") };
    Ok(Redirect::to(&to.with("next", next).to_string()))
}
