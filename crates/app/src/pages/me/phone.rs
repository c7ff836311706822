//! Showing that one's phone is one's own: a code goes there and is typed in. Only then one signs in by it.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::codes::{self, Entered, Purpose, To};
use store::messages::Channel;
use store::{Wait, audit, users};
use tower_sessions::Session;

use super::page::{Said, page};
use crate::error::Result;
use crate::pages::sign_in::{digits, may_ask, may_try};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::SignedIn;

const ASKED_TOO_OFTEN: &str = "A code was asked for too often. Wait 15 minutes and try again.";
const TRIED_TOO_OFTEN: &str = "A code takes five tries, and this one had them. Ask for a new one.";
const TOO_MANY: &str = "There were too many attempts. Wait 15 minutes and try again.";
const WRONG: &str =
    "This code is not right, or it does not hold any more. Check the newest message and try again.";

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    code: String,
}

pub(super) async fn send_code(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    who: SignedIn,
) -> Result<Response> {
    let Some(phone) = who.user.values.phone.filter(|_| !who.user.phone_confirmed) else {
        return Ok(Redirect::to("/me").into_response());
    };
    let address = phone.to_string();
    if !may_ask(&state, &address, client).await? {
        return refuse(&state, &session, &who, ASKED_TOO_OFTEN, false).await;
    }
    let to = To { purpose: Purpose::Confirm, channel: Channel::Text, address: &address };
    let mut tx = who.begin(&state, Wait::Long).await?;
    codes::begin_anew(&mut tx, &to).await?;
    codes::create(&mut tx, who.account_id(), who.user_id(), &to, state.micros()).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    let said = Said { phone_asked: true, ..Said::default() };
    Ok(Page(page(&state, &session, &who, said).await?).into_response())
}

pub(super) async fn confirm(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    who: SignedIn,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let Some(phone) = who.user.values.phone.filter(|_| !who.user.phone_confirmed) else {
        return Ok(Redirect::to("/me").into_response());
    };
    let address = phone.to_string();
    if !may_try(&state, &address, client).await? {
        return refuse(&state, &session, &who, TOO_MANY, true).await;
    }
    let to = To { purpose: Purpose::Confirm, channel: Channel::Text, address: &address };
    let known = Some((who.account_id(), who.user_id()));
    let typed = digits(&filled.code);
    match codes::enter(&state.db, &state.key, known, &to, &typed, state.micros()).await? {
        Entered::Wrong => refuse(&state, &session, &who, WRONG, true).await,
        Entered::TooOften => refuse(&state, &session, &who, TRIED_TOO_OFTEN, false).await,
        Entered::Right => {
            let mut tx = who.begin(&state, Wait::Long).await?;
            users::confirm_phone(&mut tx, who.account_id(), who.user_id(), phone).await?;
            let (user, now) = (Some(who.user_id().0), state.micros());
            audit::add(&mut tx, who.account_id(), &who.actor(), "phone.confirmed", user, &(), now).await?;
            tx.commit().await?;
            Ok(Saying(Redirect::to("/me"), "Your phone is confirmed.".to_owned()).into_response())
        }
    }
}

async fn refuse(
    state: &AppState,
    session: &Session,
    who: &SignedIn,
    problem: &'static str,
    phone_asked: bool,
) -> Result<Response> {
    let said = Said { phone_problem: Some(problem), phone_asked, ..Said::default() };
    let page = Page(page(state, session, who, said).await?);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
