//! One's own passkeys: adding one, naming it, removing it.

use axum::Json;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::json;
use store::passkeys::NewPasskey;
use store::{PasskeyId, Wait, audit, passkeys};
use tower_sessions::Session;

use super::ONLY_COMPANY;
use crate::error::{Error, Result};
use crate::pages::sign_in::{Proof, go, is_only_way, note, problem, put_question, take_question};
use crate::pages::words::full_name;
use crate::relying_party::Holder;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::session::is_fresh;
use crate::web::who::SignedIn;

const ABOUT: &str = "add";
const LONGEST_NAME: usize = 60;

const STALE: &str = "Sign in again before you add a passkey: you signed in more than 15 minutes ago.";
const NOT_MADE: &str = "The passkey was not added. Try again.";

pub(super) async fn ask(State(state): State<AppState>, session: Session, who: SignedIn) -> Result<Response> {
    let party = state.party().ok_or(Error::NotFound)?;
    if is_only_way(&mut *state.db.view().await?, who.account_id()).await? {
        return Ok(problem(ONLY_COMPANY));
    }
    if !is_fresh(&session, state.micros()).await? {
        return Ok(problem(STALE));
    }
    let (account, user) = (who.account_id(), who.user_id());
    let known = passkeys::credentials(&mut *state.db.view().await?, account, user).await?;
    let values = &who.user.values;
    let name = full_name(&values.first_name, &values.last_name);
    let handle = state.key.user_handle(account, user);
    let holder = Holder { handle, email: &values.email, name: &name };
    put_question(&session, ABOUT, party.ask_new(&holder, known).map_err(Error::failed)?).await
}

pub(super) async fn add(
    State(state): State<AppState>,
    session: Session,
    who: SignedIn,
    Json(proof): Json<Proof>,
) -> Result<Response> {
    if is_only_way(&mut *state.db.view().await?, who.account_id()).await? {
        return Ok(problem(ONLY_COMPANY));
    }
    if !is_fresh(&session, state.micros()).await? {
        return Ok(problem(STALE));
    }
    let question = take_question(&session, ABOUT).await?;
    let made = question.zip(state.party()).and_then(|(question, party)| {
        party.take_new(&question, &proof.bytes()).map_or_else(|why| note(&why), Some)
    });
    let Some(made) = made else { return Ok(problem(NOT_MADE)) };
    let name = named(&proof.name);
    let new = NewPasskey {
        credential: &made.credential,
        public_key: &made.public_key,
        state: &made.state,
        name: &name,
    };
    let (user, now) = (who.user_id(), state.micros());
    let mut tx = who.begin(&state, Wait::Long).await?;
    let id = match passkeys::add(&mut tx, who.account_id(), user, &new, now).await {
        Ok(id) => id,
        Err(store::Error::Conflict(_)) => return Ok(problem(NOT_MADE)),
        Err(store::Error::Refused(_)) => {
            return Ok(problem("There are 20 passkeys already. Remove one first."));
        }
        Err(error) => return Err(error.into()),
    };
    let detail = json!({"passkey": id});
    audit::add(&mut tx, who.account_id(), &who.actor(), "passkey.added", Some(user.0), &detail, now).await?;
    tx.commit().await?;
    Ok(Saying(go("/me"), format!("“{name}” is added. You can sign in with it.")).into_response())
}

/// A name as it was typed, or one that says what it is.
fn named(typed: &str) -> String {
    let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|one| !one.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() { "Passkey".to_owned() } else { name }
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    name: String,
}

pub(super) async fn rename(
    State(state): State<AppState>,
    who: SignedIn,
    Path(passkey): Path<String>,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let passkey: PasskeyId = passkey.parse().map_err(|_| Error::NotFound)?;
    let name = named(&filled.name);
    let (user, now) = (who.user_id(), state.micros());
    let mut tx = who.begin(&state, Wait::Long).await?;
    passkeys::rename(&mut tx, who.account_id(), user, passkey, &name).await?;
    let detail = json!({"passkey": passkey});
    audit::add(&mut tx, who.account_id(), &who.actor(), "passkey.renamed", Some(user.0), &detail, now)
        .await?;
    tx.commit().await?;
    Ok(Saying(Redirect::to("/me"), format!("The passkey is called “{name}” now.")).into_response())
}

/// Removing is no way in, and is for whoever has lost a device and just got in: it asks for nothing more.
pub(super) async fn remove(
    State(state): State<AppState>,
    who: SignedIn,
    Path(passkey): Path<String>,
) -> Result<Response> {
    let passkey: PasskeyId = passkey.parse().map_err(|_| Error::NotFound)?;
    let (user, now) = (who.user_id(), state.micros());
    let mut tx = who.begin(&state, Wait::Long).await?;
    passkeys::remove(&mut tx, who.account_id(), user, passkey).await?;
    let detail = json!({"passkey": passkey});
    audit::add(&mut tx, who.account_id(), &who.actor(), "passkey.removed", Some(user.0), &detail, now)
        .await?;
    tx.commit().await?;
    Ok(Saying(Redirect::to("/me"), "The passkey is removed. Nobody signs in with it any more.".to_owned())
        .into_response())
}
