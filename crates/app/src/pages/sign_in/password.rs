//! The page behind a link, where a password is set: the one-time link of a new account, and the link of an invitation.
//!
//! Opening a link uses nothing up, because programs that read mail open links too; sending the form does.

use std::net::IpAddr;

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::snapshot::Status;
use serde::Deserialize;
use store::{Conn, Token, Wait, accounts, invites, links, users};
use tower_sessions::Session;

use super::{attempts, begin};
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::password;
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;

/// Which of the two links it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of somebody who has joined: sets a password, or a new one.
    Welcome,
    /// Of somebody who was invited: joins.
    Join,
}

impl Kind {
    const fn path(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Join => "join",
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::Welcome => "Set password and sign in",
            Self::Join => "Set password and join",
        }
    }
}

/// The form, and why the last password was not taken.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/password.html")]
pub struct PasswordPage {
    /// Which link was opened.
    pub kind: Kind,
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

/// What a link that was used, replaced or lapsed says. It tells nothing about anybody.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/link_gone.html")]
pub struct LinkGonePage;

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

pub(super) async fn show_welcome(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
) -> Result<Response> {
    show(&state, client, Kind::Welcome, &token).await
}

pub(super) async fn show_join(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
) -> Result<Response> {
    let response = show(&state, client, Kind::Join, &token).await?;
    if response.status().is_success() {
        note_opened(state, Token::from_link(&token));
    }
    Ok(response)
}

async fn show(state: &AppState, client: IpAddr, kind: Kind, token: &str) -> Result<Response> {
    match find(state, kind, token).await? {
        Some(page) => Ok(Page(page).into_response()),
        None => gone(state, client).await,
    }
}

/// Who guesses links meets the same limit as who guesses passwords.
async fn gone(state: &AppState, client: IpAddr) -> Result<Response> {
    if attempts::may_try_link(state, client).await? {
        Ok((StatusCode::NOT_FOUND, Page(LinkGonePage)).into_response())
    } else {
        Err(Error::TooMany)
    }
}

/// Writes down that an invitation was opened, beside the request.
fn note_opened(state: AppState, token: Token) {
    tokio::spawn(async move {
        let noted: Result<()> = async {
            let mut tx = state.db.begin(Wait::Long).await?;
            let invite = invites::find(&mut tx, &token).await?;
            invites::open(&mut tx, invite.account, invite.id, state.micros()).await?;
            Ok(tx.commit().await?)
        }
        .await;
        if let Err(error) = noted {
            tracing::warn!("an opened invitation could not be noted: {error}");
        }
    });
}

/// The form for a link, if the link is good.
async fn find(state: &AppState, kind: Kind, token: &str) -> Result<Option<PasswordPage>> {
    let mut view = state.db.view().await?;
    let found = match kind {
        Kind::Welcome => welcome(&mut view, state, token).await,
        Kind::Join => joining(&mut view, state, token).await,
    };
    match found {
        Ok(page) => Ok(Some(page)),
        Err(store::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn welcome(conn: &mut Conn, state: &AppState, token: &str) -> store::Result<PasswordPage> {
    let link = links::look(conn, &Token::from_link(token).hash(), state.micros()).await?;
    let account = accounts::by_id(conn, link.account).await?;
    let values = users::get(conn, link.account, link.user).await?.values;
    Ok(PasswordPage {
        kind: Kind::Welcome,
        token: token.to_owned(),
        first_name: values.first_name,
        last_name: values.last_name,
        email: values.email,
        account: account.name,
        problem: None,
    })
}

async fn joining(conn: &mut Conn, state: &AppState, token: &str) -> store::Result<PasswordPage> {
    let invite = invites::find(conn, &Token::from_link(token)).await?;
    if !invite.is_open(state.micros()) {
        return Err(store::Error::NotFound("invitation"));
    }
    Ok(PasswordPage {
        kind: Kind::Join,
        token: token.to_owned(),
        first_name: invite.first_name,
        last_name: invite.last_name,
        email: invite.email,
        account: invite.account_name,
        problem: None,
    })
}

pub(super) async fn set(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    answer(&state, client, &session, (Kind::Welcome, &token), typed).await
}

pub(super) async fn join(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    answer(&state, client, &session, (Kind::Join, &token), typed).await
}

async fn answer(
    state: &AppState,
    client: IpAddr,
    session: &Session,
    (kind, token): (Kind, &str),
    typed: Typed,
) -> Result<Response> {
    let Some(page) = find(state, kind, token).await? else { return gone(state, client).await };
    if let Err(problem) = judge(&typed, &page) {
        let page = PasswordPage { problem: Some(problem), ..page };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    }
    let hash = password::hash(typed.password).await.map_err(Error::failed)?;
    if !keep(state, kind, token, &hash).await? {
        return gone(state, client).await;
    }
    let mut view = state.db.view().await?;
    let who = users::sign_in(&mut view, &page.email).await?.filter(|who| who.status == Status::Active);
    drop(view);
    begin(state, session, &who.ok_or(Error::SignedOut)?).await?;
    Ok(Redirect::to("/").into_response())
}

fn judge(typed: &Typed, page: &PasswordPage) -> std::result::Result<(), String> {
    let name = format!("{} {}", page.first_name, page.last_name);
    password::check(&typed.password, &[&page.email, &name, &page.account])
        .map_err(|weak| weak.to_string())?;
    if typed.password == typed.again {
        Ok(())
    } else {
        Err("The two passwords differ. Type the same one twice.".to_owned())
    }
}

/// Uses the link up and keeps the password; `false` where somebody else was faster.
async fn keep(state: &AppState, kind: Kind, token: &str, hash: &str) -> Result<bool> {
    let (token, now) = (Token::from_link(token), state.micros());
    let mut tx = state.db.begin(Wait::Long).await?;
    let kept = match kind {
        Kind::Welcome => match links::take(&mut tx, &token.hash(), now).await {
            Ok(link) => users::set_password(&mut tx, link.account, link.user, hash, now).await,
            Err(error) => Err(error),
        },
        Kind::Join => invites::join(&mut tx, &token, hash, now).await.map(drop),
    };
    match kept {
        Ok(()) => tx.commit().await.map(|()| true).map_err(Error::from),
        Err(store::Error::NotFound(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
