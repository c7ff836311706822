//! Who may import: Admins, and Managers where an Admin lets them.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use plan::snapshot::{Role, Status};
use serde::Deserialize;
use store::users::list::{self, Filter};
use store::{Conn, Page as Part, Wait, accounts};

use super::{Answer, Section};
use crate::error::Result;
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::words;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

/// At most this many Managers are looked at for their teams.
const MOST_MANAGERS: u32 = 500;
/// At most this many of those without a team are named.
const MOST_NAMED: usize = 5;

/// A Manager who is in no team and no territory, and so could import nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Their name.
    pub name: String,
    /// Their page.
    pub href: String,
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/imports.html")]
pub struct ImportsPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Whether Managers import.
    pub managers_import: bool,
    /// How many Managers are active: `3 Managers`.
    pub managers: String,
    /// Managers in no team and no territory, the first few.
    pub unplaced: Vec<Unplaced>,
    /// How many more there are of these.
    pub more: usize,
}

impl ImportsPage {
    /// The tabs of the settings, and which of them this is.
    fn tabs() -> impl Iterator<Item = (Section, bool)> {
        Section::Imports.tabs()
    }
}

pub(super) async fn show(State(state): State<AppState>, who: AdminOnly) -> Result<Page<ImportsPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &who).await?))
}

async fn page(conn: &mut Conn, who: &SignedIn) -> Result<ImportsPage> {
    let filter = Filter { role: Some(Role::Manager), status: Some(Status::Active), ..Filter::default() };
    let part = Part { offset: 0, limit: MOST_MANAGERS };
    let managers = list::list(conn, who.account_id(), &filter, part).await?;
    let placed =
        |user: &&store::users::User| user.values.teams.is_empty() && user.values.territories.is_empty();
    let nowhere: Vec<_> = managers.rows.iter().filter(placed).collect();
    let named = nowhere.iter().take(MOST_NAMED).map(|user| Unplaced {
        name: words::full_name(&user.values.first_name, &user.values.last_name),
        href: format!("/users/{}", user.id),
    });
    Ok(ImportsPage {
        shell: who.shell().at(Menu::Settings),
        managers_import: who.account.managers_import,
        managers: words::counted(u64::from(managers.total), "Manager", "Managers"),
        unplaced: named.collect(),
        more: nowhere.len().saturating_sub(MOST_NAMED),
    })
}

/// What the form says.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    managers: Answer,
}

/// Lets Managers import, or not any more.
pub(super) async fn change(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(wish): Form<Wish>,
) -> Result<Response> {
    let allowed = wish.managers == Answer::Yes;
    let mut tx = who.begin(&state, Wait::Short).await?;
    accounts::let_managers_import(&mut tx, who.account_id(), allowed, &who.actor(), state.micros()).await?;
    tx.commit().await?;
    let said = if allowed { "Managers may import from now on." } else { "Only Admins import from now on." };
    Ok(Saying(Redirect::to(Section::Imports.path()), said.to_owned()).into_response())
}
