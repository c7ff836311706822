//! Joining: with a password, or with a passkey that is made here. Either takes the link, once.

use std::net::IpAddr;

use axum::Json;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use plan::snapshot::Status;
use serde::Deserialize;
use store::invites::{self, Joining};
use store::passkeys::NewPasskey;
use store::{Taken, Token, Wait, passkeys, users};
use tower_sessions::Session;

use super::super::begin;
use super::super::passkey::{Proof, go, note, problem, put_question, take_question};
use super::opened::{Opened, Shown};
use super::page::{Gone, answer, clashed, only_company, refuse};
use crate::error::{Error, Result};
use crate::pages::words::full_name;
use crate::password::{self, NewPassword};
use crate::relying_party::{Holder, Made};
use crate::state::AppState;
use crate::web::client::ClientAddress;

const NOT_MADE: &str = "The passkey was not made. Try again, or choose a password.";
const OPEN_AGAIN: &str = "This invitation cannot be taken up as it is now. Load the page anew.";

/// What was typed.
#[derive(Deserialize)]
pub(in super::super) struct Filled {
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// What became of somebody who wants to join.
enum Outcome {
    /// They have joined.
    In,
    /// Somebody else was faster.
    Late,
    /// An address of the invitation signs in elsewhere.
    Clash(Taken),
}

pub(in super::super) async fn with_password(
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
    if opened.is_to_show(&state) {
        return Ok(Redirect::to(&opened.path()).into_response());
    }
    if only_company(&mut *state.db.view().await?, &opened).await?.is_some() {
        return answer(&state, &opened, Some(super::super::ONLY_SSO.to_owned()), None).await;
    }
    let invite = &opened.invite;
    let name = full_name(&invite.first_name, &invite.last_name);
    let new = NewPassword { password: &filled.password, again: &filled.again };
    if let Err(problem) = new.judge(&[&invite.email, &name, &invite.account_name]) {
        return answer(&state, &opened, Some(problem), None).await;
    }
    let hash = password::hash(filled.password).await.map_err(Error::failed)?;
    match join(&state, &opened, Some(&hash), None).await? {
        Outcome::Late => refuse(&state, client, Gone::Unknown).await,
        Outcome::Clash(taken) => clashed(&state, &opened, &taken).await,
        Outcome::In => {
            welcome(&state, &session, &opened, ("invitation", client)).await?;
            Ok(Redirect::to("/").into_response())
        }
    }
}

pub(in super::super) async fn ask_passkey(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
) -> Result<Response> {
    let party = state.party().ok_or(Error::NotFound)?;
    let opened = match Opened::open(&state, &session, &token).await? {
        Ok(opened) if !opened.is_to_show(&state) => opened,
        Ok(_) => return Ok(problem(OPEN_AGAIN)),
        Err(gone) => return refuse(&state, client, gone).await,
    };
    if only_company(&mut *state.db.view().await?, &opened).await?.is_some() {
        return Ok(problem(super::super::ONLY_SSO));
    }
    let invite = &opened.invite;
    let name = full_name(&invite.first_name, &invite.last_name);
    let handle = state.key.user_handle(invite.account, invite.user);
    let holder = Holder { handle, email: &invite.email, name: &name };
    let question = party.ask_new(&holder, Vec::new()).map_err(Error::failed)?;
    put_question(&session, &about(&opened), question).await
}

/// A passkey that was asked for by one invitation is not taken by another.
fn about(opened: &Opened) -> String {
    format!("join {} {}", opened.invite.id, opened.invite.generation)
}

pub(in super::super) async fn with_passkey(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
    Json(proof): Json<Proof>,
) -> Result<Response> {
    let opened = match Opened::open(&state, &session, &token).await? {
        Ok(opened) if !opened.is_to_show(&state) => opened,
        Ok(_) => return Ok(problem(OPEN_AGAIN)),
        Err(gone) => return refuse(&state, client, gone).await,
    };
    if only_company(&mut *state.db.view().await?, &opened).await?.is_some() {
        return Ok(problem(super::super::ONLY_SSO));
    }
    let question = take_question(&session, &about(&opened)).await?;
    let made = question.zip(state.party()).and_then(|(question, party)| {
        party.take_new(&question, &proof.bytes()).map_or_else(|why| note(&why), Some)
    });
    let Some(made) = made else { return Ok(problem(NOT_MADE)) };
    match join(&state, &opened, None, Some(&made)).await? {
        Outcome::Late => Ok(problem(OPEN_AGAIN)),
        // The page says what clashes, as far as this person may know.
        Outcome::Clash(_) => Ok(go(&opened.path())),
        Outcome::In => {
            welcome(&state, &session, &opened, ("invitation", client)).await?;
            Ok(go("/"))
        }
    }
}

/// Takes the link and keeps the way in, in one transaction.
async fn join(state: &AppState, opened: &Opened, hash: Option<&str>, made: Option<&Made>) -> Result<Outcome> {
    let now = state.micros();
    let by = Joining { password_hash: hash, phone_confirmed: opened.shown == Some(Shown::Phone) };
    let mut tx = state.db.begin(Wait::Long).await?;
    let mut joined = invites::join(&mut tx, &Token::from_link(&opened.token), by, now).await.map(drop);
    if let (Ok(()), Some(made)) = (&joined, made) {
        let new = NewPasskey {
            credential: &made.credential,
            public_key: &made.public_key,
            state: &made.state,
            name: "Made when joining",
        };
        let (account, user) = (opened.invite.account, opened.invite.user);
        joined = passkeys::add(&mut tx, account, user, &new, now).await.map(drop);
    }
    match joined {
        Ok(()) => {
            tx.commit().await?;
            Ok(Outcome::In)
        }
        Err(store::Error::NotFound(_)) => Ok(Outcome::Late),
        Err(store::Error::Conflict(taken @ (Taken::Email | Taken::Phone))) => Ok(Outcome::Clash(taken)),
        Err(error) => Err(error.into()),
    }
}

async fn welcome(
    state: &AppState,
    session: &Session,
    opened: &Opened,
    by: (&'static str, IpAddr),
) -> Result<()> {
    let found = users::sign_in(&mut *state.db.view().await?, &opened.invite.email).await?;
    let who = found.filter(|who| who.status == Status::Active && who.user == opened.invite.user);
    begin(state, session, &who.ok_or(Error::SignedOut)?, by).await
}
