//! The audit log of an account, for its Admins: who did what, when, from where; narrowed, page by page, and as a file. What is
//! written into it is written where it is done; here it is only read and put into words. Start at [`said`], the one table of
//! what there is.

mod asked;
mod download;
mod list;
mod more;
mod rows;
pub mod said;

use axum::Router;
use axum::routing::get;

pub use list::{AuditPage, Filter, Line, Whom};

use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new().route("/audit", get(rows::show)).route("/audit/list.csv", get(download::csv))
}
