//! Signing in by a code of six digits that is sent to an e-mail address or a phone.
//!
//! Whatever is asked, the answer is that a code is on its way if somebody can sign in by that address. Whether there is
//! one is found out beside the request.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::Wait;
use store::codes::{self, Entered, Purpose, To};
use store::messages::Channel;
use tower_sessions::Session;

use super::{ONLY_SSO, Typed, attempts, begin, digits, waits};
use crate::error::Result;
use crate::pages::filters;
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;
use crate::web::request::safe_path;

const TOO_MANY: &str = "There were too many attempts. Wait 15 minutes and try again.";
const UNREADABLE: &str = "This is neither an e-mail address nor a phone. Write a phone with + and its country code, such as +1 312 555 0188.";
const WRONG: &str =
    "This code is not right, or it does not hold any more. Check the newest message and try again.";
const TOO_OFTEN: &str = "A code takes five tries, and this one had them. Ask for a new one.";

/// Asks where a code is to be sent.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "sign_in/ask_code.html")]
pub struct AskCodePage {
    /// The address as it was typed.
    pub address: String,
    /// Why it was not taken.
    pub problem: Option<&'static str>,
    /// Where to go afterwards: a path of this panel.
    pub next: Option<String>,
}

/// Asks for the code.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/enter_code.html")]
pub struct EnterCodePage {
    /// The address as it was typed.
    pub address: String,
    /// Why the last code was not taken.
    pub problem: Option<&'static str>,
    /// Whether only a new code helps.
    pub spent: bool,
    /// What is said where the message cannot be sent.
    pub waits: Option<&'static str>,
    /// Where to go afterwards: a path of this panel.
    pub next: Option<String>,
}

/// Where somebody comes from.
#[derive(Debug, Deserialize)]
pub(super) struct From {
    next: Option<String>,
}

/// What was typed.
#[derive(Clone, Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    address: String,
    #[serde(default)]
    code: String,
    next: Option<String>,
}

impl Filled {
    fn next(&self) -> Option<String> {
        self.next.clone().filter(|path| safe_path(path).is_some())
    }
}

pub(super) async fn show(Query(from): Query<From>) -> Page<AskCodePage> {
    let next = from.next.filter(|path| safe_path(path).is_some());
    Page(AskCodePage { next, ..AskCodePage::default() })
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let Some(typed) = Typed::read(&filled.address) else {
        return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, UNREADABLE, filled));
    };
    if !attempts::may_ask(&state, &typed.address(), client).await? {
        return Ok(refuse(StatusCode::TOO_MANY_REQUESTS, TOO_MANY, filled));
    }
    let page = enter_page(&state, typed.channel(), &filled, None);
    state.beside().spawn("sending a code", send(state.clone(), typed));
    Ok(Page(page).into_response())
}

/// Sends a code to whoever can sign in by an address. For everybody else only the tries are forgotten.
async fn send(state: AppState, typed: Typed) -> Result<()> {
    let address = typed.address();
    let to = To { purpose: Purpose::SignIn, channel: typed.channel(), address: &address };
    let mut tx = state.db.begin(Wait::Long).await?;
    codes::begin_anew(&mut tx, &to).await?;
    if let Some(who) = typed.find(&mut tx).await? {
        codes::create(&mut tx, who.account, who.user, &to, state.micros()).await?;
    }
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(())
}

pub(super) async fn enter(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let Some(typed) = Typed::read(&filled.address) else {
        return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, UNREADABLE, filled));
    };
    let address = typed.address();
    let problem = if attempts::may_try(&state, &address, client).await? {
        let who = typed.find(&mut *state.db.view().await?).await?;
        let to = To { purpose: Purpose::SignIn, channel: typed.channel(), address: &address };
        let known = who.as_ref().map(|who| (who.account, who.user));
        let entered =
            codes::enter(&state.db, &state.key, known, &to, &digits(&filled.code), state.micros()).await?;
        match (entered, who) {
            (Entered::Right, Some(who)) if who.only_sign_on => ONLY_SSO,
            (Entered::Right, Some(who)) => {
                attempts::forget(&state, &address).await?;
                begin(&state, &session, &who, ("code", client)).await?;
                let next = filled.next();
                return Ok(Redirect::to(next.as_deref().unwrap_or("/")).into_response());
            }
            (Entered::TooOften, _) => TOO_OFTEN,
            _ => WRONG,
        }
    } else {
        TOO_MANY
    };
    let status =
        if problem == TOO_MANY { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Page(enter_page(&state, typed.channel(), &filled, Some(problem)))).into_response())
}

fn enter_page(
    state: &AppState,
    channel: Channel,
    filled: &Filled,
    problem: Option<&'static str>,
) -> EnterCodePage {
    EnterCodePage {
        address: filled.address.trim().to_owned(),
        problem,
        spent: matches!(problem, Some(TOO_OFTEN | ONLY_SSO)),
        waits: (!state.sends(channel)).then(|| waits(channel)),
        next: filled.next(),
    }
}

fn refuse(status: StatusCode, problem: &'static str, filled: Filled) -> Response {
    let next = filled.next();
    let page = AskCodePage { address: filled.address, problem: Some(problem), next };
    (status, Page(page)).into_response()
}
