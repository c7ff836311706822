//! Signing in at the provider of one's company: asking which company, sending the browser there, and judging how it comes
//! back.
//!
//! Which domains have a provider can be found out by anybody, since the browser goes there. Who exists cannot: nothing
//! before the provider has vouched for somebody depends on a person. See decision 0013.

mod back;
mod start;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::sign_on::{self, SignOn};
use store::{AccountId, Conn, Micros, accounts};

pub(super) use back::come_back;
pub use start::{GoingPage, SsoPage};
pub(super) use start::{begin_at, go_there, show};

use crate::error::Result;
use crate::pages::filters;
use crate::provider::{Question, Registration};
use crate::state::AppState;
use crate::web::page::Page;

/// Where people of an account come back to. Each account has its own, so that no provider can pass for another.
pub(crate) fn way_back(state: &AppState, slug: &str) -> String {
    state.config.public_url.of_path(&format!("/sso/callback/{slug}"))
}

/// How this installation is known to the provider of an account.
pub(crate) async fn registration(
    conn: &mut Conn,
    state: &AppState,
    sign_on: &SignOn,
) -> Result<Registration> {
    let account = accounts::by_id(conn, sign_on.account).await?;
    Ok(Registration {
        issuer: sign_on.issuer.clone(),
        client_id: sign_on.client_id.clone(),
        secret: state.key.open(sign_on.account, &sign_on.secret)?,
        back: way_back(state, &account.slug),
    })
}

/// Whether the company's own sign-in is the only way in for people of an account.
pub(crate) async fn is_only_way(conn: &mut Conn, account: AccountId) -> Result<bool> {
    Ok(sign_on::get(conn, account).await?.is_some_and(|sign_on| sign_on.is_only))
}

/// Somebody who was sent to a provider, as the session of the browser knows them until they are back.
#[derive(Serialize, Deserialize)]
struct Sent {
    account: AccountId,
    slug: String,
    issuer: String,
    /// When the provider was last set: one that was set since is another.
    set_at: Micros,
    question: Question,
    next: Option<String>,
    at: Micros,
}

const SENT: &str = "sso";

/// Why somebody is not signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No provider speaks for what was typed.
    Unknown,
    /// The provider cannot be reached.
    Unreachable,
    /// The browser came back without having been sent, too late, or twice.
    NotSent,
    /// The provider says no.
    Declined,
    /// What the provider says is not believed.
    Untrusted,
    /// The provider does not say that the address is theirs.
    Unverified,
    /// The provider does not speak for addresses such as this one.
    OtherDomain {
        /// The address that it vouched for.
        email: String,
    },
    /// Nobody of the account signs in by the address.
    NotHere {
        /// The address that the provider vouched for.
        email: String,
    },
    /// The e-mail or phone of their invitation cannot be used.
    Clash,
}

impl Why {
    const fn status(&self) -> StatusCode {
        match self {
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Unreachable => StatusCode::BAD_GATEWAY,
            Self::NotSent => StatusCode::BAD_REQUEST,
            Self::Clash => StatusCode::CONFLICT,
            _ => StatusCode::FORBIDDEN,
        }
    }
}

/// Says why somebody is not signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/sso_not_in.html")]
pub struct NotInPage {
    /// Why.
    pub why: Why,
}

impl NotInPage {
    /// What is, and what to do.
    pub fn text(&self) -> String {
        let text = match &self.why {
            Why::Unknown => {
                "No company has set up its own sign-in for this. Check what you typed, or sign in another way."
            }
            Why::Unreachable => {
                "The sign-in of your company does not answer. Try again in a moment; if it stays so, tell an Admin."
            }
            Why::NotSent => {
                "This sign-in was not begun in this browser, is longer ago than 10 minutes, or was used already. Begin again."
            }
            Why::Declined => "Your company did not let you in. Begin again, or ask whoever runs its sign-in.",
            Why::Untrusted => {
                "What the sign-in of your company says cannot be believed. Begin again; if it stays so, tell an Admin."
            }
            Why::Unverified => {
                "Your company does not say that your e-mail address is yours. Ask whoever runs its sign-in to have it verified."
            }
            Why::OtherDomain { email } => {
                return format!(
                    "Your company’s sign-in does not speak for {email}. Sign in with your address at the company, or ask an Admin."
                );
            }
            Why::NotHere { email } => {
                return format!("Nobody signs in here as {email}. Ask an Admin of your account.");
            }
            Why::Clash => {
                "The e-mail address or phone of your invitation cannot be used. Ask an Admin to invite you with another one."
            }
        };
        text.to_owned()
    }
}

fn not_in(why: Why) -> Response {
    (why.status(), Page(NotInPage { why })).into_response()
}
