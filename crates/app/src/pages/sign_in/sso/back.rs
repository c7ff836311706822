//! Back from the provider. What was asked is used up by the first answer, good or not.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use plan::snapshot::{Role, Status};
use plan::value::email::EmailAddress;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::sign_on::{self, PATIENCE, SignOn};
use store::users::SignIn;
use store::{Taken, Wait, invites, users};
use tower_sessions::Session;

use super::super::begin;
use super::{SENT, Sent, Why, not_in, registration};
use crate::error::Result;
use crate::provider::{Provider, Trouble, Vouched};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::request::safe_path;

/// What the provider sends along.
#[derive(Deserialize)]
pub(in super::super) struct Answer {
    state: Option<String>,
    code: Option<String>,
    /// Who answers, where the provider says so.
    iss: Option<String>,
}

pub(in super::super) async fn come_back(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(slug): Path<String>,
    session: Session,
    Query(answer): Query<Answer>,
) -> Result<Response> {
    let sent = session.remove::<Sent>(SENT).await?;
    let Some(sent) = sent.filter(|sent| answers(sent, &slug, &answer, &state)) else {
        return Ok(not_in(Why::NotSent));
    };
    let found = sign_on::get(&mut *state.db.view().await?, sent.account).await?;
    let Some(sign_on) = found.filter(|found| found.updated_at == sent.set_at) else {
        return Ok(not_in(Why::NotSent));
    };
    // Whatever it says instead of a code is not repeated here: anybody can write it into an address.
    let Some(code) = answer.code else { return Ok(not_in(Why::Declined)) };
    let next = sent.next.clone();
    let who = match vouched(&state, &sign_on, sent, code).await? {
        Ok(vouched) => admit(&state, &sign_on, vouched).await?,
        Err(trouble) => {
            tracing::warn!(account = sign_on.account.0, "{trouble}");
            let is_away = matches!(trouble, Trouble::Call(_) | Trouble::Status(_));
            Err(if is_away { Why::Unreachable } else { Why::Untrusted })
        }
    };
    match who {
        Ok(who) => {
            begin(&state, &session, &who, ("single sign-on", client)).await?;
            note(&state, &sign_on, &who).await?;
            let next = next.as_deref().and_then(safe_path).unwrap_or("/");
            Ok(Redirect::to(next).into_response())
        }
        Err(why) => Ok(not_in(why)),
    }
}

/// Whether an answer belongs to what this browser was sent for: to this account, by this provider, in time.
fn answers(sent: &Sent, slug: &str, answer: &Answer, state: &AppState) -> bool {
    let hash = |text: &str| Sha256::digest(text.as_bytes());
    // Compared by hash, so that the time it takes tells nothing.
    let is_ours = answer.state.as_deref().is_some_and(|said| hash(said) == hash(&sent.question.state));
    let is_theirs = answer.iss.as_ref().is_none_or(|issuer| *issuer == sent.issuer);
    is_ours && is_theirs && sent.slug == slug && state.micros().since(sent.at) < PATIENCE
}

async fn vouched(
    state: &AppState,
    sign_on: &SignOn,
    sent: Sent,
    code: String,
) -> Result<std::result::Result<Vouched, Trouble>> {
    let registration = registration(&mut *state.db.view().await?, state, sign_on).await?;
    let calls = state.calls()?;
    let provider = match Provider::discover(calls, &registration).await {
        Ok(provider) => provider,
        Err(trouble) => return Ok(Err(trouble)),
    };
    Ok(provider.redeem(calls, code, sent.question, state.now()).await)
}

/// The person of the account whom the provider vouches for. Nobody is created; whoever is invited joins.
async fn admit(
    state: &AppState,
    sign_on: &SignOn,
    vouched: Vouched,
) -> Result<std::result::Result<SignIn, Why>> {
    let Some(email) = vouched.email.filter(|_| vouched.is_verified).map(EmailAddress::into_string) else {
        return Ok(Err(Why::Unverified));
    };
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    if !sign_on.domains.iter().any(|known| known == domain) {
        return Ok(Err(Why::OtherDomain { email }));
    }
    let find = async || users::by_sign_on(&mut *state.db.view().await?, sign_on.account, &email).await;
    match find().await? {
        Some(who) if who.status == Status::Active => Ok(Ok(who)),
        Some(who) if who.status == Status::Invited => {
            if let Err(why) = join(state, &who).await? {
                return Ok(Err(why));
            }
            let joined = find().await?.filter(|who| who.status == Status::Active);
            Ok(joined.ok_or(Why::NotHere { email }))
        }
        // Suspended, or nobody: to them it is the same.
        _ => Ok(Err(Why::NotHere { email })),
    }
}

/// Takes up the invitation of somebody. Their phone stays unconfirmed: the provider says nothing of it.
async fn join(state: &AppState, who: &SignIn) -> Result<std::result::Result<(), Why>> {
    let mut tx = state.db.begin(Wait::Long).await?;
    match invites::join_by_sign_on(&mut tx, who.account, who.user, state.micros()).await {
        Ok(()) => Ok(Ok(tx.commit().await?)),
        Err(store::Error::Conflict(Taken::Email | Taken::Phone)) => Ok(Err(Why::Clash)),
        // Somebody was faster; what they did is looked at afterwards.
        Err(store::Error::NotFound(_)) => Ok(Ok(())),
        Err(error) => Err(error.into()),
    }
}

/// An Admin who came this way has proved it.
async fn note(state: &AppState, sign_on: &SignOn, who: &SignIn) -> Result<()> {
    if who.role == Role::Admin && sign_on.proved_at.is_none() {
        let mut tx = state.db.begin(Wait::Long).await?;
        sign_on::proved(&mut tx, sign_on.account, sign_on.updated_at, state.micros()).await?;
        tx.commit().await?;
    }
    Ok(())
}
