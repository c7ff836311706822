//! Asking which company, and sending the browser to its provider.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::value::email::EmailAddress;
use serde::{Deserialize, Serialize};
use store::Conn;
use store::sign_on::{self, SignOn};
use tower_sessions::Session;

use super::super::attempts;
use super::{SENT, Sent, Why, not_in, registration};
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::provider::{Provider, Question};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;
use crate::web::request::safe_path;

const TOO_MANY: &str = "There were too many attempts. Wait 15 minutes and try again.";
const MISSING: &str = "Type your e-mail address, or the short name of your company.";
/// No e-mail address is longer.
const LONGEST: usize = 254;
const WISH: &str = "sso wish";

/// Asks which company.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "sign_in/sso.html")]
pub struct SsoPage {
    /// What was typed.
    pub whom: String,
    /// Why it was not taken.
    pub problem: Option<&'static str>,
    /// Where to go afterwards: a path of this panel.
    pub next: Option<String>,
}

/// Stands between our form and the provider.
#[derive(Clone, Copy, Debug, Template)]
#[template(path = "sign_in/sso_going.html")]
pub struct GoingPage;

/// Where somebody comes from.
#[derive(Debug, Deserialize)]
pub(in super::super) struct From {
    next: Option<String>,
}

/// What was typed, and where to go afterwards.
#[derive(Serialize, Deserialize)]
pub(in super::super) struct Wish {
    #[serde(default)]
    whom: String,
    next: Option<String>,
}

pub(in super::super) async fn show(Query(from): Query<From>) -> Page<SsoPage> {
    let next = from.next.filter(|path| safe_path(path).is_some());
    Page(SsoPage { next, ..SsoPage::default() })
}

/// Takes what was typed, and answers alike whatever it is.
pub(in super::super) async fn begin_at(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
    Form(wish): Form<Wish>,
) -> Result<Response> {
    let whom = wish.whom.trim().to_owned();
    let next = wish.next.filter(|path| safe_path(path).is_some());
    let refused = if whom.is_empty() || whom.len() > LONGEST {
        Some((StatusCode::UNPROCESSABLE_ENTITY, MISSING))
    } else if !attempts::may_try_link(&state, client).await? {
        Some((StatusCode::TOO_MANY_REQUESTS, TOO_MANY))
    } else {
        None
    };
    if let Some((status, problem)) = refused {
        let whom = whom.chars().take(LONGEST).collect();
        return Ok((status, Page(SsoPage { whom, problem: Some(problem), next })).into_response());
    }
    session.insert(WISH, Wish { whom, next }).await?;
    Ok(Page(GoingPage).into_response())
}

/// Sends the browser to the provider, once for each time that something was typed: that is what is counted.
pub(in super::super) async fn go_there(State(state): State<AppState>, session: Session) -> Result<Response> {
    let Some(wish) = session.remove::<Wish>(WISH).await? else {
        return Ok(Redirect::to("/sso").into_response());
    };
    let mut view = state.db.view().await?;
    let email = EmailAddress::parse(&wish.whom).ok();
    let Some(sign_on) = meant(&mut view, &wish.whom, email.as_ref()).await? else {
        return Ok(not_in(Why::Unknown));
    };
    let registration = registration(&mut view, &state, &sign_on).await?;
    drop(view);
    let provider = match Provider::discover(state.calls()?, &registration).await {
        Ok(provider) => provider,
        Err(trouble) => {
            tracing::warn!(account = sign_on.account.0, "{trouble}");
            return Ok(not_in(Why::Unreachable));
        }
    };
    let question = Question::new().map_err(Error::failed)?;
    let address = provider.ask(&question, email.as_ref().map(EmailAddress::as_str));
    let slug = registration.back.rsplit('/').next().unwrap_or_default().to_owned();
    let SignOn { account, issuer, updated_at: set_at, .. } = sign_on;
    let sent = Sent { account, slug, issuer, set_at, question, next: wish.next, at: state.micros() };
    session.insert(SENT, sent).await?;
    Ok(Redirect::to(&address).into_response())
}

/// The provider that an address leads to, or that of the account with a short name.
async fn meant(conn: &mut Conn, whom: &str, email: Option<&EmailAddress>) -> Result<Option<SignOn>> {
    let account = match email {
        Some(email) => sign_on::by_address(conn, email.as_str()).await?,
        None => sign_on::by_slug(conn, &whom.to_lowercase()).await?,
    };
    let Some(account) = account else { return Ok(None) };
    Ok(sign_on::get(conn, account).await?)
}
