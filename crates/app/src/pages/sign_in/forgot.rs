//! A forgotten password: a link to set a new one is sent by e-mail, if somebody signs in with that address. Whether
//! somebody does is found out beside the request.

use std::net::IpAddr;

use std::time::Duration;

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plan::choices::Actor;
use plan::snapshot::Status;
use serde::Deserialize;
use store::links::{self, Link};
use store::messages::{Channel, NoticeKind};
use store::notices::{self, NewNotice};
use store::{Wait, audit, sign_on, users};

use super::{attempts, normal_email, waits};
use crate::error::Result;
use crate::pages::filters;
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;

/// How long the link can be used.
const LIFETIME: Duration = Duration::from_hours(1);

const TOO_MANY: &str = "A link was asked for too often. Wait 15 minutes and try again.";

/// Asks for the address; afterwards says what happens.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "sign_in/forgot.html")]
pub struct ForgotPage {
    /// The address as it was typed.
    pub email: String,
    /// Whether it was asked for.
    pub asked: bool,
    /// Why it was not taken.
    pub problem: Option<&'static str>,
    /// What is said where the message cannot be sent.
    pub waits: Option<&'static str>,
    /// Whether any company has its people sign in at its own provider.
    pub companies: bool,
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    email: String,
}

pub(super) async fn show(State(state): State<AppState>) -> Result<Page<ForgotPage>> {
    Ok(Page(blank(&state).await?))
}

async fn blank(state: &AppState) -> Result<ForgotPage> {
    let companies = sign_on::is_any(&mut *state.db.view().await?).await?;
    Ok(ForgotPage { companies, ..ForgotPage::default() })
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let email = normal_email(&filled.email);
    let page = ForgotPage { email: filled.email.trim().to_owned(), ..blank(&state).await? };
    if !attempts::may_ask(&state, &format!("password {email}"), client).await? {
        let page = ForgotPage { problem: Some(TOO_MANY), ..page };
        return Ok((StatusCode::TOO_MANY_REQUESTS, Page(page)).into_response());
    }
    let waits = (!state.sends(Channel::Email)).then(|| waits(Channel::Email));
    state.beside().spawn("sending a link for a password", send(state.clone(), email, client));
    Ok(Page(ForgotPage { asked: true, waits, ..page }).into_response())
}

async fn send(state: AppState, email: String, client: IpAddr) -> Result<()> {
    let now = state.micros();
    let mut tx = state.db.begin(Wait::Long).await?.coming_from(Some(client));
    let found = users::sign_in(&mut tx, &email).await?;
    // Where the company's own sign-in is the only way in, a new password would be none.
    let Some(who) = found.filter(|who| who.status == Status::Active && !who.only_sign_on) else {
        return Ok(());
    };
    let link = Link { account: who.account, user: who.user, expires_at: now.after(LIFETIME) };
    let (id, _) = links::create(&mut tx, &state.key, link, now).await?;
    let notice = NewNotice {
        user: who.user,
        kind: NoticeKind::Password,
        of: Some(id.0),
        channel: Channel::Email,
        address: &email,
    };
    notices::add(&mut tx, who.account, &notice, now).await?;
    let actor = Actor::Person { id: who.user.0, role: who.role };
    audit::add(&mut tx, who.account, &actor, "password.asked", Some(who.user.0), &(), now).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(())
}
