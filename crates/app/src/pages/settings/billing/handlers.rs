//! Shows the billing, and changes what an Admin may.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::billing::Currency;
use serde::Deserialize;
use store::{Wait, accounts, billing};

use super::build::Typed;
use super::{BillingPage, build, counting};
use crate::amount;
use crate::error::Result;
use crate::pages::settings::{Answer, Section};
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::AdminOnly;

/// The page.
pub async fn show(State(state): State<AppState>, who: AdminOnly) -> Result<Page<BillingPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(build::page(&mut view, &state, &who, None).await?))
}

/// What the form of the switch says.
#[derive(Debug, Deserialize)]
pub struct Buying {
    buy: Answer,
}

/// Lets imports buy seats, or not any more.
pub async fn change_buying(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(wish): Form<Buying>,
) -> Result<Response> {
    let allowed = wish.buy == Answer::Yes;
    let mut tx = who.begin(&state, Wait::Short).await?;
    accounts::let_imports_buy(&mut tx, who.account_id(), allowed, &who.actor(), state.micros()).await?;
    tx.commit().await?;
    let said = if allowed { "Imports buy the seats they need." } else { "Imports buy no seats from now on." };
    Ok(Saying(Redirect::to(Section::Billing.path()), said.to_owned()).into_response())
}

/// What the form of the limit says.
#[derive(Debug, Deserialize)]
pub struct Limit {
    /// The most a month; blank for no limit.
    most: String,
}

/// Sets what imports may charge in a month.
pub async fn change_cap(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(limit): Form<Limit>,
) -> Result<Response> {
    let currency = Currency::parse(&who.account.settings.currency).map_err(store::Error::from)?;
    let typed = limit.most.trim();
    let most = if typed.is_empty() { Ok(None) } else { amount::parse(typed, currency).map(Some) };
    let most = match most {
        Ok(most) => most.map(|most| most.minor),
        Err(problem) => {
            return refused(&state, &who, &Typed::Limit(limit.most, problem)).await;
        }
    };
    let mut tx = who.begin(&state, Wait::Short).await?;
    billing::set_cap(&mut tx, who.account_id(), most, &who.actor(), state.micros()).await?;
    tx.commit().await?;
    let said = if most.is_some() { "The limit is set." } else { "There is no limit any more." };
    Ok(Saying(Redirect::to(Section::Billing.path()), said.to_owned()).into_response())
}

/// Sets from when on somebody takes a seat.
pub async fn change_counting(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(wish): Form<counting::Wish>,
) -> Result<Response> {
    let billing = billing::today(&mut *state.db.view().await?, who.account_id(), state.micros()).await?.1;
    let counting = match wish.read(billing.map_or(0, |billing| billing.counting.trial_days())) {
        Ok(counting) => counting,
        Err(typed) => return refused(&state, &who, &typed).await,
    };
    let mut tx = who.begin(&state, Wait::Short).await?;
    billing::set_counting(&mut tx, who.account_id(), counting, &who.actor(), state.micros()).await?;
    tx.commit().await?;
    let said = format!("A seat counts {}.", super::said::counting(counting));
    Ok(Saying(Redirect::to(Section::Billing.path()), said).into_response())
}

/// The page with what was typed and not taken.
async fn refused(state: &AppState, who: &AdminOnly, typed: &Typed) -> Result<Response> {
    let mut view = state.db.view().await?;
    let page = build::page(&mut view, state, who, Some(typed)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}
