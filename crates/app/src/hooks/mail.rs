//! Reports on e-mails: deliveries, bounces, complaints.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use store::Wait;
use store::messages::Channel;

use super::{Refusal, check, events};
use crate::config::sending::MailBy;
use crate::state::AppState;

/// Takes signed reports, all of a body or none of it.
pub(super) async fn take(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let sending = &state.config.sending;
    let secret = match (&sending.mail_hook, &sending.mail) {
        (Some(secret), _) => secret,
        (None, Some(MailBy::Webhook(hook))) => &hook.secret,
        (None, _) => return Err(Refusal::NothingHere),
    };
    check(secret, &headers, &body, state.now().as_second())?;
    let events = events::read(&body)?;
    let mut tx = state.db.begin(Wait::Long).await?;
    for event in &events {
        events::write(&mut tx, Channel::Email, event, state.micros()).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
