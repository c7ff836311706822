//! What providers call: reports on messages, the STOP and START of people, and what the payment
//! service says of companies.
//!
//! These routes are for machines. They have no session, and nobody's word is taken without a signature: a wrong one is
//! refused, and where no secret is set there is nothing at the address. The address that a signature covers is the one of
//! the settings, never what the request says. Start at [`routes`].

mod events;
mod mail;
mod sms;
mod stripe;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use crate::config::sending::Secret;
use crate::outside::signing;
use crate::state::AppState;

/// Reports are small, even many in one.
const LARGEST: usize = 256 * 1024;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/hooks/sms", post(sms::take))
        .route("/hooks/mail", post(mail::take))
        .route("/hooks/stripe", post(stripe::take))
        .layer(DefaultBodyLimit::max(LARGEST))
}

/// Why a call is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No provider is set that could call.
    #[error("there is nothing here")]
    NothingHere,
    /// The signature is missing, wrong, or of another time.
    #[error("the signature is wrong")]
    Unsigned,
    /// It cannot be read.
    #[error("the body cannot be read")]
    Unreadable,
    /// The database did not take it; the caller tries again.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::NothingHere => StatusCode::NOT_FOUND,
            Self::Unsigned => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Store(error) => {
                tracing::error!("a report could not be written down: {error}");
                return (StatusCode::SERVICE_UNAVAILABLE, "try again\n").into_response();
            }
        };
        (status, format!("{self}\n")).into_response()
    }
}

/// Asks for the signature of our own kind.
fn check(secret: &Secret, headers: &HeaderMap, body: &[u8], now: i64) -> Result<(), Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let signed = signing::is_signed(secret, text(signing::TIME), text(signing::SIGNATURE), body, now);
    if signed { Ok(()) } else { Err(Refusal::Unsigned) }
}
