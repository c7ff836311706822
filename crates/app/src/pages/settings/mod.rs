//! Settings of an account, for its Admins: one page a section.

mod imports;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

pub use imports::{ImportsPage, Unplaced};

use crate::state::AppState;
use crate::web::who::AdminOnly;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings", get(async |_: AdminOnly| Redirect::to(Section::Imports.path())))
        .route("/settings/imports", get(imports::show).post(imports::change))
}

/// A page of the settings, in the order of the tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Who may import.
    Imports,
}

impl Section {
    /// The tabs from left to right.
    pub const ALL: [Self; 1] = [Self::Imports];

    /// The word on the tab.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Imports => "Imports",
        }
    }

    /// The address of the page.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Imports => "/settings/imports",
        }
    }
}
