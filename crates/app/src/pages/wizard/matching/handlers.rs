//! The routes of matching. Every form is answered with a redirect to the page.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use plan::mapping::MappingFile;
use store::ImportId;
use store::imports::Step as Left;

use super::build;
use super::wish::{ColumnForm, ConstantForm, with_column, with_constant};
use crate::error::{Error, Result};
use crate::pages::wizard::answer;
use crate::pages::wizard::opened::{Opened, open, top};
use crate::pages::wizard::top::Step;
use crate::state::AppState;
use crate::web::request::Htmx;
use crate::web::who::AdminOnly;

/// Shows the page.
pub async fn show(
    State(state): State<AppState>,
    who: AdminOnly,
    htmx: Htmx,
    Path(import): Path<String>,
) -> Result<Response> {
    let Opened { inputs, plan } = match open(&state, &who, &import, Left::Match).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let id = inputs.import.id.0;
    let top = top(Step::Match, &inputs.import, plan.sheet().len() as u32, who.times());
    let shell = who.shell();
    let page = tokio::task::spawn_blocking(move || build::page(shell, top, id, &plan))
        .await
        .map_err(Error::failed)?;
    answer::page(htmx, &page, &page.as_wizard(), None, &Step::Match.href(id))
}

/// Where a column goes.
pub async fn column(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(import): Path<String>,
    Form(form): Form<ColumnForm>,
) -> Result<Response> {
    let Opened { inputs, plan } = match open(&state, &who, &import, Left::Match).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let wish = with_column(&inputs.import.mapping, plan.draft().mapping(), &form);
    keep(&state, &who, inputs.import.id, &inputs.import.mapping, wish).await
}

/// One value for everybody.
pub async fn constant(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(import): Path<String>,
    Form(form): Form<ConstantForm>,
) -> Result<Response> {
    let Opened { inputs, plan } = match open(&state, &who, &import, Left::Match).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let wish = with_constant(&inputs.import.mapping, &plan, &form);
    keep(&state, &who, inputs.import.id, &inputs.import.mapping, wish).await
}

async fn keep(
    state: &AppState,
    who: &AdminOnly,
    import: ImportId,
    old: &MappingFile,
    new: MappingFile,
) -> Result<Response> {
    if *old != new {
        state.pipeline.set_mapping(who.account_id(), import, &new).await?;
    }
    Ok(Redirect::to(&Step::Match.href(import.0)).into_response())
}
