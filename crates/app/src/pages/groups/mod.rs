//! Teams and territories: two trees that read alike. Admins add, rename, move, merge, archive and restore; the page of one says
//! beforehand what each of these does.
//!
//! No rule is decided here: what may be done to whom is the store's to say, and what it refuses is said at the field. Start
//! at [`list`] for the tree, [`one`] for the page of one.

mod actions;
mod add;
pub mod list;
pub mod one;
mod tree;

use axum::Router;
use axum::routing::{get, post};

pub use self::add::AddPage;
pub use self::list::{GroupsPage, Node, PutAway};
pub use self::one::{Act, GroupPage, Problem, Standing};
pub use self::tree::Tree;
use crate::state::AppState;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    const TEAMS: Tree = Tree::Teams;
    const AREAS: Tree = Tree::Territories;
    Router::new()
        .route("/teams", get(|state, who, asked| list::show(TEAMS, state, who, asked)))
        .route(
            "/teams/new",
            get(|state, who, asked| add::show(TEAMS, state, who, asked))
                .post(|state, who, form| add::add(TEAMS, state, who, form)),
        )
        .route("/teams/{team}", get(|state, who, id| one::show(TEAMS, state, who, id)))
        .route(
            "/teams/{team}/rename",
            post(|state, who, id, form| actions::rename(TEAMS, state, who, id, form)),
        )
        .route("/teams/{team}/move", post(|state, who, id, form| actions::put(TEAMS, state, who, id, form)))
        .route(
            "/teams/{team}/merge",
            post(|state, who, id, form| actions::merge(TEAMS, state, who, id, form)),
        )
        .route(
            "/teams/{team}/archive",
            post(|state, who, id, form| actions::archive(TEAMS, state, who, id, form)),
        )
        .route("/teams/{team}/restore", post(|state, who, id| actions::restore(TEAMS, state, who, id)))
        .route("/territories", get(|state, who, asked| list::show(AREAS, state, who, asked)))
        .route(
            "/territories/new",
            get(|state, who, asked| add::show(AREAS, state, who, asked))
                .post(|state, who, form| add::add(AREAS, state, who, form)),
        )
        .route("/territories/{territory}", get(|state, who, id| one::show(AREAS, state, who, id)))
        .route(
            "/territories/{territory}/rename",
            post(|state, who, id, form| actions::rename(AREAS, state, who, id, form)),
        )
        .route("/territories/{territory}/colour", post(actions::colour))
        .route(
            "/territories/{territory}/move",
            post(|state, who, id, form| actions::put(AREAS, state, who, id, form)),
        )
        .route(
            "/territories/{territory}/merge",
            post(|state, who, id, form| actions::merge(AREAS, state, who, id, form)),
        )
        .route(
            "/territories/{territory}/archive",
            post(|state, who, id, form| actions::archive(AREAS, state, who, id, form)),
        )
        .route(
            "/territories/{territory}/restore",
            post(|state, who, id| actions::restore(AREAS, state, who, id)),
        )
}
