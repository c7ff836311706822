//! The import wizard: from a file to people, in five steps that can be left and come back to.
//!
//! Each step is a page struct with its template beside it in name, and handlers that extract, make one call into
//! `store` or `plan`, and answer with the page or a redirect. Every form is sent with POST and answered with a redirect;
//! htmx follows it and takes the page's `wizard` block, a browser without it loads the page. No rule of the domain
//! lives here: what is wrong, what helps, and what will happen is printed as the plan says it.

pub mod about;
mod answer;
pub mod diff;
pub(crate) mod downloads;
pub mod fix;
pub mod matching;
mod opened;
pub mod outcome;
pub mod review;
pub mod rows;
pub mod text;
pub mod top;
pub mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::state::AppState;

/// What surrounds a file in a form, at the most.
const AROUND_A_FILE: u64 = 64 * 1024;

/// A form with a block of cells that is pasted, in bytes, at the most.
const BLOCK: usize = 2 * 1024 * 1024;

/// The routes of the wizard. `largest` is how many bytes a file may have.
pub fn routes(largest: u64) -> Router<AppState> {
    let body = usize::try_from(largest.saturating_add(AROUND_A_FILE)).unwrap_or(usize::MAX);
    Router::new()
        .route("/imports", post(upload::handlers::take).layer(DefaultBodyLimit::max(body)))
        .route("/imports/new", get(upload::handlers::show))
        .route("/imports/paste", post(upload::handlers::paste).layer(DefaultBodyLimit::max(BLOCK)))
        .route("/imports/{import}", get(outcome::handlers::lead))
        .route("/imports/{import}/match", get(matching::handlers::show))
        .route("/imports/{import}/match/column", post(matching::handlers::column))
        .route("/imports/{import}/match/constant", post(matching::handlers::constant))
        .route("/imports/{import}/match/names", post(matching::handlers::names))
        .route("/imports/{import}/match/look", post(matching::reading::handlers::look))
        .route("/imports/{import}/match/reading", post(matching::reading::handlers::apply))
        .route("/imports/{import}/match/found", post(matching::reading::handlers::found))
        .route("/imports/{import}/fix", get(fix::handlers::show))
        .route("/imports/{import}/fix/do", post(fix::handlers::press))
        .route("/imports/{import}/fix/cell", post(fix::handlers::cell))
        .route("/imports/{import}/fix/value", post(fix::handlers::value))
        .route("/imports/{import}/fix/replace", post(fix::handlers::replace))
        .route("/imports/{import}/fix/paste", post(fix::handlers::paste).layer(DefaultBodyLimit::max(BLOCK)))
        .route("/imports/{import}/fix/last", post(fix::handlers::last))
        .route("/imports/{import}/fix/undo", post(fix::handlers::undo))
        .route("/imports/{import}/fix/redo", post(fix::handlers::redo))
        .route("/imports/{import}/review", get(review::handlers::show))
        .route("/imports/{import}/stripe", get(review::stripe::says))
        .route("/imports/{import}/choices", post(review::handlers::choose))
        .route("/imports/{import}/apply", post(review::handlers::agree))
        .route("/imports/{import}/discard", post(outcome::handlers::discard))
        .route("/imports/{import}/done", get(outcome::handlers::show))
        .route("/imports/{import}/progress", get(outcome::handlers::progress))
        .route("/imports/{import}/again", post(outcome::handlers::again))
        .merge(downloads::routes())
}
