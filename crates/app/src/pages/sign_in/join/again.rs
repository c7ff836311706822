//! A link that lapsed: a new one goes to the stored address and phone, if the invitation still stands. The answer is the
//! same in any case, and what there is to do is done beside the request.

use std::net::IpAddr;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use plan::choices::Actor;
use plan::snapshot::Status;
use store::messages::Channel;
use store::{Token, Wait, audit, invites, users};

use super::super::attempts;
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;

/// What is said to whoever asks for a new link.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/asked_again.html")]
pub struct AskedAgainPage {
    /// Whether a service sends it; otherwise an Admin hands it on.
    pub is_sent: bool,
}

pub(in super::super) async fn again(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
) -> Result<Response> {
    let token = Token::from_link(&token);
    // What is counted is not the secret itself.
    if !attempts::may_ask(&state, &format!("link {}", crate::random::hex(&token.hash())), client).await? {
        return Err(Error::TooMany);
    }
    let is_sent = state.sends(Channel::Email) || state.sends(Channel::Text);
    state.beside().spawn("sending an invitation again", send(state.clone(), token, client));
    Ok(Page(AskedAgainPage { is_sent }).into_response())
}

/// Sends the invitation again where its link has lapsed and the person is still invited. A good link is not sent again: a
/// forwarded mail is no way to have many sent.
async fn send(state: AppState, token: Token, client: IpAddr) -> Result<()> {
    let now = state.micros();
    let mut tx = state.db.begin(Wait::Long).await?.coming_from(Some(client));
    let invite = match invites::find(&mut tx, &token).await {
        Ok(invite) => invite,
        Err(store::Error::NotFound(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let lapsed = invite.expires_at <= now && invite.cancelled_at.is_none();
    if !lapsed || invite.status != Status::Invited {
        return Ok(());
    }
    invites::send(&mut tx, &state.key, invite.account, invite.user, (state.config.invite_lifetime, now))
        .await?;
    let role = users::get(&mut tx, invite.account, invite.user).await?.values.role;
    let actor = Actor::Person { id: invite.user.0, role };
    audit::add(&mut tx, invite.account, &actor, "invite.asked", Some(invite.user.0), &(), now).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(())
}
