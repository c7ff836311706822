//! Signing in by a passkey, without saying who one is; and what every page with passkeys needs: a question that is kept in
//! the session until the browser answers, once.
//!
//! These routes are called by `js/passkey.js` and answer in JSON: where to go, or what the problem is.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plan::snapshot::Status;
use serde::Deserialize;
use serde_json::{Value, json};
use store::users::SignIn;
use store::{Wait, passkeys};
use tower_sessions::Session;

use super::{ONLY_SSO, attempts, begin};
use crate::error::{Error, Result};
use crate::relying_party::{Claim, NotTaken, Question};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::request::safe_path;

const QUESTION: &str = "question";
const SIGN_IN: &str = "sign in";

const TOO_MANY: &str = "There were too many attempts. Wait 15 minutes and try again.";
const UNKNOWN: &str = "Nobody can sign in by this passkey. Sign in by password or code.";

/// What the module of a page sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Proof {
    /// What the authenticator made.
    answer: Value,
    /// What the person calls the passkey.
    #[serde(default)]
    pub name: String,
    next: Option<String>,
}

impl Proof {
    /// What the authenticator made, for the library.
    pub fn bytes(&self) -> Vec<u8> {
        self.answer.to_string().into_bytes()
    }
}

/// Where the browser is to go now.
pub(crate) fn go(path: &str) -> Response {
    Json(json!({"go": path})).into_response()
}

/// What is the matter, as a sentence for the person.
pub(crate) fn problem(text: &str) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"problem": text}))).into_response()
}

/// Keeps the state of a question in the session and hands the question to the browser.
pub(crate) async fn put_question(session: &Session, about: &str, question: Question) -> Result<Response> {
    session.insert(QUESTION, (about, question.state)).await?;
    Ok(Json(question.options).into_response())
}

/// The state of the question about something, once.
pub(crate) async fn take_question(session: &Session, about: &str) -> Result<Option<Vec<u8>>> {
    let kept = session.remove::<(String, Vec<u8>)>(QUESTION).await?;
    Ok(kept.filter(|(known, _)| known == about).map(|(_, state)| state))
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
) -> Result<Response> {
    let party = state.party().ok_or(Error::NotFound)?;
    if !attempts::may_try_link(&state, client).await? {
        return Ok(problem(TOO_MANY));
    }
    put_question(&session, SIGN_IN, party.ask().map_err(Error::failed)?).await
}

pub(super) async fn sign_in(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    Json(proof): Json<Proof>,
) -> Result<Response> {
    if !attempts::may_try_link(&state, client).await? {
        return Ok(problem(TOO_MANY));
    }
    let question = take_question(&session, SIGN_IN).await?;
    let Some(who) = whose(&state, question, &proof).await? else { return Ok(problem(UNKNOWN)) };
    if who.only_sign_on {
        return Ok(problem(ONLY_SSO));
    }
    begin(&state, &session, &who, ("passkey", client)).await?;
    Ok(go(proof.next.as_deref().and_then(safe_path).unwrap_or("/")))
}

/// Who answers a question by a passkey of theirs; nobody where anything about it is wrong.
async fn whose(state: &AppState, question: Option<Vec<u8>>, proof: &Proof) -> Result<Option<SignIn>> {
    let (Some(party), Some(question)) = (state.party(), question) else { return Ok(None) };
    let Ok(claim) = Claim::read(&proof.bytes()) else { return Ok(None) };
    let known = passkeys::find(&mut *state.db.view().await?, &claim.credential()).await?;
    let Some(known) = known.filter(|known| known.who.status == Status::Active) else { return Ok(None) };
    let who = known.who;
    let handle = state.key.user_handle(who.account, who.user);
    let moved = match party.check(&question, &claim, handle, (&known.public_key, &known.state)) {
        Ok(moved) => moved,
        Err(why) => return Ok(note(&why)),
    };
    let mut tx = state.db.begin(Wait::Long).await?;
    passkeys::used(&mut tx, who.account, known.id, &moved, state.micros()).await?;
    tx.commit().await?;
    Ok(Some(who))
}

/// Says in the log why a passkey was not taken; the person hears no more than that it was not.
pub(crate) fn note<T>(why: &NotTaken) -> Option<T> {
    tracing::info!("{why}");
    None
}
