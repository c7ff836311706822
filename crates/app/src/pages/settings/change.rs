//! Setting a provider, making it the only way in, taking it away. It opens or closes ways in for everybody, so that it
//! asks for having signed in a short while ago.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::value::email::EmailAddress;
use serde::Deserialize;
use serde_json::{Value, json};
use store::sign_on::{self, NewSignOn};
use store::{AccountId, Micros, Tx, Wait, audit};
use tower_sessions::Session;

use super::Section;
use super::sign_on::{SignOnPage, page};
use crate::error::{Error, Result};
use crate::provider::Trouble;
use crate::random;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::session::is_fresh;
use crate::web::who::{AdminOnly, SignedIn};

const STALE: &str = "You signed in more than 15 minutes ago. Sign in again, then change this.";
/// Whose addresses anybody can have: no company speaks for these.
const PUBLIC: [&str; 14] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.net",
    "web.de",
    "proton.me",
    "mail.ru",
];
/// Longer values are none of a provider.
const LONGEST: usize = 1_000;
const MOST_DOMAINS: usize = 50;

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    domains: String,
}

pub(super) async fn save(
    State(state): State<AppState>,
    session: Session,
    AdminOnly(who): AdminOnly,
    Form(filled): Form<Filled>,
) -> Result<Response> {
    let done = if is_fresh(&session, state.micros()).await? {
        match filled.domains() {
            Ok(domains) => filled.keep(&state, &who, &domains).await?,
            Err(problem) => Err(problem),
        }
    } else {
        Err(STALE.to_owned())
    };
    match done {
        Ok(()) => {
            let said = "Single sign-on is saved. Check it, then sign in by it once.".to_owned();
            Ok(Saying(Redirect::to(Section::SignOn.path()), said).into_response())
        }
        Err(problem) => {
            let page = SignOnPage {
                issuer: filled.issuer,
                client_id: filled.client_id,
                domains: filled.domains,
                problem: Some(problem),
                ..page(&state, &session, &who).await?
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

impl Filled {
    /// The address that discovery begins with; the one of the description itself is often copied instead.
    fn issuer(&self) -> &str {
        let issuer = self.issuer.trim();
        issuer.strip_suffix("/.well-known/openid-configuration").unwrap_or(issuer)
    }

    /// The domains in normal form, in the order of the alphabet.
    fn domains(&self) -> std::result::Result<Vec<String>, String> {
        let words = self.domains.split([',', ';', ' ', '\n', '\r', '\t']).filter(|word| !word.is_empty());
        let mut domains = Vec::new();
        for word in words {
            let word = word.trim_start_matches('@');
            let address = EmailAddress::parse(&format!("x@{word}"))
                .map_err(|_| format!("“{word}” is no e-mail domain."))?;
            let domain = address.as_str().rsplit_once('@').map_or("", |(_, domain)| domain);
            if PUBLIC.contains(&domain) {
                return Err(format!("Anybody can have an address at {domain}: no company speaks for it."));
            }
            domains.push(domain.to_owned());
        }
        domains.sort();
        domains.dedup();
        match domains.len() {
            0 => Err("Type the e-mail domain of your company, such as example.com.".to_owned()),
            1..=MOST_DOMAINS => Ok(domains),
            _ => Err(format!("There are more than {MOST_DOMAINS} domains.")),
        }
    }

    /// Keeps it, or says why not.
    async fn keep(
        &self,
        state: &AppState,
        who: &SignedIn,
        domains: &[String],
    ) -> Result<std::result::Result<(), String>> {
        let (issuer, client_id, secret) = (self.issuer(), self.client_id.trim(), self.secret.trim());
        if let Err(why) = state.calls()?.check(issuer) {
            tracing::info!(account = who.account_id().0, "{why}");
            return Ok(Err(Trouble::Call(why).advice()));
        }
        if client_id.is_empty() || [issuer, client_id, secret].iter().any(|text| text.len() > LONGEST) {
            return Ok(Err("Copy the client ID from your provider.".to_owned()));
        }
        let account = who.account_id();
        let sealed = if secret.is_empty() {
            None
        } else {
            let nonce = random::bytes().map_err(Error::failed)?;
            Some(state.key.seal(account, secret, nonce)?)
        };
        let new = NewSignOn { issuer, client_id, secret: sealed.as_deref(), domains };
        let now = state.micros();
        let mut tx = who.begin(state, Wait::Short).await?;
        match sign_on::set(&mut tx, account, &new, now).await {
            Ok(()) => {}
            Err(store::Error::Refused(why)) => return Ok(Err(sentence(why))),
            Err(error) => return Err(error.into()),
        }
        let detail = json!({"issuer": issuer, "domains": domains, "secret": sealed.is_some()});
        write_down(&mut tx, who, "sign_on.set", &detail, now).await?;
        Ok(Ok(tx.commit().await?))
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

async fn write_down(
    tx: &mut Tx,
    who: &SignedIn,
    what: &'static str,
    detail: &Value,
    now: Micros,
) -> Result<()> {
    let account: AccountId = who.account_id();
    Ok(audit::add(tx, account, &who.actor(), what, Some(account.0), detail, now).await?)
}

/// Which way the switch goes.
#[derive(Deserialize)]
pub(super) struct Switch {
    only: String,
}

pub(super) async fn only(
    State(state): State<AppState>,
    session: Session,
    AdminOnly(who): AdminOnly,
    Form(switch): Form<Switch>,
) -> Result<Response> {
    require_fresh(&session, &state).await?;
    let (is_only, now) = (switch.only == "yes", state.micros());
    let mut tx = who.begin(&state, Wait::Short).await?;
    sign_on::set_only(&mut tx, who.account_id(), is_only, now).await?;
    write_down(&mut tx, &who, "sign_on.only", &json!({"only": is_only}), now).await?;
    tx.commit().await?;
    let said = if is_only {
        "People sign in with your company only. Whoever is signed in stays so."
    } else {
        "People can sign in in every way again."
    };
    Ok(Saying(Redirect::to(Section::SignOn.path()), said.to_owned()).into_response())
}

pub(super) async fn remove(
    State(state): State<AppState>,
    session: Session,
    AdminOnly(who): AdminOnly,
) -> Result<Response> {
    require_fresh(&session, &state).await?;
    let now = state.micros();
    let mut tx = who.begin(&state, Wait::Short).await?;
    sign_on::remove(&mut tx, who.account_id()).await?;
    write_down(&mut tx, &who, "sign_on.removed", &json!({}), now).await?;
    tx.commit().await?;
    let said = "Single sign-on is removed. People sign in in every other way.".to_owned();
    Ok(Saying(Redirect::to(Section::SignOn.path()), said).into_response())
}

async fn require_fresh(session: &Session, state: &AppState) -> Result<()> {
    if is_fresh(session, state.micros()).await? { Ok(()) } else { Err(Error::Refused(STALE.to_owned())) }
}
