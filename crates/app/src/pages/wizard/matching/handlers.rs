//! The routes of matching. Every form is answered with a redirect to the page.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use plan::mapping::{MappingFile, Reading};
use serde::Deserialize;
use store::ImportId;
use store::imports::Step as Left;

use super::build::{self, Inputs};
use super::reading::handlers::panel;
use super::reading::page::Panel;
use super::wish::{ColumnForm, ConstantForm, NamesForm, with_column, with_constant, with_names};
use crate::error::{Error, Result};
use crate::pages::wizard::answer;
use crate::pages::wizard::opened::{Opened, open, top};
use crate::pages::wizard::top::Step;
use crate::pipeline::reading::Dropped;
use crate::state::AppState;
use crate::web::request::Htmx;
use crate::web::who::Importer;

/// The query of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `open`: how it is read is to be changed.
    reading: Option<String>,
    /// It has just been read another way: how many columns and fixes did not hold, `2.3`.
    read: Option<String>,
}

impl Asked {
    fn dropped(&self) -> Option<Dropped> {
        let (columns, fixes) = self.read.as_deref()?.split_once('.')?;
        Some(Dropped { columns: columns.parse().ok()?, fixes: fixes.parse().ok()? })
    }
}

/// What the page shows besides the columns.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// How it is read is being changed.
    pub panel: Option<Panel>,
    /// It was just read another way, and this did not hold.
    pub dropped: Option<Dropped>,
}

/// Shows the page.
pub async fn show(
    State(state): State<AppState>,
    who: Importer,
    htmx: Htmx,
    Path(import): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let opened = match open(&state, &who, &import, Left::Match).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let now: Reading = opened.inputs.import.mapping.read.clone();
    let panel = match asked.reading {
        Some(_) => Some(panel(&state, &who, &opened, now, false).await?),
        None => None,
    };
    answer_with(&who, htmx, opened, Extra { panel, dropped: asked.dropped() }).await
}

/// The page of an import, with what it shows besides its columns.
pub async fn answer_with(who: &Importer, htmx: Htmx, opened: Opened, extra: Extra) -> Result<Response> {
    let Opened { inputs, plan } = opened;
    let id = inputs.import.id.0;
    let top = top(Step::Match, &inputs.import, plan.sheet().len() as u32, who.times());
    let shell = who.shell();
    let address = match extra.panel {
        Some(_) => format!("{}?reading=open", Step::Match.href(id)),
        None => Step::Match.href(id),
    };
    let page = tokio::task::spawn_blocking(move || {
        build::page(Inputs { shell, top, import: id, plan: &plan, extra })
    })
    .await
    .map_err(Error::failed)?;
    answer::page(htmx, &page, &page.as_wizard(), None, &address)
}

/// Where a column goes.
pub async fn column(
    State(state): State<AppState>,
    who: Importer,
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
    who: Importer,
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

/// Which name comes first in a column of full names.
pub async fn names(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Form(form): Form<NamesForm>,
) -> Result<Response> {
    let Opened { inputs, .. } = match open(&state, &who, &import, Left::Match).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let wish = with_names(&inputs.import.mapping, &form);
    keep(&state, &who, inputs.import.id, &inputs.import.mapping, wish).await
}

async fn keep(
    state: &AppState,
    who: &Importer,
    import: ImportId,
    old: &MappingFile,
    new: MappingFile,
) -> Result<Response> {
    if *old != new {
        state.pipeline.set_mapping(who.account_id(), import, &new).await?;
    }
    Ok(Redirect::to(&Step::Match.href(import.0)).into_response())
}
