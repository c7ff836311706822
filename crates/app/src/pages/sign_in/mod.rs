//! Getting in and out: signing in by password, code, passkey or at one's company, joining by an invitation, a forgotten
//! password, signing out.
//!
//! Nothing here tells whether somebody exists. What is typed in is answered alike after alike work; what is sent to
//! somebody is made beside the request; a link that does not work says nothing about whom it was for.

mod attempts;
mod code;
mod forgot;
mod form;
mod join;
mod passkey;
mod sso;
mod welcome;

use std::net::IpAddr;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use plan::choices::Actor;
use plan::value::email::EmailAddress;
use plan::value::phone::{PhoneNumber, PhoneReader};
use serde_json::json;
use store::messages::Channel;
use store::{Conn, Wait, audit, sessions, users};
use tower_sessions::Session;

pub(crate) use attempts::{may_ask, may_try};
pub use code::{AskCodePage, EnterCodePage};
pub use forgot::ForgotPage;
pub use form::SignInPage;
pub use join::{AskedAgainPage, Gone, Inviter, JoinPage, LinkGonePage, Step};
pub(crate) use passkey::{Proof, go, note, problem, put_question, take_question};
pub use sso::{GoingPage, NotInPage, SsoPage, Why};
pub(crate) use sso::{is_only_way, registration, way_back};
pub use welcome::WelcomePage;

use crate::error::Result;
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::session;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(form::show).post(form::sign_in))
        .route("/sign-in/code", get(code::show).post(code::ask))
        .route("/sign-in/code/enter", post(code::enter))
        .route("/sign-in/passkey/ask", post(passkey::ask))
        .route("/sign-in/passkey", post(passkey::sign_in))
        .route("/sso", get(sso::show).post(sso::begin_at))
        .route("/sso/go", get(sso::go_there))
        .route("/sso/callback/{account}", get(sso::come_back))
        .route("/sign-out", post(sign_out))
        .route("/forgot", get(forgot::show).post(forgot::ask))
        .route("/welcome/{token}", get(welcome::show).post(welcome::set))
        .route("/join/{token}", get(join::show).post(join::with_password))
        .route("/join/{token}/code", post(join::send_code))
        .route("/join/{token}/confirm", post(join::confirm))
        .route("/join/{token}/passkey/ask", post(join::ask_passkey))
        .route("/join/{token}/passkey", post(join::with_passkey))
        .route("/join/{token}/again", post(join::again))
}

/// What whoever has proved that they could sign in hears where their company lets them in by its provider only. Nobody else
/// hears it.
pub(crate) const ONLY_SSO: &str =
    "Your company lets you in by its own sign-in only. Go back to sign-in and choose “With your company”.";

/// Ends the session, and has the browser forget the pages it has seen.
async fn sign_out(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    session: Session,
) -> Result<impl IntoResponse> {
    note_end(&state, &session, client).await?;
    session::end(&session).await?;
    Ok(([("clear-site-data", "\"cache\"")], Redirect::to("/sign-in?signed=out")))
}

/// Writes down that somebody ends their session; nothing of a session that is nobody's.
pub(crate) async fn note_end(state: &AppState, session: &Session, client: IpAddr) -> Result<()> {
    let Some(owner) = session::owner(session).await? else { return Ok(()) };
    let mut tx = state.db.begin(Wait::Long).await?.coming_from(Some(client));
    let role = users::get(&mut tx, owner.account, owner.user).await?.values.role;
    let (actor, user) = (Actor::Person { id: owner.user.0, role }, Some(owner.user.0));
    audit::add(&mut tx, owner.account, &actor, "session.ended", user, &(), state.micros()).await?;
    Ok(tx.commit().await?)
}

/// Begins a session for somebody who has just proved who they are, and writes down by what and from where.
pub(crate) async fn begin(
    state: &AppState,
    session: &Session,
    who: &users::SignIn,
    (by, client): (&'static str, IpAddr),
) -> Result<()> {
    let owner = sessions::Owner { account: who.account, user: who.user, epoch: who.epoch };
    let now = state.micros();
    session::begin(session, owner, now).await?;
    let mut tx = state.db.begin(Wait::Long).await?.coming_from(Some(client));
    let actor = Actor::Person { id: who.user.0, role: who.role };
    let detail = json!({"by": by});
    audit::add(&mut tx, who.account, &actor, "session.begun", Some(who.user.0), &detail, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Where the page for signing in is reached from: whoever is signed in already goes on.
async fn is_signed_in(State(state): State<AppState>, session: Session) -> Result<bool> {
    let Some(owner) = session::owner(&session).await? else { return Ok(false) };
    let mut view = state.db.view().await?;
    Ok(users::get(&mut view, owner.account, owner.user).await.is_ok())
}

/// An e-mail address as it is kept; what is none, as it was typed, so that it is counted and found by nobody.
fn normal_email(typed: &str) -> String {
    EmailAddress::parse(typed).map_or_else(|_| typed.trim().to_lowercase(), EmailAddress::into_string)
}

/// An address that somebody typed to be sent a code.
#[derive(Clone, Debug)]
enum Typed {
    Email(String),
    Phone(PhoneNumber),
}

impl Typed {
    /// Reads an e-mail address, or a phone with its country code: nobody knows yet of which country somebody is.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains('@') {
            return EmailAddress::parse(text).ok().map(|email| Self::Email(email.into_string()));
        }
        PhoneReader::new("").parse(text).ok().map(|read| Self::Phone(read.number))
    }

    const fn channel(&self) -> Channel {
        match self {
            Self::Email(_) => Channel::Email,
            Self::Phone(_) => Channel::Text,
        }
    }

    /// As the database keeps it.
    fn address(&self) -> String {
        match self {
            Self::Email(email) => email.clone(),
            Self::Phone(phone) => phone.to_string(),
        }
    }

    /// Whoever can sign in by it.
    async fn find(&self, conn: &mut Conn) -> Result<Option<users::SignIn>> {
        let found = match self {
            Self::Email(email) => users::sign_in(conn, email).await?,
            Self::Phone(phone) => users::sign_in_by_phone(conn, *phone).await?,
        };
        Ok(found.filter(|who| who.status == plan::snapshot::Status::Active))
    }
}

/// A code as it was meant, whatever stands between its digits.
pub(crate) fn digits(typed: &str) -> String {
    typed.chars().filter(|one| !one.is_whitespace() && *one != '-').collect()
}

/// What is said of a message that cannot be sent.
pub(crate) const fn waits(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => {
            "This installation sends no e-mail. It waits in the Outbox, where an Admin of your account can read it to you."
        }
        Channel::Text => {
            "This installation sends no text messages. It waits in the Outbox, where an Admin of your account can read it \
             to you."
        }
    }
}
