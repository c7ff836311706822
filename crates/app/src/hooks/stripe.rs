//! What Stripe reports. An event is not believed, however it is signed: it only has its account looked at, so that events
//! that come twice, late or in another order lead to one and the same.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use store::payment::{self, events};
use store::{Tx, Wait};

use super::Refusal;
use crate::outside::signing;
use crate::state::AppState;

/// The header of the signature.
const SIGNATURE: &str = "stripe-signature";

/// As much of an event as matters.
#[derive(Debug, Deserialize)]
struct Event {
    id: String,
    data: Data,
}

#[derive(Debug, Deserialize)]
struct Data {
    object: About,
}

/// What it is about: a company, or something of one.
#[derive(Debug, Deserialize)]
struct About {
    #[serde(default)]
    id: Option<String>,
    #[serde(default, rename = "object")]
    kind: Option<String>,
    #[serde(default)]
    customer: Option<String>,
}

impl About {
    fn customer(&self) -> Option<&str> {
        let own = self.kind.as_deref() == Some("customer");
        self.customer.as_deref().or_else(|| self.id.as_deref().filter(|_| own))
    }
}

/// Takes a signed event, once.
pub(super) async fn take(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let secret = state.config.stripe.as_ref().and_then(|stripe| stripe.webhook.as_ref());
    let secret = secret.ok_or(Refusal::NothingHere)?;
    let said = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !signing::is_signed_by_stripe(secret, said, &body, state.now().as_second()) {
        return Err(Refusal::Unsigned);
    }
    let event: Event = serde_json::from_slice(&body).map_err(|_| Refusal::Unreadable)?;
    let mut tx = state.db.begin(Wait::Long).await?;
    write(&mut tx, &state, &event).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(StatusCode::OK)
}

async fn write(tx: &mut Tx, state: &AppState, event: &Event) -> Result<(), Refusal> {
    let Some(customer) = event.data.object.customer() else { return Ok(()) };
    let Some(account) = events::of_customer(tx, customer).await? else { return Ok(()) };
    if events::is_new(tx, &event.id, state.micros()).await? {
        payment::wake(tx, account, state.micros()).await?;
    }
    Ok(())
}
