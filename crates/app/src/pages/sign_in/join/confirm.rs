//! Showing that the phone of an invitation is one's own: a code goes there by text, or to the e-mail address where no text
//! arrives, and is typed in.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::Wait;
use store::codes::{self, Entered, Purpose, To};
use store::messages::Channel;
use tower_sessions::Session;

use super::super::{attempts, digits};
use super::opened::{Opened, Shown};
use super::page::{answer, refuse};
use crate::error::Result;
use crate::state::AppState;
use crate::web::client::ClientAddress;

const ASKED_TOO_OFTEN: &str = "A code was asked for too often. Wait 15 minutes and try again.";
const TRIED_TOO_OFTEN: &str = "A code takes five tries, and this one had them. Ask for a new one.";
const TOO_MANY: &str = "There were too many attempts. Wait 15 minutes and try again.";
const WRONG: &str =
    "This code is not right, or it does not hold any more. Check the newest message and try again.";

/// What was typed, and by which way the code came.
#[derive(Deserialize)]
pub(in super::super) struct Filled {
    #[serde(default)]
    by: String,
    #[serde(default)]
    code: String,
}

impl Filled {
    /// By text, unless somebody chose the e-mail address where that can be had.
    fn channel(&self, state: &AppState) -> Channel {
        let by_email = self.by == Channel::Email.as_str() && state.sends(Channel::Email);
        if by_email { Channel::Email } else { Channel::Text }
    }
}

pub(in super::super) async fn send_code(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let opened = match Opened::open(&state, &session, &token).await? {
        Ok(opened) => opened,
        Err(gone) => return refuse(&state, client, gone).await,
    };
    let channel = filled.channel(&state);
    let address = opened.address(channel).filter(|_| opened.is_to_show(&state));
    let Some(address) = address else { return Ok(Redirect::to(&opened.path()).into_response()) };
    if !attempts::may_ask(&state, &address, client).await? {
        return answer(&state, &opened, Some(ASKED_TOO_OFTEN.to_owned()), None).await;
    }
    let to = To { purpose: Purpose::Confirm, channel, address: &address };
    let mut tx = state.db.begin(Wait::Long).await?;
    codes::begin_anew(&mut tx, &to).await?;
    codes::create(&mut tx, opened.invite.account, opened.invite.user, &to, state.micros()).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    answer(&state, &opened, None, Some(channel)).await
}

pub(in super::super) async fn confirm(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let opened = match Opened::open(&state, &session, &token).await? {
        Ok(opened) => opened,
        Err(gone) => return refuse(&state, client, gone).await,
    };
    let channel = filled.channel(&state);
    let Some(address) = opened.address(channel) else {
        return Ok(Redirect::to(&opened.path()).into_response());
    };
    let problem = if attempts::may_try(&state, &address, client).await? {
        let to = To { purpose: Purpose::Confirm, channel, address: &address };
        let who = Some((opened.invite.account, opened.invite.user));
        let typed = digits(&filled.code);
        match codes::enter(&state.db, &state.key, who, &to, &typed, state.micros()).await? {
            Entered::Right => {
                attempts::forget(&state, &address).await?;
                opened.remember(&session, Shown::of(channel)).await?;
                return Ok(Redirect::to(&opened.path()).into_response());
            }
            Entered::Wrong => WRONG,
            Entered::TooOften => TRIED_TOO_OFTEN,
        }
    } else {
        TOO_MANY
    };
    answer(&state, &opened, Some(problem.to_owned()), Some(channel)).await
}
