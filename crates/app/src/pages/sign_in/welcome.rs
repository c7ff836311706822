//! The page behind a one-time link, where a password is set: of a new account's Admin, and of whoever forgot theirs.
//!
//! Opening a link uses nothing up, because programs that read mail open links too; sending the form does.

use std::net::IpAddr;

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::snapshot::Status;
use serde::Deserialize;
use store::{Conn, Token, Wait, accounts, links, users};
use tower_sessions::Session;

use super::join::{Gone, LinkGonePage};
use super::{attempts, begin};
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::pages::words::full_name;
use crate::password::{self, NewPassword};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;

/// The form, and why the last password was not taken.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/welcome.html")]
pub struct WelcomePage {
    /// The secret part of the link.
    pub token: String,
    /// Given name of whom the link is for.
    pub first_name: String,
    /// Family name of whom the link is for.
    pub last_name: String,
    /// The address to sign in with.
    pub email: String,
    /// The name of the account.
    pub account: String,
    /// Why the last password was not taken.
    pub problem: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
) -> Result<Response> {
    match find(&state, &token).await? {
        Some(page) => Ok(Page(page).into_response()),
        None => gone(&state, client).await,
    }
}

/// Who guesses links meets the same limit as who guesses passwords.
pub(super) async fn gone(state: &AppState, client: IpAddr) -> Result<Response> {
    if attempts::may_try_link(state, client).await? {
        Ok((StatusCode::NOT_FOUND, Page(LinkGonePage { gone: Gone::Unknown })).into_response())
    } else {
        Err(Error::TooMany)
    }
}

/// The form for a link, if the link is good.
async fn find(state: &AppState, token: &str) -> Result<Option<WelcomePage>> {
    let mut view = state.db.view().await?;
    match page(&mut view, state, token).await {
        Ok(page) => Ok(Some(page)),
        Err(store::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn page(conn: &mut Conn, state: &AppState, token: &str) -> store::Result<WelcomePage> {
    let link = links::look(conn, &Token::from_link(token).hash(), state.micros()).await?;
    let account = accounts::by_id(conn, link.account).await?;
    let values = users::get(conn, link.account, link.user).await?.values;
    Ok(WelcomePage {
        token: token.to_owned(),
        first_name: values.first_name,
        last_name: values.last_name,
        email: values.email,
        account: account.name,
        problem: None,
    })
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

pub(super) async fn set(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let Some(page) = find(&state, &token).await? else { return gone(&state, client).await };
    let name = full_name(&page.first_name, &page.last_name);
    let new = NewPassword { password: &filled.password, again: &filled.again };
    if let Err(problem) = new.judge(&[&page.email, &name, &page.account]) {
        let page = WelcomePage { problem: Some(problem), ..page };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    }
    let hash = password::hash(filled.password).await.map_err(Error::failed)?;
    if !keep(&state, &token, &hash).await? {
        return gone(&state, client).await;
    }
    let found = users::sign_in(&mut *state.db.view().await?, &page.email).await?;
    let who = found.filter(|who| who.status == Status::Active).ok_or(Error::SignedOut)?;
    begin(&state, &session, &who, ("link", client)).await?;
    Ok(Redirect::to("/").into_response())
}

/// Uses the link up and keeps the password; `false` where somebody else was faster.
async fn keep(state: &AppState, token: &str, hash: &str) -> Result<bool> {
    let now = state.micros();
    let mut tx = state.db.begin(Wait::Long).await?;
    let link = match links::take(&mut tx, &Token::from_link(token).hash(), now).await {
        Ok(link) => link,
        Err(store::Error::NotFound(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    users::set_password(&mut tx, link.account, link.user, hash, now).await?;
    tx.commit().await?;
    Ok(true)
}
