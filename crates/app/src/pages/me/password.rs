//! Changing one's own password. It ends every other session.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{Wait, audit, users};
use tower_sessions::Session;

use super::ONLY_COMPANY;
use super::page::{Said, page};
use crate::error::{Error, Result};
use crate::pages::sign_in::{begin, is_only_way, may_try};
use crate::pages::words::full_name;
use crate::password::{self, NewPassword};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::session::is_fresh;
use crate::web::who::SignedIn;

const WRONG: &str = "This is not your present password. Type it again, or sign in again.";
const TOO_MANY: &str = "There were too many attempts. Wait 15 minutes and try again.";

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    present: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

pub(super) async fn change(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    who: SignedIn,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    if is_only_way(&mut *state.db.view().await?, who.account_id()).await? {
        return Err(Error::Refused(ONLY_COMPANY.to_owned()));
    }
    let values = &who.user.values;
    let name = full_name(&values.first_name, &values.last_name);
    let new = NewPassword { password: &filled.password, again: &filled.again };
    let judged = new.judge(&[&values.email, &name, &who.account.name]);
    let problem = if let Err(problem) = judged {
        Some(problem)
    } else if is_fresh(&session, state.micros()).await? {
        None
    } else if !may_try(&state, &values.email, client).await? {
        Some(TOO_MANY.to_owned())
    } else {
        let kept = users::sign_in(&mut *state.db.view().await?, &values.email).await?;
        let kept = kept.and_then(|who| who.password_hash);
        let right = password::verify(filled.present, kept).await.map_err(Error::failed)?;
        (!right).then(|| WRONG.to_owned())
    };
    if problem.is_some() {
        let said = Said { password_problem: problem, ..Said::default() };
        let page = Page(page(&state, &session, &who, said).await?);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let hash = password::hash(filled.password).await.map_err(Error::failed)?;
    keep(&state, &session, &who, &hash).await?;
    let said = "Your password is changed. Every other session is ended.".to_owned();
    Ok(Saying(Redirect::to("/me"), said).into_response())
}

/// Keeps the password and begins a new session here, because the change ended this one too.
async fn keep(state: &AppState, session: &Session, who: &SignedIn, hash: &str) -> Result<()> {
    let now = state.micros();
    let mut tx = who.begin(state, Wait::Long).await?;
    users::set_password(&mut tx, who.account_id(), who.user_id(), hash, now).await?;
    let user = Some(who.user_id().0);
    audit::add(&mut tx, who.account_id(), &who.actor(), "password.changed", user, &(), now).await?;
    tx.commit().await?;
    let found = users::sign_in(&mut *state.db.view().await?, &who.user.values.email).await?;
    begin(state, session, &found.ok_or(Error::SignedOut)?, ("new password", who.address())).await
}
