//! The provider that people of the account sign in at: what is set, and whether it answers.

use askama::Template;
use axum::extract::State;
use store::Conn;
use store::sign_on::{self, SignOn};
use tower_sessions::Session;

use super::Section;
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::sign_in::{registration, way_back};
use crate::pages::ui::Moment;
use crate::provider::Provider;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::session::is_fresh;
use crate::web::who::{AdminOnly, SignedIn};

/// What is set.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Whether it is the only way in.
    pub is_only: bool,
    /// When an Admin last signed in by it as it is.
    pub proved: Option<Moment>,
    /// How many people have an address that it does not speak for.
    pub left_out: u32,
}

/// What the provider says when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// All is well as far as can be seen from here.
    Good,
    /// What is the matter and what to do.
    Bad(String),
}

/// The page of single sign-on.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/sign_on.html")]
pub struct SignOnPage {
    /// Who is signed in.
    pub shell: Shell,
    /// What is set, if anything is.
    pub saved: Option<Saved>,
    /// What the provider calls itself.
    pub issuer: String,
    /// What it calls this installation.
    pub client_id: String,
    /// The domains that it speaks for, with commas between.
    pub domains: String,
    /// Where people come back to: what the provider wants to know.
    pub redirect: String,
    /// The short name of the account, which people may type instead of an address.
    pub slug: String,
    /// Why what was typed was not taken.
    pub problem: Option<String>,
    /// What the provider said just now.
    pub checked: Option<Checked>,
    /// Whether the Admin signed in a short while ago: without, nothing is changed.
    pub is_fresh: bool,
}

impl SignOnPage {
    /// The tabs of the settings, and which of them this is.
    fn tabs() -> impl Iterator<Item = (Section, bool)> {
        Section::SignOn.tabs()
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    session: Session,
    AdminOnly(who): AdminOnly,
) -> Result<Page<SignOnPage>> {
    Ok(Page(page(&state, &session, &who).await?))
}

/// The page as it is now.
pub(super) async fn page(state: &AppState, session: &Session, who: &SignedIn) -> Result<SignOnPage> {
    let conn: &mut Conn = &mut *state.db.view().await?;
    let found = sign_on::get(conn, who.account_id()).await?;
    let saved = match &found {
        Some(found) => Some(saved(conn, who, found).await?),
        None => None,
    };
    let own = who.user.values.email.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned();
    let (issuer, client_id, domains) = match found {
        Some(found) => (found.issuer, found.client_id, found.domains.join(", ")),
        None => (String::new(), String::new(), own),
    };
    Ok(SignOnPage {
        shell: who.shell().at(Menu::Settings),
        saved,
        issuer,
        client_id,
        domains,
        redirect: way_back(state, &who.account.slug),
        slug: who.account.slug.clone(),
        problem: None,
        checked: None,
        is_fresh: is_fresh(session, state.micros()).await?,
    })
}

async fn saved(conn: &mut Conn, who: &SignedIn, found: &SignOn) -> Result<Saved> {
    Ok(Saved {
        is_only: found.is_only,
        proved: found.proved_at.map(|at| who.times().moment(at)),
        left_out: sign_on::left_out(conn, who.account_id()).await?,
    })
}

/// Asks the provider to describe itself, and says what is the matter with it.
pub(super) async fn check(
    State(state): State<AppState>,
    session: Session,
    AdminOnly(who): AdminOnly,
) -> Result<Page<SignOnPage>> {
    let mut view = state.db.view().await?;
    let found = sign_on::get(&mut view, who.account_id()).await?.ok_or(Error::NotFound)?;
    let registration = registration(&mut view, &state, &found).await?;
    drop(view);
    let checked = match Provider::discover(state.calls()?, &registration).await {
        Ok(_) => Checked::Good,
        Err(trouble) => {
            tracing::info!(account = who.account_id().0, "{trouble}");
            Checked::Bad(trouble.advice())
        }
    };
    Ok(Page(SignOnPage { checked: Some(checked), ..page(&state, &session, &who).await? }))
}
