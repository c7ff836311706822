//! A new team or territory, at the top or below another one.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::value::name;
use serde::Deserialize;
use store::{Conn, Wait};

use super::Tree;
use super::actions::{hand, said};
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::paths::Paths;
use crate::pages::ui::Choice;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::AdminOnly;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "groups/add.html")]
pub struct AddPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Which tree.
    pub tree: Tree,
    /// The name as it was typed.
    pub name: String,
    /// Where it can be; the first is the top.
    pub places: Vec<Choice>,
    /// Where cancelling leads.
    pub back: String,
    /// Why it was not taken.
    pub problem: Option<String>,
}

/// What it is to be below.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    below: Option<i64>,
}

pub(super) async fn show(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<AddPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(tree, &mut view, &who, asked.below).await?))
}

async fn page(tree: Tree, conn: &mut Conn, who: &AdminOnly, below: Option<i64>) -> Result<AddPage> {
    let stored = tree.nodes(conn, who.account_id()).await?;
    // Another account's is none that there is.
    if below.is_some_and(|id| stored.iter().all(|node| node.id != id)) {
        return Err(Error::NotFound);
    }
    Ok(AddPage {
        shell: who.shell().at(tree.menu()),
        tree,
        name: String::new(),
        places: places(&Paths::new(&stored, |id| id), below, |_| true),
        back: below.map_or_else(|| tree.path().to_owned(), |id| tree.row(id)),
        problem: None,
    })
}

/// The top, and the places of a tree that can be chosen.
pub(super) fn places(paths: &Paths, chosen: Option<i64>, can: impl Fn(i64) -> bool) -> Vec<Choice> {
    let top = Choice { value: String::new(), word: "At the top".to_owned(), chosen: chosen.is_none() };
    let others = paths.ids().iter().copied().filter(|id| can(*id)).map(|id| Choice {
        value: id.to_string(),
        word: paths.full(id),
        chosen: chosen == Some(id),
    });
    std::iter::once(top).chain(others).collect()
}

/// What the form says.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    name: String,
    #[serde(default)]
    under: String,
}

/// Adds it.
pub(super) async fn add(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Form(wish): Form<Wish>,
) -> Result<Response> {
    let parent = under(&wish.under)?;
    let problem = match name::of_group(&wish.name) {
        Err(problem) => problem.to_string(),
        Ok(name) => {
            let mut tx = who.begin(&state, Wait::Short).await?;
            match hand(tree, &state, &who).create(&mut tx, &name, parent).await {
                Ok(id) => {
                    tx.commit().await?;
                    let said = format!("“{name}” is added.");
                    return Ok(Saying(Redirect::to(&tree.row(id)), said).into_response());
                }
                Err(error) => said(error, tree)?,
            }
        }
    };
    let mut view = state.db.view().await?;
    let page = page(tree, &mut view, &who, parent).await?;
    let page = AddPage { name: wish.name, problem: Some(problem), ..page };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// The id of a parent as a form says it; nothing is the top.
pub(super) fn under(text: &str) -> Result<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Error::NotFound)
}
