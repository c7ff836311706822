//! The section about who collects: how the company pays, and what the payment service has.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use store::payment::{self, Standing, State as Stands};
use store::{Micros, Wait};

use crate::error::{Error, Result};
use crate::outside::stripe::{Api, Problem};
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::settings::Section;
use crate::pages::times::Times;
use crate::pages::ui::{Badge, Kind};
use crate::pages::words;
use crate::payment::Keys;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::request::Htmx;
use crate::web::who::{AdminOnly, SignedIn};

/// Where Stripe's page sends the browser back to.
const BACK: &str = "/settings/billing/payment/back";

/// Somebody waits in front of a page.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// How the company pays.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "settings/payment.html")]
pub struct Payment {
    /// Where it stands, in a word.
    pub state: Badge,
    /// What that means.
    pub says: &'static str,
    /// The card; `None` where there is none yet.
    pub method: Option<String>,
    /// Seats that the service has, and when that was looked at.
    pub seats: Option<String>,
    /// The last time that it had something else.
    pub drift: Option<String>,
    /// What was in the way of the last look.
    pub problem: Option<String>,
    /// Whether somebody is looking just now, so that the section asks again.
    pub asks: bool,
}

impl HtmlSafe for Payment {}

impl Payment {
    /// What there is to say of a standing.
    pub fn of(standing: &Standing, times: &Times) -> Self {
        let (state, says) = state(standing.state);
        let seats = |number: u32| words::counted(number.into(), "seat", "seats");
        Self {
            state,
            says,
            method: standing.method.as_ref().map(|method| method.words.clone()),
            seats: standing
                .quantity
                .zip(standing.looked_at)
                .map(|(number, at)| format!("{}, looked at {}", seats(number), times.at(at))),
            drift: standing.drift.map(|drift| {
                let at = times.at(drift.at);
                if drift.found == drift.wanted {
                    return format!("Stripe had another price than Muster; set right {at}.");
                }
                let (found, wanted) = (seats(drift.found), words::count(drift.wanted.into()));
                format!("Stripe had {found}, Muster {wanted}; set right {at}.")
            }),
            problem: standing.words.as_deref().map(words::sentence),
            asks: is_asked(standing, times.micros()),
        }
    }
}

/// Whether a look is under way, or about to be.
fn is_asked(standing: &Standing, now: Micros) -> bool {
    let rests = standing.rests_until > now;
    if rests { standing.tries == 0 } else { standing.due_at <= now }
}

fn state(state: Stands) -> (Badge, &'static str) {
    let badge = Badge::new;
    match state {
        Stands::Unknown => {
            (badge(Kind::Plain, "clock", "Not looked at yet"), "Stripe is asked within a minute.")
        }
        Stands::NoMethod => (
            badge(Kind::Warn, "alert-triangle", "No way to pay yet"),
            "Once there is a card, Stripe collects from it for the days from then on. Seats go on as they are.",
        ),
        Stands::Active => {
            (badge(Kind::Good, "check", "All is paid"), "Stripe collects at the start of each period.")
        }
        Stands::Incomplete => (
            badge(Kind::Bad, "alert-circle", "The first payment did not go through"),
            "Update the way to pay, and Stripe tries again.",
        ),
        Stands::PastDue => (
            badge(Kind::Bad, "alert-circle", "The last payment did not go through"),
            "Stripe tries again in the next days. Update the way to pay if the card is no longer good.",
        ),
        Stands::Unpaid => (
            badge(Kind::Bad, "alert-circle", "The last payment did not go through"),
            "Stripe has given up for now. Update the way to pay, and pay the open invoice.",
        ),
        Stands::Ended => (
            badge(Kind::Bad, "ban", "Payments have ended"),
            "Stripe collects nothing any more. Give a card, and it begins again.",
        ),
    }
}

/// How the account of who asks pays, where there is a price and a service.
pub async fn payment(conn: &mut store::Conn, state: &AppState, who: &SignedIn) -> Result<Option<Payment>> {
    if state.config.stripe.is_none() {
        return Ok(None);
    }
    let standing = payment::get(conn, who.account_id()).await?;
    Ok(standing.map(|standing| Payment::of(&standing, who.times())))
}

/// The section again, for htmx; the page for a browser without scripts.
pub async fn show(State(state): State<AppState>, who: AdminOnly, htmx: Htmx) -> Result<Response> {
    let section = payment(&mut *state.db.view().await?, &state, &who).await?.ok_or(Error::NotFound)?;
    Ok(if htmx.0 {
        Html(section.render()?).into_response()
    } else {
        Redirect::to(Section::Billing.path()).into_response()
    })
}

/// The page before Stripe's own: a form may lead to no other site here, so that this page stands between.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/payment_out.html")]
pub struct OutPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The address of Stripe's page.
    pub href: String,
}

/// Has Stripe make a page on which the company says how it pays, and leads there.
pub async fn go(State(state): State<AppState>, who: AdminOnly) -> Result<Page<OutPage>> {
    let api = state.stripe()?.ok_or(Error::NotFound)?.within(PATIENCE);
    let standing =
        payment::get(&mut *state.db.view().await?, who.account_id()).await?.ok_or(Error::NotFound)?;
    let customer = customer(&state, &who, &api, &standing).await?;
    let back = state.config.public_url.of_path(BACK);
    let href = api
        .checkout(&customer, &who.account.settings.currency, &back)
        .await
        .map_err(|problem| refused(&problem))?;
    Ok(Page(OutPage { shell: who.shell().at(Menu::Settings), href }))
}

/// What the service calls the company. Where it has no name yet it gets the one that a worker would give it.
async fn customer(state: &AppState, who: &SignedIn, api: &Api, standing: &Standing) -> Result<String> {
    if let Some(customer) = &standing.names.customer {
        return Ok(customer.clone());
    }
    let keys = Keys { installation: api.installation(), account: who.account_id() };
    let key = keys.of_customer(standing.generation);
    let made = api
        .create_customer(&who.account.name, &who.account.slug, &key)
        .await
        .map_err(|problem| refused(&problem))?;
    let mut tx = who.begin(state, Wait::Short).await?;
    let customer = payment::introduce(&mut tx, who.account_id(), &made.id).await?;
    tx.commit().await?;
    Ok(customer)
}

fn refused(problem: &Problem) -> Error {
    Error::Refused(format!(
        "Stripe has no page for you now: {} Try again in a moment; nothing was changed.",
        words::sentence(problem.words())
    ))
}

/// Takes whoever comes back from there: what they did is looked at.
pub async fn back(State(state): State<AppState>, who: AdminOnly) -> Result<Response> {
    if state.config.stripe.is_none() {
        return Err(Error::NotFound);
    }
    let mut tx = who.begin(&state, Wait::Short).await?;
    payment::wake(&mut tx, who.account_id(), state.micros()).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    let said = "Stripe is asked how you pay. It is said here in a moment.".to_owned();
    Ok(Saying(Redirect::to(Section::Billing.path()), said).into_response())
}
