//! Settings of an account, for its Admins: one page a section.

pub mod billing;
mod change;
pub mod company;
mod handlers;
mod imports;
pub mod messages;
mod preview;
mod sign_on;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use serde::Deserialize;

pub use company::CompanyPage;
pub use imports::{ImportsPage, Unplaced};
pub use messages::{Field, MessagesPage, Person, Preview};
pub use sign_on::{Checked, Saved, SignOnPage};

use crate::state::AppState;
use crate::web::who::AdminOnly;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings", get(async |_: AdminOnly| Redirect::to(Section::Company.path())))
        .route("/settings/company", get(company::show).post(company::save))
        .route("/settings/imports", get(imports::show).post(imports::change))
        .route("/settings/billing", get(billing::show))
        .route("/settings/billing/buying", post(billing::change_buying))
        .route("/settings/billing/limit", post(billing::change_cap))
        .route("/settings/billing/counting", post(billing::change_counting))
        .route("/settings/billing/changes", get(billing::show_changes))
        .route("/settings/billing/payment", get(billing::payment::show).post(billing::payment::go))
        .route("/settings/billing/payment/back", get(billing::payment::back))
        .route("/settings/billing/{from}", get(billing::show_invoice))
        .route("/settings/billing/{from}/csv", get(billing::csv))
        .route("/settings/billing/{from}/pdf", get(billing::pdf))
        .route("/settings/messages", get(handlers::show).post(handlers::save))
        .route("/settings/messages/preview", post(handlers::look))
        .route("/settings/messages/language", post(handlers::speak))
        .route("/settings/messages/reset", post(handlers::reset))
        .route("/settings/sign-on", get(sign_on::show).post(change::save))
        .route("/settings/sign-on/check", post(sign_on::check))
        .route("/settings/sign-on/only", post(change::only))
        .route("/settings/sign-on/remove", post(change::remove))
}

/// What a switch is to be, and not that it is to change, so that a form that is sent twice does the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Yes,
    No,
}

/// A page of the settings, in the order of the tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What the company is, and what holds for its people.
    Company,
    /// Who may import.
    Imports,
    /// What invitations say.
    Messages,
    /// Signing in at the company's provider.
    SignOn,
    /// What seats cost.
    Billing,
}

impl Section {
    /// The tabs from left to right.
    pub const ALL: [Self; 5] = [Self::Company, Self::Imports, Self::Messages, Self::Billing, Self::SignOn];

    /// The tabs, and which of them is this page.
    pub fn tabs(self) -> impl Iterator<Item = (Self, bool)> {
        Self::ALL.into_iter().map(move |section| (section, section == self))
    }

    /// The word on the tab.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::Imports => "Imports",
            Self::Messages => "Messages",
            Self::SignOn => "Single sign-on",
            Self::Billing => "Billing",
        }
    }

    /// The address of the page.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Company => "/settings/company",
            Self::Imports => "/settings/imports",
            Self::Messages => "/settings/messages",
            Self::SignOn => "/settings/sign-on",
            Self::Billing => "/settings/billing",
        }
    }
}
