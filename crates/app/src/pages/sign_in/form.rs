//! The page where people sign in.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::snapshot::Status;
use serde::Deserialize;
use store::{sign_on, users};
use tower_sessions::Session;

use super::{ONLY_SSO, attempts, begin, is_signed_in, normal_email};
use crate::error::Result;
use crate::pages::address::Address;
use crate::pages::filters;
use crate::password;
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;
use crate::web::request::safe_path;

const WRONG: &str = "This e-mail and password do not belong together. Check both and try again.";
const TOO_MANY: &str = "There were too many attempts. Wait 15 minutes and try again.";

/// The form, and why it did not work the last time.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "sign_in/form.html")]
pub struct SignInPage {
    /// The address as it was typed.
    pub email: String,
    /// What is wrong, and what to do.
    pub problem: Option<&'static str>,
    /// What happened before: signed out, or the session ended.
    pub notice: Option<&'static str>,
    /// Where to go afterwards: a path of this panel.
    pub next: Option<String>,
    /// Whether somebody can sign in by a passkey here.
    pub passkeys: bool,
    /// Whether any company has its people sign in at its own provider.
    pub companies: bool,
}

impl SignInPage {
    /// The page for signing in by a code, with the way back.
    pub fn by_code(&self) -> String {
        Address::new("/sign-in/code").with("next", self.next.as_deref().unwrap_or_default()).to_string()
    }

    /// The page for signing in at one's company, with the way back.
    pub fn by_company(&self) -> String {
        Address::new("/sso").with("next", self.next.as_deref().unwrap_or_default()).to_string()
    }
}

/// Where somebody comes from.
#[derive(Debug, Deserialize)]
pub(super) struct From {
    next: Option<String>,
    signed: Option<String>,
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    session: Session,
    Query(from): Query<From>,
) -> Result<Response> {
    let next = from.next.filter(|path| safe_path(path).is_some());
    if is_signed_in(State(state.clone()), session).await? {
        return Ok(Redirect::to(next.as_deref().unwrap_or("/")).into_response());
    }
    let notice = match (&next, from.signed.as_deref()) {
        (_, Some("out")) => Some("You are signed out."),
        (_, Some("everywhere")) => Some("You are signed out everywhere."),
        (_, Some("again")) => Some("Sign in again to go on: what you want to do asks for it."),
        (Some(_), _) => Some("Sign in to go on where you were."),
        _ => None,
    };
    let companies = sign_on::is_any(&mut *state.db.view().await?).await?;
    let passkeys = state.party().is_some();
    Ok(Page(SignInPage { notice, next, passkeys, companies, ..SignInPage::default() }).into_response())
}

pub(super) async fn sign_in(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let address = normal_email(&typed.email);
    if !attempts::may_try(&state, &address, client).await? {
        return refuse(&state, StatusCode::TOO_MANY_REQUESTS, TOO_MANY, typed).await;
    }
    let mut view = state.db.view().await?;
    let found = users::sign_in(&mut view, &address).await?;
    drop(view);
    let kept = found.as_ref().and_then(|who| who.password_hash.clone());
    let right = password::verify(typed.password.clone(), kept).await.map_err(crate::error::Error::failed)?;
    let Some(who) = found.filter(|who| right && who.status == Status::Active) else {
        return refuse(&state, StatusCode::UNPROCESSABLE_ENTITY, WRONG, typed).await;
    };
    if who.only_sign_on {
        return refuse(&state, StatusCode::FORBIDDEN, ONLY_SSO, typed).await;
    }
    attempts::forget(&state, &address).await?;
    begin(&state, &session, &who, ("password", client)).await?;
    let next = typed.next.as_deref().and_then(safe_path).unwrap_or("/");
    Ok(Redirect::to(next).into_response())
}

async fn refuse(
    state: &AppState,
    status: StatusCode,
    problem: &'static str,
    typed: Typed,
) -> Result<Response> {
    let companies = sign_on::is_any(&mut *state.db.view().await?).await?;
    let next = typed.next.filter(|path| safe_path(path).is_some());
    let passkeys = state.party().is_some();
    let page =
        SignInPage { email: typed.email, problem: Some(problem), notice: None, next, passkeys, companies };
    Ok((status, Page(page)).into_response())
}
