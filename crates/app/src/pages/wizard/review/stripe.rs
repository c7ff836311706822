//! What Stripe works out for the seats of a plan, beside what Muster charges. It is asked after the page is there, so that
//! the review never waits, and says nothing where it cannot be asked.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use plan::billing::Money;
use plan::effect::Effects;
use store::imports::Step as Left;
use store::{AccountId, payment};

use crate::error::{Error, Result};
use crate::outside::stripe::{Api, Wish, amount};
use crate::pages::wizard::opened::open;
use crate::state::AppState;
use crate::web::who::{AdminOnly, Importer};

/// Nobody waits for a second opinion.
const PATIENCE: Duration = Duration::from_secs(5);

/// A line about it.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/stripe_says.html")]
struct Says {
    text: String,
}

/// A line about it, or nothing.
pub async fn says(
    State(state): State<AppState>,
    AdminOnly(who): AdminOnly,
    Path(import): Path<String>,
) -> Result<Response> {
    let api = state.stripe()?.ok_or(Error::NotFound)?.within(PATIENCE);
    let (account, who) = (who.account_id(), Importer(who));
    let opened = match open(&state, &who, &import, Left::Review).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let said = works_out(&state, &api, account, opened.plan.effects()).await?;
    let html = said.map(|text| Says { text }.render()).transpose()?;
    Ok(Html(html.unwrap_or_default()).into_response())
}

async fn works_out(
    state: &AppState,
    api: &Api,
    account: AccountId,
    effects: &Effects,
) -> Result<Option<String>> {
    let seats = effects.seats;
    let at_once = effects.charges.iter().find(|charge| !charge.up_to);
    let Some(ours) = at_once.map(plan::effect::Charge::amount) else { return Ok(None) };
    let standing = payment::get(&mut *state.db.view().await?, account).await?;
    let names = standing.map(|standing| (standing.names.customer, standing.names.subscription));
    let Some((Some(customer), Some(name))) = names else { return Ok(None) };
    let Ok(Some(subscription)) = api.subscription(&name).await else { return Ok(None) };
    // Before Stripe knows of the last change it would say what both cost.
    if subscription.quantity() != seats.paid {
        return Ok(None);
    }
    let (quantity, at) = (seats.paid + seats.added - seats.later, state.now().as_second());
    let wish = Wish { customer: &customer, subscription: &subscription, quantity, at };
    let preview = api.preview(wish).await.ok().and_then(|preview| preview.added(at));
    Ok(preview.map(|theirs| sentence(ours, amount::heard(theirs, ours.currency))))
}

fn sentence(ours: Money, theirs: Money) -> String {
    let money = |minor: u64| Money::new(i64::try_from(minor).unwrap_or(i64::MAX), ours.currency);
    if theirs == ours {
        return format!("Stripe works out the same for these seats: {theirs} before tax.");
    }
    let apart = theirs.minor.abs_diff(ours.minor);
    let word = if theirs.minor > ours.minor { "more" } else { "less" };
    // Not even a day of twenty: that is how they count.
    let why =
        if apart <= ours.minor.unsigned_abs() / 20 { ": it counts seconds, and Muster days" } else { "" };
    format!(
        "Stripe works out {theirs} before tax for these seats, {} {word} than Muster charges{why}.",
        money(apart)
    )
}

#[cfg(test)]
mod tests {
    use plan::billing::Currency;

    use super::*;

    #[test]
    fn a_difference_is_said_with_its_reason() {
        let money = |minor| Money::new(minor, Currency::parse("USD").unwrap());
        let ours = money(5_415);
        assert_eq!(
            sentence(ours, money(5_415)),
            "Stripe works out the same for these seats: $54.15 before tax."
        );
        assert!(sentence(ours, money(5_420)).contains(
            "$54.20 before tax for these seats, $0.05 more than Muster charges: it counts seconds"
        ));
        assert!(sentence(ours, money(3_405)).ends_with("$20.10 less than Muster charges."));
    }
}
